using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Tests.Postmortem;

public sealed class PostmortemPageTests
{
    [Fact]
    public void The_page_stands_alone()
    {
        var page = Parse(PostmortemPage.Render("INC-7: x", PostmortemDocument.Assemble(SampleRecord.Rich)));

        Assert.Equal("utf-8", page.CharacterSet, ignoreCase: true);
        Assert.Equal("utf-8", page.QuerySelector("meta[charset]")!.GetAttribute("charset"));
        Assert.Equal("INC-7: x", page.Title);
        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, object, embed, video, audio, form, base, [src], [srcset], [style]"));
        Assert.DoesNotContain("url(", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content"), StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_in_a_draft_completed_by_hand_is_text()
    {
        const string Markdown = """
            # Hi <b onclick=x>there</b>

            <script>alert(1)</script>

            <img src=https://a.example/x.png> ![pixel](https://a.example/pixel.png "t") [go](javascript:alert(1)) [data](data:text/html,x) <javascript:alert(1)> [ok](https://a.example/) [ref]

            [ref]: vbscript:x
            """;

        var page = Parse(PostmortemPage.Render("</title><script>alert(1)</script>{{body}}", Markdown));

        Assert.Empty(page.QuerySelectorAll("script, img, b, [onclick]"));
        Assert.Equal("</title><script>alert(1)</script>{{body}}", page.Title);
        Assert.Contains("<script>alert(1)</script>", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("a[href]"), link => Assert.Contains(link.GetAttribute("href"), new[] { "", "https://a.example/", "https://a.example/pixel.png" }));
    }

    [Fact]
    public void Links_do_not_tell_where_they_were_pressed()
    {
        var page = Parse(PostmortemPage.Render("t", "[x](https://a.example/)"));

        Assert.Equal("noopener noreferrer", page.QuerySelector("a")!.GetAttribute("rel"));
    }

    [Fact]
    public void A_picture_stands_in_the_page_where_its_hash_is_named_first()
    {
        var picture = new PagePicture("graph.png, shared by Ada & \"Bob\"", "data:image/png;base64,iVBORw0KGgo=");
        var hash = new string('a', 64);
        var page = Parse(PostmortemPage.Render("t", $"- one (SHA-256 `{hash}`)\n- two `{hash}`\n\n`{new string('b', 64)}`\n", Pictures((hash, picture), (new string('b', 64), picture with { Source = null }))));

        var image = Assert.Single(page.QuerySelectorAll("img"));
        Assert.Equal(picture.Source, image.GetAttribute("src"));
        Assert.Equal(picture.Alt, image.GetAttribute("alt"));
        Assert.StartsWith("one", image.Closest("li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("too large for the page", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("img-src data:", page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content"), StringComparison.Ordinal);
    }

    [Fact]
    public void Readers_that_read_aloud_find_language_landmark_headings_and_columns()
    {
        var page = Parse(PostmortemPage.Render("t", PostmortemDocument.Assemble(SampleRecord.Rich)));

        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Single(page.QuerySelectorAll("h1"));
        var levels = page.QuerySelectorAll("h1, h2, h3, h4, h5, h6").Select(heading => heading.LocalName[1] - '0').ToList();
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        Assert.NotEmpty(page.QuerySelectorAll("th"));
        Assert.All(page.QuerySelectorAll("th"), cell => Assert.Equal("col", cell.GetAttribute("scope")));
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Nobodys_words_make_anything_but_text()
    {
        string[] known = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "strong", "em", "code", "pre", "blockquote", "a", "del", "hr", "br", "div"];
        Prop.ForAll(PeoplesWords.Arbitrary, words =>
        {
            var page = Parse(PostmortemPage.Render(words, $"# {MarkdownWords.OneLine(words)}\n\n- {MarkdownWords.Lines(words, 2)}\n\n{words}\n"));
            var main = page.QuerySelector("main")!;
            Assert.All(main.QuerySelectorAll("*"), element => Assert.Contains(element.LocalName, known));
            Assert.All(main.QuerySelectorAll("*").SelectMany(element => element.Attributes), attribute => Assert.Contains(attribute.Name, new[] { "id", "href", "rel", "title", "scope", "class", "start", "type", "style", "role", "aria-label", "tabindex" }));
            Assert.All(main.QuerySelectorAll("a[href]"), link => Assert.True(link.GetAttribute("href") is "" or ['#', ..] || link.GetAttribute("href")!.Split(':')[0].ToLowerInvariant() is "http" or "https" or "mailto"));
        }).QuickCheckThrowOnFailure();
    }

    private static Dictionary<string, PagePicture> Pictures(params (string Hash, PagePicture Picture)[] all) =>
        all.ToDictionary(one => one.Hash, one => one.Picture, StringComparer.Ordinal);

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
