using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Search;

/// <summary>Registers the lists of incidents.</summary>
public static class SearchRegistration
{
    /// <summary>Adds what lists incidents.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services) => services.AddSingleton<ListIncidents>();
}
