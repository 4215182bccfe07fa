using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Tests.Postmortem;

/// <summary>Confluence's storage format, parsed again as a page that declares its namespaces.</summary>
public sealed class ConfluencePageTests
{
    private static readonly XNamespace Macros = ConfluencePage.Macros;

    private static readonly HashSet<string> Known =
        ["h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "table", "tbody", "tr", "th", "td", "strong", "em", "code", "blockquote", "a", "span", "hr", "br", "structured-macro", "parameter", "plain-text-body"];

    [Fact]
    public void Blocks_and_words_become_what_Confluence_stores()
    {
        var page = Parse("""
            # Title

            A *quiet* and **loud** ~~old~~ word, `code`, [a link](https://a.example/?a=1&b=2), <https://b.example/>.
            Next line\
            hard line

            > quoted

            - one
              1. deep
            - two

            | At | What |
            | --- | --- |
            | 16:05 | it broke |

            ---

            ```sql
            select ']]>' from t where a < b;
            ```
            """);

        Assert.Equal(["h1", "p", "blockquote", "ul", "table", "hr", "structured-macro"], page.Elements().Select(element => element.Name.LocalName));
        Assert.Equal("A quiet and loud old word, code, a link, https://b.example/. Next linehard line", page.Elements("p").First().Value);
        Assert.Equal(["https://a.example/?a=1&b=2", "https://b.example/"], page.Descendants("a").Select(link => (string?)link.Attribute("href")));
        Assert.Equal(["quiet", "loud", "old", "code"], new[] { "em", "strong", "span", "code" }.Select(name => page.Descendants(name).Single().Value));
        Assert.Equal(["At", "What"], page.Descendants("th").Select(cell => cell.Value));
        Assert.Equal(["16:05", "it broke"], page.Descendants("td").Select(cell => cell.Value));
        Assert.Equal("deep", page.Descendants("ol").Single().Value);
        var macro = page.Descendants(Macros + "structured-macro").Single();
        Assert.Equal("code", (string?)macro.Attribute(Macros + "name"));
        Assert.Equal("select ']]>' from t where a < b;", macro.Element(Macros + "plain-text-body")!.Value);
        Assert.Equal("text", macro.Element(Macros + "parameter")!.Value);
    }

    [Fact]
    public void It_declares_no_names_of_its_own_and_ends_with_a_line_feed()
    {
        var text = ConfluencePage.Render("# x\n\n```\ny\n```\n");

        Assert.Equal(
            "<h1>x</h1><ac:structured-macro ac:name=\"code\"><ac:parameter ac:name=\"language\">text</ac:parameter><ac:plain-text-body><![CDATA[y]]></ac:plain-text-body></ac:structured-macro>\n",
            text);
    }

    [Fact]
    public void An_empty_draft_is_an_empty_page() => Assert.Equal("\n", ConfluencePage.Render(""));

    [Fact]
    public void Markup_of_its_own_in_a_draft_is_text()
    {
        const string Draft = """
            <ac:structured-macro ac:name="html"><ac:plain-text-body><![CDATA[<script>x</script>]]></ac:plain-text-body></ac:structured-macro>

            <script>alert(1)</script> ![pixel](https://a.example/p.png) [go](javascript:alert(1)) [place](#top)

                ]]></ac:plain-text-body><p>out</p>
            """;
        var page = Parse(Draft);

        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "image" or "img");
        Assert.Contains("<script>alert(1)</script>", page.Value, StringComparison.Ordinal);
        Assert.Equal("https://a.example/p.png", (string?)Assert.Single(page.Descendants("a")).Attribute("href"));
        Assert.Equal("]]></ac:plain-text-body><p>out</p>", Assert.Single(page.Descendants(Macros + "plain-text-body")).Value);
        Assert.DoesNotContain(page.Descendants("p"), paragraph => paragraph.Value == "out");
    }

    [Fact]
    public void What_is_nested_without_end_is_shown_as_it_was_written()
    {
        var page = Parse(new string('>', 5_000) + " deep");

        Assert.Contains("deep", page.Descendants(Macros + "plain-text-body").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pasted_log_of_ten_thousand_lines_stays_one_piece_of_code()
    {
        var log = string.Join('\n', Enumerable.Range(1, 10_000).Select(number => $"{number} <ERROR> ]]> & \u0001 at Cache.Get()"));
        var page = Parse($"- 16:05 Observation:\n  ```\n  {log.Replace("\n", "\n  ", StringComparison.Ordinal)}\n  ```\n");

        Assert.Equal(log.Replace("\u0001", "", StringComparison.Ordinal), Assert.Single(page.Descendants(Macros + "plain-text-body")).Value);
    }

    [Fact]
    public void The_whole_sample_keeps_all_its_words()
    {
        var markdown = PostmortemDocument.Assemble(SampleRecord.Rich);

        // A break between two blocks or cells is no word.
        Assert.Equal(
            string.Concat(Rendered.Words(Rendered.Body(markdown)).Where(letter => letter != ' ')),
            string.Concat(Rendered.Words(Parse(markdown).Value).Where(letter => letter != ' ')));
    }

    [Fact]
    public void Nobodys_words_make_anything_but_text()
    {
        Prop.ForAll(PeoplesWords.Arbitrary, words =>
        {
            var page = Parse($"# {MarkdownWords.OneLine(words)}\n\n- {MarkdownWords.Lines(words, 2)}\n\n{words}\n");
            Assert.All(page.Descendants(), element => Assert.Contains(element.Name.LocalName, Known));
            Assert.All(page.Descendants("a"), link => Assert.Contains(((string)link.Attribute("href")!).Split(':')[0].ToLowerInvariant(), new[] { "http", "https", "mailto" }));
            Assert.All(page.DescendantNodes(), node => Assert.True(node is XElement or XText));
        }).QuickCheckThrowOnFailure();
    }

    private static XElement Parse(string markdown) =>
        XElement.Parse($"<page xmlns:ac=\"{ConfluencePage.Macros}\">{ConfluencePage.Render(markdown)}</page>", LoadOptions.PreserveWhitespace);
}
