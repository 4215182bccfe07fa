using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Catchup;

/// <summary>Say how things stand.</summary>
internal sealed record CatchupCommand : Command;

/// <summary>What late arrivals and those who hand over get answered.</summary>
internal static class CatchupRoutes
{
    private static readonly CommandForm Catchup = new(
        "catchup", "catchup", "See how things stand, in ten lines.", "catchup", HelpGroup.Begin, 3);

    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        routes.Verb(CommandVerb.Bare(Catchup, new CatchupCommand(), "catch-up"));
        routes.Command(
            (ShowCatchup use, CatchupCommand _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, call.By, call.Work, stop),
            Permission.Look);
        routes.Button(
            IncidentButtonIds.CatchMeUp,
            (ShowCatchup use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, call.By, call.Work, stop),
            Permission.Look);
        routes.News((ShowCatchup use, MemberJoined joined, Work work, CancellationToken stop) => use.OnJoinedAsync(joined, work, stop));
        AddHandOver(routes);
    }

    private static void AddHandOver(RouteTable routes)
    {
        routes.On(
            (HandOverDigest use, RoleGiven given, FactCall call, CancellationToken stop) => use.HandleAsync(given, call, stop),
            static given => given is { Former: not null } && given.Role == IncidentRole.Commander);
        routes.Work(
            AskToHandOver.Kind,
            (AskToHandOver use, CommandHeld held, Work work, CancellationToken stop) => use.HandleAsync(held, work, stop));
        routes.On(
            (AskToHandOver use, RoleGiven given, FactCall call, CancellationToken _) =>
                use.Begin(call.Before, given.Holder, given.At, call.Work),
            static given => given.Role == IncidentRole.Commander);
        routes.On(
            (AskToHandOver use, StatusChanged changed, FactCall call, CancellationToken _) =>
                use.OnReopened(call.Before, changed, call.Work),
            static changed => changed.From >= IncidentStatus.Resolved && changed.To < IncidentStatus.Resolved);
        routes.Opens(
            CatchupButtonIds.HandOver,
            (HandOverCommand _, FormCall call, CancellationToken _) => Task.FromResult(HandOverForm.Open(call)));
        routes.Form(
            CatchupFormIds.HandOver,
            (HandOverCommand use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(form, call, stop),
            static route =>
                route with { Check = static (_, call) => Errors.IfBlank(call, HandOverForm.Person, "Pick a person, or close the form.") });
    }
}
