using System.Text;

namespace IncidentBot.Postmortem.Markdown;

/// <summary>Puts a Markdown document together, block by block; what it is given is Markdown already.</summary>
internal sealed class MarkdownText
{
    private readonly StringBuilder text = new();

    public void Heading(int level, string words)
    {
        Blank();
        text.Append('#', level).Append(' ').Append(WithoutClosing(words)).Append('\n');
    }

    public void Paragraph(string markdown)
    {
        Blank();
        text.Append(markdown).Append('\n');
    }

    /// <summary>A question for the people who finish the draft.</summary>
    public void Prompt(string words) => Paragraph($"_{words}_");

    public void List(IEnumerable<string> items)
    {
        Blank();
        foreach (var item in items)
            text.Append("- ").Append(item).Append('\n');
    }

    public void Numbered(IEnumerable<string> items)
    {
        Blank();
        var number = 1;
        foreach (var item in items)
            text.Append(number++).Append(". ").Append(item).Append('\n');
    }

    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        Blank();
        Row(headings);
        Row([.. headings.Select(_ => "---")]);
        foreach (var row in rows)
            Row(row);
    }

    public override string ToString() => text.ToString();

    /// <summary>What stands below the first heading, without the blank lines around it; empty: nothing was written.</summary>
    public string Body()
    {
        var (start, end) = (0, text.Length);
        while (start < end && text[start] != '\n')
            start++;
        while (start < end && text[start] == '\n')
            start++;
        while (end > start && text[end - 1] == '\n')
            end--;
        return text.ToString(start, end - start);
    }

    /// <summary>
    /// Words that can end a heading: number signs at its end would be taken for its frame.
    /// </summary>
    public static string WithoutClosing(string words)
    {
        var end = words.TrimEnd('#').Length;
        return end == words.Length || !words[..end].EndsWith(' ') ? words : words[..end] + "\\" + words[end..];
    }

    private void Row(IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private void Blank()
    {
        if (text.Length > 0)
            text.Append('\n');
    }
}
