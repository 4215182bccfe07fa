using IncidentBot.Changes.Ranking;

namespace IncidentBot.Changes.Suspicion;

/// <summary>Takes text apart into clauses, and tells those that say what is not the matter.</summary>
internal static class Clauses
{
    private static readonly string[] InVain =
    [
        "no difference", "nothing changed", "no change", "didn't help", "did not help", "no effect", "still failing", "still fails",
        "same as before",
        "no improvement", "not better", "made it no better", "same after", "errors continue", "continues",
    ];

    private static readonly string[] People =
        [" users", " sessions", " visitors", " customers", " sign-in attempts", " attempts/s", " logins/s", " senders",
        " requests per second",
        " requests are", " request rate", " load is"];

    private static readonly string[] AsUsual =
        [" as before", " same as yesterday", " as usual", " as always", " are equal to", " equal to last", " rose only", " only +",
        " is normal",
        " flat", " unchanged", " below yesterday", " 1.0x", " what mondays"];

    private static readonly string[] Rollbacks =
        ["rolled back", "rollback", "roll back", "revert", "rolled it back", "rolling back", "backed out"];

    private static readonly string[] QuietLevels =
        [
            " info ", " debug ", " trace ", "level=info", "level=debug", "[info]", "[debug]", "\"level\":\"info\"", " info:",
            " debug:",
            " access 200 ",
        ];

    private static readonly string[] TroubleInLogs =
        ["err", "fail", "exception", "timeout", "timed out", "denied", "refused", "panic", "fatal"];

    private static readonly string[] Afters = ["after the ", "since the ", "after ", "since ", "after we ", "since we ", "with the "];

    private static readonly string[] FirstIdeas =
    [
        " at first ", " first thought", " first guess", " 1st guess", " i'd bet", " my bet", " thought ", " guess ", " we thought ",
        " i thought ", " first idea ", " looked like ", " coincidence", " someone says ",
        " somebody says ", " maybe ", " could it be ", " suspected ", " assumed ", " going down", " is down, not up",
    ];

    /// <summary>The clauses of a text; one pass.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var isEnd = text[i] is '\n' or '\r'
                || (text[i] is '.' or ',' or ';' or '!' or '?' && (i + 1 == text.Length || text[i + 1] == ' '));
            if (!isEnd)
                continue;

            if (i > from)
                yield return text[from..i];
            from = i + 1;
        }

        if (from < text.Length)
            yield return text[from..];
    }

    /// <summary>Whether a clause in lower case, with a space at both ends, says that something is not the matter.</summary>
    public static bool IsClearing(string lower)
    {
        if (lower.EndsWith(" ok ", StringComparison.Ordinal) || lower.EndsWith(" fine ", StringComparison.Ordinal))
            return !IsTurned(lower[..^4].TrimEnd());

        foreach (var cue in Vocabulary.Clearing)
        {
            var at = lower.IndexOf(cue, StringComparison.Ordinal);
            if (at >= 0 && IsWordEnd(lower, at + cue.Length) && !IsTurned(lower[..at]))
                return true;
        }

        return false;
    }

    /// <summary>Whether the phrase has a "no" before it.</summary>
    public static bool IsDenied(string lower, string phrase)
    {
        var at = lower.IndexOf(phrase, StringComparison.Ordinal);
        var before = at < 0 ? "" : lower[..at];
        return before.EndsWith(" no ", StringComparison.Ordinal) || before.EndsWith(" not ", StringComparison.Ordinal)
            || before.EndsWith(" not a ", StringComparison.Ordinal) || before.EndsWith(" without ", StringComparison.Ordinal)
            || before.EndsWith(" without a ", StringComparison.Ordinal) || before.EndsWith(" isn't ", StringComparison.Ordinal);
    }

    /// <summary>Whether a text in lower case, with a space at both ends, says that something is not the cause.</summary>
    public static bool RulesOut(string lower) => Vocabulary.RulingOut.Any(cue => lower.Contains(cue, StringComparison.Ordinal));

    /// <summary>Whether a text tells that something was done and changed nothing.</summary>
    public static bool IsTriedInVain(string lower) => Array.Exists(InVain, cue => lower.Contains(cue, StringComparison.Ordinal))
        && (TellsOfARollback(lower) || lower.Contains("restart", StringComparison.Ordinal)
            || lower.Contains("replaced", StringComparison.Ordinal));

    /// <summary>Whether a text says that no more people came than usual, whatever the number of requests.</summary>
    public static bool IsAsManyPeople(string lower) => Array.Exists(People, word => lower.Contains(word, StringComparison.Ordinal))
        && Array.Exists(AsUsual, cue => lower.Contains(cue, StringComparison.Ordinal));

    /// <summary>Whether a log line in lower case, with a space at both ends, tells of no trouble.</summary>
    public static bool IsQuietLog(string lower) => Array.Exists(QuietLevels, level => lower.Contains(level, StringComparison.Ordinal))
        && !Array.Exists(TroubleInLogs, word => lower.Contains(word, StringComparison.Ordinal));

    /// <summary>Whether it tells of a rollback.</summary>
    public static bool TellsOfARollback(string lower) => Array.Exists(Rollbacks, cue => lower.Contains(cue, StringComparison.Ordinal));

    /// <summary>Whether a text in lower case tells of trouble that began with a rollback.</summary>
    public static bool BeganWithARollback(string lower) => Array.Exists(Afters, after =>
    {
        var at = lower.IndexOf(after, StringComparison.Ordinal);
        return at >= 0 && Array.Exists(Rollbacks, cue => lower.AsSpan(at + after.Length).StartsWith(cue, StringComparison.Ordinal));
    });

    /// <summary>The version, or whatever a clause names, that was gone back to; null: it tells of nothing such.</summary>
    public static string? WentBackTo(string clause)
    {
        var lower = $" {clause.ToLowerInvariant()} ";
        if (!TellsOfARollback(lower) && !lower.Contains(" back to ", StringComparison.Ordinal))
            return null;

        var words = clause.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var to = Array.FindLastIndex(words, word => word.Equals("to", StringComparison.OrdinalIgnoreCase));
        // "Back to normal" names no version.
        return to > 0 && to + 1 < words.Length && words[to + 1].Any(char.IsAsciiDigit) ? words[to + 1] : null;
    }

    /// <summary>Whether a clause tells what somebody first took it for.</summary>
    public static bool IsFirstIdea(string lower) => Array.Exists(FirstIdeas, idea => lower.Contains(idea, StringComparison.Ordinal));

    // "Nothing works", "is not operational".
    private static bool IsTurned(string before) =>
        before.EndsWith(" nothing", StringComparison.Ordinal) || before.EndsWith(" not", StringComparison.Ordinal)
        || before.EndsWith("n't", StringComparison.Ordinal) || before.EndsWith(" never", StringComparison.Ordinal)
        || before.EndsWith(" no longer", StringComparison.Ordinal) || before.EndsWith(" nobody", StringComparison.Ordinal);

    private static bool IsWordEnd(string text, int at) => at >= text.Length || text[at - 1] == ' ' || !char.IsLetterOrDigit(text[at]);
}
