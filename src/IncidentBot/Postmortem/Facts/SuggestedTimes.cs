using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Facts;

/// <summary>A time that the record suggests for a milestone, and that nobody has confirmed.</summary>
/// <param name="Milestone">Which milestone.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Why">What suggests it.</param>
internal sealed record SuggestedTime(Milestone Milestone, DateTimeOffset At, DraftFact Why)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>The times that the record suggests; empty: it suggests none.</summary>
    public static IReadOnlyList<SuggestedTime> Of(DraftFacts facts)
    {
        var found = new List<SuggestedTime>();
        if (Detected(facts) is { } alert)
            found.Add(new SuggestedTime(Milestone.Detected, alert.At, alert));
        if (Mitigated(facts) is { } fix)
            found.Add(new SuggestedTime(Milestone.Mitigated, fix.At, fix));
        return found;
    }

    // An alert before the declaration is how it was detected, unless it was about something earlier; one that people put on the timeline
    // says more than one that a bot wrote elsewhere.
    private static DraftFact? Detected(DraftFacts facts)
    {
        if (facts.Incident.At(Milestone.Detected) is not null || facts.Incident.At(Milestone.Declared) is not { } declared)
            return null;

        var from = facts.Incident.At(Milestone.ImpactStart) - Ahead ?? declared - Longest;
        return facts.Entries.Concat(facts.EarlySigns.Where(sign => sign.Words.Length > 0))
            .FirstOrDefault(fact => fact.IsAlert && fact.At >= from && fact.At <= declared);
    }

    private static DraftFact? Mitigated(DraftFacts facts)
    {
        if (facts.Incident.At(Milestone.Mitigated) is not null || facts.Incident.At(Milestone.Resolved) is not { } resolved)
            return null;

        return facts.Entries.LastOrDefault(fact => fact is { IsSure: true, Entry.Kind: EntryKind.Fix } && fact.At <= resolved);
    }
}
