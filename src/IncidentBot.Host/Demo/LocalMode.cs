using IncidentBot.Catalogue;
using IncidentBot.GitHub.Setup;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Simulator;
using IncidentBot.Simulator.Wire;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Host.Demo;

/// <summary>Runs the bot with a simulated Slack and GitHub, for people who have not set up anything yet.</summary>
internal static class LocalMode
{
    /// <summary>The sample service, and the repository that it is deployed from.</summary>
    public const string SampleService = "checkout", SampleRepository = "acme/checkout";

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
        // Report wrong settings before listening on an address.
        await BotApplication.Build(Connect(settings, place.Urls[0], secrets)).DisposeAsync();
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
                LogToConsole = true,
            },
            terminal, cancellationToken);
        var slack = simulator.Urls.First();
        var local = Connect(settings, slack, secrets);
        await LocalChannels.ReplaceLostAsync(store, slack, cancellationToken);
        // The bot opens it for itself.
        await store.DisposeAsync();
        await using var bot = await Starting.BotAsync(BotApplication.Build(local), settings.Urls, cancellationToken);
        var address = Addresses.ForThisMachine(bot.Urls.First());
        options.AppUrl = address;
        await SeedAsync(
            slack, local.Catalogue, isSample: settings.Catalogue.Services.Count == 0, TimeProvider.System.GetUtcNow(), cancellationToken);
        var reason = settings.Run.Mode == RunMode.Local ? "it was asked for" : "nothing is set under Slack";
        await terminal.Out.WriteLineAsync($"""
            IncidentBot is running in local mode, because {reason}.
              Local Slack  {slack}
              Bot          {address}
            Open {slack} in a browser and type: {example}
            """);
        await bot.WaitForShutdownAsync(cancellationToken);
        await simulator.StopAsync(CancellationToken.None);
    }

    // The local GitHub takes any token; with one, unchanged answers cost nothing of the hourly limit.
    private const string LocalGitHubToken = "local-github-token";

    /// <summary>The same settings, with a local Slack and GitHub at this address; GitHub and catalogue settings are kept.</summary>
    public static BotSettings Connect(BotSettings settings, string simulator, AppSecrets secrets)
    {
        var gitHubIsSet = settings.GitHub.Token is not null || !string.IsNullOrWhiteSpace(settings.GitHub.AppId)
            || settings.GitHub.ApiUrl != new GitHubOptions().ApiUrl;
        return settings with
        {
            Slack = new SlackOptions
            {
                ApiUrl = simulator + "/api/", BotToken = secrets.BotToken, SigningSecret = secrets.SigningSecret,
                AnnounceChannel = DemoPlayer.Lobby, AdminChannel = settings.Slack.AdminChannel,
                AppToken = settings.Slack.UsesSockets ? secrets.AppToken : null, SocketConnections = settings.Slack.SocketConnections,
            },
            GitHub = gitHubIsSet
                ? settings.GitHub
                : new GitHubOptions
                {
                    ApiUrl = new Uri(simulator + "/github/"), Token = LocalGitHubToken, WebhookSecret = settings.GitHub.WebhookSecret,
                },
            Catalogue = settings.Catalogue.Services.Count > 0 ? settings.Catalogue : SampleCatalogue(),
        };
    }

    private static string ExampleService(BotSettings settings) =>
        settings.Catalogue.Services.Keys.Order().FirstOrDefault() ?? SampleService;

    private static CatalogueOptions SampleCatalogue()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services[SampleService] = new CatalogueService { Repositories = [SampleRepository], Environments = ["production"] };
        return catalogue;
    }

    private static async Task SeedAsync(
        string slack, CatalogueOptions catalogue, bool isSample, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(slack + "/") };
        var simulator = new SimulatorClient(http);
        foreach (var repository in catalogue.Services.Values.SelectMany(s => s.Repositories))
            await simulator.AddRepositoryAsync(repository, cancellationToken);
        if (!isSample) return;
        // Two deploys, so that the first incident has something to show.
        await simulator.AddDeploymentAsync(
            SampleRepository, "production", "v2.3.0", "Gift cards at checkout", now.AddHours(-20), cancellationToken);
        await simulator.AddDeploymentAsync(
            SampleRepository, "production", "v2.3.1", "Keep whole baskets in the cache", now.AddMinutes(-12), cancellationToken);
    }
}
