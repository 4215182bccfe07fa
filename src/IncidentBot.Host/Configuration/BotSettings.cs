using IncidentBot.Access;
using IncidentBot.Actions;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Checklist;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.EarlySigns;
using IncidentBot.GitHub.Setup;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;
using IncidentBot.Investigation.Patterns;
using IncidentBot.Investigation.Providers;
using IncidentBot.Monitoring.Prometheus;
using IncidentBot.Postmortem;
using IncidentBot.Slack.Setup;
using IncidentBot.Slack.WebApi;
using IncidentBot.Store;
using IncidentBot.Timeline;
using IncidentBot.Updates;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Host.Configuration;

/// <summary>All settings, read and checked.</summary>
internal sealed record BotSettings
{
    /// <summary>The options class behind each section of the settings.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Sections = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        ["IncidentBot"] = typeof(RunOptions),
        ["Store"] = typeof(StoreOptions),
        ["Slack"] = typeof(SlackOptions),
        ["GitHub"] = typeof(GitHubOptions),
        ["Incidents"] = typeof(IncidentOptions),
        ["Access"] = typeof(AccessOptions),
        ["Timeline"] = typeof(TimelineOptions),
        ["Updates"] = typeof(UpdateOptions),
        ["Actions"] = typeof(ActionsOptions),
        ["Checklist"] = typeof(ChecklistOptions),
        ["Catalogue"] = typeof(CatalogueOptions),
        ["Deploys"] = typeof(DeployOptions),
        ["Changes"] = typeof(ChangesOptions),
        ["Suspicion"] = typeof(SuspicionOptions),
        ["Prometheus"] = typeof(PrometheusOptions),
        ["EarlySigns"] = typeof(EarlySignOptions),
        ["Patterns"] = typeof(PatternOptions),
        ["Postmortem"] = typeof(PostmortemOptions),
        ["Delivery"] = typeof(DeliveryOptions),
        ["Audit"] = typeof(AuditOptions),
        ["StatusPages"] = typeof(ProviderOptions),
        ["Management"] = typeof(ManagementOptions),
    };

    /// <summary>Options that are derived from other sections and cannot be set directly.</summary>
    public static readonly IReadOnlySet<string> SetByTheHost = new HashSet<string>(StringComparer.Ordinal)
    {
        $"{nameof(IncidentOptions)}.{nameof(IncidentOptions.Platforms)}",
        $"{nameof(IncidentOptions)}.{nameof(IncidentOptions.Services)}",
        $"{nameof(DeliveryOptions)}.{nameof(DeliveryOptions.AdminChannel)}",
    };

    /// <summary>Sections of the settings file that belong to the framework.</summary>
    public static readonly IReadOnlyList<string> Others = ["Logging", "AllowedHosts"];

    /// <summary>The section <c>IncidentBot</c>.</summary>
    public RunOptions Run { get; init; } = new();

    /// <summary>The section <c>Store</c>.</summary>
    public StoreOptions Store { get; init; } = new();

    /// <summary>The section <c>Slack</c>.</summary>
    public SlackOptions Slack { get; init; } = new();

    /// <summary>The section <c>GitHub</c>.</summary>
    public GitHubOptions GitHub { get; init; } = new();

    /// <summary>The section <c>Incidents</c>.</summary>
    public IncidentOptions Incidents { get; init; } = new();

    /// <summary>The section <c>Access</c>.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>The section <c>Timeline</c>.</summary>
    public TimelineOptions Timeline { get; init; } = new();

    /// <summary>The section <c>Updates</c>.</summary>
    public UpdateOptions Updates { get; init; } = new();

    /// <summary>The section <c>Actions</c>.</summary>
    public ActionsOptions Actions { get; init; } = new();

    /// <summary>The section <c>Checklist</c>.</summary>
    public ChecklistOptions Checklist { get; init; } = new();

    /// <summary>The section <c>Catalogue</c>.</summary>
    public CatalogueOptions Catalogue { get; init; } = new();

    /// <summary>The section <c>Deploys</c>.</summary>
    public DeployOptions Deploys { get; init; } = new();

    /// <summary>The section <c>Changes</c>.</summary>
    public ChangesOptions Changes { get; init; } = new();

    /// <summary>The section <c>Suspicion</c>.</summary>
    public SuspicionOptions Suspicion { get; init; } = new();

    /// <summary>The section <c>Prometheus</c>.</summary>
    public PrometheusOptions Prometheus { get; init; } = new();

    /// <summary>The section <c>EarlySigns</c>.</summary>
    public EarlySignOptions EarlySigns { get; init; } = new();

    /// <summary>The section <c>Patterns</c>.</summary>
    public PatternOptions Patterns { get; init; } = new();

    /// <summary>The section <c>Postmortem</c>.</summary>
    public PostmortemOptions Postmortem { get; init; } = new();

    /// <summary>The section <c>Delivery</c>.</summary>
    public DeliveryOptions Delivery { get; init; } = new();

    /// <summary>The section <c>Audit</c>.</summary>
    public AuditOptions Audit { get; init; } = new();

    /// <summary>The section <c>StatusPages</c>.</summary>
    public ProviderOptions StatusPages { get; init; } = new();

    /// <summary>The section <c>Management</c>.</summary>
    public ManagementOptions Management { get; init; } = new();

    /// <summary>Where traces and metrics go, from OpenTelemetry's own variables.</summary>
    public TelemetryOptions Telemetry { get; init; } = new(null, OverHttp: false);

    /// <summary>How much is logged, by category.</summary>
    public IConfiguration Logging { get; init; } = new ConfigurationBuilder().Build();

    /// <summary>The addresses that the bot listens on.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [Addresses.Default];

    /// <summary>Which keys there are under <c>Slack</c>.</summary>
    public SlackKeys SlackKeys { get; init; } = SlackKeys.None;

    /// <summary>Whether the bot runs with a simulated Slack, because it was asked for or no real one is set.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Whether only errors are logged.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Reads and checks the settings file in a folder, the user secrets and the environment.</summary>
    /// <param name="folder">The folder with the settings file.</param>
    /// <param name="urls">The addresses given on the command line; null if none were.</param>
    /// <param name="isLocal">Whether the command line asks for local mode.</param>
    /// <exception cref="StopException">Something is wrong; the message names every problem.</exception>
    public static BotSettings Read(string folder, string? urls, bool isLocal = false) =>
        Read(SettingSource.ReadAll(folder), urls, isLocal, folder);

    /// <summary>The same from given sources.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="urls">The addresses given on the command line; null if none were.</param>
    /// <param name="isLocal">Whether the command line asks for local mode.</param>
    /// <param name="folder">Where the catalogue's file is looked for; null: only where the settings say.</param>
    /// <exception cref="StopException">Something is wrong; the message names every problem.</exception>
    public static BotSettings Read(IReadOnlyList<SettingSource> sources, string? urls, bool isLocal = false, string? folder = null)
    {
        var settings = new StrictSettings(Sections, Others).Read(sources);
        T Bind<T>(string section)
            where T : new() => settings.GetSection(section).Get<T>() ?? new T();
        var run = RunOf(Bind<RunOptions>("IncidentBot"), isLocal);
        var keys = SlackKeys.Of(sources);
        var read = new BotSettings
        {
            Run = run,
            Store = Bind<StoreOptions>("Store"),
            Slack = Bind<SlackOptions>("Slack"),
            GitHub = Bind<GitHubOptions>("GitHub"),
            Incidents = Bind<IncidentOptions>("Incidents"),
            Access = Bind<AccessOptions>("Access"),
            Timeline = Bind<TimelineOptions>("Timeline"),
            Updates = Bind<UpdateOptions>("Updates"),
            Actions = Bind<ActionsOptions>("Actions"),
            Checklist = Bind<ChecklistOptions>("Checklist"),
            Catalogue = Bind<CatalogueOptions>("Catalogue"),
            Deploys = Bind<DeployOptions>("Deploys"),
            Changes = Bind<ChangesOptions>("Changes"),
            Suspicion = Bind<SuspicionOptions>("Suspicion"),
            Prometheus = Bind<PrometheusOptions>("Prometheus"),
            EarlySigns = Bind<EarlySignOptions>("EarlySigns"),
            Patterns = Bind<PatternOptions>("Patterns"),
            Postmortem = Bind<PostmortemOptions>("Postmortem"),
            Delivery = Bind<DeliveryOptions>("Delivery"),
            Audit = Bind<AuditOptions>("Audit"),
            StatusPages = Bind<ProviderOptions>("StatusPages"),
            Management = Bind<ManagementOptions>("Management"),
            Telemetry = TelemetryOptions.Read(name => VariableOf(sources, name)),
            Logging = LoggingOf(sources),
            Urls = UrlsOf(sources, urls),
            SlackKeys = keys,
            IsLocal = run.Mode == RunMode.Local || (run.Mode == RunMode.Auto && keys.Set.Count == 0),
        };
        SettingRules.Check(read, folder);
        read.Timeline.Reactions = ReactionSettings.Understand(read.Timeline.Reactions);
        return read;
    }

    private static RunOptions RunOf(RunOptions set, bool isLocal)
    {
        if (isLocal && set.Mode == RunMode.Live)
            throw StopException.WrongInput("--local asks for local mode, but IncidentBot:Mode is Live, which rules it out; leave out one.");
        return isLocal ? new RunOptions { Mode = RunMode.Local } : set;
    }

    private static IReadOnlyList<string> UrlsOf(IReadOnlyList<SettingSource> sources, string? urls)
    {
        if (urls is not null) return Addresses.Read(urls, "--urls");
        return Addresses.Read(VariableOf(sources, "ASPNETCORE_URLS") ?? Addresses.Default, "ASPNETCORE_URLS");
    }

    private static string? VariableOf(IReadOnlyList<SettingSource> sources, string name) =>
        sources.Where(s => s.IsEnvironment).Select(s => s.Values[name]).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v));

    private static IConfiguration LoggingOf(IReadOnlyList<SettingSource> sources)
    {
        var builder = new ConfigurationBuilder();
        foreach (var source in sources)
        {
            builder.AddInMemoryCollection(
                source.Values.AsEnumerable().Where(v => v.Key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase)));
        }
        return builder.Build().GetSection("Logging");
    }
}
