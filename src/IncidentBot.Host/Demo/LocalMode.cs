using IncidentBot.GitHub.Setup;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Monitoring.Prometheus;
using IncidentBot.Simulator;
using IncidentBot.Simulator.Wire;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Host.Demo;

/// <summary>Runs the bot with a simulated Slack and GitHub, for people who have not set up anything yet.</summary>
internal static class LocalMode
{
    /// <summary>Runs both until they are stopped.</summary>
    /// <param name="settings">The settings besides Slack.</param>
    /// <param name="terminal">Where the addresses are printed.</param>
    /// <param name="place">Where the local Slack listens.</param>
    /// <param name="cancellationToken">Stops both.</param>
    /// <exception cref="StopException">Local mode may not start here, or the bot cannot.</exception>
    public static async Task RunAsync(BotSettings settings, Terminal terminal, LocalSlackPlace place, CancellationToken cancellationToken)
    {
        await using var store = BotApplication.BuildForReading(settings);
        await LocalModeCheck.RunAsync(settings, place, store, cancellationToken);
        var secrets = AppSecrets.New();
        var webhookSecret = LocalWiring.NewSecret();
        // Report wrong settings before listening on an address.
        await BotApplication.Build(Connect(settings, place.Urls[0], secrets, webhookSecret)).DisposeAsync();
        var example = $"/incident start Checkout returns 500s --service {ExampleService(settings)}";
        var kept = LocalChannels.PrepareFile(store);
        SimulatorOptions options = null!;
        await using var simulator = await place.StartAsync(
            urls => options = new SimulatorOptions
            {
                Urls = urls,
                Secrets = secrets,
                Hosts = [.. settings.Management.Hosts],
                AppUrl = Addresses.ForThisMachine(settings.Urls[0]),
                WaitForApp = true,
                KeepIn = kept,
                Example = example,
                HasDeploys = !IsGitHubSet(settings),
                LogToConsole = true,
            },
            terminal, cancellationToken);
        var slack = simulator.Urls.First();
        var local = Connect(settings, slack, secrets, webhookSecret);
        var isBusy = await LocalChannels.HasOpenIncidentAsync(store, cancellationToken);
        await LocalChannels.ReplaceLostAsync(store, slack, cancellationToken);
        // The bot opens it for itself.
        await store.DisposeAsync();
        await using var bot = await Starting.BotAsync(BotApplication.Build(local), settings.Urls, cancellationToken);
        var address = Addresses.ForThisMachine(bot.Urls.First());
        options.AppUrl = address;
        using var http = new HttpClient { BaseAddress = new Uri(slack + "/") };
        var isExample = settings.Catalogue.Services.Count == 0 && options.HasDeploys;
        await FurnishAsync(bot, options, new SimulatorClient(http), local, withDeploys: isExample && !isBusy, cancellationToken);
        var reason = settings.Run.Mode == RunMode.Local ? "it was asked for" : "nothing is set under Slack";
        await terminal.Out.WriteLineAsync($"""
            IncidentBot is running in local mode, because {reason}.
              Local Slack  {slack}
              Bot          {address}
            Open {slack} in a browser and type: {example}
            Press Ctrl+C to stop. Incidents are kept for the next start.
            """);
        await bot.WaitForShutdownAsync(cancellationToken);
        await simulator.StopAsync(CancellationToken.None);
    }

    /// <summary>Fills the local GitHub, and lets the bot hear of what the page's deploy panel does there.</summary>
    /// <param name="bot">The bot; it listens.</param>
    /// <param name="options">How the local Slack and GitHub are set up.</param>
    /// <param name="people">Sets the local GitHub up.</param>
    /// <param name="settings">What the bot runs with.</param>
    /// <param name="withDeploys">Whether the example's deploys are made.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task FurnishAsync(
        WebApplication bot, SimulatorOptions options, SimulatorClient people, BotSettings settings, bool withDeploys,
        CancellationToken cancellationToken)
    {
        var now = bot.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await LocalExample.AddRepositoriesAsync(people, settings.Catalogue, cancellationToken);
        if (settings.Catalogue.Providers.ContainsKey(LocalExample.Provider))
            await people.AddStatusPageAsync(LocalExample.Provider, cancellationToken);
        if (withDeploys) await LocalExample.CommitAsync(people, now, cancellationToken);
        if (options.HasDeploys) await LocalWiring.ConnectAsync(bot, options, people, settings, cancellationToken);
        // The bot hears of these, as it would have over the day.
        if (withDeploys) await LocalExample.DeployAsync(people, now, cancellationToken);
        if (withDeploys) await LocalExample.ShapeSignalsAsync(people, now, cancellationToken);
    }

    // The local GitHub takes any token; with one, unchanged answers cost nothing of the hourly limit.
    private const string LocalGitHubToken = "local-github-token";

    /// <summary>The same settings, with a local Slack and GitHub at this address; GitHub and catalogue settings are kept.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="simulator">The address of both.</param>
    /// <param name="secrets">What the bot and the local Slack know each other by.</param>
    /// <param name="webhookSecret">What the local GitHub signs with if the settings name nothing; null: it sends no webhooks.</param>
    public static BotSettings Connect(BotSettings settings, string simulator, AppSecrets secrets, string? webhookSecret = null) =>
        settings with
        {
            Slack = new SlackOptions
            {
                ApiUrl = simulator + "/api/", BotToken = secrets.BotToken, SigningSecret = secrets.SigningSecret,
                AnnounceChannel = DemoPlayer.Lobby, AdminChannel = settings.Slack.AdminChannel,
                AppToken = settings.Slack.UsesSockets ? secrets.AppToken : null, SocketConnections = settings.Slack.SocketConnections,
            },
            GitHub = IsGitHubSet(settings)
                ? settings.GitHub
                : new GitHubOptions
                {
                    ApiUrl = new Uri(simulator + "/github/"), Token = LocalGitHubToken,
                    WebhookSecret = settings.GitHub.WebhookSecret is { } own && !string.IsNullOrWhiteSpace(own) ? own : webhookSecret,
                },
            Catalogue = settings.Catalogue.Services.Count > 0 ? settings.Catalogue : LocalExample.Catalogue(simulator),
            Prometheus = settings.Prometheus.Sources.Count > 0
                ? settings.Prometheus
                : new PrometheusOptions { Sources = { ["local"] = new PrometheusSource { Url = new Uri(simulator + "/prometheus") } } },
        };

    private static bool IsGitHubSet(BotSettings settings) =>
        settings.GitHub.Token is not null || !string.IsNullOrWhiteSpace(settings.GitHub.AppId)
            || settings.GitHub.ApiUrl != new GitHubOptions().ApiUrl;

    private static string ExampleService(BotSettings settings) =>
        settings.Catalogue.Services.Keys.Order().FirstOrDefault() ?? LocalExample.Service;
}
