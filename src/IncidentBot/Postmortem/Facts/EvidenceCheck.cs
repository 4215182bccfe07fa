using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Postmortem.Facts;

/// <summary>A factual line that leads nowhere.</summary>
/// <param name="Section">The title of its section.</param>
/// <param name="Line">The line of the document on which it begins; from 1.</param>
/// <param name="Words">What it says, as plain words.</param>
public sealed record UnsourcedLine(string Section, int Line, string Words);

/// <summary>Finds what people have typed as a fact without saying where it can be checked.</summary>
internal static class EvidenceCheck
{
    /// <summary>Stands behind a factual line without evidence.</summary>
    public const string None = $"({NoneYet})";

    /// <summary>What is said of it.</summary>
    public const string NoneYet = "no evidence yet";

    private const int FewestWords = 3;

    // What is thought, agreed or only listed states no fact that somebody could check.
    private static readonly HashSet<string> Unchecked = new(
        [
            string.Empty, "Lessons", "Open questions", "Action items", "Earlier action items that are not done", "Responders", "Links",
            Sections.ChecklistSection.Title,
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The factual lines of a postmortem that lead nowhere, but for those that the bot wrote itself.</summary>
    /// <param name="markdown">The postmortem.</param>
    /// <param name="assembled">What the bot assembles from the record by itself.</param>
    /// <param name="roles">What the titles of sections stand for; null: they are the usual ones.</param>
    public static IReadOnlyList<UnsourcedLine> Lines(string markdown, string assembled, SectionRoles? roles = null)
    {
        var titles = roles ?? SectionRoles.Usual;
        var own = DraftItem.Of(assembled, titles).Select(item => item.Text).ToHashSet(StringComparer.Ordinal);
        return [
            .. from item in DraftItem.Of(markdown, titles)
               where !Unchecked.Contains(item.Role) && !item.IsPrompt && (!own.Contains(item.Text) || IsMarked(item.Text))
               from sentence in item.IsParagraph ? PlainWords.Sentences(item.Text) : [item.Text]
               where IsFactual(sentence) && (IsMarked(sentence) || !PlainWords.HasReference(sentence))
               select new UnsourcedLine(item.Section, item.Line, PlainWords.Of(sentence)),
        ];
    }

    /// <summary>The same postmortem with <see cref="None"/> behind each such list item or paragraph, once.</summary>
    /// <param name="markdown">The postmortem.</param>
    /// <param name="assembled">What the bot assembles from the record by itself.</param>
    public static string Mark(string markdown, string assembled)
    {
        var lines = markdown.Split('\n');
        foreach (var number in Lines(markdown, assembled).Select(one => one.Line).Distinct())
        {
            var last = LastLine(lines, number - 1);
            if (!lines[last].Contains(None, StringComparison.Ordinal))
                lines[last] = $"{lines[last].TrimEnd()} {None}";
        }

        return string.Join('\n', lines);
    }

    // A line that ends with a backslash, or is followed by an indented one, goes on.
    private static int LastLine(string[] lines, int at)
    {
        while (at + 1 < lines.Length && lines[at + 1].Trim() is { Length: > 0 } next && next[0] is not ('-' or '*' or '+' or '#' or '|')
            && !char.IsAsciiDigit(next[0]))
            at++;
        return at;
    }

    private static bool IsMarked(string text) => text.Contains(None, StringComparison.Ordinal);

    private static bool IsFactual(string sentence)
    {
        var words = PlainWords.Of(sentence);
        return words.Split(' ').Count(word => word.Any(char.IsLetter)) >= FewestWords && words[^1] is not (':' or '?');
    }
}
