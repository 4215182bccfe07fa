using IncidentBot.Catalogue;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.EarlySigns;

/// <summary>Registers the early signs.</summary>
public static class EarlySignsRegistration
{
    /// <summary>Adds what reads alert bots' messages and keeps those that concern incidents.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Whose messages are read; null: registered elsewhere, or nobody's.</param>
    public static IServiceCollection AddEarlySigns(this IServiceCollection services, EarlySignOptions? options = null)
    {
        services.TryAddSingleton(options ?? new EarlySignOptions());
        services.TryAddSingleton(new CatalogueOptions());
        services.AddSingleton<AlertBots>();
        services.AddSingleton<AlertMessageStore>();
        services.AddSingleton<EarlySignStore>();
        services.AddRecordTables(EarlySignTables.All);
        services.AddSingleton<KeepAlert>();
        services.AddSingleton<FollowSign>();
        services.AddSingleton<CollectSigns>();
        services.AddSingleton<CleanUpOf>(provider => provider.GetRequiredService<AlertMessageStore>().CleanUpAsync);
        return services;
    }
}
