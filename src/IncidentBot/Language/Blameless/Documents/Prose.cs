using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Documents;

/// <summary>Where a piece of prose stands in a document.</summary>
internal enum Section
{
    Ordinary,
    Timeline,
    Actions,
}

/// <summary>A paragraph, an item of a list or a cell of a table.</summary>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Section">What kind of section it stands in.</param>
/// <param name="Item">
/// The number of the list item or table row that it belongs to, so that what belongs to one action is read together; -1: it belongs to
/// none.
/// </param>
internal sealed record Prose(int Start, int End, Section Section, int Item = -1);

/// <summary>The prose of a document.</summary>
/// <param name="Text">As long as the document and with the same lines, but with blanks instead of everything that is no prose.</param>
/// <param name="Pieces">The pieces, in order.</param>
internal sealed record ProseDocument(string Text, IReadOnlyList<Prose> Pieces)
{
    private const int LongestCode = 200;

    /// <summary>A text that is all prose; empty lines divide it.</summary>
    public static ProseDocument Plain(string text)
    {
        var pieces = new List<Prose>();
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && !IsEmptyLine(text, at)) continue;
            if (at > start) pieces.Add(new Prose(start, at, Section.Ordinary));
            start = at + 1;
        }

        return new ProseDocument(WithoutCode(text), pieces);
    }

    // What stands between two backticks of a line is code.
    private static string WithoutCode(string text)
    {
        if (!text.Contains('`', StringComparison.Ordinal)) return text;
        var shown = text.ToCharArray();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '`') continue;
            var length = text.AsSpan(at + 1, Math.Min(LongestCode, text.Length - at - 1)).IndexOfAny('`', '\n', '\r');
            if (length <= 0 || text[at + 1 + length] != '`') continue;
            Array.Fill(shown, Tokenizer.Thing, at, length + 2);
            at += length + 1;
        }

        return new string(shown);
    }

    private static bool IsEmptyLine(string text, int at)
    {
        if (text[at] != '\n') return false;
        var before = at - 1;
        if (before >= 0 && text[before] == '\r') before--;
        return before >= 0 && text[before] == '\n';
    }
}
