using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What alert bots wrote of an affected service before anybody noticed; left out where there is nothing.</summary>
internal static class EarlySignsSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        var signs = facts.All.Where(fact => fact.Kind == FactKind.EarlySign).ToList();
        if (signs.Count == 0)
            return;

        text.Heading(2, "Early signs");
        text.Paragraph("What alert bots wrote of an affected service in the 24 h before it was noticed:");
        text.List(signs.Select(
            sign => $"**{Moments.Full(sign.At)}** {MarkdownWords.OneLine(Quotes.Of(sign.Words))} "
                + $"({MarkdownWords.OneLine(sign.By!.Name)}, {References.Link(sign.Evidence)})"));
        text.Prompt(
            "Was one of them this incident already? Then it was detected earlier, and the question is why nobody was told.");
    }
}
