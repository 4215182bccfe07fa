using IncidentBot.Language.Blameless.Documents;
using IncidentBot.Language.Blameless.Findings;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless;

/// <summary>
/// Finds the words in English prose that blame people, and offers better ones. It is deterministic: the same text always has the same
/// findings, the
/// same with each kind of line break. The time it takes grows with the length of the text.
/// </summary>
public static class BlamelessCheck
{
    /// <summary>Checks plain text, such as a message or an entry of a timeline.</summary>
    /// <param name="text">The text; empty lines divide paragraphs.</param>
    /// <param name="known">People who took part.</param>
    public static IReadOnlyList<BlamelessFinding> OfText(string text, KnownPeople known)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Of(ProseDocument.Plain(text), known).Select(one => one.Finding)];
    }

    /// <summary>Checks a Markdown document; code, quotations, headings, heads of tables, addresses and front matter are left
    /// alone.</summary>
    /// <param name="markdown">The document.</param>
    /// <param name="known">People who took part.</param>
    public static IReadOnlyList<BlamelessFinding> OfMarkdown(string markdown, KnownPeople known)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        return [.. SentencesOfMarkdown(markdown, known).Select(one => one.Finding)];
    }

    /// <summary>The same with the sentences, so that they can be replaced.</summary>
    /// <param name="markdown">The document.</param>
    /// <param name="known">People who took part.</param>
    internal static IReadOnlyList<FoundSentence> SentencesOfMarkdown(string markdown, KnownPeople known) =>
        Of(MarkdownProse.Read(markdown), known);

    private static List<FoundSentence> Of(ProseDocument document, KnownPeople known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var lines = new TextLines(document.Text);
        var findings = new List<FoundSentence>();
        var actions = new ActionItems(document);
        foreach (var piece in document.Pieces)
        {
            var isTimed = false;
            var isFirst = true;
            foreach (var sentence in SentenceSplitter.Split(document.Text, piece.Start, piece.End))
            {
                isTimed = isTimed || (piece.Section == Section.Ordinary && Timestamps.BeginsWithTime(sentence));
                var isInTimeline = piece.Section == Section.Timeline || isTimed;
                var found = SentenceCheck.Of(sentence, known, isInTimeline);
                found ??= isFirst && piece.Section == Section.Actions ? actions.Of(piece, sentence, known) : null;
                if (found is not null)
                    findings.Add(
                        new FoundSentence(
                            Told(sentence, found, lines), sentence[0].Start, sentence[^1].End, sentence.Words(0, sentence.Count - 1),
                            isInTimeline));
                isFirst = false;
            }
        }

        return findings;
    }

    private static BlamelessFinding Told(Sentence sentence, Found found, TextLines lines)
    {
        var begin = lines.Of(sentence[0].Start);
        var place = lines.Of(sentence[found.First].Start);
        var last = Math.Clamp(found.Last, found.First, sentence.Count - 1);
        var words = sentence.Words(found.First, last);
        var isOnOneLine = lines.Of(sentence[last].Start).Line == place.Line;
        return new BlamelessFinding(
            begin.Line, place.Line == begin.Line ? place.Column : begin.Column,
            isOnOneLine ? sentence[last].End - sentence[found.First].Start : words.Length,
            found.Rule, words, Rules.WhyOf(found.Rule), found.Rewrite);
    }
}
