using System.Text.RegularExpressions;
using IncidentBot.Language;

namespace IncidentBot.Causes;

/// <summary>Reads a typed why or factor: what it says, then in any order where it goes, its kind and its evidence.</summary>
internal static partial class CauseWords
{
    /// <summary>Reads the words behind the verb; a word that was meant as a kind but is none comes back as unknown.</summary>
    public static (AddCauseCommand Command, string? Unknown) Read(CauseKind kind, string rest)
    {
        var read = new AddCauseCommand(kind, rest, null, null, null);
        while (Tail().Match(read.Text) is { Success: true } tail)
        {
            var (word, value) = (tail.Groups["word"].Value.ToLowerInvariant(), tail.Groups["value"].Value);
            var before = read.Text[..tail.Index];
            if (word == "under" && read.Under is null && Label().IsMatch(value))
                read = read with { Text = before, Under = value };
            else if (word == "evidence" && read.Evidence is null && CauseEvidenceRules.IsMeant(value))
                read = read with { Text = before, Evidence = value };
            else if (word == "kind" && read.Category is null && Words.TryParse<CauseCategory>(value, out var category))
                read = read with { Text = before, Category = category };
            else if (word == "kind" && read.Category is null && Words.Nearest(value, Words.All<CauseCategory>()) is not null)
                return (read, value);
            else
                break;
        }

        var text = read.Text.TrimEnd(' ', ',', ';', '-', '–', '—');
        return (read with { Text = OneLine.Of(text, text.Length + 1) }, null);
    }

    [GeneratedRegex(
        @"(^|\s+)(?<word>under|kind|evidence):?\s+(?<value>(entry\s+)?\S+)\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tail();

    [GeneratedRegex(
        @"^[0-9]{1,3}(\.[0-9]{1,3}){0,7}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
