using IncidentBot.Actions;
using IncidentBot.Catchup;
using IncidentBot.Causes;
using IncidentBot.Changes;
using IncidentBot.Checklist;
using IncidentBot.Commands;
using IncidentBot.EarlySigns;
using IncidentBot.Home;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Investigation;
using IncidentBot.Postmortem;
using IncidentBot.Search;
using IncidentBot.Timeline;
using IncidentBot.Updates;

namespace IncidentBot.Routing;

/// <summary>The bot's capabilities, in the order in which they react to facts; a new one is a folder, its SQL and one line here.</summary>
public static class Capabilities
{
    private static readonly (string Name, Action<RouteTable> Add)[] All =
    [
        ("Incidents", IncidentsRoutes.Add),
        ("Timeline", TimelineRoutes.Add),
        ("Checklist", ChecklistRoutes.Add),
        ("Updates", UpdatesRoutes.Add),
        ("Actions", ActionsRoutes.Add),
        ("Causes", CausesRoutes.Add),
        ("Changes", ChangesRoutes.Add),
        ("EarlySigns", EarlySignsRoutes.Add),
        ("Investigation", InvestigationRoutes.Add),
        ("Search", SearchRoutes.Add),
        ("Home", HomeRoutes.Add),
        ("Catchup", CatchupRoutes.Add),
        ("Postmortem", PostmortemRoutes.Add),
    ];

    /// <summary>Everything that the bot answers to.</summary>
    /// <exception cref="InvalidOperationException">Two capabilities claim the same.</exception>
    internal static RouteTable Routes()
    {
        var routes = new RouteTable();
        routes.Of("Commands").Verb(HelpCard.Verb);
        foreach (var (name, add) in All)
            add(routes.Of(name));

        return routes;
    }

    /// <summary>The parser of everything that can be typed.</summary>
    public static CommandParser Parser() => new(Routes().Verbs);
}
