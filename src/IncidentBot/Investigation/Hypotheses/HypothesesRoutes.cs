using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>What the hypotheses answer to.</summary>
internal static class HypothesesRoutes
{
    private static readonly IReadOnlyList<string> GivenBack =
    [
        HypothesisForms.Text, HypothesisForms.Component, HypothesisForms.Change, HypothesisForms.Observed, HypothesisForms.Confirms,
        HypothesisForms.RulesOut,
    ];

    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in HypothesesCommands.Verbs)
            routes.Verb(verb);

        AddCommands(routes);
        AddStating(routes);
        AddMoves(routes);
        AddReactions(routes);
    }

    private static void AddCommands(RouteTable routes)
    {
        routes.Command(
            (StateHypothesis use, StateHypothesisCommand typed, Call call, CancellationToken stop) => use.HandleAsync(call, typed, stop),
            words: static typed => typed.Text);
        routes.Command(
            (MoveHypothesis use, MoveHypothesisCommand typed, Call call, CancellationToken stop) => use.HandleAsync(call, typed, stop),
            words: static typed => typed.Reason);
        routes.Command(
            (PlaceHypothesis use, PlaceHypothesisCommand typed, Call call, CancellationToken stop) => use.HandleAsync(call, typed, stop));
        routes.Command(
            (ShowHypotheses use, ShowHypothesesCommand _, Call call, CancellationToken stop) => use.HandleAsync(call, stop),
            Permission.Look);
    }

    private static void AddStating(RouteTable routes)
    {
        routes.Opens(
            IncidentButtonIds.StateHypothesis,
            (HypothesisForms use, FormCall call, CancellationToken stop) => use.ToStateAsync(call, stop));
        routes.OpensFromMessage(
            ShortcutIds.StateHypothesis, "State a hypothesis",
            (HypothesisForms _, FormCall call, ChatMessage message) => HypothesisForms.FromMessage(call.Incident, message));
        routes.Form(
            HypothesesFormIds.State,
            (StateHypothesis use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(call, form, stop),
            CheckedTerms);
        routes.Opens(
            HypothesesButtonIds.Specify, (HypothesisForms use, FormCall call, CancellationToken stop) => use.ToSpecifyAsync(call, stop));
        routes.Form(
            HypothesesFormIds.Specify,
            (SpecifyHypothesis use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(call, form, stop),
            CheckedTerms);
    }

    private static void AddMoves(RouteTable routes)
    {
        routes.Button(
            HypothesesButtonIds.Test,
            (MoveHypothesis use, ButtonPressed _, Call call, CancellationToken stop) => use.TestAsync(call, stop));
        routes.Button(
            HypothesesButtonIds.Place,
            (PlaceHypothesis use, ButtonPressed _, Call call, CancellationToken stop) => use.HandleAsync(call, stop));
        routes.Opens(HypothesesButtonIds.Settle, (MoveForms use, FormCall call, CancellationToken stop) => use.ToSettleAsync(call, stop));
        routes.Opens(HypothesesButtonIds.Reopen, (MoveForms use, FormCall call, CancellationToken stop) => use.ToReopenAsync(call, stop));
        routes.Opens(
            HypothesesButtonIds.Reproduce, (MoveForms use, FormCall call, CancellationToken stop) => use.ToReproduceAsync(call, stop));
        foreach (var form in new[] { HypothesesFormIds.Settle, HypothesesFormIds.Reopen, HypothesesFormIds.Reproduce })
            routes.Form(
                form, (MoveHypothesis use, FormSubmitted sent, Call call, CancellationToken stop) => use.HandleAsync(call, sent, stop),
                CheckedMove);
    }

    private static void AddReactions(RouteTable routes)
    {
        routes.Work(
            AskSecondPair.Kind,
            (AskSecondPair use, LonelyTest test, Work work, CancellationToken stop) => use.HandleAsync(test, work, stop));
        routes.Work(
            RefreshHypotheses.Kind,
            (RefreshHypotheses use, OfIncident of, Work work, CancellationToken stop) => use.HandleAsync(of.Id, work, stop));
        routes.News(
            (ForgetHypotheses use, MessageDeleted news, Work work, CancellationToken stop) => use.HandleAsync(news, work, stop));
        routes.News(
            (ForgetHypotheses use, ChannelSeen news, Work work, CancellationToken stop) => use.HandleAsync(news, work, stop));
        routes.On(
            (ForgetHypotheses use, WordsRemoved removed, FactCall call, CancellationToken stop) =>
                use.HandleAsync(removed, call, stop));
    }

    private static FormRoute CheckedTerms(FormRoute route) => route with
    {
        Check = static (_, call) => HypothesisForms.Check(call),
        CheckRecordAsync = static (services, call, stop) =>
            HypothesisForms.CheckObservedAsync(HypothesisForms.Observed, services, call, stop),
        GivesBack = GivenBack,
    };

    private static FormRoute CheckedMove(FormRoute route) => route with
    {
        Check = static (_, call) => MoveForms.Check(call),
        CheckRecordAsync = static (services, call, stop) => HypothesisForms.CheckObservedAsync(MoveForms.Evidence, services, call, stop),
        GivesBack = [MoveForms.Reason],
    };
}
