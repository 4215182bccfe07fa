using System.Net;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Makes one self-contained page of a draft: no script, nothing loaded from elsewhere, fit for printing.</summary>
internal static class PostmortemPage
{
    // Cut at its two marks, so that nothing in title or body is taken for a mark.
    private static readonly Lazy<string[]> Template = new(() => ReadTemplate().Split(["{{title}}", "{{body}}"], StringSplitOptions.None));

    /// <summary>The page.</summary>
    /// <param name="title">What stands in the window's title.</param>
    /// <param name="markdown">The draft.</param>
    /// <param name="pictures">The pictures that stand in it, by the SHA-256 of their content; null: none.</param>
    public static string Render(string title, string markdown, IReadOnlyDictionary<string, PagePicture>? pictures = null)
    {
        var document = SafeMarkdown.Parse(markdown);
        foreach (var heading in document.Descendants<TableRow>().Where(row => row.IsHeader).SelectMany(row => row))
            heading.GetAttributes().AddProperty("scope", "col");
        PagePictures.Put(document, pictures ?? new Dictionary<string, PagePicture>(StringComparer.Ordinal));

        using var body = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(body);
        SafeMarkdown.Pipeline.Setup(renderer);
        renderer.Render(document);
        var page = Template.Value;
        return string.Concat(page[0], WebUtility.HtmlEncode(title), page[1], Framed(body.ToString())) + page[2];
    }

    // A table that is wider than the window is moved by itself, also by the keys. What looks like one in people's words is escaped.
    private static string Framed(string body) =>
        body.Replace("<table", "<div class=\"table\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal);

    private static string ReadTemplate()
    {
        using var stream = typeof(PostmortemPage).Assembly.GetManifestResourceStream("IncidentBot.Postmortem.postmortem.html")
            ?? throw new InvalidOperationException("The page of the postmortem is missing from the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
