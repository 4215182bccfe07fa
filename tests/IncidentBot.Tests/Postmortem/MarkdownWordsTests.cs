using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Tests.Postmortem;

public sealed class MarkdownWordsTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(40);

    [Fact]
    public void Any_words_in_a_paragraph_are_read_as_they_were_written() => Holds(text =>
    {
        var body = Rendered.Body("Before: " + MarkdownWords.Lines(text, indent: 0) + "\n\nafter\n");

        Assert.Equal(PeoplesWords.Seen("Before: " + text), Rendered.Words(body.QuerySelector("p")!));
        Assert.Equal(2, body.Children.Length);
        OnlyOurs(body, text, "br", "p");
    });

    [Fact]
    public void Any_words_that_begin_a_paragraph_are_read_as_they_were_written() => Holds(text =>
    {
        var body = Rendered.Body(MarkdownWords.Lines(text, indent: 0) + "\n\nafter\n");

        Assert.Equal(PeoplesWords.Seen(text + " after"), string.Join(' ', body.Children.Select(Rendered.Words).Where(words => words.Length > 0)));
        OnlyOurs(body, text, "br", "p");
    });

    [Fact]
    public void Any_words_in_a_list_stay_in_their_item() => Holds(text =>
    {
        var body = Rendered.Body($"- **16:05** {MarkdownWords.Lines(text, indent: 2)} (Ada)\n- next\n");

        Assert.Equal(2, body.QuerySelectorAll("li").Length);
        Assert.Equal(PeoplesWords.Seen($"16:05 {text} (Ada)"), Rendered.Words(body.QuerySelector("li")!));
        OnlyOurs(body, text, "br", "li", "strong", "ul");
    });

    [Fact]
    public void Any_words_in_a_table_stay_in_their_cell() => Holds(text =>
    {
        var body = Rendered.Body($"| Role | Who |\n| --- | --- |\n| Scribe | {MarkdownWords.OneLine(text)} |\n");

        Assert.Equal(2, body.QuerySelectorAll("td").Length);
        Assert.Equal(WithoutBreaks(PeoplesWords.Seen(text)), WithoutBreaks(Rendered.Words(body.QuerySelectorAll("td")[1])));
        OnlyOurs(body, text, "table", "tbody", "td", "th", "thead", "tr");
    });

    [Fact]
    public void Any_words_in_a_heading_stay_in_it() => Holds(text =>
    {
        var markdown = new MarkdownText();
        markdown.Heading(1, "INC-7: " + MarkdownWords.OneLine(text));
        var body = Rendered.Body(markdown + "\nafter\n");

        Assert.Equal(WithoutBreaks(PeoplesWords.Seen("INC-7: " + text)), WithoutBreaks(Rendered.Words(body.QuerySelector("h1")!)));
        OnlyOurs(body, text, "h1", "p");
    });

    [Fact]
    public void Any_label_stays_on_its_link() => Holds(text =>
    {
        var body = Rendered.Body($"See {MarkdownWords.Link(new Uri("https://a.example/x?a=1&copy;=(2)|\"3\""), "x" + WithoutAddresses(text))}.\n");

        Assert.Equal("https://a.example/x?a=1&copy;=(2)%7C%223%22", Assert.Single(body.QuerySelectorAll("a")).GetAttribute("href"));
        Assert.Equal(WithoutBreaks(PeoplesWords.Seen($"See x{WithoutAddresses(text)}.")), WithoutBreaks(Rendered.Words(body.QuerySelector("p")!)));
    });

    [Theory]
    [InlineData("See https://a.example/x_y*z*. Then", "https://a.example/x_y*z")]
    [InlineData("(https://a.example/wiki/A_(b))", "https://a.example/wiki/A_(b)")]
    [InlineData("http://a.example:8080/?q=1&r=2#top, next", "http://a.example:8080/?q=1&r=2#top")]
    public void A_web_address_stays_clickable(string text, string address)
    {
        var link = Assert.Single(Rendered.Body(MarkdownWords.OneLine(text)).QuerySelectorAll("a"));

        Assert.Equal(address, link.TextContent);
        Assert.Equal(address, Uri.UnescapeDataString(link.GetAttribute("href")!));
    }

    [Theory]
    [InlineData("www.example.com")]
    [InlineData("ftp://a.example/x")]
    [InlineData("mailto:a@b.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://a.example/&copy;x")]
    [InlineData("[click](https://)")]
    public void Nothing_else_becomes_a_link(string text) =>
        Assert.Empty(Rendered.Body(MarkdownWords.OneLine(text)).QuerySelectorAll("a"));

    [Theory]
    [InlineData("checkout_api fell over at 16:05, p99 2.5 s (+40 %) -> pool-1 {full}!", "checkout_api fell over at 16:05, p99 2.5 s (+40 %) -> pool-1 {full}!")]
    [InlineData("5 * 3 [x] <b> a|b ~2 $4 _x_", @"5 \* 3 \[x\] \<b> a\|b \~2 \$4 \_x\_")]
    [InlineData("1. first", @"1\. first")]
    [InlineData("#incidents has it, # is no heading", "#incidents has it, # is no heading")]
    public void Plain_words_are_hardly_touched(string text, string markdown) => Assert.Equal(markdown, MarkdownWords.OneLine(text));

    [Fact]
    public void Lines_and_their_indentation_are_kept()
    {
        Assert.Equal("at A\\\n  \u00a0\u00a0at B\\\n  at C", MarkdownWords.Lines("  at A\n\n  at B\r\nat C\n", indent: 2));
        Assert.Equal("at A / at B", MarkdownWords.OneLine("at A\n  at B"));
    }

    [Theory]
    [InlineData("cache gone :fire::fire:", "cache gone 🔥🔥")]
    [InlineData(":wave::skin-tone-3: 12:30:45 a:fire:b :no_such_code:", "👋🏼 12:30:45 a:fire:b :no_such_code:")]
    [InlineData(":large_green_circle: :satellite: :elephant: :thinking_face:", "🟢 🛰️ 🐘 🤔")]
    [InlineData("https://a.example/:fire:/", "<https://a.example/:fire:/>")]
    public void Short_codes_of_known_emoji_become_the_emoji(string text, string markdown) => Assert.Equal(markdown, MarkdownWords.OneLine(text));

    private static void Holds(Action<string> property) => Prop.ForAll(PeoplesWords.Arbitrary, property).Check(Many);

    private static string WithoutBreaks(string words) => words.Replace("/", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    private static string WithoutAddresses(string text) => string.Concat(WebAddresses.Split(text).Where(part => !part.IsAddress).Select(part => part.Text)).Replace("://", "", StringComparison.Ordinal);

    private static void OnlyOurs(AngleSharp.Dom.IElement body, string text, params string[] elements)
    {
        Assert.Subset(new HashSet<string>([.. elements, "a"], StringComparer.Ordinal), new HashSet<string>(Rendered.Elements(body), StringComparer.Ordinal));
        Assert.All(body.QuerySelectorAll("a"), link =>
        {
            Assert.Matches("(?i)^https?://", link.GetAttribute("href")!);
            Assert.Contains(link.TextContent, PeoplesWords.Seen(text), StringComparison.Ordinal);
        });
        Assert.All(body.QuerySelectorAll("*"), element => Assert.All(element.Attributes, attribute => Assert.Equal("href", attribute.Name)));
    }
}
