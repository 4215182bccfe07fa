using IncidentBot.Postmortem.Facts;

namespace IncidentBot.Postmortem.Versions.Merging;

/// <summary>
/// Merges a paragraph that both changed sentence by sentence, since a paragraph of a draft is one line: who alone changed a sentence
/// decides on it.
/// </summary>
internal static class MergeSentences
{
    /// <summary>The merged paragraph; null: it isn't one paragraph, or both changed the same sentence.</summary>
    /// <param name="from">What both were made of.</param>
    /// <param name="theirs">The other text, such as what the record says now.</param>
    /// <param name="yours">The person's text.</param>
    public static string? Of(IReadOnlyList<string> from, IReadOnlyList<string> theirs, IReadOnlyList<string> yours)
    {
        if (Sentences(from) is not { } former || Sentences(theirs) is not { } other || Sentences(yours) is not { } mine)
            return null;

        var merged = MergeLines.Of(former, other, mine, isBySentence: false);
        return merged.All(part => part.Other is null) ? string.Join(' ', merged.SelectMany(part => part.Lines)) : null;
    }

    // A row of a table and a text whose blanks would not come back are left whole.
    private static List<string>? Sentences(IReadOnlyList<string> lines)
    {
        if (lines is not [{ Length: > 0 } line] || line[0] == '|')
            return null;

        var sentences = PlainWords.Sentences(line).ToList();
        return string.Equals(string.Join(' ', sentences), line, StringComparison.Ordinal) ? sentences : null;
    }
}
