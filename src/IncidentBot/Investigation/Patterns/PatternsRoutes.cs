using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Investigation.Patterns;

/// <summary>What the patterns answer to.</summary>
internal static class PatternsRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in PatternsCommands.Verbs)
            routes.Verb(verb);

        routes.Command(
            (ShowPatterns use, PatternsCommand typed, Call call, CancellationToken stop) => use.HandleAsync(call, typed, stop),
            Permission.Look);
        routes.Button(
            PatternButtonIds.Read,
            (ShowPatterns use, ButtonPressed _, Call call, CancellationToken stop) => use.HandleAsync(call, stop), Permission.Look);
        routes.Button(
            PatternButtonIds.Dismiss,
            (ChoosePattern use, ButtonPressed _, Call call, CancellationToken stop) => use.DismissAsync(call, stop));
        routes.Button(
            PatternButtonIds.Restore,
            (ChoosePattern use, ButtonPressed _, Call call, CancellationToken stop) => use.RestoreAsync(call, stop));
        routes.Opens(
            PatternButtonIds.State, (PatternForms use, FormCall call, CancellationToken stop) => use.ToStateAsync(call, stop));
        routes.Changed((SuggestPatterns _, ChangedRecord changed, CancellationToken _) => SuggestPatterns.OnChanged(changed));
        routes.Work(
            SuggestPatterns.Kind,
            (SuggestPatterns use, OfIncident of, Work work, CancellationToken stop) => use.HandleAsync(of.Id, work, stop));
    }
}
