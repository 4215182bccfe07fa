using Markdig.Helpers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IncidentBot.Postmortem.Exports;

/// <summary>A picture that stands in the page.</summary>
/// <param name="Alt">What it is, for people who cannot see it.</param>
/// <param name="Source">The picture itself, as a <c>data:</c> address; null: it is too large to stand there.</param>
internal sealed record PagePicture(string Alt, string? Source);

/// <summary>
/// Puts pictures below the lines that name them. A draft names a kept file by its hash, whoever wrote the line around it.
/// </summary>
/// <param name="pictures">The pictures, by the SHA-256 of their content.</param>
internal sealed class PagePictures(IReadOnlyDictionary<string, PagePicture> pictures)
{
    private const string TooLarge = "This picture is too large for the page; the zip has it.";

    private readonly HashSet<string> put = new(StringComparer.Ordinal);

    /// <summary>Puts those that no earlier piece of the draft has named where they are named first.</summary>
    public void Put(MarkdownDocument piece)
    {
        if (pictures.Count == 0)
            return;

        foreach (var code in piece.Descendants<CodeInline>().ToList())
        {
            if (pictures.TryGetValue(code.Content, out var picture)
                && BlockOf(code) is { Parent: { } parent } block
                && put.Add(code.Content))
                parent.Insert(parent.IndexOf(block) + 1, Below(picture));
        }
    }

    private static LeafBlock? BlockOf(Inline inline)
    {
        var root = inline.Parent;
        while (root?.Parent is { } above)
            root = above;
        return root?.ParentBlock;
    }

    private static ParagraphBlock Below(PagePicture picture)
    {
        var paragraph = new ParagraphBlock { Inline = new ContainerInline() };
        paragraph.GetAttributes().AddClass("picture");
        paragraph.Inline.AppendChild(picture.Source is { } source ? Image(picture.Alt, source) : Said(TooLarge));
        return paragraph;
    }

    private static LinkInline Image(string alt, string source)
    {
        var image = new LinkInline(source, "") { IsImage = true };
        image.AppendChild(new LiteralInline(new StringSlice(alt)));
        return image;
    }

    private static EmphasisInline Said(string words)
    {
        var said = new EmphasisInline { DelimiterChar = '_', DelimiterCount = 1 };
        said.AppendChild(new LiteralInline(new StringSlice(words)));
        return said;
    }
}
