using System.Globalization;
using System.Net;
using System.Text;
using IncidentBot.Postmortem.Markdown;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Makes one self-contained page of a draft: no script, nothing loaded from elsewhere, fit for printing.</summary>
internal static class PostmortemPage
{
    private const string BeginOfList = "<ul>\n", EndOfList = "</ul>\n";

    // Cut at its two marks, so that nothing in title or body is taken for a mark.
    private static readonly Lazy<string[]> Template = new(() => ReadTemplate().Split(["{{title}}", "{{body}}"], StringSplitOptions.None));

    /// <summary>The page.</summary>
    /// <param name="title">What stands in the window's title.</param>
    /// <param name="markdown">The draft.</param>
    /// <param name="pictures">The pictures that stand in it, by the SHA-256 of their content; null: none.</param>
    /// <param name="length">About how long the pieces are in which it is read; characters.</param>
    public static string Render(
        string title, string markdown, IReadOnlyDictionary<string, PagePicture>? pictures = null, int length = MarkdownPieces.Length)
    {
        var shown = new PagePictures(pictures ?? new Dictionary<string, PagePicture>(StringComparer.Ordinal));
        // Written in one go: each copy of a long page costs more than what is written into it.
        var text = new StringBuilder(markdown.Length * 2);
        using var page = new StringWriter(text, CultureInfo.InvariantCulture) { NewLine = "\n" };
        var (before, between, behind) = (Template.Value[0], Template.Value[1], Template.Value[2]);
        page.Write(before);
        page.Write(WebUtility.HtmlEncode(title));
        page.Write(between);
        var renderer = new HtmlRenderer(page);
        SafeMarkdown.Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlTableRenderer>(new FramedTable());
        foreach (var piece in SafeMarkdown.Read(markdown, length))
        {
            shown.Put(piece.Document);
            text.Length -= piece.GoesOnBefore ? EndOfList.Length : 0;
            var begin = text.Length;
            renderer.Render(piece.Document);
            text.Remove(begin, piece.GoesOnBefore ? BeginOfList.Length : 0);
        }

        page.Write(behind);
        return page.ToString();
    }

    // A table that is wider than the window is moved by itself, also by the keys.
    private sealed class FramedTable : HtmlTableRenderer
    {
        protected override void Write(HtmlRenderer renderer, Table table)
        {
            foreach (var heading in table.OfType<TableRow>().Where(row => row.IsHeader).SelectMany(row => row))
                heading.GetAttributes().AddProperty("scope", "col");
            renderer.Write("<div class=\"table\" role=\"region\" aria-label=\"Table\" tabindex=\"0\">");
            base.Write(renderer, table);
            renderer.WriteLine("</div>");
        }
    }

    private static string ReadTemplate()
    {
        using var stream = typeof(PostmortemPage).Assembly.GetManifestResourceStream("IncidentBot.Postmortem.postmortem.html")
            ?? throw new InvalidOperationException("The page of the postmortem is missing from the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
