using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Simulator;
using IncidentBot.Simulator.GitHub;
using IncidentBot.Simulator.Wire;
using IncidentBot.Store;
using Microsoft.AspNetCore.Builder;

namespace IncidentBot.Host.Tests.Crash;

/// <summary>Bots in processes of their own, on one store, and a local Slack that outlives them; all in real time.</summary>
internal sealed class CrashStage : IAsyncDisposable
{
    public const string Service = "checkout", Repository = "acme/checkout";

    // What is planned for later, such as a reminder, is not unfinished.
    private const string CountUnfinished = """
        SELECT (SELECT COUNT(*) FROM inbox WHERE state = 'waiting' OR (state = 'scheduled' AND due_at <= @Now))
             + (SELECT COUNT(*) FROM outbox WHERE state = 'waiting' OR (state = 'scheduled' AND due_at <= @Now))
        """;

    private static readonly TimeSpan LongWrite = TimeSpan.FromMilliseconds(500);

    private static readonly string[] NoRow = ["UPDATE inbox SET state = state WHERE id = -1"];

    private static readonly string[] EveryRow =
        ["UPDATE inbox SET state = state", "UPDATE outbox SET state = state", "UPDATE incident SET version = version", "UPDATE schema_version SET name = name"];

    private const string LetFallDue = "UPDATE inbox SET due_at = @Now WHERE state = 'scheduled'";

    private const string CountAccepted = "SELECT COUNT(*) FROM inbox WHERE kind IN ('command', 'interaction')";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-crash-");
    private readonly SimulatorOptions options = new() { Urls = "http://127.0.0.1:0", RetryScale = 0.05, WorkspaceUrl = "https://local.slack.example" };
    private readonly WebApplication simulator;
    private readonly HttpClient http;
    private readonly HostProcess?[] bots;
    private readonly string[] addresses;

    private readonly IReadOnlyDictionary<string, string> settings;
    private StageStore? store;

    private CrashStage(int replicas, IReadOnlyDictionary<string, string> settings)
    {
        this.settings = settings;
        bots = new HostProcess?[replicas];
        addresses = [.. Enumerable.Repeat("http://127.0.0.1:0", replicas)];
        simulator = SimulatorApplication.Build(options);
        http = new HttpClient();
        Slack = new SimulatorClient(http);
    }

    /// <summary>What people do.</summary>
    public SimulatorClient Slack { get; }

    /// <summary>The bot's store, read beside it.</summary>
    public Database Database => Store.Database;

    /// <summary>What the bots are told of it.</summary>
    public StageStore Store => store ?? throw new InvalidOperationException("The stage is not open yet.");

    /// <summary>How long the bot has used a core since it was started.</summary>
    public TimeSpan BotWorked => Bot().Worked;

    /// <summary>Where the bots listen; each keeps its address when it is started anew.</summary>
    public IReadOnlyList<string> Addresses => addresses;

    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="replicas">How many bots there are.</param>
    /// <param name="running">How many of them are started; null: all.</param>
    /// <param name="settings">What is set otherwise than usual.</param>
    /// <param name="provider">What the bots keep their records in.</param>
    public static async Task<CrashStage> StartAsync(
        CancellationToken cancellationToken,
        int replicas = 1,
        int? running = null,
        IReadOnlyDictionary<string, string>? settings = null,
        StoreProvider provider = StoreProvider.Sqlite)
    {
        var stage = new CrashStage(replicas, settings ?? new Dictionary<string, string>(StringComparer.Ordinal));
        stage.store = await StageStore.OpenAsync(provider, stage.folder.FullName, cancellationToken);
        await stage.simulator.StartAsync(cancellationToken);
        stage.http.BaseAddress = new Uri(stage.simulator.Urls.First() + "/");
        await stage.Slack.AddDeploymentAsync(Repository, "production", "v2.3.1", "Keep whole baskets", TimeProvider.System.GetUtcNow().AddMinutes(-20), cancellationToken);
        for (var number = 0; number < (running ?? replicas); number++) await stage.StartBotAsync(cancellationToken, number);
        stage.options.AppUrl = stage.addresses[0];
        return stage;
    }

    /// <summary>A bot that runs, by its number from 0.</summary>
    public HostProcess Bot(int number = 0) => bots[number] ?? throw new InvalidOperationException($"Bot {number} does not run.");

    /// <summary>Kills a bot.</summary>
    public void Kill(int number = 0)
    {
        Bot(number).Dispose();
        bots[number] = null;
    }

