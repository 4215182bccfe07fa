using System.Text.RegularExpressions;

namespace IncidentBot.Postmortem.Facts;

/// <summary>Reads the Markdown of a postmortem as its readers do: without links, marks and prompts.</summary>
internal static partial class PlainWords
{
    private const RegexOptions OnePass =
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Whether something leads to where it can be checked: a link, a section, an entry, the hash of a file, the record.</summary>
    public static bool HasReference(string markdown) => Reference().IsMatch(markdown);

    /// <summary>The words alone; a link leaves its label, a reference in brackets leaves nothing.</summary>
    public static string Of(string markdown) =>
        Blanks().Replace(Marks().Replace(Link().Replace(WithoutReferences(markdown), "${label}"), string.Empty), " ").Trim();

    private static string WithoutReferences(string markdown) => Cited().Replace(Prompt().Replace(markdown, " "), " ");

    /// <summary>The sentences of a paragraph, each with its reference.</summary>
    public static IEnumerable<string> Sentences(string markdown)
    {
        var (start, depth) = (0, 0);
        for (var at = 0; at < markdown.Length; at++)
        {
            depth += markdown[at] switch { '(' or '[' or '<' => 1, ')' or ']' or '>' => -1, _ => 0 };
            depth = Math.Max(depth, 0);
            if (markdown[at] is '.' or '!' or '?' && depth == 0 && (at + 1 == markdown.Length || IsNewSentence(markdown, at + 1)))
            {
                yield return markdown[start..(at + 1)].Trim();
                start = at + 1;
            }
        }

        if (markdown[start..].Trim() is { Length: > 0 } rest)
            yield return rest;
    }

    private static bool IsNewSentence(string text, int at) =>
        text[at] == ' ' && at + 1 < text.Length && (char.IsUpper(text[at + 1]) || text[at + 1] is '*' or '_' or '“' or '"' or '`');

    [GeneratedRegex(
        @"\]\(|<https?://|\bhttps?://|\bentry \d+\b|\bon record\b|\bSHA-256\b|\b[0-9a-f]{64}\b", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\[(?<label>[^\]]*)\]\((<[^>]*>|[^)]*)\)", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(
        @"\(([^()\[\]]*, )?(\[[^\]]*\]\((<[^>]*>|[^)]*)\)|entry \d+|on record|no evidence yet)(, [^()\[\]]*)?\)",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cited();

    [GeneratedRegex(@"(^|\s)_[^_]+_(\s|$)", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"\*\*|\\|`|~~", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
