using IncidentBot.Commands;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Search;

/// <summary>List the open incidents.</summary>
internal sealed record ListCommand : Command;

/// <summary>What the lists of incidents answer to.</summary>
internal static class SearchRoutes
{
    private static readonly CommandForm List = new("list", "list", "See the open incidents.", "list", HelpGroup.Begin, 2);

    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        routes.Verb(CommandVerb.Bare(List, new ListCommand()));
        routes.Command(
            (ListIncidents use, ListCommand _, Call call, CancellationToken stop) => use.HandleAsync(call, stop), isAnywhere: true);
    }
}
