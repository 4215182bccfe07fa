using IncidentBot.Language.Blameless.Sentences;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Syntax.Inlines;
using Markdig.Syntax;
using Markdig;

namespace IncidentBot.Language.Blameless.Documents;

/// <summary>Finds the prose of a Markdown document.</summary>
internal sealed class MarkdownProse
{
    private const int LongestLinkText = 3, LongestTitle = 200;

    private static readonly MarkdownPipeline Pipeline = Reader().Build();

    // Only a document begins with it: elsewhere the same mark is a line across the page.
    private static readonly MarkdownPipeline FirstPipeline = Reader().UseYamlFrontMatter().Build();

    private readonly string source;
    private readonly char[] shown;
    private readonly List<Prose> pieces = [];
    private readonly SectionOfHeadings sections = new();
    private int items;
    private int offset;

    private MarkdownProse(string source)
    {
        this.source = source;
        shown = new char[source.Length];
        for (var at = 0; at < source.Length; at++) shown[at] = source[at] is '\n' or '\r' ? source[at] : ' ';
    }

    /// <summary>The prose of a document; a part that is nested too deeply to be read is taken as plain text.</summary>
    public static ProseDocument Read(string markdown)
    {
        var prose = new MarkdownProse(markdown);
        foreach (var (start, end) in MarkdownPieces.Of(markdown)) prose.Add(start, end);
        return new ProseDocument(new string(prose.shown), prose.pieces);
    }

    private static MarkdownPipelineBuilder Reader() => new MarkdownPipelineBuilder()
        .UsePreciseSourceLocation()
        .UsePipeTables()
        .UseTaskLists()
        .UseAutoLinks()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough);

    private void Add(int start, int end)
    {
        offset = start;
        try
        {
            Walk(Markdown.Parse(source[start..end], start == 0 ? FirstPipeline : Pipeline));
        }
        catch (ArgumentException)
        {
            Copy(new SourceSpan(0, end - start - 1));
            pieces.Add(new Prose(start, end, sections.Current));
        }
    }

    private void Walk(MarkdownDocument document)
    {
        var open = new Stack<(Block Block, int Item, bool IsTimed)>();
        Push(open, document, -1, isTimed: false);
        while (open.TryPop(out var next))
        {
            switch (next.Block)
            {
                case HeadingBlock heading:
                    sections.Enter(heading.Level, TextOf(heading));
                    break;
                case ParagraphBlock paragraph:
                    Add(paragraph, next.Item, next.IsTimed);
                    break;
                case QuoteBlock or LinkReferenceDefinitionGroup or TableRow { IsHeader: true }:
                    break;
                case ListItemBlock item:
                    Push(open, item, ++items, next.IsTimed);
                    break;
                case TableRow row:
                    Push(open, row, ++items, IsTimed(row));
                    break;
                case ContainerBlock container:
                    Push(open, container, next.Item, next.IsTimed);
                    break;
            }
        }
    }

    private static void Push(Stack<(Block Block, int Item, bool IsTimed)> open, ContainerBlock container, int item, bool isTimed)
    {
        for (var at = container.Count - 1; at >= 0; at--) open.Push((container[at], item, isTimed));
    }

    // A row whose first cell is a time belongs to a timeline.
    private bool IsTimed(TableRow row) =>
        row.Count > 0 && row[0] is TableCell { Count: > 0 } cell && cell[0] is ParagraphBlock first
        && TextOf(first).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3).Any(Timestamps.IsTime);

    private void Add(ParagraphBlock paragraph, int item, bool isTimed)
    {
        if (paragraph.Inline is not { FirstChild: { } first } || paragraph.Span.IsEmpty) return;
        if (IsTitle(paragraph))
        {
            sections.Enter(SectionOfHeadings.Lowest, TextOf(paragraph));
            return;
        }

        var end = Math.Min(source.Length, offset + paragraph.Span.End + 1);
        Show(first);
        pieces.Add(new Prose(Math.Min(offset + paragraph.Span.Start, end), end, isTimed ? Section.Timeline : sections.Current, item));
    }

    // A line that is only bold serves as a heading, and so does "Timeline:".
    private bool IsTitle(ParagraphBlock paragraph) =>
        (paragraph.Inline!.FirstChild is EmphasisInline { DelimiterCount: 2, NextSibling: null } && paragraph.Parent is MarkdownDocument)
        || (paragraph.Span.Length < 40 && TextOf(paragraph) is var text && text.EndsWith(':')
        && SectionOfHeadings.KindOf(text) is not Section.Ordinary);

    private void Show(Inline first)
    {
        var open = new Stack<Inline>();
        open.Push(first);
        while (open.TryPop(out var inline))
        {
            if (inline.NextSibling is { } next) open.Push(next);
            switch (inline)
            {
                case LiteralInline literal:
                    Copy(literal.Span);
                    break;
                case CodeInline or AutolinkInline or LinkInline { IsAutoLink: true }:
                    Cover(inline.Span);
                    break;
                case LinkInline { IsImage: true } or HtmlInline:
                    break;
                case LinkInline link when IsLong(link):
                    Cover(new SourceSpan(link.Span.Start, link.Span.Start));
                    break;
                case HtmlEntityInline entity:
                    Copy(entity.Span);
                    break;
                case ContainerInline { FirstChild: { } child }:
                    open.Push(child);
                    break;
            }
        }
    }

    // The title of another page is not this one's prose; a name is.
    private bool IsLong(LinkInline link) =>
        string.Concat(link.Select(child => child is LiteralInline literal ? literal.Content.ToString() : " ")).Split(' ',
            StringSplitOptions.RemoveEmptyEntries).Length > LongestLinkText;

    private void Copy(SourceSpan span)
    {
        for (var at = offset + Math.Max(0, span.Start); at <= offset + span.End && at < source.Length; at++) shown[at] = source[at];
    }

    private void Cover(SourceSpan span)
    {
        for (var at = offset + Math.Max(0, span.Start); at <= offset + span.End && at < source.Length; at++)
        {
            if (source[at] is not ('\n' or '\r')) shown[at] = Tokenizer.Thing;
        }
    }

    private string TextOf(LeafBlock block)
    {
        var (start, end) = (offset + block.Span.Start, Math.Min(source.Length, offset + block.Span.End + 1));
        return block.Span.IsEmpty || start >= end ? string.Empty
            : source[start..Math.Min(end, start + LongestTitle)].Trim('#', '*', '_', ' ', '\r', '\n', '=', '-');
    }
}
