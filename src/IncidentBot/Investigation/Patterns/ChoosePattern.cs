using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Investigation.Patterns;

/// <summary>Keeps a pattern from being suggested in an incident, or lets it be suggested again.</summary>
internal sealed class ChoosePattern(PatternBook book, PatternStore store)
{
    /// <summary>Somebody pressed that it isn't this one.</summary>
    public Task<Happened> DismissAsync(Call call, CancellationToken cancellationToken) =>
        HandleAsync(call, isWanted: false, cancellationToken);

    /// <summary>Somebody wants it again.</summary>
    public Task<Happened> RestoreAsync(Call call, CancellationToken cancellationToken) =>
        HandleAsync(call, isWanted: true, cancellationToken);

    private async Task<Happened> HandleAsync(Call call, bool isWanted, CancellationToken cancellationToken)
    {
        if (book.Find(call.More) is not { } pattern)
            return Happened.Refused("That pattern isn’t known any more.");

        var choices = await store.ListAsync(call.Work.Workspace, call.Incident.Id, cancellationToken);
        var decision = ChoosePatternRules.Decide(call.Incident.Id, pattern, choices, isWanted, call.By.Who, call.By.At);
        if (decision.Fact is not { } chosen)
            return Happened.Refused(decision.Sentence);

        PatternStore.Add(call.Work.Batch, call.Work.Workspace, call.Incident.Id, chosen.Choice);
        SuggestPatterns.Soon(call.Incident.Id, call.Work);
        return Happened.To(call.Incident, chosen).Answering(ChoosePatternRules.Told(call.Incident.Id, pattern, isWanted));
    }
}

/// <summary>Somebody chose about a pattern.</summary>
internal sealed record PatternChosen(PatternChoice Choice) : Fact;

/// <summary>What a choice about a pattern becomes.</summary>
internal static class ChoosePatternRules
{
    /// <summary>Decides.</summary>
    /// <param name="incident">Whose.</param>
    /// <param name="pattern">Which pattern.</param>
    /// <param name="choices">What was chosen so far, in order.</param>
    /// <param name="isWanted">Whether it may be suggested.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<PatternChosen> Decide(
        IncidentId incident, Pattern pattern, IReadOnlyList<PatternChoice> choices, bool isWanted, Person by, DateTimeOffset at)
    {
        var last = choices.LastOrDefault(choice => choice.Pattern == pattern.Key);
        return (last?.IsWanted ?? true) == isWanted
            ? new AlreadySo(
                isWanted
                    ? $"“{pattern.Name}” may be suggested in {incident} already."
                    : $"{last!.By.Name} has said so already: “{pattern.Name}” isn’t suggested in {incident} any more.")
            : new PatternChosen(new PatternChoice(choices.Count + 1, pattern.Key, isWanted, by, at));
    }

    /// <summary>What whoever chose is told.</summary>
    public static Card Told(IncidentId incident, Pattern pattern, bool isWanted) => Card.Of(
        isWanted
            ? RichText.Of($"“{pattern.Name}” is suggested in {incident} again, as long as it fits.")
            : RichText.Of($"“{pattern.Name}” isn’t suggested in {incident} any more. To get it back, type ")
                .Command("patterns").Plain("."));
}
