using IncidentBot.Chat;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Sweep;

namespace IncidentBot.Tests.Timeline;

/// <summary>A sign is taken for gone only where the channel shows for certain that it is.</summary>
public sealed class SweepRecordTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly MessageId Message = new(new ChannelId("C1"), "1.000000");
    private static readonly Person Maya = new(new PersonId("U1"), "maya", "Etc/UTC");

    [Fact]
    public void A_reaction_that_is_not_shown_any_more_is_gone() => Assert.Single(Gone(Shown()));

    [Fact]
    public void A_reaction_of_others_alone_is_not_mayas() => Assert.Single(Gone(Shown(new ShownReaction("pushpin", [new PersonId("U2")], IsComplete: true))));

    [Fact]
    public void Who_is_left_out_of_the_list_may_still_stand_behind_it() =>
        Assert.Empty(Gone(Shown(new ShownReaction("pushpin", [new PersonId("U2")], IsComplete: false))));

    [Fact]
    public void A_message_that_was_not_looked_at_says_nothing() => Assert.Empty(Gone());

    [Fact]
    public void A_message_that_was_seen_as_a_pin_alone_says_nothing_of_reactions() =>
        Assert.Empty(Gone(new SeenMessage(Message, Now, HasReplies: false, [], OwnKey: null)));

    [Fact]
    public void What_came_while_the_channel_was_read_need_not_be_shown() => Assert.Empty(Gone(TimeSpan.FromSeconds(30), Shown()));

    private static IReadOnlyList<FoundNews> Gone(params SeenMessage[] seen) => Gone(TimeSpan.FromMinutes(5), seen);

    private static IReadOnlyList<FoundNews> Gone(TimeSpan age, params SeenMessage[] seen)
    {
        var sign = new CaptureSign(CaptureSign.Reaction("pushpin"), Maya, Now - age, IsOn: true, EntryKind.Observation);
        var entry = new TimelineEntry
        {
            Number = 1, At = Now, RecordedAt = Now, Kind = EntryKind.Observation, Author = Maya, CapturedBy = Maya, Text = "errors rise", Message = Message,
        };
        var record = new SweepRecord([entry], new Dictionary<MessageId, MessageHistory> { [Message] = new([sign], [], null) });
        return record.Changes(seen, pinned: null, Now);
    }

    private static SeenMessage Shown(params ShownReaction[] reactions) => new(Message, Now, HasReplies: false, [], OwnKey: null) { Reactions = reactions };
}
