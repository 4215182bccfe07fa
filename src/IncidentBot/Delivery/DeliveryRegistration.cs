using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery;

/// <summary>Registers inbox and outbox.</summary>
public static class DeliveryRegistration
{
    /// <summary>
    /// Adds <see cref="Inbox"/>, <see cref="DeliveryPump"/> and <see cref="DeadLetters"/>. The composition registers
    /// <see cref="Database"/>,
    /// <see cref="RouteItem"/>, <see cref="RouteSent"/> and every <see cref="IChatPlatform"/>.
    /// </summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services, DeliveryOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Random>();
        services.AddSingleton(options);
        services.TryAddSingleton<DeliveryMeter>();
        services.AddSingleton<Backlog>();
        services.AddSingleton<WakeUps>();
        services.AddSingleton<HeldLeases>();
        services.AddSingleton<LeaseRenewal>();
        services.AddSingleton<Backoff>();
        services.AddSingleton<DeadNotice>();
        services.AddSingleton<Outages>();
        services.AddSingleton<Retries>();
        services.AddSingleton<FilesToSend>();
        services.AddSingleton<Sending>();
        services.AddSingleton<CleanUp>();
        services.AddAudit();
        services.AddSingleton<WorkCommit>();
        services.AddSingleton<InboxWorker>();
        services.AddSingleton<OutboxWorker>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<StrayMessages>();
        services.AddSingleton<SentKeys>();
        services.AddSingleton(provider => new Inbox(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<WakeUps>(),
            provider.GetRequiredService<DeliveryMeter>()));
        services.AddSingleton(provider => new DeliveryPump(
            provider.GetRequiredService<InboxWorker>(), provider.GetRequiredService<OutboxWorker>()));
        return services;
    }

    /// <summary>
    /// Works the queues as they fill, and cleans up, while the host runs; without it the <see cref="DeliveryPump"/> works them.
    /// </summary>
    public static IServiceCollection AddLiveDelivery(this IServiceCollection services) =>
        services.AddHostedService<CleanUpService>().AddHostedService<AuditService>().AddHostedService<DeliveryService>();
}
