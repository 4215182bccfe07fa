using IncidentBot.Chat;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SlackTextTests
{
    [Theory]
    [InlineData("a &amp; b &lt;c&gt;", "a & b <c>")]
    [InlineData("&amp;lt;", "&lt;")]
    [InlineData("&amp;amp;", "&amp;")]
    [InlineData("&quot; stays", "&quot; stays")]
    [InlineData("hi <@U1|maja>", "hi @maja")]
    [InlineData("hi <@U2>", "hi @Omar Said")]
    [InlineData("<@U9>", "@U9")]
    [InlineData("see <#C1|general>", "see #general")]
    [InlineData("see <#C2>", "see #ops")]
    [InlineData("see <#C9|>", "see #C9")]
    [InlineData("<!here> <!channel|channel> <!everyone>", "@here @channel @everyone")]
    [InlineData("<!subteam^S1|@ops> <!subteam^S2>", "@ops a group")]
    [InlineData("<!date^1777888999^{date}|4 May>", "4 May")]
    [InlineData("<!date^1777888999^{date}>", "2026-05-04 10:03 UTC")]
    [InlineData("<https://x.example/a?b=1&amp;c=2>", "https://x.example/a?b=1&c=2")]
    [InlineData("<http://example.com|example.com>", "example.com")]
    [InlineData("<https://example.com/|example.com>", "example.com")]
    [InlineData("<https://example.com/dash|the dashboard>", "the dashboard (https://example.com/dash)")]
    [InlineData("<mailto:a@b.example|a@b.example>", "a@b.example")]
    [InlineData("<mailto:a@b.example>", "a@b.example")]
    [InlineData("<tel:+49301234|+49301234>", "+49301234")]
    [InlineData("a < b and c > d", "a < b and c > d")]
    [InlineData("a <@U1|maja", "a <@U1|maja")]
    [InlineData("<<@U1|maja>>", "<@maja>")]
    [InlineData("“smart” — quotes", "“smart” — quotes")]
    [InlineData("*bold* _it_ `code` :fire:", "*bold* _it_ `code` :fire:")]
    [InlineData("", "")]
    public void Slack_text_reads_as_it_was_typed(string wire, string typed) => Assert.Equal(typed, Read(wire).Plain);

    [Fact]
    public void A_mention_keeps_its_place_and_its_person()
    {
        var text = Read("role &amp; <@U2> to <@U1|maja>");
        Assert.Equal("role & @Omar Said to @maja", text.Plain);
        Assert.Equal([new PersonId("U2"), new PersonId("U1")], text.Mentions.Select(mention => mention.Person));
        Assert.Equal(["@Omar Said", "@maja"], text.Mentions.Select(mention => text.Plain.Substring(mention.Start, mention.Length)));
    }

    [Fact]
    public void Whatever_is_typed_comes_back_equal_after_Slacks_escaping()
    {
        var random = new Random(20260504);
        for (var round = 0; round < 2000; round++)
        {
            var typed = RandomText.Make(random, random.Next(0, 60));
            Assert.Equal(typed, Read(SlackText.Escape(typed)).Plain);
        }
    }

    [Fact]
    public void Escaped_text_holds_nothing_that_Slack_would_act_on()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var tokens = SlackToken.Read(SlackText.Escape(RandomText.Make(random, 40)));
            Assert.All(tokens, token => Assert.Equal(SlackTokenKind.Text, token.Kind));
        }
    }

    private static TypedText Read(string wire) =>
        SlackText.Read(wire, id => id == "U2" ? "Omar Said" : null, id => id == "C2" ? "ops" : null);
}
