using System.Text;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Postmortem.Facts;

/// <summary>A piece of a postmortem's Markdown that says something: a list item or a paragraph with all its lines.</summary>
/// <param name="Section">The title of the section that it is in; empty: before the first one.</param>
/// <param name="Line">The line on which it begins; from 1.</param>
/// <param name="Text">Its Markdown in one line, without the list's mark.</param>
/// <param name="IsParagraph">Whether it is a paragraph rather than a list item.</param>
internal sealed record DraftItem(string Section, int Line, string Text, bool IsParagraph)
{
    /// <summary>The line on which it ends; from 1.</summary>
    public int LastLine { get; init; } = Line;

    /// <summary>The usual title of that section, whatever an organisation calls it.</summary>
    public string Role { get; init; } = Section;

    /// <summary>Whether it only asks those who complete the draft.</summary>
    public bool IsPrompt => Text.Length > 1 && Text[0] == '_' && Text[^1] == '_';

    /// <summary>All items of a document in their order; headings, tables and code are none.</summary>
    /// <param name="markdown">The document.</param>
    /// <param name="roles">What its titles stand for.</param>
    public static IEnumerable<DraftItem> Of(string markdown, SectionRoles roles) =>
        Of(markdown).Select(item => item with { Role = roles.Of(item.Section) });

    private static IEnumerable<DraftItem> Of(string markdown)
    {
        var section = string.Empty;
        var (start, last, words, isParagraph, isCode) = (0, 0, new StringBuilder(), false, false);
        var at = 0;
        foreach (var whole in markdown.Split('\n'))
        {
            at++;
            var line = whole.Trim();
            var isFence = line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal);
            isCode ^= isFence;
            var begins = MarkLength(line);
            if ((line.Length == 0 || isFence || isCode || line[0] is '#' or '|' || begins > 0) && words.Length > 0)
            {
                yield return new DraftItem(section, start, words.ToString(), isParagraph) { LastLine = last };
                words.Clear();
            }

            if (isFence || isCode || line.Length == 0 || line[0] == '|')
                continue;

            if (line[0] == '#')
            {
                if (line.StartsWith("## ", StringComparison.Ordinal))
                    section = line[3..].Trim();
                continue;
            }

            if (words.Length == 0)
                (start, isParagraph) = (at, begins == 0);
            last = at;
            words.Append(words.Length > 0 ? " " : string.Empty).Append(line[begins..].TrimEnd('\\').TrimEnd());
        }

        if (words.Length > 0)
            yield return new DraftItem(section, start, words.ToString(), isParagraph) { LastLine = last };
    }

    // "- ", "* ", "+ " and "12. " begin an item.
    private static int MarkLength(string line)
    {
        if (line.Length > 2 && line[0] is '-' or '*' or '+' && line[1] == ' ')
            return 2;

        var digits = line.TakeWhile(char.IsAsciiDigit).Count();
        return digits is > 0 and < 4 && line.Length > digits + 1 && line[digits] is '.' or ')' && line[digits + 1] == ' ' ? digits + 2 : 0;
    }
}
