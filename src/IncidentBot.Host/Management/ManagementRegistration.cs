using IncidentBot.Host.Configuration;

namespace IncidentBot.Host.Management;

/// <summary>Registers the admin pages and telemetry.</summary>
internal static class ManagementRegistration
{
    /// <summary>Adds the admin server, its health report, and the service that reads the queues.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">Where it listens.</param>
    /// <param name="telemetry">Where traces and metrics are sent.</param>
    /// <param name="isLive">Whether the queues are watched in the background.</param>
    public static IServiceCollection AddManagement(
        this IServiceCollection services, ManagementOptions options, TelemetryOptions telemetry, bool isLive)
    {
        services.AddSingleton(options);
        services.AddTelemetry(telemetry);
        services.AddSingleton<HealthReporter>();
        services.AddSingleton<BacklogWatch>();
        services.AddSingleton<ManagementServer>();
        if (isLive) services.AddHostedService(provider => provider.GetRequiredService<BacklogWatch>());
        return services.AddHostedService(provider => provider.GetRequiredService<ManagementServer>());
    }
}
