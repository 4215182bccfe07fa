using IncidentBot.Investigation.Traces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Investigation.Providers;

/// <summary>Registers the watch over third parties.</summary>
public static class ProvidersRegistration
{
    /// <summary>Adds what watches third parties; what reads their pages is registered apart, as an <see cref="IProviderPages"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">How they are watched; null: registered elsewhere, or the defaults.</param>
    public static IServiceCollection AddProviders(this IServiceCollection services, ProviderOptions? options = null)
    {
        services.TryAddSingleton(options ?? new ProviderOptions());
        services.AddSingleton<ProviderWatchStore>();
        services.AddSingleton<CheckProviders>();
        services.AddSingleton<ShowTrace>();
        return services;
    }
}
