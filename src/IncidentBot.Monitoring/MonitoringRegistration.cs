using IncidentBot.Investigation.Signals;
using IncidentBot.Monitoring.Charts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Monitoring;

/// <summary>Registers what asks monitoring: Prometheus, status pages, pictures of signals.</summary>
public static class MonitoringRegistration
{
    /// <summary>Makes monitoring a source of signals and of providers' states.</summary>
    public static IServiceCollection AddMonitoring(this IServiceCollection services) => services
        .AddSingleton(provider => SignalPainter.Create(provider.GetRequiredService<ILogger<SignalPainter>>()))
        .AddSingleton<PaintSignal>(provider => provider.GetRequiredService<SignalPainter>().Paint);
}
