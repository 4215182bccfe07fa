using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What alert bots wrote of an affected service before anybody noticed; left out where there is nothing.</summary>
internal static class EarlySignsSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        if (facts.EarlySigns.Count == 0)
            return;

        text.Heading(2, "Early signs");
        text.Paragraph("What alert bots wrote of an affected service in the 24 h before it was noticed:");
        text.List(facts.EarlySigns.Select(Line));
        text.Prompt(
            "Was one of them this incident already? Then it was detected earlier, and the question is why nobody was told.");
    }

    private static string Line(DraftFact sign)
    {
        var words = sign.Words.Length > 0 ? MarkdownWords.OneLine(Quotes.Of(sign.Words)) : "_The message was deleted since._";
        var edited = sign is { EditedAt: { } at, Words.Length: > 0 } ? $", edited {Moments.Full(at)}" : string.Empty;
        return $"**{Moments.Full(sign.At)}** {words} ({MarkdownWords.OneLine(sign.By!.Name)}, {References.Link(sign.Evidence)}{edited})";
    }
}
