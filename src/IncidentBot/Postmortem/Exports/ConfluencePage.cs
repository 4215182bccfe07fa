using System.Text;
using System.Xml;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Exports;

/// <summary>
/// Makes Confluence's storage format of a draft, for its page editor or its API (confluence.atlassian.com, "Confluence Storage Format"):
/// XML that nothing in the draft can break out of.
/// </summary>
internal static class ConfluencePage
{
    /// <summary>The namespaces that a page's own root declares; what is written here has none.</summary>
    public const string Macros = "http://www.atlassian.com/schema/confluence/4/ac/";

    private const string Root = "page", Prefix = "ac", Begin = $"<{Root} xmlns:{Prefix}=\"{Macros}\">";

    private static readonly XmlWriterSettings Form = new()
    {
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.None,
        ConformanceLevel = ConformanceLevel.Fragment,
    };

    /// <summary>The body of the page; ends with a line feed. The same draft gives the same bytes.</summary>
    /// <param name="markdown">The draft.</param>
    /// <param name="length">About how long the pieces are in which it is read; characters.</param>
    public static string Render(string markdown, int length = MarkdownPieces.Length)
    {
        var text = new StringBuilder(markdown.Length * 2);
        using (var writer = XmlWriter.Create(text, Form))
        {
            // Within this root the macros' prefix is known, so that it isn't declared again at each of them.
            writer.WriteStartElement(Root);
            writer.WriteAttributeString("xmlns", Prefix, null, Macros);
            var blocks = new ConfluenceBlocks(writer);
            foreach (var piece in SafeMarkdown.Read(XmlText.Clean(markdown), length))
                blocks.Write(piece);
            writer.WriteFullEndElement();
        }

        text.Length -= $"</{Root}>".Length;
        text.Append('\n');
        return text.ToString(Begin.Length, text.Length - Begin.Length);
    }
}

/// <summary>Takes out what XML 1.0 has no form for.</summary>
internal static class XmlText
{
    /// <summary>The text without controls, halves of characters and what is no character at all.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(letter => !XmlConvert.IsXmlChar(letter)))
            return text;

        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (XmlConvert.IsXmlChar(text[at]))
                clean.Append(text[at]);
            else if (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]))
                clean.Append(text[at]).Append(text[++at]);
        }

        return clean.ToString();
    }
}
