using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports;

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

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
