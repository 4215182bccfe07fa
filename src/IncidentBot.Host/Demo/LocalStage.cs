using IncidentBot.Delivery;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Simulator;
using IncidentBot.Simulator.Clock;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Host.Demo;

/// <summary>A bot and a local Slack that talk over real HTTP, with a clock that only moves when told to.</summary>
internal sealed class LocalStage : IAsyncDisposable
{
    // Permalinks that do not change with the port.
    private const string WorkspaceUrl = "https://local.slack.example";

    // Nobody waits for an answer here, so a busy machine takes nothing away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly WebApplication simulator;
    private readonly SimulatorOptions local;
    private readonly BotSettings connected;
    private readonly HttpClient http;
    private readonly DeliveryPump pump;
    private DateTimeOffset? nextDue;

    private LocalStage(VirtualClock clock, WebApplication simulator, SimulatorOptions options, WebApplication bot, BotSettings settings)
    {
        Clock = clock;
        this.simulator = simulator;
        local = options;
        connected = settings;
        Bot = bot;
        pump = bot.Services.GetRequiredService<DeliveryPump>();
        http = new HttpClient { BaseAddress = new Uri(simulator.Urls.First() + "/") };
        Slack = new SimulatorClient(http);
    }

    /// <summary>The clock of both.</summary>
    public VirtualClock Clock { get; }

    /// <summary>The running bot.</summary>
    public WebApplication Bot { get; }

    /// <summary>Acts as the people in the local Slack.</summary>
    public SimulatorClient Slack { get; }

    /// <summary>The local Slack's address.</summary>
    public Uri SlackAddress => http.BaseAddress!;

    /// <summary>Starts both on free ports.</summary>
    /// <param name="settings">The bot's settings; Slack and GitHub are replaced with the local ones.</param>
    /// <param name="now">The time that the clock starts at.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="replace">Replaces services of the bot; null to replace none.</param>
    /// <param name="secrets">What both know each other by; null for the documented ones.</param>
    public static async Task<LocalStage> StartAsync(
        BotSettings settings, DateTimeOffset now, CancellationToken cancellationToken, Action<IServiceCollection>? replace = null,
        AppSecrets? secrets = null)
    {
        const string AnyPort = "http://127.0.0.1:0";
        var clock = new VirtualClock(now);
        secrets ??= AppSecrets.Documented;
        var options = new SimulatorOptions
        {
            Secrets = secrets, Urls = AnyPort, Clock = clock, WorkspaceUrl = WorkspaceUrl, AnswerWithin = Patience,
        };
        var slack = SimulatorApplication.Build(options);
        await Starting.ListenAsync(slack, [AnyPort], "Try again.", cancellationToken);
        try
        {
            var joined = LocalMode.Connect(
                settings with { Urls = [AnyPort], Management = new ManagementOptions { Urls = AnyPort } }, slack.Urls.First(), secrets);
            var bot = await Starting.BotAsync(BotApplication.Build(joined, clock, stepped: true, replace), joined.Urls, cancellationToken);
            options.AppUrl = bot.Urls.First();
            return new LocalStage(clock, slack, options, bot, joined);
        }
        catch
        {
            await slack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Has a day of deploys in the local GitHub, and lets the page's deploy panel be heard, as in local mode.</summary>
    public Task FurnishAsync(CancellationToken cancellationToken) =>
        LocalMode.FurnishAsync(Bot, local, Slack, connected, withDeploys: true, cancellationToken);

    /// <summary>Runs the bot until nothing is due on either side; the clock does not move.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? delivery;
        do delivery = await Slack.SettleAsync(cancellationToken);
        while (await pump.StepAsync(cancellationToken) > 0);
        var work = await pump.NextDueAsync(cancellationToken);
        nextDue = delivery is null || work < delivery ? work : delivery;
    }

    /// <summary>
    /// Moves the clock to an instant, and stops wherever something falls due on the way; settle first.
    /// </summary>
    public async Task AdvanceToAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        // What is overdue after it had its turn cannot be helped by waiting.
        while (nextDue is { } due && due <= instant && due > Clock.GetUtcNow())
        {
            Clock.Set(due);
            await SettleAsync(cancellationToken);
        }

        if (instant > Clock.GetUtcNow()) Clock.Set(instant);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await simulator.DisposeAsync();
        http.Dispose();
    }
}
