using System.Runtime.InteropServices;

namespace IncidentBot.Changes.Suspicion;

/// <summary>
/// Takes a text apart into what can be compared: words by their stems, and identifiers (<c>cache.maxmemory</c>, <c>SessionPool</c>) whole
/// and by their parts. One pass, whatever the text.
/// </summary>
internal static class TextTokens
{
    // More of one text than anybody reads says no more about an incident.
    private const int MostCharacters = 200_000;
    private const int LongestToken = 80;

    /// <summary>Calls back for each token with the words as they stand in the text, and whether it is an identifier.</summary>
    public static void Each(string text, Action<Token> found)
    {
        var end = Math.Min(text.Length, MostCharacters);
        for (var i = 0; i < end; i++)
        {
            if (!IsInRun(text[i]))
                continue;

            var from = i;
            while (i < end && IsInRun(text[i]))
                i++;
            Run(text.AsSpan(from, i - from), found);
            if (Percent(text, from, i) is { } percent)
                found(new Token(percent, percent, IsIdentifier: false));
        }
    }

    // "To 25 %" and "a quarter of all, 25 percent": a share that both name is seldom chance; none and all say nothing.
    private static string? Percent(string text, int from, int to)
    {
        var after = text.AsSpan(to, Math.Min(9, text.Length - to)).TrimStart();
        if (to - from > 4 || !(after.StartsWith("%") || after.StartsWith("percent") || after.StartsWith("per cent")))
            return null;

        var number = text[from..to];
        return number.All(char.IsAsciiDigit) && number is not ("0" or "00" or "100") ? number + "%" : null;
    }

    /// <summary>The stem of a lower-case word: <c>retries</c> and <c>retry</c>, <c>cached</c> and <c>caching</c> have the same.</summary>
    public static string Stem(string word)
    {
        if (word.Length < 4 || !char.IsAsciiLetter(word[^1]))
            return word;

        var stem = Singular(word);
        if (stem.Length > 6 && stem.EndsWith("ing", StringComparison.Ordinal))
            stem = Undoubled(stem[..^3]);
        else if (stem.Length > 5 && stem.EndsWith("ed", StringComparison.Ordinal) && !stem.EndsWith("eed", StringComparison.Ordinal))
            stem = Undoubled(stem[..^2]);
        else if (stem.Length > 7 && stem.EndsWith("tion", StringComparison.Ordinal))
            stem = stem[..^3];
        return stem.Length > 4 && stem[^1] == 'e' ? stem[..^1] : stem;
    }

    private static string Singular(string word)
    {
        if (word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4)
            return word[..^3] + "y";
        if (word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal)
            || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal))
            return word[..^2];

        return word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
    }

    // "dropping" is "drop".
    private static string Undoubled(string stem) =>
        stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z') ? stem[..^1] : stem;

    private static bool IsInRun(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '-' or '/' or ':';

    private static bool IsMark(char c) => c is '_' or '.' or '-' or '/' or ':';

    private static void Run(ReadOnlySpan<char> run, Action<Token> found)
    {
        run = run.Trim("._-/:");
        if (run.IsEmpty)
            return;

        if (run.IndexOfAny("./:") >= 0)
            Identifier(run, found);
        // "v2" says nothing beside "v2.3.1".
        if (IsVersion(run))
            return;

        foreach (var range in run.SplitAny("./:"))
            Segment(run[range], found);
    }

    private static bool IsVersion(ReadOnlySpan<char> run)
    {
        var number = run[0] is 'v' or 'V' ? run[1..] : run;
        return number.Length > 2 && number.Contains('.') && number.IndexOfAnyExcept("0123456789.") < 0;
    }

    private static void Segment(ReadOnlySpan<char> segment, Action<Token> found)
    {
        segment = segment.Trim("_-");
        if (segment.IsEmpty)
            return;

        if (segment.IndexOfAny("_-") >= 0 || HasHump(segment))
            Identifier(segment, found);
        foreach (var range in segment.SplitAny("_-"))
            Humps(segment[range], found);
    }

    // "HomeBannerParser" is home, banner and parser; "HTTPServer" is http and server.
    private static void Humps(ReadOnlySpan<char> part, Action<Token> found)
    {
        var from = 0;
        for (var i = 1; i <= part.Length; i++)
        {
            if (i < part.Length && !IsHump(part, i))
                continue;

            Word(part[from..i], found);
            from = i;
        }
    }

    private static bool HasHump(ReadOnlySpan<char> part)
    {
        for (var i = 1; i < part.Length; i++)
        {
            if (IsHump(part, i))
                return true;
        }

        return false;
    }

    private static bool IsHump(ReadOnlySpan<char> part, int i) =>
        char.IsUpper(part[i]) && (char.IsLower(part[i - 1])
            || (i + 1 < part.Length && char.IsUpper(part[i - 1]) && char.IsLower(part[i + 1])));

    private static void Word(ReadOnlySpan<char> word, Action<Token> found)
    {
        if (word.Length is < 2 or > LongestToken)
            return;

        var lower = word.ToString().ToLowerInvariant();
        var letters = 0;
        while (letters < lower.Length && char.IsLetter(lower[letters]))
            letters++;

        // Numbers say something only as a status or a size: 502, 11211.
        if (letters == 0 && (lower.Length < 3 || !lower.All(char.IsAsciiDigit)))
            return;

        found(new Token(Stem(lower), word.ToString(), IsIdentifier: false));
        if (letters > 2 && letters < lower.Length)
            found(new Token(Stem(lower[..letters]), word[..letters].ToString(), IsIdentifier: false));
    }

    private static void Identifier(ReadOnlySpan<char> text, Action<Token> found)
    {
        if (text.Length is < 4 or > LongestToken || !HasLetter(text))
            return;

        found(new Token(text.ToString().ToLowerInvariant(), text.ToString(), IsIdentifier: true));
    }

    private static bool HasLetter(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetter(c))
                return true;
        }

        return false;
    }

    /// <summary>One thing that can be compared.</summary>
    /// <param name="Key">What is compared.</param>
    /// <param name="Surface">As it stands in the text.</param>
    /// <param name="IsIdentifier">Whether it is a name of something technical, whole.</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Token(string Key, string Surface, bool IsIdentifier);
}
