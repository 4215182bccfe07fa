using IncidentBot.Access;
using IncidentBot.Delivery;
using IncidentBot.Home;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Routing;

/// <summary>Registers the way from what came in to the use cases.</summary>
public static class RouterRegistration
{
    /// <summary>Adds the router, the immediate lane, and the delegates by which the delivery reaches the router.</summary>
    public static IServiceCollection AddRouter(this IServiceCollection services)
    {
        services.AddAccess().AddHome();
        services.AddSingleton<HomeRouter>();
        services.AddSingleton<CommandRouter>();
        services.AddSingleton<ButtonRouter>();
        services.AddSingleton<FactRouter>();
        services.AddSingleton<MessageRouter>();
        services.AddSingleton<DirectCommands>();
        services.AddSingleton<Router>();
        services.AddSingleton<FormFinder>();
        services.AddSingleton<ImmediateLane>();
        services.AddSingleton<RouteItem>(provider => provider.GetRequiredService<Router>().RouteItemAsync);
        services.AddSingleton<RouteSent>(provider => provider.GetRequiredService<Router>().RouteSentAsync);
        return services;
    }
}
