using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentBot.Delivery;
using IncidentBot.GitHub.Setup;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Simulator.Clock;
using IncidentBot.Slack.WebApi;
using IncidentBot.Incidents;
using IncidentBot.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Host.Tests.Rubbish;

/// <summary>The whole bot behind its real addresses, with a Slack that takes everything, in a time that moves only while it works.</summary>
internal sealed class RubbishStage : IAsyncDisposable
{
    public const string Secret = "a-signing-secret";
    private static readonly DateTimeOffset Morning = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    // Rate limits spread what is to be sent over hours; a stride takes many of those turns at once.
    private static readonly TimeSpan Stride = TimeSpan.FromSeconds(20);

    private const string SelectDead = """
        SELECT 'inbox ' || kind || ': ' || COALESCE(last_error, '') FROM inbox WHERE state = 'dead'
        UNION ALL
        SELECT 'outbox ' || kind || ': ' || COALESCE(last_error, '') FROM outbox WHERE state = 'dead'
        """;

    // Sweeps come again and again, so that with many incidents there is always one that waits for its turn.
    private const string CountWaiting = "SELECT (SELECT COUNT(*) FROM inbox WHERE state = 'waiting' AND kind <> 'own/sweep') + (SELECT COUNT(*) FROM outbox WHERE state = 'waiting')";

    private readonly DirectoryInfo folder;
    private readonly WebApplication bot;
    private readonly HttpClient http;
    private readonly DeliveryPump pump;

    private RubbishStage(DirectoryInfo folder, PatientSlack slack, WebApplication bot, VirtualClock clock, TroubleLog log)
    {
        (this.folder, Slack, this.bot, Clock, Log) = (folder, slack, bot, clock, log);
        http = new HttpClient { BaseAddress = new Uri(bot.Urls.First()) };
        pump = bot.Services.GetRequiredService<DeliveryPump>();
    }

    public PatientSlack Slack { get; }

    public VirtualClock Clock { get; }

    public TroubleLog Log { get; }

    public Uri Address => http.BaseAddress!;

    public Database Database => bot.Services.GetRequiredService<Database>();

    public IServiceProvider Services => bot.Services;

    public static async Task<RubbishStage> StartAsync(CancellationToken cancellationToken)
    {
        var made = Directory.CreateTempSubdirectory("incidentbot-rubbish-");
        var slack = await PatientSlack.StartAsync();
        var (clock, log) = (new VirtualClock(Morning), new TroubleLog());
        var settings = new BotSettings
        {
            Store = new StoreOptions { ConnectionString = $"Data Source={Path.Combine(made.FullName, "bot.db")}" },
            Slack = new SlackOptions { ApiUrl = slack.Address + "/api/", BotToken = "xoxb-test", SigningSecret = Secret },
            Incidents = new IncidentOptions { StartsPerMinute = 1000 },
            GitHub = new GitHubOptions { ApiUrl = new Uri(slack.Address + "/github/") },
            Management = new ManagementOptions { Urls = "http://127.0.0.1:0" },
            Urls = ["http://127.0.0.1:0"],
            IsQuiet = true,
        };
        var built = BotApplication.Build(settings, clock, stepped: true, services => Replace(services, log));
        return new RubbishStage(made, slack, await Starting.BotAsync(built, settings.Urls, cancellationToken), clock, log);
    }

    /// <summary>Sends a request as Slack does, signed with the right secret at this instant.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="contentType">What it claims to be.</param>
    /// <param name="body">What it says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="change">Changes the signed request; null: it stays.</param>
    public async Task<int> SendAsync(string path, string contentType, byte[] body, CancellationToken cancellationToken, Action<HttpRequestMessage>? change = null)
    {
        var timestamp = Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", Sign(timestamp, body));
        change?.Invoke(request);
        using var response = await http.SendAsync(request, cancellationToken);
        return (int)response.StatusCode;
    }

    public Task<int> CommandAsync(string channel, string words, string trigger, CancellationToken cancellationToken) => SendAsync(
        "/slack/commands",
        "application/x-www-form-urlencoded",
        Encoding.UTF8.GetBytes($"team_id=T100&channel_id={channel}&user_id=U100&command=%2Fincident&text={Uri.EscapeDataString(words)}&trigger_id={trigger}"),
        cancellationToken);

    public static string Sign(string timestamp, byte[] body) =>
        "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body]));

    /// <summary>Works and sends everything, moving the clock where it has to wait; false: something still waits after a long while.</summary>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        for (var turn = 0; turn < 2_000; turn++)
        {
            await pump.StepAsync(cancellationToken);
            if (await CountAsync(CountWaiting, cancellationToken) == 0) return true;
            if (await pump.NextDueAsync(cancellationToken) is { } due && due > Clock.GetUtcNow()) Clock.Set(due + Stride);
        }

        return false;
    }

    /// <summary>What was given up, and why.</summary>
    public Task<IReadOnlyList<string>> DeadAsync(CancellationToken cancellationToken) => Database.QueryAsync<string>(SelectDead, null, cancellationToken);

    /// <summary>The stored requests that wait or were given up and cannot be read as what they are; those that are done keep no body.</summary>
    public async Task<IReadOnlyList<string>> UnreadableAsync(CancellationToken cancellationToken)
    {
        var unreadable = new List<string>();
        var last = 0L;
        while (await Database.QueryAsync<StoredRow>("SELECT id, body FROM inbox WHERE id > @Last AND kind NOT LIKE 'own/%' AND state <> 'done' ORDER BY id LIMIT 1000", new { Last = last }, cancellationToken) is { Count: > 0 } rows)
        {
            unreadable.AddRange(rows.Where(row => !IsObject(row.Body)).Select(row => row.Body));
            last = rows[^1].Id;
        }

        return unreadable;
    }

    public async Task<long> CountAsync(string sql, CancellationToken cancellationToken) => (await Database.QueryAsync<long>(sql, null, cancellationToken))[0];

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await bot.DisposeAsync();
        await Slack.DisposeAsync();
        folder.Delete(recursive: true);
    }

    // A spoiled response_url must not lead out of this machine.
    private static void Replace(IServiceCollection services, TroubleLog log)
    {
        services.AddLogging(logging => logging.AddProvider(log).AddFilter<TroubleLog>(null, LogLevel.Debug));
        services.AddHttpClient("slack").ConfigurePrimaryHttpMessageHandler(() => new LoopbackOnly { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } });
    }

    private static bool IsObject(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed class LoopbackOnly : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.RequestUri is { Host: "127.0.0.1" }
            ? base.SendAsync(request, cancellationToken)
            : Task.FromException<HttpResponseMessage>(new HttpRequestException(HttpRequestError.NameResolutionError, "Only this machine is called."));
    }

    private sealed class StoredRow
    {
        public long Id { get; init; }

        public string Body { get; init; } = string.Empty;
    }
}
