using System.Globalization;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IncidentBot.Postmortem.Templates;

/// <summary>
/// Finds the fields that stand where their words could become mark-up or would not be read as words. The template is written with a mark in
/// place of each field, once for each way through its blocks, and read as readers of Markdown do.
/// </summary>
internal sealed class TemplatePlaces
{
    private const string Begins = "qzx", Ends = "xzq";

    // Whatever a reader of drafts may know: what has a meaning for one of them is no place for words.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks().UseTaskLists().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).UseFootnotes().UseMathematics()
        .Build();

    private readonly List<ValueNode> values = [];
    private readonly Dictionary<ValueNode, int> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<int> known = [];
    private readonly List<TemplateMistake> mistakes = [];

    private TemplatePlaces()
    {
    }

    /// <summary>The mistakes in the order of the template; each field is named once.</summary>
    /// <param name="nodes">The template.</param>
    public static IReadOnlyList<TemplateMistake> Of(IReadOnlyList<TemplateNode> nodes)
    {
        var places = new TemplatePlaces();
        foreach (var block in Alternatives(nodes).Prepend(null))
            places.Check(nodes, block);
        return [.. places.mistakes.OrderBy(one => one.Line).ThenBy(one => one.Column)];
    }

    // The blocks with something behind their else: each is gone through once by that way.
    private static IEnumerable<BlockNode?> Alternatives(IReadOnlyList<TemplateNode> nodes) => nodes.OfType<BlockNode>().SelectMany(
        block => Alternatives(block.Body).Concat(Alternatives(block.Otherwise)).Concat(block.Otherwise.Count > 0 ? [block] : []));

    private void Check(IReadOnlyList<TemplateNode> nodes, BlockNode? otherwise)
    {
        var output = new TemplateOutput();
        Write(output, nodes, otherwise);
        var text = output.ToString();
        var (seen, glued) = (new HashSet<int>(), Glued(text));
        foreach (var literal in Markdig.Markdown.Parse(text, Pipeline).Descendants<LiteralInline>())
        {
            foreach (var number in NumbersIn(literal.Content.ToString()))
            {
                seen.Add(number);
                if (Problem(values[number], literal, glued.Contains(number)) is { } problem)
                    Wrong(number, problem);
            }
        }

        foreach (var number in NumbersIn(text).Where(number => values[number].Path.Field.Kind != FieldKind.Word && !seen.Contains(number)))
            Wrong(number, "stands in code, in an address or in HTML, where words can't be told from mark-up; put it outside");
    }

    private void Write(TemplateOutput output, IReadOnlyList<TemplateNode> nodes, BlockNode? otherwise)
    {
        foreach (var node in nodes)
        {
            if (node is TextNode text)
                output.Text(text.Text);
            else if (node is ValueNode value)
                output.Value(Mark(value));
            else if (node is BlockNode block)
            {
                // Twice shows what stands between two items of a list.
                var isOther = otherwise is not null
                    && (ReferenceEquals(block, otherwise) || Alternatives(block.Otherwise).Any(one => ReferenceEquals(one, otherwise)));
                for (var time = 0; time < (block.Kind == BlockKind.Each && !isOther ? 2 : 1); time++)
                    Write(output, isOther ? block.Otherwise : block.Body, otherwise);
            }
        }
    }

    private string Mark(ValueNode value)
    {
        if (!numbers.TryGetValue(value, out var number))
        {
            numbers[value] = number = values.Count;
            values.Add(value);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Begins}{number}{Ends}");
    }

    private static IEnumerable<int> NumbersIn(string text) => Marks(text).Select(static mark => mark.Number);

    private static IEnumerable<(int At, int Number)> Marks(string text)
    {
        for (var at = text.IndexOf(Begins, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Begins, at + 1, StringComparison.Ordinal))
        {
            var end = text.IndexOf(Ends, at, StringComparison.Ordinal);
            if (end > 0 && int.TryParse(
                text.AsSpan(at + Begins.Length, end - at - Begins.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                yield return (at, number);
        }
    }

    private static string? Problem(ValueNode value, LiteralInline literal, bool isGlued)
    {
        var kind = value.Path.Field.Kind;
        var block = BlockOf(literal);
        if (kind == FieldKind.Section)
            return block is ParagraphBlock { Parent: MarkdownDocument } && IsAlone(literal)
                ? null
                : "is the body of a section: it needs a line of its own, with a blank line before and behind it";
        if (kind == FieldKind.Item)
            return block is ParagraphBlock { Parent: ListItemBlock { Column: 0, Parent: ListBlock { IsOrdered: false } } }
                ? null
                : "can have several lines: it needs a list item that begins with a hyphen, such as: - {{line}}";
        if (kind == FieldKind.Word)
            return null;
        if (Parents(literal).Any(static one => one is LinkInline))
            return "stands in a link, where an address in its words would be another one; put it beside the link";

        return isGlued
            ? "needs a space before it: its words could mean something else together with what stands there"
            : null;
    }

    // A number, a mark or another field right before a field would be read with it.
    private static HashSet<int> Glued(string text) =>
        [.. Marks(text).Where(mark => mark.At > 0 && IsSticky(text[mark.At - 1])).Select(static mark => mark.Number)];

    private static bool IsSticky(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || "\\!&<".Contains(letter, StringComparison.Ordinal);

    private static bool IsAlone(LiteralInline literal) => literal is { PreviousSibling: null, NextSibling: null }
        && literal.Content.ToString() is var words && words.StartsWith(Begins, StringComparison.Ordinal)
        && words.EndsWith(Ends, StringComparison.Ordinal) && words.IndexOf(Begins, 1, StringComparison.Ordinal) < 0;

    private static IEnumerable<ContainerInline> Parents(Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
            yield return parent;
    }

    private static LeafBlock? BlockOf(Inline inline) => Parents(inline).LastOrDefault()?.ParentBlock;

    private void Wrong(int number, string problem)
    {
        if (known.Add(number))
            mistakes.Add(values[number].Place.Wrong($"{TemplateWords.Written(values[number].Path.Name)} {problem}."));
    }
}
