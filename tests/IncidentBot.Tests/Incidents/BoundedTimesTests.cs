using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Sweep;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

/// <summary>Times that cannot be, because clocks differ or because what was sent is nonsense, do no harm to the record.</summary>
public sealed class BoundedTimesTests
{
    private static readonly IncidentId Id = new(1);

    private static readonly DateTimeOffset Accepted = At("2026-03-02T10:00:00Z");

    private static readonly DateTimeOffset Posted = At("2026-03-02T09:30:00Z");

    [Theory]
    [InlineData("2026-03-02T09:45:00Z", "2026-03-02T09:45:00Z")]
    [InlineData("2026-03-02T09:29:59Z", "2026-03-02T09:30:00Z")]
    [InlineData("1970-01-01T00:00:00Z", "2026-03-02T09:30:00Z")]
    [InlineData("2026-03-02T10:00:01Z", "2026-03-02T10:00:00Z")]
    [InlineData("2027-04-06T10:00:00Z", "2026-03-02T10:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z", "2026-03-02T10:00:00Z")]
    public void What_is_done_to_a_message_is_done_after_it_was_posted_and_before_the_bot_heard_of_it(string said, string taken) =>
        Assert.All(Marks(At(said), Posted), mark => Assert.Equal(At(taken), mark.Bounded(Accepted).At));

    [Theory]
    [InlineData("2026-03-02T09:00:00Z")]
    [InlineData("2026-03-02T10:00:20Z")]
    [InlineData("2028-03-02T10:00:00Z")]
    public void A_message_that_was_posted_after_the_bot_heard_of_it_by_its_clock_gives_the_time(string said) =>
        Assert.All(Marks(At(said), Accepted.AddSeconds(40)), mark => Assert.Equal(Accepted.AddSeconds(40), mark.Bounded(Accepted).At));

    [Theory]
    [InlineData("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z")]
    [InlineData("2026-03-01T09:59:59Z", "2026-03-02T10:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z", "2026-03-02T10:00:00Z")]
    [InlineData("2027-04-06T10:00:00Z", "2026-03-02T10:00:00Z")]
    public void What_is_about_no_message_was_not_on_its_way_for_longer_than_a_day(string said, string taken) =>
        Assert.Equal(At(taken), new HomeOpened(Scene.Workspace, Maya, Scene.Lobby, At(said), Reply).Bounded(Accepted).At);

    [Fact]
    public void A_message_of_no_time_bounds_nothing() =>
        Assert.All(Marks(At("1970-01-01T00:00:00Z"), DateTimeOffset.UnixEpoch), mark => Assert.Equal(Accepted, mark.Bounded(Accepted).At));

    [Fact]
    public void What_a_sweep_finds_may_be_old()
    {
        var pin = new MessagePinned(Scene.Workspace, Maya, Scene.Room, At("2026-02-02T10:00:00Z"), Reply, Message(Posted).Id) { FromHistory = true };
        Assert.Equal(pin.At, pin.Bounded(Accepted).At);
    }

    [Fact]
    public void A_pin_that_a_sweep_finds_is_not_older_than_its_message()
    {
        var seen = new SeenMessage(Message(Posted).Id, Posted, HasReplies: false, [new FoundPin(Maya.Id, DateTimeOffset.UnixEpoch)], OwnKey: null);
        var found = Assert.Single(SweepRules.Missing([seen], _ => false, _ => false, new TimelineOptions()));
        Assert.Equal(Posted, Assert.IsType<FoundPin>(found.What).At);
    }

