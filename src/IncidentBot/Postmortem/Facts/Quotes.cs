using IncidentBot.Language;

namespace IncidentBot.Postmortem.Facts;

/// <summary>Takes what people wrote into a sentence of the draft: one line, the first thing that was said, without its full stop.</summary>
internal static class Quotes
{
    /// <summary>The longest quotation in a sentence, in characters.</summary>
    public const int Longest = 240;

    private const int LongEnough = 120;

    private static readonly HashSet<string> Lowered = new(
        [
            "About", "All", "A", "An", "The", "Some", "No", "Nobody", "Every", "Everyone", "Most", "Many", "Around", "Roughly", "Users",
            "Customers", "Only", "Any", "Half", "Two", "Three", "It", "They", "There", "Nothing", "Requests", "Payments", "Orders",
        ],
        StringComparer.Ordinal);

    private static readonly string[] Labels =
    [
        "cause named:", "root cause:", "cause:", "cause found:", "finding:", "decision:", "fix:", "outage mitigated:", "mitigated:",
        "resolved:", "impact:", "update:", "found:", "note:",
    ];

    /// <summary>The words in one line, as plain text.</summary>
    public static string Of(string text)
    {
        var line = WithoutLabel(Lines(text).Aggregate(string.Empty, Joined));
        return OneLine.Cut(FirstSentences(line), Longest).TrimEnd('.', ' ', ';', ':', ',');
    }

    /// <summary>The same after a colon within a sentence, where an ordinary word begins small.</summary>
    public static string Within(string text)
    {
        var words = AsOneSentence(Of(text));
        var first = words.Split(' ', 2)[0];
        return Lowered.Contains(first) ? char.ToLowerInvariant(words[0]) + words[1..] : words;
    }

    // The evidence behind it is that of all of it.
    private static string AsOneSentence(string words)
    {
        var parts = words.Split(". ");
        return parts.Skip(1).Aggregate(
            parts[0], (one, next) => $"{one}{(next.Length > 0 && char.IsUpper(next[0]) ? ";" : ".")} {next}");
    }

    // A line that begins with a capital letter is a sentence of its own.
    private static string Joined(string before, string line)
    {
        if (before.Length == 0)
            return line;

        var mark = before[^1] is ':' or '!' or '?' ? string.Empty : char.IsUpper(line[0]) ? "." : ";";
        return $"{before}{mark} {line}";
    }

    private static IEnumerable<string> Lines(string text) =>
        (text.Length > 4 * Longest ? text[..(4 * Longest)] : text).Split('\n').Select(line => OneLine.Of(line, Longest * 2))
            .Select(line => line.TrimStart('-', '*', '•', '>', ' ').TrimEnd('.', ';'))
            .Where(line => line.Length > 0 && !line.StartsWith("```", StringComparison.Ordinal));

    private static string WithoutLabel(string line)
    {
        var label = Array.Find(Labels, one => line.StartsWith(one, StringComparison.OrdinalIgnoreCase));
        return label is null || line.Length == label.Length ? line : line[label.Length..].TrimStart();
    }

    // As many whole sentences as are short together; what is one long sentence stays whole until it is cut.
    private static string FirstSentences(string line)
    {
        for (var at = LongEnough; at < line.Length - 1; at++)
        {
            if (line[at] is '.' or '!' or ';' && line[at + 1] == ' ')
                return line[..at];
        }

        return line;
    }
}
