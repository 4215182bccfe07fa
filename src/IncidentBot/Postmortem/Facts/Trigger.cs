using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Ranking;
using IncidentBot.Chat;
using IncidentBot.Investigation.Hypotheses;

namespace IncidentBot.Postmortem.Facts;

/// <summary>What set an incident off, as far as the record tells: never more than somebody said or the times show.</summary>
/// <param name="Change">The change that did it, or fits best; null: none.</param>
/// <param name="Said">What people noted: what names the change, or what happened right before; null: nothing.</param>
/// <param name="By">Who holds it for the trigger; null: nobody has said so, it only fits.</param>
internal sealed record Trigger(RankedChange? Change, DraftFact? Said, Person? By)
{
    private const string Asked = $"{Question}: ";

    private static readonly TimeSpan RightBefore = TimeSpan.FromHours(1);
    private static readonly TimeSpan SameMinute = TimeSpan.FromMinutes(1);

    /// <summary>How the draft asks for it, without the question mark.</summary>
    public const string Question = "What set it off";

    /// <summary>Nothing is known.</summary>
    public static Trigger Unknown { get; } = new(null, null, null);

    /// <summary>Whether somebody has confirmed it.</summary>
    public bool IsConfirmed => By is not null;

    /// <summary>Whether people say that no change of their own did it.</summary>
    public bool IsNoChange { get; init; }

    /// <summary>Whether nothing is known of it.</summary>
    public bool IsUnknown => Change is null && Said is null && !IsNoChange;

    /// <summary>Finds it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="entries">The entries of the timeline that nothing else needs, by when they were.</param>
    /// <param name="harm">What tells of the harm, whose other part may tell of the trigger; null: nothing does.</param>
    public static Trigger Of(PostmortemRecord record, IReadOnlyList<DraftFact> entries, DraftFact? harm)
    {
        if (ByPeople(record) is { } said)
            return said;
        if (ByHypothesis(record) is { } tested)
            return tested;
        if (ByFinding(record, entries) is { } named)
            return named;
        if (ByAnswer(entries) is { } answered)
            return answered;
        if (record.Ranked.Answer is { Answer: WasIt.NotAChange } none)
            return new Trigger(null, RightBeforeStart(record, entries, harm), none.By) { IsNoChange = true };

        return record.Ranked.Leading is { } leading
            ? new Trigger(leading, null, null)
            : new Trigger(null, RightBeforeStart(record, entries, harm), null);
    }

    private static Trigger? ByPeople(PostmortemRecord record)
    {
        if (record.Ranked.Answer is { Answer: WasIt.Yes } answer && record.Ranked.Find(answer.Change) is { } confirmed)
            return new Trigger(confirmed, null, answer.By);

        return record.Ranked.Likely is { Decided.Verdict: { } verdict } likely ? new Trigger(likely, null, verdict.By) : null;
    }

    // Whoever confirmed what was stated from a change has said that it was this one.
    private static Trigger? ByHypothesis(PostmortemRecord record) =>
        (from one in record.Hypotheses.All
         where one is { State: HypothesisState.Confirmed, ChangeKey: not null }
         let change = record.Ranked.Find(one.ChangeKey!)
         where change is { Decided.IsRuledOut: false }
         select new Trigger(change, null, one.Steps[^1].By)).LastOrDefault();

    // A finding that says outright what the cause is, and calls a change by its version.
    private static Trigger? ByFinding(PostmortemRecord record, IReadOnlyList<DraftFact> entries) =>
        (from fact in entries
         where fact is { IsSure: true, Entry.Kind: Timeline.EntryKind.Finding or Timeline.EntryKind.Observation }
             && Claims.NamesCause(fact.Words)
         from change in record.Ranked.All
         where !change.Decided.IsRuledOut && IsNamed(change.Change.Ref, fact.Words)
         select new Trigger(change, fact, fact.By)).LastOrDefault();

    // Whoever answered the draft's question has said so.
    private static Trigger? ByAnswer(IReadOnlyList<DraftFact> entries) =>
        entries.LastOrDefault(fact => fact.IsSure && fact.Words.StartsWith(Asked, StringComparison.Ordinal)) is { } fact
            ? new Trigger(null, fact with { Words = fact.Words[Asked.Length..] }, fact.By)
            : null;

    private static bool IsNamed(string version, string words)
    {
        var at = version.Length < 3 ? -1 : words.IndexOf(version, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && IsEdge(words, at - 1) && IsEdge(words, at + version.Length);
    }

    // v2.3.1 is not named by v2.3.10, but by the end of a sentence.
    private static bool IsEdge(string words, int at)
    {
        if (at < 0 || at >= words.Length)
            return true;

        var goesOn = words[at] is '.' or '-' && at + 1 < words.Length && char.IsLetterOrDigit(words[at + 1]);
        return !char.IsLetterOrDigit(words[at]) && !goesOn;
    }

    private static DraftFact? RightBeforeStart(PostmortemRecord record, IReadOnlyList<DraftFact> entries, DraftFact? harm)
    {
        if (record.Incident.At(Incidents.Milestone.ImpactStart) is not { } start)
            return null;

        return entries.Where(fact => fact.IsSure && fact.At >= start - RightBefore && fact.At <= start + SameMinute)
            .Where(fact => fact.Entry!.Kind is not (Timeline.EntryKind.Alert or Timeline.EntryKind.Communication))
            .Select(fact => fact.Entry == harm?.Entry ? fact with { Words = Rest(fact.Words, harm!.Words) } : fact)
            .Where(fact => Weight(fact.Words) > 0)
            .MaxBy(fact => Weight(fact.Words));
    }

    private static string Rest(string words, string harm) =>
        Clauses.Of(words).Where(part => !harm.Contains(part, StringComparison.Ordinal)).MaxBy(Weight) ?? string.Empty;

    private static int Weight(string words) =>
        Claims.RulesOut(words) ? 0 : Claims.Changes(words) is > 0 and var changes ? (2 * changes) + Claims.Mechanisms(words) : 0;
}
