using IncidentBot.Chat;
using IncidentBot.Incidents;

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
            ["Duration", "From impact start"],
            [
                ["To detect", Length(record.ToDetect)],
                ["To mitigate", Length(record.ToMitigate)],
                ["To resolve", Length(record.ToResolve)],
            ]);
    }

    /// <summary>The instant of a milestone, or that it is not known.</summary>
    public static string Instant(Incident incident, Milestone milestone) =>
        incident.At(milestone) is { } at ? Moments.Full(at) : "not known";

    private static string Length(TimeSpan? length) => length is { } known ? Durations.InWords(known) : "not known";
}
