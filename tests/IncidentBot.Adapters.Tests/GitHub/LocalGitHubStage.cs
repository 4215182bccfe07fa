using System.Text.Json.Nodes;
using IncidentBot.Adapters.Tests.Simulator;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.GitHub;
using IncidentBot.GitHub.Setup;
using IncidentBot.Simulator.Clock;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Adapters.Tests.GitHub;

/// <summary>The source and the simulator's local GitHub over HTTP, both at 16:00.</summary>
internal sealed class LocalGitHubStage : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 16, 0, 0, TimeSpan.Zero);

    private LocalGitHubStage(LocalWorkspace simulator, VirtualClock clock) => (Simulator, Clock) = (simulator, clock);

    public LocalWorkspace Simulator { get; }

    public VirtualClock Clock { get; }

    public static async Task<LocalGitHubStage> StartAsync()
    {
        var clock = new VirtualClock(Now);
        return new LocalGitHubStage(await LocalWorkspace.StartAsync(clock), clock);
    }

    public IChangeSource Source(CatalogueOptions? catalogue = null, ChangesOptions? changes = null, GitHubOptions? options = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(catalogue ?? GitHubStub.Catalogue(("checkout", ["shop/checkout"], [])));
        services.AddSingleton(changes ?? new ChangesOptions());
        options ??= new GitHubOptions { Token = "ghp_secret" };
        options.ApiUrl = new Uri(Simulator.Http.BaseAddress!, "/api/v3");
        services.AddGitHub(options);
        return services.BuildServiceProvider().GetRequiredService<IChangeSource>();
    }

    /// <summary>What changed in the last day.</summary>
    public Task<ChangeAnswer> AskAsync(IChangeSource? source = null, params string[] services) =>
        (source ?? Source()).FindAsync(services, Now.AddHours(-24), Now, default);

    /// <summary>A deployment with its statuses, each with the minutes that it is old.</summary>
    public async Task<long> DeployAsync(string reference, params (string State, double MinutesAgo)[] statuses) =>
        await DeployAsync(new JsonObject { ["ref"] = reference }, statuses);

    public async Task<long> DeployAsync(JsonObject deployment, params (string State, double MinutesAgo)[] statuses)
    {
        deployment.TryAdd("repository", "shop/checkout");
        deployment["statuses"] = new JsonArray([.. statuses.Select(status => (JsonNode)new JsonObject
        {
            ["state"] = status.State, ["at"] = Ago(status.MinutesAgo),
        })]);
        return (await DoAsync("deployments", deployment))["id"]!.GetValue<long>();
    }

    public Task<JsonObject> DoAsync(string what, JsonObject body) => Simulator.DoAsync("github/" + what, body);

    public static string Ago(double minutes) => Now.AddMinutes(-minutes).ToString("O");

    /// <summary>The paths that the source asked for, below the API's root.</summary>
    public async Task<IReadOnlyList<string>> AskedAsync() =>
        [.. (await Simulator.JournalAsync()).Select(call => call!["method"]?.ToString() ?? "").Where(name => name.StartsWith("github.", StringComparison.Ordinal))];

    public ValueTask DisposeAsync() => Simulator.DisposeAsync();
}
