using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Timeline.Findings;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What the status pages of third parties said during the incident; left out where none was asked.</summary>
internal static class ThirdPartiesSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        var all = facts.Record.Findings.Where(one => one.Key.StartsWith(ThirdParties.Prefix, StringComparison.Ordinal)).ToList();
        if (all.Count == 0)
            return;

        text.Heading(2, "Third parties");
        var troubled = all.Where(one => one.Verdict == FindingVerdict.Trouble).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        var told = all.Where(one => troubled.Contains(one.Key)).ToList();
        if (told.Count > 0)
        {
            text.Paragraph("What their status pages said, and when the bot read it:");
            text.List(told.Select(Line));
        }

        var rest = ThirdParties.Newest(all.Where(one => !troubled.Contains(one.Key)));
        if (rest.Count > 0)
            text.List(rest.Select(Line));
        if (told.Count > 0)
            text.Prompt("Did their trouble reach us, and what would have kept it away: a time-out, a fallback, a second provider?");
    }

    private static string Line(Finding one)
    {
        var since = one.Since is { } began && one.Verdict == FindingVerdict.Trouble ? $", since {Moments.Full(began)}" : string.Empty;
        var link = one.Link is { } address ? $" ({MarkdownWords.Link(address, "status page")})" : string.Empty;
        return $"**{Moments.Full(one.At)}** {MarkdownWords.OneLine(one.Subject)}: {MarkdownWords.OneLine(one.Words)}{since}{link}";
    }
}
