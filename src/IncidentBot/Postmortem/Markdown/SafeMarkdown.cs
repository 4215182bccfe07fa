using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.EmphasisExtras;
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
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UseReferralLinks("noopener", "noreferrer")
        .Build();

    /// <summary>The document without anything that could call out or run.</summary>
    public static MarkdownDocument Parse(string markdown)
    {
        var document = ParseOrQuote(markdown);
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
