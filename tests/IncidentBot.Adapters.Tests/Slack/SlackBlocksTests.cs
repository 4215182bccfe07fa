using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentBot.Chat;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed partial class SlackBlocksTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 4, 10, 3, 19, TimeSpan.Zero);

    public static TheoryData<string> Samples() => [.. SampleCards.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_cards_render_as_approved(string name)
    {
        var message = SlackBlocks.Render(SampleCards.All[name]);
        using var blocks = JsonDocument.Parse(Blocks(message));
        var shown = JsonSerializer.Serialize(new { text = message.Text, blocks = blocks.RootElement }, Readable);
        Approved.Check($"tests/IncidentBot.Adapters.Tests/Slack/Approved/{name}.json", shown + "\n");
    }

    [Fact]
    public void What_a_button_says_by_ear_is_its_accessibility_label() =>
        Assert.Contains(
            "\"accessibility_label\":\"Tick: What changed?\"",
            Blocks(SlackBlocks.Render(new Card("t", [new Buttons([new Button("tick_step", "Tick", "1", Spoken: "Tick: What changed?")])]))),
            StringComparison.Ordinal);

    [Fact]
    public void Random_cards_stay_within_every_limit()
    {
        var random = new Random(20260504);
        for (var round = 0; round < 60; round++)
        {
            var message = SlackBlocks.Render(RandomCards.Make(random));
            BlockRules.Check(message);
        }
    }

    [Fact]
    public void A_paragraph_is_cut_only_between_whole_characters_at_any_length()
    {
        var random = new Random(5);
        for (var round = 0; round < 40; round++)
        {
            var text = RandomCards.Text(random, 30);
            for (var max = Mrkdwn.Shortened.Length + 1; max < 120; max += 7)
            {
                var fitted = new Mrkdwn(text).Fit(max);
                Assert.True(fitted.Length <= max, $"{fitted.Length} > {max}");
                BlockRules.CheckMrkdwn(fitted);
            }
        }
    }

    [Fact]
    public void A_long_paragraph_goes_over_several_sections_without_losing_a_word()
    {
        var words = string.Join(' ', Enumerable.Range(0, 1500).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        var message = SlackBlocks.Render(new Card("t", [new Paragraph(words, new Button("a", "A", "1"))]));
        var sections = message.Blocks.Cast<SectionBlock>().ToList();
        Assert.True(sections.Count > 1);
        Assert.Equal(words, string.Concat(sections.Select(section => section.Text!.Text)));
        Assert.NotNull(sections[0].Accessory);
        Assert.All(sections.Skip(1), section => Assert.Null(section.Accessory));
    }

    [Fact]
    public void What_is_too_long_in_all_is_shortened_visibly_and_the_buttons_stay()
    {
        var message = SlackBlocks.Render(new Card("t", [new Paragraph(new string('x', 40_000)), new Paragraph("short"), new Buttons([new Button("a", "Do it", "1")])]));
        Assert.Contains(message.Blocks, block => block is SectionBlock { Text: { } text } && text.Text.EndsWith(Mrkdwn.Shortened, StringComparison.Ordinal));
        Assert.Contains(message.Blocks, block => block is SectionBlock { Text.Text: "short" });
        Assert.IsType<ActionsBlock>(message.Blocks[^1]);
        Assert.InRange(SlackBlocks.Size(message.Blocks), 11_000, 12_000);
    }

    [Fact]
    public void Too_many_parts_end_with_how_many_are_missing()
    {
        var message = SlackBlocks.Render(new Card("t", [.. Enumerable.Range(0, 80).Select(i => new Paragraph($"line {i}"))]));
        Assert.Equal(50, message.Blocks.Count);
        Assert.Equal("… shortened: 31 more parts do not fit into one message", ((ContextBlock)message.Blocks[^1]).Elements[0].Text);
    }

    [Fact]
    public void Plain_text_is_never_a_mention_or_a_link()
    {
        var message = SlackBlocks.Render(new Card("<!channel> & co", [new Paragraph("<!channel> <@U123> <https://evil.example|x> &amp;")]));
        Assert.Equal("&lt;!channel&gt; &amp; co", message.Text);
        var text = ((SectionBlock)message.Blocks[0]).Text!;
        Assert.Equal("&lt;!channel&gt; &lt;@U123&gt; &lt;https://evil.example|x&gt; &amp;amp;", text.Text);
        Assert.True(((MrkdwnObject)text).Verbatim);
    }

    [Theory]
    [InlineData("*bold* _italic_ ~struck~ `code`")]
    [InlineData("> a quote\n> of two lines, and 5 > 3")]
    [InlineData("(*all* of it), `--force`!")]
    public void Plain_text_never_becomes_markup_and_comes_back_as_it_was(string typed)
    {
        var message = SlackBlocks.Render(new Card(typed, [new Paragraph(RichText.Of(typed).Bold(typed)), new SmallPrint(typed)]));
        foreach (var text in new[] { message.Text, ((ContextBlock)message.Blocks[1]).Elements[0].Text })
        {
            Assert.DoesNotMatch(@"(^|[\s(])[*_~`]\S|(^|\n)&gt;", text);
            Assert.Equal(typed, SlackText.Read(text).Plain);
        }
    }

    [Theory]
    [InlineData("payments_api_v2 at 5 * 3, 2*3*4 and a ~ b")]
    public void Names_that_people_copy_stay_as_they_are(string typed) =>
        Assert.Equal(typed, new Mrkdwn(RichText.Of(typed)).Fit(3000));

    [Fact]
    public void A_command_is_shown_as_its_reader_types_it()
    {
        var card = Card.Of($"Type {new CommandSpan("help")} to see all commands, or {new CommandSpan("capture thread", ByMention: true)}.");
        Assert.Equal("Type /incident help to see all commands, or @IncidentBot capture thread.", card.Text);

        var slash = SlackBlocks.Render(card, mentioned: false);
        Assert.Equal(card.Text, slash.Text);
        Assert.Equal("Type `/incident help` to see all commands, or `@IncidentBot capture thread`.", ((SectionBlock)slash.Blocks[0]).Text!.Text);

        var mention = SlackBlocks.Render(card, mentioned: true);
        Assert.Equal("Type @IncidentBot help to see all commands, or @IncidentBot capture thread.", mention.Text);
        Assert.Equal("Type `@IncidentBot help` to see all commands, or `@IncidentBot capture thread`.", ((SectionBlock)mention.Blocks[0]).Text!.Text);
    }

    [Theory]
    [InlineData("https://example.com/a?b=1&c=2", "a > b | c", "<https://example.com/a?b=1&amp;c=2|a &gt; b ¦ c>")]
    [InlineData("https://example.com/a|b<c>", "x", "<https://example.com/a%7Cb%3Cc%3E|x>")]
    [InlineData("javascript:alert(1)", "x", "x")]
    [InlineData("file:///etc/passwd", "x", "x")]
    [InlineData("https://example.com/", "two\nlines", "<https://example.com/|two lines>")]
    public void Links_are_links_only_to_the_web(string address, string label, string rendered) =>
        Assert.Equal(rendered, new Mrkdwn(new RichText([new LinkSpan(new Uri(address), label)])).Fit(3000));

    [Theory]
    [InlineData("U123", "Maja", "<@U123>")]
    [InlineData("W123", "Maja", "<@W123>")]
    [InlineData("B123", "deploy-bot", "deploy-bot")]
    [InlineData("U1>", "x<!here>", "x&lt;!here&gt;")]
    public void Only_a_person_is_mentioned(string id, string name, string rendered) =>
        Assert.Equal(rendered, new Mrkdwn(new RichText([new PersonSpan(new PersonId(id), name)])).Fit(3000));

    [Fact]
    public void Times_are_shown_in_the_readers_zone_with_UTC_behind() =>
        Assert.Equal("<!date^1777888999^{date_short_pretty} {time}|2026-05-04 10:03 UTC>", new Mrkdwn(new RichText([new TimeSpanText(At)])).Fit(3000));

    [Theory]
    [InlineData("bold", "*bold*")]
    [InlineData(" spaced ", " *spaced* ")]
    [InlineData("two\nlines", "*two*\n*lines*")]
    [InlineData("a*b", "a*b")]
    [InlineData("<b>", "*&lt;b&gt;*")]
    public void Bold_is_closed_and_stays_faithful(string words, string rendered) =>
        Assert.Equal(rendered, new Mrkdwn(new RichText([new BoldSpan(words)])).Fit(3000));

    [Theory]
    [InlineData("The pool is empty", "~The pool is empty~")]
    [InlineData("two\nlines", "~two~\n~lines~")]
    [InlineData("a~b", "a~b")]
    public void What_no_longer_counts_is_struck_through(string words, string rendered) =>
        Assert.Equal(rendered, new Mrkdwn(new RichText([new StruckSpan(words)])).Fit(3000));

    [Fact]
    public void An_action_that_stands_several_times_is_numbered_and_read_back()
    {
        var card = new Card("t", [new Paragraph("a", new Button("tick", "A", "1")), new Paragraph("b", new Button("tick", "B", "2")), new Buttons([new Button("once", "C", "3")])]);
        var ids = SlackBlocks.Render(card).Blocks.SelectMany(BlockRules.Buttons).Select(button => button.ActionId).ToList();
        Assert.Equal(["tick#1", "tick#2", "once"], ids);
        Assert.Equal(["tick", "tick", "once"], ids.Select(SlackButtons.Action));
        Assert.Equal(["a#b", "#1", "a#"], new[] { "a#b", "#1", "a#" }.Select(SlackButtons.Action));
    }

    [Fact]
    public void A_card_without_words_still_says_something()
    {
        Assert.Equal("Head Some text", SlackBlocks.Render(new Card(" ", [new Heading("Head"), new Paragraph("Some text"), new Rule()])).Text);
        Assert.Equal("…", SlackBlocks.Render(new Card("", [])).Text);
    }

    [Fact]
    public void Empty_parts_are_left_out()
    {
        var message = SlackBlocks.Render(new Card("t", [new Heading(""), new Paragraph(" "), new SmallPrint(""), new Buttons([]), new Fields([]), new Paragraph("", new Button("a", "", "1"))]));
        var button = Assert.Single(((ActionsBlock)Assert.Single(message.Blocks)).Elements);
        Assert.Equal("a", ((ButtonElement)button).Text.Text);
    }

    internal static string Blocks(SlackMessage message) => JsonSerializer.Serialize(message.Blocks, SlackJson.Wire.IReadOnlyListSlackBlock);

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
