using IncidentBot.Incidents;

namespace IncidentBot.Postmortem.Sections;

internal static class ImpactSection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        text.Heading(2, "Impact");
        text.Paragraph(
            record.Incident.Impact is { } impact ? MarkdownWords.Lines(impact, indent: 0) : "Nobody has described the impact on record.");
        var described = record.Facts.OfType<ImpactDescribed>().ToList();
        if (described.LastOrDefault() is { By: { } by } latest)
            text.Paragraph($"Described by {MarkdownWords.OneLine(by.Name)}, {Moments.Full(latest.At)}.");
        if (described.Count > 1)
        {
            text.Paragraph("Before that:");
            text.List(described.SkipLast(1).Select(Former));
        }

        text.Prompt("In numbers: how many users, for how long, which requests failed, what it cost. Where does each number come from?");
    }

    private static string Former(ImpactDescribed described)
    {
        var who = described.By is { } by ? $"{MarkdownWords.OneLine(by.Name)}, " : "";
        return $"{MarkdownWords.Lines(described.Impact, indent: 2)} ({who}{Moments.Full(described.At)})";
    }
}
