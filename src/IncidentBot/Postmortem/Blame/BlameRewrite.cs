using System.Buffers;
using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Postmortem.Blame;

/// <summary>
/// Tells what can stand in place of a sentence that blames: only where the better words say all that it says, except for who it was.
/// </summary>
internal static class BlameRewrite
{
    private const string BeforeEvidence = " ([", BehindEvidence = "))", BeforeQuestion = "; ";

    // Shorter words in lower case carry no fact.
    private const int ShortWord = 3;

    // What is formatted, linked or escaped would have to be formatted anew.
    private static readonly SearchValues<char> Signs = SearchValues.Create("*_`[]<>|\\&#~");

    /// <summary>The sentence as it could stand, with its evidence; null: people have to write it.</summary>
    /// <param name="sentence">The sentence as it stands in the Markdown.</param>
    /// <param name="finding">What blames in it.</param>
    /// <param name="known">People who took part.</param>
    public static string? Of(string sentence, BlamelessFinding finding, KnownPeople known)
    {
        var (words, evidence) = Apart(sentence);
        return Statement(finding.Rewrite) is { } statement && words.AsSpan().IndexOfAny(Signs) < 0
            && !Loses(words, $"{finding.Words} {statement}", known)
                ? $"{statement}{evidence}."
                : null;
    }

    private static (string Words, string Evidence) Apart(string sentence)
    {
        var text = sentence.TrimEnd('.', '!', '?', ' ');
        var at = text.LastIndexOf(BeforeEvidence, StringComparison.Ordinal);
        return at > 0 && text.EndsWith(BehindEvidence, StringComparison.Ordinal) ? (text[..at], text[at..]) : (text, string.Empty);
    }

    // Better words are a statement and a question, or a question alone.
    private static string? Statement(string rewrite) =>
        rewrite.LastIndexOf(BeforeQuestion, StringComparison.Ordinal) is > 0 and var at && rewrite.EndsWith('?') ? rewrite[..at] : null;

    private static bool Loses(string sentence, string said, KnownPeople known)
    {
        var kept = Words(said).Select(word => word.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        return Words(sentence).Any(
            word => word.ToLowerInvariant() is var lower && !kept.Contains(lower) && !known.Has(lower) && IsFact(word));
    }

    private static bool IsFact(string word) =>
        word.Length > ShortWord || word.Any(char.IsAsciiDigit) || word.Skip(1).Any(char.IsUpper);

    private static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            var isWord = at < text.Length && char.IsLetterOrDigit(text[at]);
            if (isWord && start < 0)
                start = at;
            if (isWord || start < 0)
                continue;
            yield return text[start..at];
            start = -1;
        }
    }
}
