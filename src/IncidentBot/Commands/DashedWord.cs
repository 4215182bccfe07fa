using System.Globalization;
using System.Text;

namespace IncidentBot.Commands;

/// <summary>A typed word with dashes before it, which may be an option; keyboards make any dash of what people type.</summary>
/// <param name="Start">Where the dashes begin.</param>
/// <param name="End">Where the word ends.</param>
/// <param name="Dashes">How many dashes there are.</param>
/// <param name="Name">The word in small letters, with plain hyphens and letters, without what cannot be seen.</param>
/// <param name="Place">How it stands.</param>
internal sealed record DashedWord(int Start, int End, int Dashes, string Name, DashPlace Place)
{
    /// <summary>All of them in a text, in their order; dashes inside a word, or before anything but a letter, are text.</summary>
    public static IReadOnlyList<DashedWord> In(string text)
    {
        var found = new List<DashedWord>();
        var before = new Rune(' ');
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (!IsDash(rune))
            {
                (before, at) = (rune, at + length);
                continue;
            }

            var next = Read(text, at, before, out var word);
            if (word is not null)
                found.Add(word);
            (before, at) = (rune, next);
        }

        return found;
    }

    /// <summary>
    /// Whether it is a dash of any kind or looks like one: Unicode's dashes, the minus signs, the prolonged sound marks and lines that
    /// keyboards offer beside them.
    /// </summary>
    public static bool IsDash(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation
        || rune.Value is 0x02D7 or 0x2043 or 0x2053 or 0x207B or 0x208B or 0x2212 or 0x23AF or 0x23E4 or 0x2500 or 0x2501
            or 0x2504 or 0x2505 or 0x2508 or 0x2509 or 0x254C or 0x254D
            or 0x2574 or 0x2576 or 0x2578 or 0x257A or 0x257C or 0x257E or 0x2796 or 0x30FC or 0x3161 or 0xFF5E or 0xFF70;

    /// <summary>The same word with a plain hyphen for each dash, small plain letters, and without what cannot be seen.</summary>
    public static string Plain(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
        {
            if (IsDash(rune))
                plain.Append('-');
            else if (!Blanks.IsInvisible(rune))
                plain.Append(Narrow(rune).ToString().ToLowerInvariant());
        }

        return plain.ToString();
    }

    /// <summary>
    /// Where its value begins in the text that it stands in: behind a space of any kind, an equals sign or a colon. Null: something else
    /// follows its name.
    /// </summary>
    public int? ValueFrom(string text)
    {
        var behind = Blanks.SkipFrom(text, End);
        if (behind < text.Length && text[behind] is '=' or ':' or '＝' or '：')
            return Blanks.SkipFrom(text, behind + 1);

        return behind > End || behind == text.Length ? behind : null;
    }

    // Keyboards of some languages type letters and digits as wide as their own.
    private static Rune Narrow(Rune rune) => rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune;

    private static int Read(string text, int start, Rune before, out DashedWord? word)
    {
        word = null;
        var (end, dashes) = EndOfDashes(text, start);
        if (IsOfWord(before) && !Blanks.IsBlank(before))
            return end;

        var behind = Blanks.SkipFrom(text, end);
        var from = SkipMarks(text, behind);
        // Some dashes are letters to Unicode, such as the prolonged sound mark: those begin a word of their own.
        if (from == text.Length || !Rune.IsLetter(Blanks.At(text, from)) || IsDash(Blanks.At(text, from)))
            return end;

        var place = from > behind || !Blanks.IsBlank(before) ? DashPlace.BehindAMark
            : HasSpace(text, end, from) ? DashPlace.Apart : DashPlace.AtAWord;
        var endOfWord = EndOfName(text, from);
        word = new DashedWord(start, endOfWord, dashes, Plain(text[from..endOfWord]), place);
        return place == DashPlace.Apart ? end : endOfWord;
    }

    private static (int End, int Dashes) EndOfDashes(string text, int start)
    {
        var (end, dashes) = (start, 0);
        for (var at = start; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            at += length;
            if (IsDash(rune))
                (end, dashes) = (at, dashes + 1);
            else if (!Blanks.IsInvisible(rune))
                break;
        }

        return (end, dashes);
    }

    private static int EndOfName(string text, int from)
    {
        var end = from;
        for (var at = from; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            at += length;
            if (IsOfWord(rune) && !Blanks.IsInvisible(rune))
                end = at;
            else if (!IsDash(rune) && !Blanks.IsInvisible(rune) && rune.Value != '_')
                break;
        }

        return end;
    }

    // A few at most: what formats or quotes a word.
    private static int SkipMarks(string text, int from)
    {
        const int most = 4;
        var at = from;
        for (var skipped = 0; skipped < most && at < text.Length; skipped++)
        {
            var rune = Blanks.At(text, at);
            if (IsDash(rune) || !(Rune.IsPunctuation(rune) || Rune.IsSymbol(rune)))
                break;

            at += rune.Utf16SequenceLength;
        }

        return at;
    }

    private static bool HasSpace(string text, int from, int to)
    {
        foreach (var rune in text.AsSpan(from, to - from).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
                return true;
        }

        return false;
    }

    // An accent belongs to its letter.
    private static bool IsOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}

/// <summary>How dashes stand before a word.</summary>
internal enum DashPlace
{
    /// <summary>Right before it, behind a space or at the very beginning, as an option is typed.</summary>
    AtAWord,

    /// <summary>With a space between them and the word.</summary>
    Apart,

    /// <summary>
    /// With something that is neither a space nor a part of a word right before the dashes, or between them and the word, such as a
    /// bracket.
    /// </summary>
    BehindAMark,
}
