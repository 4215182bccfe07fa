using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Home;

/// <summary>Registers the bot's own page.</summary>
public static class HomeRegistration
{
    /// <summary>Adds where it is kept who has opened it.</summary>
    public static IServiceCollection AddHome(this IServiceCollection services) =>
        services.AddSingleton<HomeStore>().AddSingleton<OwnActions>().AddSingleton<ShowHomePages>();
}
