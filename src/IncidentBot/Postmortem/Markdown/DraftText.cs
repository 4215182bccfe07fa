using IncidentBot.Chat;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IncidentBot.Postmortem.Markdown;

/// <summary>
/// Reads a draft for a message of the chat: headings are bold, lists have dots, a row of a table is a line, links lead on.
/// </summary>
internal sealed class DraftText
{
    private readonly List<Span> spans = [];

    private DraftText()
    {
    }

    /// <summary>The words of a draft, or of a piece of it.</summary>
    public static RichText Of(string markdown)
    {
        var text = new DraftText();
        foreach (var block in SafeMarkdown.Read(markdown).SelectMany(piece => piece.Document))
            text.Write(block, mark: string.Empty);
        return new RichText(text.spans);
    }

    private void Write(Block block, string mark)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Begin(string.Empty);
                Write(heading.Inline, static words => new BoldSpan(words));
                break;
            case TableRow row:
                Begin(string.Empty);
                WriteRow(row);
                break;
            case ListBlock list:
                foreach (var item in list.OfType<ListItemBlock>())
                    WriteItem(item, mark);
                break;
            case LinkReferenceDefinitionGroup or ThematicBreakBlock:
                break;
            case ContainerBlock container:
                foreach (var inner in container)
                    Write(inner, mark);
                break;
            case LeafBlock { Inline: { } words }:
                Begin(mark);
                Write(words, static said => new PlainSpan(said));
                break;
            case LeafBlock leaf:
                Begin(mark);
                spans.Add(new CodeSpan(leaf.Lines.ToString()));
                break;
        }
    }

    private void WriteItem(ListItemBlock item, string outer)
    {
        foreach (var (index, inner) in item.Index())
            Write(inner, index == 0 || inner is ListBlock ? $"{(outer.Length > 0 ? "  " : string.Empty)}• " : outer);
    }

    private void WriteRow(TableRow row)
    {
        foreach (var (index, cell) in row.OfType<TableCell>().Index())
        {
            if (index > 0)
                spans.Add(new PlainSpan(" · "));
            foreach (var words in cell.OfType<LeafBlock>())
                Write(words.Inline, said => row.IsHeader ? new BoldSpan(said) : new PlainSpan(said));
        }
    }

    private void Begin(string mark)
    {
        var before = spans.Count > 0 ? "\n" : string.Empty;
        if (before.Length + mark.Length > 0)
            spans.Add(new PlainSpan(before + mark));
    }

    private void Write(ContainerInline? container, Func<string, Span> look)
    {
        foreach (var inline in container ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal:
                    spans.Add(look(literal.Content.ToString()));
                    break;
                case CodeInline code:
                    spans.Add(new CodeSpan(code.Content));
                    break;
                case HtmlEntityInline entity:
                    spans.Add(look(entity.Transcoded.ToString()));
                    break;
                case LineBreakInline line:
                    spans.Add(new PlainSpan(line.IsHard ? "\n" : " "));
                    break;
                case AutolinkInline bare:
                    spans.Add(Link(bare.Url, bare.Url));
                    break;
                case LinkInline link:
                    spans.Add(Link(link.Url, string.Concat(link.Descendants<LiteralInline>().Select(words => words.Content.ToString()))));
                    break;
                case EmphasisInline { DelimiterChar: '~' } struck:
                    Write(struck, static said => new StruckSpan(said));
                    break;
                case EmphasisInline { DelimiterCount: 2 } strong:
                    Write(strong, static said => new BoldSpan(said));
                    break;
                case ContainerInline other:
                    Write(other, look);
                    break;
            }
        }
    }

    private static Span Link(string? address, string words) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && words.Length > 0
            ? new LinkSpan(uri, words)
            : new PlainSpan(words);
}