    /// <summary>Lets whatever waits or would wait go on.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        using var cleared = await http.DeleteAsync(new Uri("sim/faults", UriKind.Relative), cancellationToken);
    }

    /// <summary>Starts a bot at its former address.</summary>
    public async Task StartBotAsync(CancellationToken cancellationToken, int number = 0)
    {
        bots[number] = await HostProcess.StartAsync([HostProcess.Program, "--urls", addresses[number]], folder.FullName, Settings(), cancellationToken);
        addresses[number] = bots[number]!.Address;
    }

    /// <summary>Has the next call or delivery of this number wait.</summary>
    public Task HoldAsync(CrashPoint point, CancellationToken cancellationToken) => PostAsync("faults", new JsonObject
    {
        ["match"] = new JsonObject { [point.Traffic == Traffic.Call ? "method" : "delivery"] = "*" },
        ["skip"] = point.Number - 1,
        ["hold"] = point.After ? "after" : "before",
    }, cancellationToken);

    /// <summary>Has every call take longer from now on.</summary>
    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) => PostAsync("faults", new JsonObject
    {
        ["match"] = new JsonObject { ["method"] = "*" }, ["times"] = 1_000_000, ["delay_ms"] = (int)delay.TotalMilliseconds,
    }, cancellationToken);

    /// <summary>Whether what was asked to wait is waiting.</summary>
    public async Task<bool> IsHoldingAsync(CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<JsonArray>("sim/faults", cancellationToken))!.Count == 0;

    /// <summary>Kills the bot while something waits, lets that go, and starts the bot anew on the same store.</summary>
    public async Task KillAndRestartAsync(CancellationToken cancellationToken)
    {
        Kill();
        await ReleaseAsync(cancellationToken);
        await StartBotAsync(cancellationToken);
    }

    /// <summary>Whether nothing is left to do on either side.</summary>
    public async Task<bool> IsQuietAsync(CancellationToken cancellationToken)
    {
        if (await CountAsync(CountUnfinished, cancellationToken) > 0) return false;
        var settled = await PostAsync("settle", [], cancellationToken);
        return (int?)settled["pending"] == 0 && await CountAsync(CountUnfinished, cancellationToken) == 0;
    }

    /// <summary>Has everything that is planned for later fall due, as if its time had come.</summary>
    public async Task FallDueAsync(CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Add(LetFallDue, new { Now = TimeProvider.System.GetUtcNow() });
        await Database.CommitAsync(batch, cancellationToken);
    }

    /// <summary>
    /// Pauses a bot, but not in the middle of a write: SQLite's lock of the whole file belongs to the process, so that would stop everyone; a server
    /// would keep others from the rows that are being written, until it breaks the connection.
    /// </summary>
    public async Task PauseAsync(HostProcess bot, CancellationToken cancellationToken)
    {
        while (true)
        {
            bot.Send(Signal.Pause);
            var write = TouchAsync(cancellationToken);
            await Task.WhenAny(write, Task.Delay(LongWrite, TimeProvider.System, cancellationToken));
            if (write.IsCompletedSuccessfully) return;
            bot.Send(Signal.Continue);
            await write;
        }
    }

    private async Task TouchAsync(CancellationToken cancellationToken)
    {
        var batch = new Batch();
        foreach (var row in Store.IsServer ? EveryRow : NoRow) batch.Add(row);
        await Database.CommitAsync(batch, cancellationToken);
    }

    /// <summary>How many commands, buttons and shortcuts the bot has stored.</summary>
    public Task<long> AcceptedAsync(CancellationToken cancellationToken) => CountAsync(CountAccepted, cancellationToken);

    /// <summary>How many calls and deliveries there were.</summary>
    public async Task<(int Calls, int Deliveries)> TrafficAsync(CancellationToken cancellationToken)
    {
        var journal = (await http.GetFromJsonAsync<JsonArray>("sim/journal", cancellationToken))!;
        var calls = journal.Count(entry => (string?)entry!["direction"] == "in");
        return (calls, journal.Count - calls);
    }

    public Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) => http.GetFromJsonAsync<JsonNode>("sim/" + path, cancellationToken)!;

    public async ValueTask DisposeAsync()
    {
        foreach (var bot in bots) bot?.Dispose();
        await simulator.DisposeAsync();
        await Store.DisposeAsync();
        http.Dispose();
        folder.Delete(recursive: true);
    }

    private Dictionary<string, string> Settings()
    {
        var slack = simulator.Urls.First();
        var usual = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Store__Provider"] = Store.Options.Provider.ToString(),
            ["Store__ConnectionString"] = Store.Options.ConnectionString!,
            ["Slack__ApiUrl"] = slack + "/api/",
            ["Slack__BotToken"] = DefaultApp.BotToken,
            ["Slack__SigningSecret"] = DefaultApp.SigningSecret,
            ["Slack__AnnounceChannel"] = "incidents",
            ["GitHub__ApiUrl"] = slack + "/github/",
            [$"Catalogue__Services__{Service}__Repositories__0"] = Repository,
            ["Delivery__LeaseSeconds"] = "2",
            // One person starts many here.
            ["Incidents__StartsPerMinute"] = "1000",
            ["Delivery__SettleSeconds"] = "1",
            ["Management__Urls"] = "http://127.0.0.1:0",
        };
        foreach (var (name, value) in settings) usual[name] = value;
        return usual;
    }

    /// <summary>Uses the control API of the local Slack.</summary>
    public async Task<JsonObject> PostAsync(string action, JsonObject body, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("sim/" + action, body, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
    }

    /// <summary>Counts in the store.</summary>
    public async Task<long> CountAsync(string sql, CancellationToken cancellationToken) =>
        (await Database.QueryAsync<long>(sql, new { Now = TimeProvider.System.GetUtcNow() }, cancellationToken))[0];
}
