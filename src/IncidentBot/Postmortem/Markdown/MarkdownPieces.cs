using Markdig.Syntax;

namespace IncidentBot.Postmortem.Markdown;

/// <summary>A piece of a draft.</summary>
/// <param name="Document">What stands in it.</param>
/// <param name="GoesOnBefore">Whether it begins within the list with which the piece before it ends.</param>
/// <param name="GoesOn">Whether the list with which it ends goes on in the next one.</param>
internal readonly record struct MarkdownPiece(MarkdownDocument Document, bool GoesOnBefore, bool GoesOn);

/// <summary>
/// Reads a long draft in pieces, so that each can be dropped before the next one is read: the tree of a draft of megabytes outlives the
/// collector's youngest generation, and each line of it costs twice as much as a line of a short one.
/// </summary>
internal static class MarkdownPieces
{
    /// <summary>About how long a piece is; characters. As bytes, less than what the collector treats as large.</summary>
    public const int Length = 32 * 1024;

    /// <summary>The pieces in their order; together they are what the whole is.</summary>
    /// <param name="markdown">The draft.</param>
    /// <param name="parse">Reads a piece.</param>
    /// <param name="length">About how long a piece is; characters.</param>
    public static IEnumerable<MarkdownPiece> Of(string markdown, Func<string, MarkdownDocument> parse, int length = Length)
    {
        // What is defined in one place may be used anywhere.
        if (markdown.Length <= length || MayDefine(markdown))
        {
            yield return new MarkdownPiece(parse(markdown), false, false);
            yield break;
        }

        var cuts = new MarkdownCuts(markdown);
        var (start, most, wentOn) = (0, length, false);
        while (start < markdown.Length)
        {
            var (end, isItem) = cuts.From(start + most);
            var piece = parse(markdown[start..end]);
            if (end < markdown.Length && piece.LastChild is FencedCodeBlock { ClosingFencedCharCount: 0 })
            {
                // The cut is within a block of code; doubled, so that a long one isn't read over and over.
                most *= 2;
                continue;
            }

            var goesOn = isItem && piece.LastChild is ListBlock { IsOrdered: false, BulletType: '-' };
            yield return new MarkdownPiece(piece, wentOn, goesOn);
            (start, most, wentOn) = (end, length, goesOn);
        }
    }

    // "[label]: address" at the start of a line, also in a list or a quote; a label can go over two lines. Only letters before it are
    // sure to make it text: which control characters the parser takes for blanks is its own affair.
    private static bool MayDefine(string markdown)
    {
        for (var at = 0; (at = markdown.IndexOf("]:", at, StringComparison.Ordinal)) >= 0; at++)
        {
            var line = markdown.AsSpan()[(markdown.LastIndexOf('\n', at) + 1)..at];
            var label = line.IndexOf('[');
            if ((at == 0 || markdown[at - 1] != '\\') && (label < 0 || !HasLetter(line[..label])))
                return true;
        }

        return false;
    }

    private static bool HasLetter(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (char.IsLetter(letter))
                return true;
        }

        return false;
    }
}

/// <summary>
/// Where a draft can be cut without changing what it says: before a heading at the start of a line, which ends whatever is open but a
/// block of code, and before an item of a timeline whose items have no blank lines between them.
/// </summary>
internal sealed class MarkdownCuts(string markdown)
{
    private const string Item = "\n- **";

    private readonly List<int> headings = HeadingsOf(markdown);
    private int at;
    private (int At, bool IsTight) known = (-1, false);

    /// <summary>
    /// The first such place from here on, which must not be before the last one; the end of the draft where there is none.
    /// </summary>
    public (int Place, bool IsItem) From(int place)
    {
        while (at < headings.Count && headings[at] < place)
            at++;
        var end = at < headings.Count ? headings[at] : markdown.Length;
        if (place < end && IsTight(end) && markdown.IndexOf(Item, place, end - place, StringComparison.Ordinal) is var item and >= 0)
            return (item + 1, true);

        return (end, false);
    }

    private static List<int> HeadingsOf(string markdown)
    {
        var found = new List<int>();
        for (var line = 0; (line = markdown.IndexOf("\n#", line, StringComparison.Ordinal)) >= 0; line++)
        {
            var behind = markdown.AsSpan(line + 1).IndexOfAnyExcept('#');
            if (behind is >= 1 and <= 6 && markdown[line + 1 + behind] == ' ')
                found.Add(line + 1);
        }

        return found;
    }

    private bool IsTight(int end)
    {
        if (known.At != at)
            known = (at, IsTight(markdown.AsSpan()[(at == 0 ? 0 : headings[at - 1])..end].TrimEnd()));
        return known.IsTight;
    }

    // One blank line within it, and all of a list has wider items; whether it stands in a block of code, only the parser knows.
    private static bool IsTight(ReadOnlySpan<char> section)
    {
        var isListed = false;
        foreach (var line in section.EnumerateLines())
        {
            var words = line.TrimStart();
            isListed |= words.StartsWith('-');
            if (isListed && words.IsEmpty)
                return false;
        }

        return isListed;
    }
}
