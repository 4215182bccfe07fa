using IncidentBot.Incidents;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

internal static class ImpactSection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        text.Heading(2, "Impact");
        text.Paragraph(
            record.Incident.Impact is { } impact ? MarkdownWords.Lines(impact, indent: 0) : "Nobody has described the impact on record.");
        if (record.Facts.OfType<ImpactDescribed>().LastOrDefault() is { By: { } by } described)
            text.Paragraph($"Described by {MarkdownWords.OneLine(by.Name)}, {Moments.Full(described.At)}.");

        text.Prompt("In numbers: how many users, for how long, which requests failed, what it cost. Where does each number come from?");
    }
}
