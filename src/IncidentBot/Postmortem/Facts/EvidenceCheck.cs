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

    /// <summary>The factual lines of a draft that lead nowhere, but for those that the bot wrote itself.</summary>
    public static IReadOnlyList<UnsourcedLine> Lines(DraftBesideRecord draft) =>
        Lines(draft.Markdown, draft.Assembled, draft.Record.Templates.Roles);

    /// <summary>The factual lines of a postmortem that lead nowhere, but for those that the bot wrote itself.</summary>
    /// <param name="markdown">The postmortem.</param>
    /// <param name="assembled">What the bot assembles from the record by itself.</param>
    /// <param name="roles">What the titles of sections stand for; null: they are the usual ones.</param>
    public static IReadOnlyList<UnsourcedLine> Lines(string markdown, string assembled, SectionRoles? roles = null) =>
    [
        .. Find(markdown, assembled, roles)
            .Select(one => new UnsourcedLine(one.Item.Section, one.Item.Line, PlainWords.Of(one.Sentence))),
    ];

    /// <summary>
    /// The same postmortem for its readers, with <see cref="None"/> behind each such list item or paragraph, once. What is kept has no such
    /// marks, or else they would be edits of people.
    /// </summary>
    /// <param name="markdown">The postmortem.</param>
    /// <param name="assembled">What the bot assembles from the record by itself.</param>
    /// <param name="roles">What the titles of sections stand for.</param>
    public static string Mark(string markdown, string assembled, SectionRoles roles)
    {
        var lines = markdown.Split('\n');
        var unmarked = Find(markdown, assembled, roles).Select(one => one.Item).Where(item => !IsMarked(item.Text));
        foreach (var last in unmarked.Select(item => item.LastLine).Distinct())
            lines[last - 1] = $"{lines[last - 1].TrimEnd()} {None}";

        return string.Join('\n', lines);
    }

    /// <summary>The same without what <see cref="Mark"/> adds: a file that was given out and comes back edited.</summary>
    /// <param name="markdown">The file.</param>
    /// <param name="kept">What is kept, of which it was made; its own marks stay.</param>
    public static string Unmark(string markdown, IEnumerable<string> kept)
    {
        var own = kept.SelectMany(text => text.Split('\n')).Where(IsMarked).ToHashSet(StringComparer.Ordinal);
        return string.Join('\n', markdown.Split('\n').Select(line => own.Contains(line) ? line : WithoutMark(line)));
    }

    private static string WithoutMark(string line) =>
        line.TrimEnd() is var text && text.EndsWith($" {None}", StringComparison.Ordinal) ? text[..^(None.Length + 1)] : line;

    private static IEnumerable<(DraftItem Item, string Sentence)> Find(string markdown, string assembled, SectionRoles? roles)
    {
        var titles = roles ?? SectionRoles.Usual;
        var own = DraftItem.Of(assembled, titles).Select(item => item.Text).ToHashSet(StringComparer.Ordinal);
        return
            from item in DraftItem.Of(markdown, titles)
            where !Unchecked.Contains(item.Role) && !item.IsPrompt && (!own.Contains(item.Text) || IsMarked(item.Text))
            from sentence in item.IsParagraph ? PlainWords.Sentences(item.Text) : [item.Text]
            where IsFactual(sentence) && (IsMarked(sentence) || !PlainWords.HasReference(sentence))
            select (item, sentence);
    }

    private static bool IsMarked(string text) => text.Contains(None, StringComparison.Ordinal);

    private static bool IsFactual(string sentence)
    {
        var words = PlainWords.Of(sentence);
        return words.Split(' ').Count(word => word.Any(char.IsLetter)) >= FewestWords && words[^1] is not (':' or '?');
    }
}
