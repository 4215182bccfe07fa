using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Postmortem.Exports;

namespace IncidentBot.Tests.Postmortem;

/// <summary>Formatted words in a list item of the draft.</summary>
public sealed class MarkdownBlocksTests
{
    [Fact]
    public void Code_is_a_fenced_block_with_its_own_spaces_and_blank_lines()
    {
        var item = Item(Text("It says\n", (FormatKind.CodeBlock, "  if (x)\n\n    y();\t  // 2\u00d73"), "\nsince 10:03"));

        Assert.Equal("- **16:05** Alert: It says\n  ```\n    if (x)\n\n      y();\t  // 2\u00d73\n  ```\n  since 10:03\\\n  (Ada)\n", item);
        var body = Rendered.Body(item + "- next\n");
        Assert.Equal("  if (x)\n\n    y();\t  // 2\u00d73\n", body.QuerySelector("pre > code")!.TextContent);
        Assert.Equal(2, body.QuerySelectorAll("li").Length);
    }

    [Fact]
    public void The_page_shows_code_in_its_own_lines()
    {
        var page = PostmortemPage.Render("t", Item(Text((FormatKind.CodeBlock, "a  b\n\n    <c> & `d`"))));

        Assert.Contains("<pre><code>a  b\n\n    &lt;c&gt; &amp; `d`\n</code></pre>", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u00a0', page);
    }

    [Theory]
    [InlineData("```", "````")]
    [InlineData("x ````` y", "``````")]
    [InlineData("~~~", "```")]
    public void A_fence_is_longer_than_what_stands_in_it(string code, string fence)
    {
        var item = Item(Text((FormatKind.CodeBlock, code)));
        Assert.Contains($"\n  {fence}\n  {code}\n  {fence}\n", item, StringComparison.Ordinal);
        Assert.Equal(code + "\n", Rendered.Body(item).QuerySelector("pre")!.TextContent);
    }

    [Theory]
    [InlineData("kubectl get", "`kubectl get`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("`a`", "`` `a` ``")]
    [InlineData("<b>*x*</b> https://x.test", "`<b>*x*</b> https://x.test`")]
    public void Code_within_a_line_is_read_letter_by_letter(string code, string markdown)
    {
        var item = Item(Text("run ", (FormatKind.Code, code), " now"));
        Assert.Contains($"run {markdown} now", item, StringComparison.Ordinal);
        Assert.Equal(code, Rendered.Body(item).QuerySelector("code")!.TextContent);
    }

    [Fact]
    public void Bold_italics_and_what_is_struck_through_are_carried_over()
    {
        var item = Item(Text((FormatKind.Bold, "very *bad*"), " (", (FormatKind.Italic, "for now"), "), ", (FormatKind.Strike, "db-3"), " db-4; ", (FormatKind.Bold, "b"), "etween"));
        Assert.Contains("**very \\*bad\\*** (_for now_), ~~db-3~~ db-4; between", item, StringComparison.Ordinal);
        var body = Rendered.Body(item);
        Assert.Equal(("very *bad*", "for now", "db-3"), (body.QuerySelectorAll("strong")[1].TextContent, body.QuerySelector("em")!.TextContent, body.QuerySelector("del")!.TextContent));
    }

    [Fact]
    public void Emoji_are_shown_except_in_code()
    {
        var item = Item(Text((FormatKind.Bold, ":fire: now"), " cart", (FormatKind.Bold, ":fire:"), " ", (FormatKind.Code, ":fire:"), " https://x.test/:fire:/"));
        Assert.Contains("**🔥 now** cart:fire: `:fire:` <https://x.test/:fire:/>", item, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_and_quotations_end_where_they_end()
    {
        var item = Item(Text(
            "To do:\n", (FormatKind.ListItem, "1. stop *all*"), "\n", (FormatKind.ListItem, "  • drain"), "\n", (FormatKind.ListItem, "  • wait"), "\n", (FormatKind.ListItem, "2. start"), "\nas Sam said:\n", (FormatKind.Quote, "> it is\n> slow"), "\nend"));
        var body = Rendered.Body(item + "- next\n");
        var outer = body.QuerySelector("ul > li")!;
        Assert.Equal(["stop *all* drain wait", "start"], outer.QuerySelectorAll("ol > li").Select(Rendered.Words));
        Assert.Equal(["drain", "wait"], outer.QuerySelectorAll("ol ul > li").Select(Rendered.Words));
        Assert.Equal("it is slow", Rendered.Words(outer.QuerySelector("blockquote")!));
        Assert.Equal(["as Sam said:", "end (Ada)"], outer.Children.Where(child => child.LocalName == "p").Skip(1).Select(Rendered.Words));
    }

    [Fact]
    public void A_mark_and_the_source_stand_behind_whatever_ends_the_words()
    {
        Assert.Equal("- x (edited) (Ada)\n", $"- {MarkdownWords.Formatted(FormattedText.Of("x"), 2, " (edited)", "(Ada)")}\n");
        Assert.EndsWith("\n  ```\n  (edited) (Ada)", MarkdownWords.Formatted(Text((FormatKind.CodeBlock, "x")), 2, " (edited)", "(Ada)"), StringComparison.Ordinal);
        Assert.EndsWith("> x\n\n  (Ada)", MarkdownWords.Formatted(Text((FormatKind.Quote, "> x")), 2, "", "(Ada)"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0", "\ufffd\ufffd")]
    [InlineData("\u202e", "\ufffd\ufffd")]
    [InlineData(" ", "\ufffd \ufffd")]
    [InlineData("", "\U0001f600")]
    public void Two_halves_of_a_character_never_come_together(string between, string seen) =>
        Assert.Equal($"{seen} (Ada)", MarkdownWords.Formatted(FormattedText.Of($"\ud83d{between}\ude00"), 2, "", "(Ada)"));

    [Fact]
    public void Any_words_in_any_formats_are_read_as_they_were_written()
    {
        var kinds = Gen.Elements(FormatKind.Bold, FormatKind.Italic, FormatKind.Strike, FormatKind.Code, FormatKind.CodeBlock);
        var formats = (from kind in kinds from start in Gen.Choose(0, 40) from length in Gen.Choose(1, 12) select new TextFormat(kind, start, length)).ListOf();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(30),
            Prop.ForAll(PeoplesWords.Arbitrary, Arb.From(formats), (text, looks) =>
            {
                var words = FormattedText.Of(text, [.. looks]);
                var body = Rendered.Body(Item(words) + "- next\n");
                Assert.Equal(2, body.QuerySelectorAll("body > ul > li").Length);
                Assert.Equal(Letters(PeoplesWords.Seen($"16:05 Alert: {(PeoplesWords.Seen(text).Length == 0 ? "no words" : text)} (Ada)")), Letters(Rendered.Words(body.QuerySelector("li")!)));
                Assert.Empty(body.QuerySelectorAll("script, img, h1, h2, table, b"));
            }));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("a\n")]
    [InlineData("` ")]
    [InlineData("- ")]
    [InlineData("\u0301\u202e")]
    public void Writing_takes_time_in_proportion_to_the_words(string piece)
    {
        double Time(int length)
        {
            var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
            var formats = Enumerable.Range(0, length / 50).SelectMany(at => new[] { new TextFormat(FormatKind.Bold, at * 50, 49), new TextFormat(FormatKind.Code, at * 50, 9) });
            var words = FormattedText.Of(text, [new TextFormat(FormatKind.Italic, 0, text.Length), .. formats]);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            _ = MarkdownWords.Formatted(words, 2, "", "(Ada)");
            return watch.Elapsed.TotalMilliseconds;
        }

        _ = Time(2_000);
        var (less, more) = (Time(10_000), Time(80_000));
        Assert.True(more < Math.Max(12 * 8 * less, 400), $"{less} ms for 10,000 characters, {more} ms for 80,000");
    }

    // Where lines, fences and blanks are parted may differ; letters and signs may not.
    private static string Letters(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    private static string Item(FormattedText text)
    {
        var words = MarkdownWords.Formatted(text, indent: 2, "", "(Ada)");
        return $"- **16:05** Alert:{(words.StartsWith('\n') ? "" : " ")}{words}\n";
    }

    private static FormattedText Text(params object[] pieces)
    {
        var words = new FormattedTextBuilder();
        foreach (var piece in pieces)
        {
            var start = words.Length;
            if (piece is (FormatKind kind, string formatted)) words.Add(formatted).Format(kind, start);
            else words.Add((string)piece);
        }

        return words.Build();
    }
}
