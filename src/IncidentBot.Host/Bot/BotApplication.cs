using IncidentBot.Access;
using IncidentBot.Actions;
using IncidentBot.Causes;
using IncidentBot.Changes;
using IncidentBot.Checklist;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.EarlySigns;
using IncidentBot.GitHub;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Management;
using IncidentBot.Host.Posting;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;
using IncidentBot.Investigation;
using IncidentBot.Investigation.Providers;
using IncidentBot.Monitoring;
using IncidentBot.Monitoring.Prometheus;
using IncidentBot.Postmortem;
using IncidentBot.Routing;
using IncidentBot.Slack.Setup;
using IncidentBot.Store;
using IncidentBot.Timeline;
using IncidentBot.Updates;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace IncidentBot.Host.Bot;

/// <summary>Assembles the bot; the only place that knows all its parts.</summary>
internal static class BotApplication
{
    // Slack's requests are a few kilobytes; the endpoints have their own, lower limit.
    private const long MaxBody = 2 << 20;

    // What a connection may hold that nobody has read yet; the web server's own is a megabyte.
    private const long MaxUnread = 64 << 10;
    private static readonly TimeSpan TimeForHeaders = TimeSpan.FromSeconds(10);

    /// <summary>The bot, ready to be started.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="time">The clock; null for real time.</param>
    /// <param name="stepped">Whether the caller runs the workers, with <see cref="DeliveryPump"/>, instead of the background.</param>
    /// <param name="replace">Replaces services; null to replace none.</param>
    /// <exception cref="StopException">The checklist template or the store's settings are invalid.</exception>
    public static WebApplication Build(
        BotSettings settings, TimeProvider? time = null, bool stepped = false, Action<IServiceCollection>? replace = null)
    {
        // An empty builder: it reads and watches nothing in the current folder.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "IncidentBot.Host" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.RequestHeadersTimeout = TimeForHeaders;
        });
        builder.WebHost.UseSockets(sockets => sockets.MaxReadBufferSize = MaxUnread);
        builder.WebHost.UseUrls([.. settings.Urls]);
        // The admin pages' server need not wait for the other one.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        AddLogging(builder.Logging, settings);
        builder.Configuration.AddTelemetryVariables();
        try
        {
            AddBot(builder.Services, settings, time ?? TimeProvider.System, stepped);
        }
        catch (ChecklistTemplateException e)
        {
            throw StopException.WrongInput(e.Message);
        }

        replace?.Invoke(builder.Services);
        var app = builder.Build();
        Starting.OpenStore(app.Services);
        app.UseRouting();
        app.MapSlack();
        app.MapGitHub();
        ChangesEndpoint.Map(app);
        app.MapHealth();
        return app;
    }

    /// <summary>The services that a command needs to read the store.</summary>
    public static ServiceProvider BuildForReading(BotSettings settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStore(settings.Store).AddAudit(settings.Audit);
        services.AddSingleton<DeadLetters>();
        services.AddAccessTokens();
        services.AddIncidents().AddTimeline().AddChecklist().AddUpdates().AddActions().AddCauses()
            .AddInvestigation(settings.Patterns);
        AddChanges(services, settings).AddPostmortem(settings.Postmortem);
        return services.BuildServiceProvider();
    }

    /// <summary>The services that a command needs to write to the store; none of them uses the network.</summary>
    public static ServiceProvider BuildForCommands(BotSettings settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStore(settings.Store).AddAudit(settings.Audit);
        services.AddDelivery(settings.Delivery);
        services.AddIncidents(IncidentsOf(settings)).AddTimeline(settings.Timeline).AddUpdates(settings.Updates);
        services.AddActions(settings.Actions).AddCauses().AddInvestigation(settings.Patterns);
        AddChecklist(services, settings);
        // The router needs a source of deploys; nothing asks it here.
        AddChanges(services, settings).AddProviders(settings.StatusPages).AddGitHub(settings.GitHub).AddMonitoring();
        services.AddPostmortem(settings.Postmortem).AddRouter();
        return services.BuildServiceProvider();
    }

    /// <summary>Reads the files that a start needs, and says the same as a start about what is wrong with one.</summary>
    /// <exception cref="StopException">The checklist template cannot be used.</exception>
    public static void RefuseUnusableFiles(BotSettings settings) => AddChecklist(new ServiceCollection(), settings);

    private static void AddBot(IServiceCollection services, BotSettings settings, TimeProvider time, bool stepped)
    {
        services.AddSingleton(time);
        services.AddRoutingCore();
        services.AddStore(settings.Store).AddAudit(settings.Audit);
        settings.Delivery.AdminChannel = settings.Slack.AdminChannel;
        services.AddDelivery(settings.Delivery);
        if (!stepped) services.AddLiveDelivery();
        services.AddIncidents(IncidentsOf(settings));
        services.AddTimeline(settings.Timeline).AddSweepAtStart();
        services.AddUpdates(settings.Updates).AddActions(settings.Actions).AddCauses().AddInvestigation(settings.Patterns);
        AddChecklist(services, settings);
        AddChanges(services, settings);
        services.AddProviders(settings.StatusPages).AddPostmortem(settings.Postmortem);
        services.AddGitHub(settings.GitHub).AddMonitoring().AddPrometheus(settings.Prometheus);
        services.AddSlack(settings.Slack);
        services.AddAccess(settings.Access).AddRouter();
        services.AddSingleton<ChangesEndpoint>();
        services.AddSingleton<Readiness>();
        services.AddSingleton(settings);
        services.AddManagement(settings.Management, settings.Telemetry, isLive: !stepped);
    }

    private static IServiceCollection AddChanges(IServiceCollection services, BotSettings settings) =>
        services.AddChanges(settings.Catalogue, settings.Deploys, settings.Changes, settings.Suspicion)
            .AddEarlySigns(settings.EarlySigns);

    private static void AddChecklist(IServiceCollection services, BotSettings settings)
    {
        try
        {
            services.AddChecklist(settings.Checklist, settings.Incidents.Roles);
        }
        catch (ChecklistTemplateException e)
        {
            throw StopException.WrongInput(e.Message);
        }
    }

    private static IncidentOptions IncidentsOf(BotSettings settings) => new()
    {
        DefaultSeverity = settings.Incidents.DefaultSeverity,
        StartsPerMinute = settings.Incidents.StartsPerMinute,
        Responders = settings.Incidents.Responders,
        Roles = settings.Incidents.Roles,
        SeverityCriteria = settings.Incidents.SeverityCriteria,
        ArchiveAfterDays = settings.Incidents.ArchiveAfterDays,
        Severity1Responders = settings.Incidents.Severity1Responders,
        Platforms = new Dictionary<string, PlatformSettings>(StringComparer.Ordinal)
        {
            [SlackRegistration.Platform] = new()
            {
                AnnounceChannel = settings.Slack.AnnounceChannel,
                Responders = settings.Access.Responders,
                Admins = settings.Access.Admins,
            },
        },
        Services = [.. settings.Catalogue.Services.Keys],
    };

    private static void AddLogging(ILoggingBuilder logging, BotSettings settings)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddConsole(console => console.FormatterName = LogLine.Name).AddConsoleFormatter<LogLine, ConsoleFormatterOptions>();
        // In local mode the addresses come first; during a demo only errors are shown.
        logging.AddFilter("IncidentBot", settings.IsLocal ? LogLevel.Warning : LogLevel.Information);
        if (settings.IsQuiet) logging.SetMinimumLevel(LogLevel.Error).AddFilter("IncidentBot", LogLevel.Error);
        // The caller reports a failed start in one sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // With a logger, the web server would start an activity for every request, even if nobody collects them.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddConfiguration(settings.Logging);
    }
}
