using System.Net;
using IncidentBot.Catalogue;
using IncidentBot.Investigation.Providers;
using IncidentBot.Investigation.Signals;
using IncidentBot.Monitoring.Charts;
using IncidentBot.Monitoring.StatusPages;
using IncidentBot.Operating;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Monitoring;

/// <summary>Registers what asks monitoring: Prometheus, status pages, pictures of signals.</summary>
public static class MonitoringRegistration
{
    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(3);

    /// <summary>Makes monitoring a source of signals and of providers' states.</summary>
    public static IServiceCollection AddMonitoring(this IServiceCollection services) => services
        .AddSingleton(provider => SignalPainter.Create(provider.GetRequiredService<ILogger<SignalPainter>>()))
        .AddSingleton<PaintSignal>(provider => provider.GetRequiredService<SignalPainter>().Paint)
        .AddStatusPages();

    /// <summary>Adds the doctor's checks; they use the services of <see cref="AddMonitoring"/>.</summary>
    public static IServiceCollection AddMonitoringChecks(this IServiceCollection services) =>
        services.AddSingleton(provider => new DoctorCheck(
            StatusPageChecks.Area,
            new StatusPageChecks(
                provider.GetRequiredService<IProviderPages>(), provider.GetRequiredService<CatalogueOptions>()).RunAsync));

    private static IServiceCollection AddStatusPages(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(StatusPageDoor.ClientName).ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = ToConnect,
            MaxResponseHeadersLength = 64,
            UseCookies = false,
        }).RemoveAllLoggers();
        services.AddSingleton<StatusPageDoor>();
        services.AddSingleton<IProviderPages, ProviderPages>();
        return services;
    }
}
