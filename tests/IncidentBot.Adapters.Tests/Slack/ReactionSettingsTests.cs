using IncidentBot.Slack.Setup;
using IncidentBot.Timeline;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>An emoji has several names, and Slack sends one of them, whatever the settings call it.</summary>
public sealed class ReactionSettingsTests
{
    [Theory]
    [InlineData("thumbsup", "+1")]
    [InlineData("+1", "+1")]
    [InlineData("+1", "thumbsup")]
    [InlineData(":thumbsup:", "+1")]
    [InlineData(":+1::skin-tone-3:", "+1")]
    [InlineData("+1::skin-tone-3", "+1")]
    [InlineData(" ThumbsUp ", "+1")]
    [InlineData("👍", "+1")]
    [InlineData("thumbsdown", "-1")]
    [InlineData("raised_hand", "hand")]
    [InlineData("telephone", "phone")]
    [InlineData("pencil", "memo")]
    [InlineData("hankey", "poop")]
    [InlineData("punch", "facepunch")]
    [InlineData("balance_scale", "scales")]
    [InlineData("thinking", "thinking_face")]
    [InlineData("stop_sign", "octagonal_sign")]
    [InlineData("collision", "boom")]
    [InlineData("us", "flag-us")]
    [InlineData("flag-de", "de")]
    [InlineData("our_own", "our_own")]
    public void Whichever_name_is_set_the_one_that_Slack_sends_captures(string set, string sent)
    {
        var options = new TimelineOptions { Reactions = ReactionSettings.Understand(Reactions((set, EntryKind.Decision))) };

        Assert.Equal(EntryKind.Decision, options.KindOf(sent));
        Assert.Null(options.KindOf("heart"));
        Assert.Empty(ReactionSettings.Problems(Reactions((set, EntryKind.Decision))));
    }

    [Theory]
    [InlineData("pencil2", "memo")]
    [InlineData("mag", "mag_right")]
    [InlineData("pushpin", "round_pushpin")]
    [InlineData("satellite", "satellite_antenna")]
    [InlineData("ladybug", "beetle")]
    [InlineData("point_up", "point_up_2")]
    public void Another_emoji_stays_another(string set, string sent) =>
        Assert.Null(new TimelineOptions { Reactions = ReactionSettings.Understand(Reactions((set, EntryKind.Fix))) }.KindOf(sent));

    [Fact]
    public void Two_names_of_one_emoji_may_not_differ() =>
        Assert.Equal(
            "Timeline:Reactions has thumbsup and +1, which are the same reaction, for different kinds of entry; keep one of them.",
            Assert.Single(ReactionSettings.Problems(Reactions(("thumbsup", EntryKind.Fix), ("+1", EntryKind.Action), ("pushpin", EntryKind.Finding)))));

    [Fact]
    public void Two_names_of_one_emoji_may_say_the_same() =>
        Assert.Empty(ReactionSettings.Problems(Reactions(("thumbsup", EntryKind.Fix), (":+1:", EntryKind.Fix))));

    [Theory]
    [InlineData("pushpinn", "Did you mean pushpin?")]
    [InlineData("pushpi", "Did you mean pushpin?")]
    [InlineData("rotating_ligth", null)]
    [InlineData("shipit", null)]
    [InlineData("our_own", null)]
    public void A_name_that_Slack_does_not_know_is_doubtful(string name, string? hint)
    {
        var doubt = Assert.Single(ReactionSettings.Doubts(ReactionSettings.Understand(Reactions((name, EntryKind.Fix)))));

        Assert.StartsWith($"Timeline:Reactions has \"{name}\", which isn't an emoji of Slack's.", doubt, StringComparison.Ordinal);
        if (hint is not null) Assert.EndsWith(hint, doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void The_usual_reactions_are_all_known() =>
        Assert.Empty(ReactionSettings.Doubts(new[] { "pushpin", "rotating_light", "hammer", "mag", "scales", "mega", "wrench", "thumbsup", ":eyes:", "flag-fr", "large_green_circle" }.ToDictionary(name => name, _ => EntryKind.Fix)));

    private static Dictionary<string, EntryKind> Reactions(params (string Name, EntryKind Kind)[] reactions) =>
        reactions.ToDictionary(one => one.Name, one => one.Kind, StringComparer.Ordinal);
}
