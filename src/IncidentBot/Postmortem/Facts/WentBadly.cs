using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Facts;

/// <summary>Finds in the record where time was lost.</summary>
internal static class WentBadly
{
    private const int MostGaps = 2;

    private static readonly Evidence Milestones = Evidence.Section("milestones");
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(45);

    /// <summary>What went badly: what cost most time first, then what was tried in vain.</summary>
    public static IReadOnlyList<Point> Of(DraftFacts facts) =>
        [.. Times(facts).Concat(Detection(facts)).Concat(Response(facts)).Concat(Silences(facts))];

    /// <summary>What was tried in vain, with how long it was until the next thing was done.</summary>
    public static IEnumerable<(DraftFact Failed, TimeSpan? Cost)> InVain(DraftFacts facts) =>
        facts.Failed.Select(failed => (failed, NextAfter(facts, failed) is { } next ? Lengths.Between(failed.At, next) : (TimeSpan?)null));

    /// <summary>The longest stretches of the response in which nothing was noted.</summary>
    public static IReadOnlyList<(DraftFact Before, DraftFact After)> Gaps(DraftFacts facts)
    {
        var during = facts.Entries.Where(fact => fact.At >= (facts.Incident.At(Milestone.Declared) ?? DateTimeOffset.MinValue))
            .Where(facts.IsBeforeEnd).ToList();
        return [
            .. during.Zip(during.Skip(1)).Where(pair => pair.Second.At - pair.First.At >= Silence)
                .OrderByDescending(pair => pair.Second.At - pair.First.At).Take(MostGaps).OrderBy(pair => pair.First.At),
        ];
    }

    private static DateTimeOffset? NextAfter(DraftFacts facts, DraftFact failed) => facts.Entries.FirstOrDefault(fact =>
        fact.At > failed.At && facts.IsBeforeEnd(fact) && fact.Entry!.Kind is EntryKind.Action or EntryKind.Decision or EntryKind.Fix)?.At;

    private static IEnumerable<Point> Times(DraftFacts facts)
    {
        if (facts.Record.Durations.ToMitigate is { } taken && Targets.Of(Milestone.Mitigated, facts.Incident.Severity) is { } target
            && taken > target)
            yield return new Point(
                $"The harm was stopped after {Lengths.InWords(taken)}; the target for {IncidentWords.Severity(facts.Incident.Severity)} is "
                    + Lengths.InWords(target),
                Milestones);
        if (MilestoneOrder.Between(facts.Incident, IncidentDurations.NoticedBy(facts.Incident), Milestone.Acknowledged) is { } waited
            && waited > Late)
            yield return new Point($"It took {Lengths.InWords(waited)} until somebody took it in hand", Milestones);
    }

    private static IEnumerable<Point> Detection(DraftFacts facts)
    {
        var incident = facts.Incident;
        var hasAlert = facts.Entries.Any(
            fact => fact.Entry!.Kind == EntryKind.Alert && fact.At <= (incident.At(Milestone.Declared) ?? fact.At));
        if (facts.Record.Durations.ToDetect is { } taken && taken > Late)
            yield return new Point($"It took {Lengths.InWords(taken)} until it was noticed", Milestones);
        else if (facts.Record.Durations.ToDetect is null
            && MilestoneOrder.Between(incident, Milestone.ImpactStart, Milestone.Declared) is { } declared && declared > Late)
            yield return new Point($"It took {Lengths.InWords(declared)} until it was declared an incident", Milestones);
        if (incident.At(Milestone.ImpactStart) is not null
            && !hasAlert && facts.EarlySigns.Count == 0 && facts.Detection is not { IsAlert: true })
            yield return new Point("No alert is on record before it was declared", Evidence.Section("timeline"));
        if (MilestoneOrder.Between(incident, Milestone.Detected, Milestone.Declared) is { } hesitated && hesitated > Late)
            yield return new Point($"It was known for {Lengths.InWords(hesitated)} before it was declared an incident", Milestones);
    }

    private static IEnumerable<Point> Response(DraftFacts facts)
    {
        foreach (var back in facts.Record.Facts.OfType<StatusChanged>().Where(changed => changed.Cleared.Count > 0))
            yield return new Point(
                $"At {Moments.Minute(back.At)} UTC it turned out not to be over: the status went back to {Language.Words.Of(back.To)}",
                FactList.EvidenceOf(facts.Record, back));
        if (facts.Entries.Count > 0 && !facts.Record.Facts.OfType<RoleGiven>().Any() && facts.Incident.Roles.Count == 0)
            yield return new Point("No commander is on record", Evidence.Section("responders"));
        if (facts.Record.Facts.OfType<SeverityChanged>().LastOrDefault(changed => changed.To < changed.From) is { } raised
            && raised.At - facts.Incident.At(Milestone.Declared) is { } late && late > Late)
            yield return new Point(
                $"{IncidentWords.Severity(raised.To)} was set {Lengths.InWords(late)} after the declaration",
                FactList.EvidenceOf(facts.Record, raised));
    }

    private static IEnumerable<Point> Silences(DraftFacts facts) => Gaps(facts)
        // How long it was after something failed is told there.
        .Where(gap => !facts.Failed.Any(failed => failed.Entry == gap.Before.Entry)).Select(gap => new Point(
        $"Nothing was noted for {Lengths.InWords(Lengths.Between(gap.Before.At, gap.After.At))}, from {Moments.Minute(gap.Before.At)} to "
            + $"{Moments.Minute(gap.After.At)} UTC",
        Evidence.Section("timeline")));
}
