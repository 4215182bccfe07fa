using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Monitoring;

/// <summary>Registers what asks monitoring: Prometheus, status pages, pictures of signals.</summary>
public static class MonitoringRegistration
{
    /// <summary>Makes monitoring a source of signals and of providers' states.</summary>
    public static IServiceCollection AddMonitoring(this IServiceCollection services) => services;
}
