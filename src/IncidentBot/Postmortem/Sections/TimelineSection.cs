using System.Globalization;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Sections;

/// <summary>A line of the timeline.</summary>
/// <param name="At">When; UTC.</param>
/// <param name="Markdown">What stands behind its time.</param>
internal sealed record TimelineLine(DateTimeOffset At, string Markdown);

/// <summary>What happened, line by line, with the milestones where they belong.</summary>
internal static class TimelineSection
{
    /// <summary>The title, by which checks find it.</summary>
    public const string Title = "Timeline";

    /// <summary>A timeline of more characters is not read by anybody, and would hold up whoever waits for the draft.</summary>
    internal const int MostCharacters = 2_000_000;

    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, Title);
        text.Paragraph("All times are UTC.");
        var (shown, left) = Bounded(TimelineLines.Of(facts));
        foreach (var day in shown.GroupBy(line => Moments.Day(line.At)))
        {
            text.Heading(3, day.Key);
            text.List(day.Select(line => $"**{Moments.Clock(line.At)}** {line.Markdown}"));
        }

        if (Rest(facts, left) is { } rest)
            text.Paragraph(rest);
    }

    /// <summary>The lines that a draft shows.</summary>
    public static IReadOnlyList<TimelineLine> Shown(DraftFacts facts) => Bounded(TimelineLines.Of(facts)).Shown;

    /// <summary>Says how many lines are left out, as Markdown; null: none is.</summary>
    public static string? Rest(DraftFacts facts) => Rest(facts, Bounded(TimelineLines.Of(facts)).Left);

    private static string? Rest(DraftFacts facts, int left) => left == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{(left == 1 ? "1 more line is" : $"{left} more lines are")} not shown here, since the draft would become too long "
            + $"to read. `export {facts.Incident.Id} --format json` on the bot's host has all of them.");

    // What was recorded is never cut within an entry, and the same record gives the same lines.
    private static (IReadOnlyList<TimelineLine> Shown, int Left) Bounded(
        IEnumerable<(DateTimeOffset At, Func<string> Markdown)> lines)
    {
        var shown = new List<TimelineLine>();
        var (length, left) = (0, 0);
        foreach (var line in lines)
        {
            if (length >= MostCharacters)
            {
                left++;
                continue;
            }

            var markdown = line.Markdown();
            length += markdown.Length;
            shown.Add(new TimelineLine(line.At, markdown));
        }

        return (shown, left);
    }

    /// <summary>An entry's words with author and evidence, with the space or line break before them.</summary>
    public static string Quote(TimelineEntry entry)
    {
        var words = MarkdownWords.Formatted(entry.Said, indent: 2, EntryWords.Mark(entry), $"({Source(entry)})");
        return words.StartsWith('\n') ? words : " " + words;
    }

    private static string Source(TimelineEntry entry)
    {
        var author = MarkdownWords.OneLine(entry.Author.Name);
        var captured = entry.CapturedBy.Id == entry.Author.Id ? "" : $", captured by {MarkdownWords.OneLine(entry.CapturedBy.Name)}";
        return $"{author}, {References.Link(FactList.EvidenceOf(entry))}{captured}{RecordedLate(entry)}";
    }

    private static string RecordedLate(TimelineEntry entry)
    {
        if (!EntryWords.HasTwoTimes(entry))
            return "";

        var sameDay = Moments.Day(entry.RecordedAt) == Moments.Day(entry.At);
        return $", recorded {(sameDay ? Moments.Clock(entry.RecordedAt) : Moments.Full(entry.RecordedAt))}";
    }
}
