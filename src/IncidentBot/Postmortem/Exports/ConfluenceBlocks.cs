using System.Globalization;
using System.Xml;
using IncidentBot.Postmortem.Markdown;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Writes the blocks of a draft as Confluence stores them.</summary>
internal sealed class ConfluenceBlocks(XmlWriter writer)
{
    private readonly ConfluenceInlines inlines = new(writer);

    /// <summary>Writes a piece of the draft.</summary>
    public void Write(MarkdownPiece piece)
    {
        foreach (var block in piece.Document)
        {
            var goesOnBefore = piece.GoesOnBefore && block == piece.Document[0];
            var goesOn = piece.GoesOn && block == piece.Document.LastChild;
            if (goesOnBefore || goesOn)
                Container("ul", (ListBlock)block, Item, !goesOnBefore, !goesOn);
            else
                Write(block);
        }
    }

    private void Write(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Leaf(string.Create(CultureInfo.InvariantCulture, $"h{heading.Level}"), heading);
                break;
            case CodeBlock code:
                Code(code);
                break;
            case ThematicBreakBlock:
                writer.WriteStartElement("hr");
                writer.WriteEndElement();
                break;
            case Table table:
                Table(table);
                break;
            case ListBlock list:
                Container(list.IsOrdered ? "ol" : "ul", list, Item);
                break;
            case QuoteBlock quote:
                Container("blockquote", quote, Write);
                break;
            case LinkReferenceDefinitionGroup:
                break;
            case ContainerBlock other:
                foreach (var inner in other)
                    Write(inner);
                break;
            case LeafBlock leaf:
                Leaf("p", leaf);
                break;
        }
    }

    private void Item(Block item)
    {
        if (item is ListItemBlock { Count: 0 })
            return;

        Container("li", (ListItemBlock)item, Write);
    }

    // A macro's body is text and nothing else: the writer takes apart what would end it.
    private void Code(CodeBlock code)
    {
        writer.WriteStartElement("structured-macro", ConfluencePage.Macros);
        writer.WriteAttributeString("name", ConfluencePage.Macros, "code");
        writer.WriteStartElement("parameter", ConfluencePage.Macros);
        writer.WriteAttributeString("name", ConfluencePage.Macros, "language");
        writer.WriteString("text");
        writer.WriteEndElement();
        writer.WriteStartElement("plain-text-body", ConfluencePage.Macros);
        writer.WriteCData(code.Lines.ToString());
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private void Table(Table table)
    {
        writer.WriteStartElement("table");
        Container("tbody", table, row => Container("tr", (TableRow)row, cell => Cell((TableCell)cell, ((TableRow)row).IsHeader)));
        writer.WriteEndElement();
    }

    private void Cell(TableCell cell, bool isHeader) => Container(isHeader ? "th" : "td", cell, Write);

    private void Leaf(string name, LeafBlock leaf)
    {
        writer.WriteStartElement(name);
        if (leaf.Inline is { } words)
            inlines.Write(words);
        else
            writer.WriteString(leaf.Lines.ToString());
        writer.WriteFullEndElement();
    }

    private void Container(string name, ContainerBlock container, Action<Block> write, bool begins = true, bool ends = true)
    {
        if (begins)
            writer.WriteStartElement(name);
        foreach (var inner in container)
            write(inner);
        if (ends)
            writer.WriteFullEndElement();
    }
}

/// <summary>Writes the words within a block as Confluence stores them.</summary>
internal sealed class ConfluenceInlines(XmlWriter writer)
{
    /// <summary>Writes all that stands in a container.</summary>
    public void Write(ContainerInline container)
    {
        foreach (var inline in container)
            Write(inline);
    }

    private void Write(Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                writer.WriteString(literal.Content.ToString());
                break;
            case CodeInline code:
                writer.WriteElementString("code", code.Content);
                break;
            case HtmlEntityInline entity:
                writer.WriteString(XmlText.Clean(entity.Transcoded.ToString()));
                break;
            case LineBreakInline { IsHard: true }:
                writer.WriteStartElement("br");
                writer.WriteEndElement();
                break;
            case LineBreakInline:
                writer.WriteString(" ");
                break;
            case AutolinkInline link:
                Link(link.IsEmail ? "mailto:" + link.Url : link.Url, () => writer.WriteString(link.Url));
                break;
            case LinkInline link:
                Link(link.Url, () => Write(link));
                break;
            case EmphasisInline emphasis:
                Emphasis(emphasis);
                break;
            case ContainerInline other:
                Write(other);
                break;
            default:
                writer.WriteString(inline.ToString());
                break;
        }
    }

    private void Link(string? address, Action words)
    {
        // A place within the page has another form there, and the page's own names.
        if (string.IsNullOrEmpty(address) || address.StartsWith('#'))
        {
            words();
            return;
        }

        writer.WriteStartElement("a");
        writer.WriteAttributeString("href", XmlText.Clean(address));
        words();
        writer.WriteFullEndElement();
    }

    private void Emphasis(EmphasisInline emphasis)
    {
        if (emphasis.DelimiterChar == '~')
        {
            writer.WriteStartElement("span");
            writer.WriteAttributeString("style", "text-decoration: line-through;");
        }
        else
            writer.WriteStartElement(emphasis.DelimiterCount == 2 ? "strong" : "em");
        Write(emphasis);
        writer.WriteFullEndElement();
    }
}
