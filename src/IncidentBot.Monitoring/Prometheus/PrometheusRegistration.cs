using IncidentBot.Catalogue;
using IncidentBot.Investigation.Signals;
using IncidentBot.Operating;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Monitoring.Prometheus;

/// <summary>Registers Prometheus.</summary>
public static class PrometheusRegistration
{
    /// <summary>Makes Prometheus a source of signals; the catalogue is taken from the services.</summary>
    public static IServiceCollection AddPrometheus(this IServiceCollection services, PrometheusOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(new CatalogueOptions());
        services.AddSingleton<PrometheusState>().AddSingleton<PrometheusClient>().AddSingleton<PrometheusSignals>();
        services.AddSingleton<ISignalSource>(provider => provider.GetRequiredService<PrometheusSignals>());
        return services.AddSingleton<ReadHealth>(provider => provider.GetRequiredService<PrometheusState>().Read);
    }

    /// <summary>Adds the doctor's checks of the sources; they use the services of <see cref="AddPrometheus"/>.</summary>
    public static IServiceCollection AddPrometheusChecks(this IServiceCollection services) =>
        services.AddSingleton(provider => new DoctorCheck(PrometheusChecks.Area, new PrometheusChecks(
            provider.GetRequiredService<PrometheusSignals>(), provider.GetRequiredService<PrometheusOptions>(),
            provider.GetRequiredService<CatalogueOptions>()).RunAsync));
}
