using System.Data.Common;
using IncidentBot.Changes;
using IncidentBot.Delivery;
using IncidentBot.GitHub;
using IncidentBot.Host.Configuration;
using IncidentBot.Monitoring;
using IncidentBot.Monitoring.Prometheus;
using IncidentBot.Operating;
using IncidentBot.Slack.Setup;
using IncidentBot.Store;

namespace IncidentBot.Host.Doctor;

/// <summary>Runs all checks in parallel, each within a time limit.</summary>
internal static class Examination
{
    /// <summary>The longest that a check may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <summary>Runs every check; changes and posts nothing.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(BotSettings settings, CancellationToken cancellationToken)
    {
        await using var services = Build(settings);
        List<Task<IReadOnlyList<Finding>>> parts =
        [
            WithinAsync(new DoctorCheck("Store", new StoreChecks(services).RunAsync), cancellationToken),
            .. services.GetServices<DoctorCheck>().Select(check => WithinAsync(check, cancellationToken)),
            Task.FromResult(VersionChecks.Run()),
        ];
        return
        [
            SettingChecks.Mode(settings),
            .. SettingChecks.Doubtful(settings),
            .. (await Task.WhenAll(parts)).SelectMany(found => found),
        ];
    }

    private static ServiceProvider Build(BotSettings settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStore(settings.Store);
        services.AddSingleton<Readiness>().AddSingleton<SeenRequests>();
        services.AddSingleton(settings.Timeline).AddSingleton(settings.Actions);
        services.AddChanges(settings.Catalogue, settings.Deploys, settings.Changes, settings.Suspicion);
        if (!settings.IsLocal)
            services.AddSlack(settings.Slack).AddSlackChecks(settings.Access, settings.Incidents, settings.Catalogue.Owners());
        services.AddGitHub(settings.GitHub).AddGitHubChecks(settings.IsLocal);
        services.AddPrometheus(settings.Prometheus).AddPrometheusChecks();
        services.AddMonitoring().AddMonitoringChecks();
        return services.BuildServiceProvider();
    }

    private static async Task<IReadOnlyList<Finding>> WithinAsync(DoctorCheck check, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            // A driver may ignore the token.
            return await Task.Run(() => check.RunAsync(limit.Token), cancellationToken)
                .WaitAsync(Patience, TimeProvider.System, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException
            || (late is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return
            [
                Finding.Broken(check.Area, $"No answer within {Patience.TotalSeconds:0} s.", "Check the network, then run doctor again."),
            ];
        }
        catch (Exception unavailable) when (unavailable is StoreUnavailableException or DbException)
        {
            return [Finding.Broken(check.Area, unavailable.Message)];
        }
    }
}
