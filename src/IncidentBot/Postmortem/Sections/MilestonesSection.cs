using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

internal static class MilestonesSection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        text.Heading(2, "Milestones and durations");
        text.Table(
            ["Milestone", "When"],
            Enum.GetValues<Milestone>().Select(milestone => new[] { Words.Title(milestone), Instant(record.Incident, milestone) }));
        text.Table(
            ["Duration", "Counted from", "Length"],
            [
                ["To detect", "impact start", Length(record.Durations.ToDetect, record.Incident, Milestone.Detected)],
                [
                    "To acknowledge", Words.Of(IncidentDurations.NoticedBy(record.Incident)),
                    Length(record.Durations.ToAcknowledge, record.Incident, Milestone.Acknowledged),
                ],
                ["To mitigate", "impact start", Length(record.Durations.ToMitigate, record.Incident, Milestone.Mitigated)],
                ["To resolve", "impact start", Length(record.Durations.ToResolve, record.Incident, Milestone.Resolved)],
            ]);
        if (MilestoneOrder.Reversed(record.Incident).ToList() is { Count: > 0 } reversed)
        {
            text.Paragraph("These times are out of order, so no duration is counted between them. Correct the wrong ones:");
            text.List(reversed.Select(pair => Reversed(record.Incident, pair.Early, pair.Late)));
        }

        if (record.Facts.OfType<MilestoneSet>().Where(IsCorrection).ToList() is { Count: > 0 } corrections)
            text.List(corrections.Select(correction => Correction(record, correction)));
    }

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
            : Moments.Full(set.At);
        return $"**{Words.Title(set.Milestone)}** was {change}{by}{reason} ({source})";
    }

    /// <summary>The instant of a milestone, or that it is not known.</summary>
    public static string Instant(Incident incident, Milestone milestone) =>
        incident.At(milestone) is { } at ? Moments.Full(at) : "not known";

    private static string Reversed(Incident incident, Milestone early, Milestone late) =>
        $"**{Words.Title(early)}** ({Instant(incident, early)}) is before **{IncidentWords.Name(late)}** ({Instant(incident, late)})";

    private static string Length(TimeSpan? length, Incident incident, Milestone end)
    {
        if (length is { } known)
            return Durations.InWords(known);

        return IncidentDurations.IsLeftOut(incident, end) ? "not counted: out of order" : "not known";
    }
}
