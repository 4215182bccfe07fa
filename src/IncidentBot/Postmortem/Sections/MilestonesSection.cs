using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>When each milestone was reached, how long it took, and whether that met its target.</summary>
internal static class MilestonesSection
{
    private static readonly IReadOnlyList<Milestone> Always =
        [Milestone.ImpactStart, Milestone.Detected, Milestone.Declared, Milestone.Mitigated, Milestone.Resolved];

    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, "Milestones");
        text.Table(["Milestone", "When", "Took", "Target"], Rows(facts));
        var incident = facts.Incident;
        if (MilestoneOrder.Reversed(incident).ToList() is { Count: > 0 } reversed)
        {
            text.Paragraph("These times are out of order, so no duration is counted between them. Correct the wrong ones:");
            text.List(reversed.Select(pair => Reversed(incident, pair.Early, pair.Late)));
        }

        if (facts.Record.Facts.OfType<MilestoneSet>().Where(IsCorrection).ToList() is { Count: > 0 } corrections)
            text.List(corrections.Select(correction => Correction(facts.Record, correction)));
    }

    /// <summary>The rows of the table: milestone, when, took, target.</summary>
    public static IEnumerable<string[]> Rows(DraftFacts facts)
    {
        var suggested = SuggestedTime.Of(facts);
        var known = facts.Record.Facts.OfType<StatusChanged>().FirstOrDefault(changed => changed.To == IncidentStatus.Identified);
        foreach (var milestone in Enum.GetValues<Milestone>().Where(one => facts.Incident.At(one) is not null || Always.Contains(one)))
        {
            // The cause is known before the harm is stopped, as a rule.
            if (milestone == Milestone.Mitigated && known is not null)
                yield return ["Cause known", Moments.Full(known.At), .. Known(facts, known)];
            yield return Row(facts, milestone, suggested.FirstOrDefault(one => one.Milestone == milestone));
        }
    }

    private static string[] Row(DraftFacts facts, Milestone milestone, SuggestedTime? suggested)
    {
        var when = suggested is null ? Instant(facts.Incident, milestone) : $"{Moments.Full(suggested.At)}, not confirmed";
        return [Words.Title(milestone), when, Took(facts, milestone), Target(facts, milestone)];
    }

    private static string Took(DraftFacts facts, Milestone milestone)
    {
        var durations = facts.Record.Durations;
        var (length, from) = milestone switch
        {
            Milestone.Detected => (durations.ToDetect, "impact start"),
            Milestone.Acknowledged => (durations.ToAcknowledge, IncidentWords.Name(IncidentDurations.NoticedBy(facts.Incident))),
            Milestone.Mitigated => (durations.ToMitigate, "impact start"),
            Milestone.Resolved => (durations.ToResolve, "impact start"),
            _ => (null, string.Empty),
        };
        if (length is { } known)
            return $"{Lengths.InWords(known)} after {(from == "impact start" ? from : $"it was {from}")}";

        return from.Length > 0 && IncidentDurations.IsLeftOut(facts.Incident, milestone) ? "not counted: out of order" : string.Empty;
    }

    private static string Target(DraftFacts facts, Milestone milestone) =>
        Targets.Of(milestone, facts.Incident.Severity) is { } target && facts.Record.Durations.ToMitigate is { } taken
            ? Judged(taken, target)
            : string.Empty;

    private static string[] Known(DraftFacts facts, StatusChanged known)
    {
        if (facts.Incident.At(Milestone.ImpactStart) is not { } start || known.At < start)
            return [string.Empty, string.Empty];

        var taken = known.At - start;
        return [
            $"{Lengths.InWords(taken)} after impact start",
            Targets.OfCause(facts.Incident.Severity) is { } target ? Judged(taken, target) : string.Empty,
        ];
    }

    private static string Judged(TimeSpan taken, TimeSpan target) =>
        $"{Lengths.InWords(target)}: {(taken <= target ? "met" : $"missed by {Lengths.InWords(taken - target)}")}";

    private static bool IsCorrection(MilestoneSet set) => set is { Former: not null } or { Reason: not null };

    private static string Correction(PostmortemRecord record, MilestoneSet set)
    {
        var change = set.Former is { } former
            ? $"corrected from {Moments.Full(former)} to {Moments.Full(set.Instant)}"
            : $"set to {Moments.Full(set.Instant)}";
        var by = set.By is null ? "" : $" by {MarkdownWords.OneLine(set.By.Name)}";
        var reason = set.Reason is null ? "" : $" because {MarkdownWords.OneLine(set.Reason)}";
        var source = record.EvidenceOf(set) is { } address
            ? $"{Moments.Full(set.At)}, {MarkdownWords.Link(address, "message")}"
            : $"{Moments.Full(set.At)}, on record";
        return $"**{Words.Title(set.Milestone)}** was {change}{by}{reason} ({source})";
    }

    private static string Instant(Incident incident, Milestone milestone) =>
        incident.At(milestone) is { } at ? Moments.Full(at) : "not known";

    private static string Reversed(Incident incident, Milestone early, Milestone late) =>
        $"**{Words.Title(early)}** ({Instant(incident, early)}) is before **{IncidentWords.Name(late)}** ({Instant(incident, late)})";
}