    [Theory]
    [InlineData(-31)]
    [InlineData(-90)]
    [InlineData(-86_000)]
    public async Task Nobody_acknowledges_an_incident_before_it_is_declared(int seconds)
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(TimeSpan.FromSeconds(9));
        await scene.HappenAsync(new ButtonPressed(
            Scene.Workspace, Sam, Scene.Room, ManualTime.Start.AddSeconds(seconds), Reply, IncidentButtonIds.TakeCommand, "1", null));
        var incident = await scene.IncidentAsync();
        Assert.Equal((ManualTime.Start, TimeSpan.Zero), (incident.At(Milestone.Acknowledged), IncidentDurations.Of(incident).ToAcknowledge));
    }

    [Fact]
    public async Task Nothing_is_acknowledged_in_the_future()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(TimeSpan.FromSeconds(9));
        scene.Chat.Messages[Message(ManualTime.Start).Id] = Message(ManualTime.Start);
        await scene.HappenAsync(new ReactionAdded(
            Scene.Workspace, Sam, Scene.Room, ManualTime.Start.AddDays(400), Reply, "pushpin", Message(ManualTime.Start).Id));
        Assert.Equal(ManualTime.Start.AddSeconds(9), (await scene.IncidentAsync()).At(Milestone.Acknowledged));
        Assert.Equal(ManualTime.Start.AddSeconds(9), Assert.Single(await scene.TimelineAsync()).RecordedAt);
    }

    [Theory]
    [InlineData("status mitigated Rolled back", Milestone.Mitigated)]
    [InlineData("status resolved Errors are gone", Milestone.Resolved)]
    [InlineData("status closed It recovered", Milestone.Closed)]
    public async Task A_status_is_not_reached_before_what_comes_before_it(string typed, Milestone reached)
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(TimeSpan.FromSeconds(30));
        await scene.TypeAsync("time impact-start now");
        await scene.HappenAsync(new CommandTyped(Scene.Workspace, Sam, Scene.Room, ManualTime.Start.AddSeconds(-10), Reply, TypedText.Of(typed)));
        var incident = await scene.IncidentAsync();
        Assert.Equal(ManualTime.Start.AddSeconds(30), incident.At(reached));
        Assert.Empty(MilestoneOrder.Reversed(incident));
    }

    [Fact]
    public void No_duration_is_negative()
    {
        var odd = Outage.With(Milestone.ImpactStart, "2026-11-20T16:09:00.5Z").With(Milestone.Detected, "2026-11-20T16:08:00Z")
            .With(Milestone.Acknowledged, "2026-11-20T16:07:29Z").With(Milestone.Mitigated, "2026-11-20T16:08:00Z").With(Milestone.Resolved, "2026-11-20T16:10:00.5Z");
        Assert.Equal(new IncidentDurations(null, null, null, TimeSpan.FromMinutes(1)), IncidentDurations.Of(odd));
    }

    [Fact]
    public void A_time_to_the_minute_may_be_any_of_that_minute()
    {
        var incident = Outage.With(Milestone.ImpactStart, "2026-11-20T16:06:40Z").With(Milestone.Mitigated, "2026-11-20T16:06:00Z");
        Assert.Equal(TimeSpan.Zero, IncidentDurations.Of(incident).ToMitigate);
        Assert.Empty(MilestoneOrder.Reversed(incident));
    }

    [Fact]
    public async Task The_draft_says_which_times_are_out_of_order_and_counts_nothing_between_them()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(TimeSpan.FromMinutes(30));
        await scene.TypeAsync("time detected 10:20");
        await scene.TypeAsync("time acknowledged 10:12");
        await scene.TypeAsync("postmortem");
        var draft = (await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, Id, default))!.Markdown;

        Assert.Contains("| Acknowledged | 2026-03-02 09:12:00 UTC | not counted: out of order |", draft, StringComparison.Ordinal);
        Assert.Contains("- **Acknowledged** (2026-03-02 09:12:00 UTC) is before **detected** (2026-03-02 09:20:00 UTC)\n", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("-8 min", draft, StringComparison.Ordinal);
        await scene.TypeAsync("milestones");
        Assert.Contains("Out of order: acknowledged (09:12 UTC) is before detected (09:20 UTC).", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains("Time to acknowledge: not counted.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_whose_times_are_in_order_says_nothing_of_it()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("time impact-start 09:30");
        await scene.TypeAsync("status mitigated Rolled back");
        await scene.TypeAsync("postmortem");
        Assert.DoesNotContain("out of order", (await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, Id, default))!.Markdown, StringComparison.Ordinal);
    }

    private static ReplyTo Reply => new(Scene.Room, Sam.Id);

    private static ChatMessage Message(DateTimeOffset at) => new(new MessageId(Scene.Room, "17.1"), at, Sam, "Cache is gone", null);

    private static IEnumerable<Inbound> Marks(DateTimeOffset said, DateTimeOffset posted)
    {
        var message = Message(posted);
        yield return new ReactionAdded(Scene.Workspace, Maya, Scene.Room, said, Reply, "pushpin", message.Id) { PostedAt = posted };
        yield return new MessageUnpinned(Scene.Workspace, Maya, Scene.Room, said, Reply, message.Id) { PostedAt = posted };
        yield return new ButtonPressed(Scene.Workspace, Maya, Scene.Room, said, Reply, "take_command", "1", message.Id) { PostedAt = posted };
        yield return new MessageEdited(Scene.Workspace, Maya, Scene.Room, said, Reply, message, Before: null);
        yield return new MessageDeleted(Scene.Workspace, Maya, Scene.Room, said, Reply, message);
        yield return new MessagePicked(Scene.Workspace, Maya, Scene.Room, said, Reply, ShortcutIds.AddToTimeline, message);
    }
}
