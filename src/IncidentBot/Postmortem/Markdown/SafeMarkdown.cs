using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IncidentBot.Postmortem.Markdown;

/// <summary>
/// Reads a draft for the forms in which it is given out. A draft may have been completed by hand: markup is text, a picture is a link, and
/// only web and mail addresses lead anywhere.
/// </summary>
internal static class SafeMarkdown
{
    /// <summary>How it is read, and rendered as a page.</summary>
    public static MarkdownPipeline Pipeline { get; } = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseReferralLinks("noopener", "noreferrer")
        .Build();

    /// <summary>The draft without anything that could call out or run, in the pieces in which it is read.</summary>
    public static IEnumerable<MarkdownPiece> Read(string markdown, int length = MarkdownPieces.Length)
    {
        var names = new HeadingNames();
        return MarkdownPieces.Of(markdown, ParseOrQuote, length).Select(piece => piece with { Document = Safe(piece.Document, names) });
    }

    private static MarkdownDocument Safe(MarkdownDocument document, HeadingNames names)
    {
        // One walk, since each of them through a long document costs as much as rendering it.
        var unsafeLinks = new List<AutolinkInline>();
        foreach (var one in document.Descendants())
        {
            if (one is LinkInline link)
            {
                link.IsImage = false;
                if (!IsSafe(link.Url))
                    link.Url = "";
            }
            else if (one is AutolinkInline { IsEmail: false } bare && !IsSafe(bare.Url))
                unsafeLinks.Add(bare);
            else if (one is HeadingBlock { Inline: not null } heading)
                heading.GetAttributes().Id = names.Next(heading.Inline);
        }

        foreach (var link in unsafeLinks)
            link.ReplaceBy(new LiteralInline(link.Url));
        return document;
    }

    /// <summary>Whether an address may be pressed.</summary>
    public static bool IsSafe(string? address) =>
        address is not null
        && (address.StartsWith('#')
            || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto"));

    // What is nested deeper than the parser reads is nothing that people mean to be read: it is shown as it was written.
    private static MarkdownDocument ParseOrQuote(string markdown)
    {
        try
        {
            return Markdig.Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            return Markdig.Markdown.Parse("    " + markdown.ReplaceLineEndings("\n    "), Pipeline);
        }
    }
}
