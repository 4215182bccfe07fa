using System.Net;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Makes one self-contained page of a draft: no script, nothing loaded from elsewhere, fit for printing.</summary>
internal static class PostmortemPage
{
    // Cut at its two marks, so that nothing in title or body is taken for a mark.
    private static readonly Lazy<string[]> Template = new(() => ReadTemplate().Split(["{{title}}", "{{body}}"], StringSplitOptions.None));

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UseReferralLinks("noopener", "noreferrer")
        .Build();

    public static string Render(string title, string markdown)
    {
        var document = Markdig.Markdown.Parse(markdown, Pipeline);
        RemoveUnsafeLinks(document);
        using var body = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(body);
        Pipeline.Setup(renderer);
        renderer.Render(document);
        var page = Template.Value;
        return string.Concat(page[0], WebUtility.HtmlEncode(title), page[1], body.ToString()) + page[2];
    }

    // A draft may have been completed by hand: an image would call out, and only these addresses are safe to press.
    private static void RemoveUnsafeLinks(MarkdownDocument document)
    {
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            link.IsImage = false;
            if (!IsSafe(link.Url))
                link.Url = "";
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsSafe(link.Url)).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
    }

    private static bool IsSafe(string? address) =>
        address is not null
        && (address.StartsWith('#')
            || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto"));

    private static string ReadTemplate()
    {
        using var stream = typeof(PostmortemPage).Assembly.GetManifestResourceStream("IncidentBot.Postmortem.postmortem.html")
            ?? throw new InvalidOperationException("The page of the postmortem is missing from the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
