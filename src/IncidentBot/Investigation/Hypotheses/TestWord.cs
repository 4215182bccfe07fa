namespace IncidentBot.Investigation.Hypotheses;

/// <summary>One word of a hypothesis, without the signs around it.</summary>
/// <param name="Shown">As it was written.</param>
/// <param name="Text">In small letters.</param>
internal readonly record struct TestWord(string Shown, string Text)
{
    private const int Longest = 80, ShortestHash = 7, LongestHash = 40;

    private static readonly char[] Around =
        ['.', ',', ';', ':', '!', '?', '(', ')', '[', ']', '{', '}', '"', '\'', '“', '”', '‘', '’', '`', '*', '<', '>', '…'];

    /// <summary>No word.</summary>
    public static TestWord None { get; } = new(string.Empty, string.Empty);

    /// <summary>Whether it names one version, commit or pull request.</summary>
    public bool IsVersion => IsNumbered || IsRelease || IsHash;

    /// <summary>Whether it tells how much or when.</summary>
    public bool IsFigure => Text.Length > 1 && char.IsAsciiDigit(Text[0]) && !IsRelease && !IsHash
        && (Text[^1] is '%' or 'x' or 's' || Text.Contains(':', StringComparison.Ordinal) || Text.EndsWith("xx", StringComparison.Ordinal)
            || (Text.Length == 3 && Text[0] is '4' or '5' && Text.All(char.IsAsciiDigit)));

    /// <summary>
    /// Whether it is the name of one thing in the systems, such as <c>orders-api</c>, <c>customer_id</c> or <c>/search</c>.
    /// </summary>
    public bool IsNamedThing
    {
        get
        {
            if (Text.Length < 3 || IsVersion || IsFigure)
                return false;
            if (Text.StartsWith('/') && Text.Length > 3)
                return char.IsLetter(Text[1]);
            if (IsCamel(Shown))
                return true;

            return Text.Contains('-', StringComparison.Ordinal) ? Text.Split('-').Any(IsThing) : IsJoined('_') || IsJoined('.');
        }
    }

    private bool IsNumbered => Text.Length > 1 && Text[0] == '#' && Text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private bool IsRelease
    {
        get
        {
            var number = Text.StartsWith('v') ? Text.AsSpan(1) : Text;
            return number.Length > 0 && char.IsAsciiDigit(number[0]) && number.IndexOfAnyExcept("0123456789.-rc") < 0
                && (Text[0] == 'v' || number.Count('.') > 1);
        }
    }

    private bool IsHash => Text.Length is >= ShortestHash and <= LongestHash && Text.All(char.IsAsciiHexDigitLower)
        && Text.Any(char.IsAsciiDigit) && Text.Any(char.IsAsciiLetterLower);

    /// <summary>The word as it stands between spaces.</summary>
    public static TestWord Of(string written)
    {
        var shown = written.Trim(Around);
        if (shown.Length > Longest)
            shown = string.Empty;
        foreach (var own in new[] { "'s", "’s" })
        {
            if (shown.EndsWith(own, StringComparison.OrdinalIgnoreCase))
                shown = shown[..^own.Length];
        }

        return new TestWord(shown, shown.ToLowerInvariant().Replace('’', '\''));
    }

    /// <summary>Whether a word or one of its common forms is among these.</summary>
    public bool IsIn(IReadOnlySet<string> words) => Forms(Text).Any(words.Contains);

    private static IEnumerable<string> Forms(string text)
    {
        yield return text;
        foreach (var end in new[] { "s", "es", "d", "ed", "ing" })
        {
            if (!text.EndsWith(end, StringComparison.Ordinal) || text.Length - end.Length < 3)
                continue;

            var stem = text[..^end.Length];
            yield return stem;
            if (end is "ing")
                yield return stem + "e";
            // Dropped, running.
            if (stem[^1] == stem[^2])
                yield return stem[..^1];
            // Retries, retried.
            if (stem[^1] == 'i')
                yield return stem[..^1] + "y";
        }
    }

    private static bool IsThing(string part) =>
        new TestWord(part, part).IsIn(HypothesisWords.Components) || HypothesisWords.Places.Contains(part);

    private bool IsJoined(char sign)
    {
        var at = Text.IndexOf(sign, StringComparison.Ordinal);
        return at > 1 && at < Text.Length - 2 && char.IsLetter(Text[at - 1]) && char.IsLetter(Text[at + 1]);
    }

    // OrderService, but neither PostgreSQL's capitals alone nor a shout.
    private static bool IsCamel(string shown) => char.IsLetter(shown[0]) && shown.Skip(1).Any(char.IsUpper) && shown.Any(char.IsLower)
        && shown.All(char.IsLetterOrDigit);
}
