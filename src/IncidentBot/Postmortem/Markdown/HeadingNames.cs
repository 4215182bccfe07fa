using System.Globalization;
using Markdig.Helpers;
using Markdig.Renderers;
using Markdig.Syntax.Inlines;

namespace IncidentBot.Postmortem.Markdown;

/// <summary>
/// Names the headings of a draft as GitHub does, so that links within it lead there: of its words, and with a number where an earlier one
/// is called the same.
/// </summary>
internal sealed class HeadingNames
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>The name of the next heading.</summary>
    /// <param name="words">What it says.</param>
    public string Next(ContainerInline words)
    {
        using var plain = new StringWriter(CultureInfo.InvariantCulture);
        new HtmlRenderer(plain) { EnableHtmlForInline = false, EnableHtmlEscape = false }.Render(words);
        var said = LinkHelper.UrilizeAsGfm(plain.ToString());
        said = said.Length == 0 ? "section" : said;
        var name = said;
        for (var number = 1; !taken.Add(name); number++)
            name = string.Create(CultureInfo.InvariantCulture, $"{said}-{number}");
        return name;
    }
}
