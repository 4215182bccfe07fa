using System.Collections.Frozen;
using IncidentBot.Changes.Suspicion;

namespace IncidentBot.Investigation.Patterns;

/// <summary>Takes words apart so that the phrases of patterns are found in them, whatever the form of a word.</summary>
internal static class PatternWords
{
    /// <summary>So many words a phrase has at most.</summary>
    public const int LongestPhrase = 4;

    // More of one text than anybody reads says no more.
    private const int MostRead = 8_000;

    // Elsewhere these say that something is well; here "idle in transaction" and "works in staging" say what is wrong.
    private static readonly string[] Neutral = [" idle", " works in ", " works on ", " quiet", " steady", " flat "];

    private static readonly FrozenSet<string> Denials = Stems("no not never without neither nor nothing isn aren wasn");

    // What may stand between a denial and what it denies.
    private static readonly FrozenSet<string> Fillers = Stems(
        """
        the an any this that due to caused by because of related about actually really likely sign evidence see seen saw find found have had
        been look like seem from in our is was be it our kind sort
        """);

    /// <summary>The stems of a text, in their order.</summary>
    public static List<string> StemsOf(string text)
    {
        var stems = new List<string>();
        TextTokens.Each(
            text,
            token =>
            {
                if (!token.IsIdentifier)
                    stems.Add(token.Key);
            });
        return stems;
    }

    /// <summary>A phrase as it is looked for; empty: it has no words, or too many.</summary>
    public static string Phrase(string words) => StemsOf(words) is { Count: > 0 and <= LongestPhrase } stems
        ? string.Join(' ', stems)
        : string.Empty;

    /// <summary>The clauses of a text, but for questions and first ideas, which say nothing of what it is.</summary>
    /// <param name="text">Any words.</param>
    /// <param name="isTitle">Whether it is an incident's title, which may be a guess as a whole.</param>
    public static IEnumerable<Clause> ClausesOf(string text, bool isTitle)
    {
        var read = Plain(text);
        var at = 0;
        foreach (var words in Clauses.Of(read))
        {
            at = read.IndexOf(words, at, StringComparison.Ordinal) + words.Length;
            var lower = $" {words.ToLowerInvariant()} ";
            if ((at < read.Length && read[at] == '?') || (!isTitle && Clauses.IsFirstIdea(lower)))
                continue;

            var rulesOut = Clauses.RulesOut(lower);
            var judged = Neutral.Aggregate(lower, (all, word) => all.Replace(word, " ", StringComparison.Ordinal));
            yield return new Clause(StemsOf(words), rulesOut || Clauses.IsClearing(judged), rulesOut);
        }
    }

    /// <summary>Whether what begins at a word is denied by what stands before it.</summary>
    public static bool IsDenied(IReadOnlyList<string> stems, int at)
    {
        for (var i = at - 1; i >= 0; i--)
        {
            if (Denials.Contains(stems[i]))
                return true;
            if (!Fillers.Contains(stems[i]))
                return false;
        }

        return false;
    }

    private static string Plain(string text) => (text.Length > MostRead ? text[..MostRead] : text)
        .Replace('’', '\'').Replace("n't", " not", StringComparison.OrdinalIgnoreCase);

    private static FrozenSet<string> Stems(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(TextTokens.Stem).ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>A clause of a text.</summary>
/// <param name="Stems">Its words by their stems.</param>
/// <param name="IsCleared">Whether it says that something is well, or not the cause.</param>
/// <param name="RulesOut">Whether it says that something is not the cause.</param>
internal sealed record Clause(IReadOnlyList<string> Stems, bool IsCleared, bool RulesOut);
