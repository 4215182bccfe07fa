using IncidentBot.Checklist;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem.Facts;

/// <summary>Finds in the record what shortened the harm.</summary>
internal static class WentWell
{
    private const int FewUpdates = 2;

    private static readonly Evidence Milestones = Evidence.Section("milestones");
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SoonRuledOut = TimeSpan.FromMinutes(10);

    /// <summary>What went well, the most important first.</summary>
    public static IReadOnlyList<Point> Of(DraftFacts facts) =>
        [.. Times(facts).Concat(Detection(facts)).Concat(Method(facts)).Concat(Told(facts))];

    private static IEnumerable<Point> Times(DraftFacts facts)
    {
        if (facts.Record.Durations.ToMitigate is { } taken && Targets.Of(Milestone.Mitigated, facts.Incident.Severity) is { } target
            && taken <= target)
            yield return new Point(
                $"The harm was stopped in {Lengths.InWords(taken)}, within the target of {Lengths.InWords(target)}", Milestones);
        if (facts.Incident.At(Milestone.Detected) is not null && facts.Record.Durations.ToAcknowledge is { } acknowledged
            && acknowledged <= Soon)
            yield return new Point($"Somebody took it in hand within {AtLeastAMinute(acknowledged)}", Milestones);
    }

    private static IEnumerable<Point> Detection(DraftFacts facts)
    {
        if (facts.Record.Durations.ToDetect is { } taken && taken <= Soon
            && facts.Detection is { IsAlert: true } alert)
            yield return new Point($"An alert told of it {AtLeastAMinute(taken)} after it began", alert.Evidence);
    }

    private static IEnumerable<Point> Method(DraftFacts facts)
    {
        var checklist = Evidence.Section("appendix-checklist", "checklist");
        if (facts.Record.Steps.FirstOrDefault(step => step is { Key: "evidence", State: StepState.Done }) is { At: { } kept }
            && (facts.End is not { } end || kept <= end))
            yield return new Point("Evidence was kept before anything was restarted", checklist);
        if (facts.DeadEnds.FirstOrDefault(end => end.Cost is { } cost && cost <= SoonRuledOut) is { Cost: { } spent } soon)
            yield return new Point($"A wrong lead was dropped after {Lengths.InWords(spent)}", soon.RuledOut.Evidence);
        if (facts.Record.Ranked.All.FirstOrDefault(one => one.Decided.RolledBack is not null) is { } back)
            yield return new Point(
                $"There was a version to go back to: {Changes.ChangeWording.ShortName(back.Change)} was rolled back",
                FactList.EvidenceOf(back.Change));
    }

    private static IEnumerable<Point> Told(DraftFacts facts)
    {
        var updates = facts.Record.Facts.OfType<UpdateGiven>().Where(update => !update.IsQuiet).ToList();
        if (updates.Count >= FewUpdates && facts.Length is { } length)
            yield return new Point(
                $"{updates.Count} updates were given while it lasted, one every {Lengths.InWords(length / updates.Count)} on average",
                Evidence.Section("timeline"));
    }

    private static string AtLeastAMinute(TimeSpan length) =>
        length < TimeSpan.FromMinutes(1) ? "a minute" : Lengths.InWords(length);
}
