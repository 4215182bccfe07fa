using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Access;

/// <summary>Registers the question who may act.</summary>
public static class AccessRegistration
{
    /// <summary>Adds what lets requests through or refuses them.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">What the organisation has set; null: registered elsewhere, or the defaults.</param>
    public static IServiceCollection AddAccess(this IServiceCollection services, AccessOptions? options = null)
    {
        services.TryAddSingleton(options ?? new AccessOptions());
        services.TryAddSingleton<CheckAccess>();
        services.TryAddSingleton<IncidentVisibility>();
        return services.AddAccessTokens();
    }

    /// <summary>Adds the tokens of programs alone.</summary>
    public static IServiceCollection AddAccessTokens(this IServiceCollection services)
    {
        services.TryAddSingleton<AccessTokens>();
        return services;
    }
}
