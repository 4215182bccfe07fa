using IncidentBot.Access;
using IncidentBot.Catchup;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Home;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Search;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Routing;

/// <summary>Registers the way from what came in to the use cases.</summary>
public static class RouterRegistration
{
    /// <summary>
    /// Adds the routes of all capabilities, the router, the immediate answers, and the delegates by which the delivery reaches the router.
    /// </summary>
    /// <exception cref="InvalidOperationException">Two capabilities claim the same.</exception>
    public static IServiceCollection AddRouter(this IServiceCollection services)
    {
        services.AddAccess().AddSearch().AddHome().AddCatchup();
        var routes = Capabilities.Routes();
        services.AddSingleton(routes);
        services.AddSingleton(new CommandParser(routes.Verbs));
        services.AddSingleton<Planner>();
        services.AddSingleton<Reactions>();
        services.AddSingleton<Router>();
        services.AddSingleton<FormOpener>();
        services.AddSingleton(provider => new ImmediateAnswers(
            routes,
            provider.GetRequiredService<CommandParser>(),
            provider.GetRequiredService<FormOpener>(),
            provider,
            provider.GetRequiredService<IncidentOptions>(),
            provider.GetRequiredService<IncidentStore>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DirectCommands>()
            .AddSingleton<RunDirectly>(provider => provider.GetRequiredService<DirectCommands>().DoAsync);
        services.AddSingleton<RouteItem>(provider => provider.GetRequiredService<Router>().RouteItemAsync);
        services.AddSingleton<RouteSent>(provider => provider.GetRequiredService<Router>().RouteSentAsync);
        return services;
    }
}
