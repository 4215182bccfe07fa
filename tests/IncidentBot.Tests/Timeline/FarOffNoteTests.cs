using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Timeline;

/// <summary>A time of day in a note is often another one in another zone, or on another day: then its writer is asked.</summary>
public sealed class FarOffNoteTests
{
    private static readonly Person Asha = new(new PersonId("U3"), "Asha", "Asia/Kolkata");

    private static readonly Person Pete = new(new PersonId("U4"), "Pete", "America/Los_Angeles");

    [Fact]
    public async Task A_time_far_before_the_impact_is_recorded_at_once_and_its_writer_is_asked()
    {
        await using var scene = await OfImpactAsync();
        await scene.TypeAsync("note Cache is full at 15:25", who: Asha);

        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal((At("2026-03-02T09:55:00Z"), true), (entry.At, entry.IsTimeToBeConfirmed));
        Assert.Equal(
            "Added to the timeline of INC-1 as entry 1, time to be confirmed. 09:55 UTC, 5 h 25 min before the impact began: keep, or 15:25 UTC? “Cache is full” (2026-03-02 15:40:00 UTC)",
            scene.LastAnswer);
        var buttons = Assert.Single(scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>()).Items;
        Assert.Equal(["Keep 09:55 UTC", "15:25 UTC"], buttons.Select(button => button.Label));
        Assert.Contains("(time to be confirmed)", scene.Chat.Shown("INC-1/entry/1").Text, StringComparison.Ordinal);
        await scene.TypeAsync("timeline");
        Assert.Contains("Cache is full (time to be confirmed)", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains("Cache is full (time to be confirmed)", await DraftAsync(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_time_takes_its_place_with_one_press()
    {
        await using var scene = await OfImpactAsync();
        await scene.TypeAsync("note Cache is full at 15:25", who: Asha);
        await PressAsync(scene, 1);

        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal((At("2026-03-02T15:25:00Z"), false), (entry.At, entry.IsTimeToBeConfirmed));
        Assert.StartsWith("The time of entry 1 of INC-1 is now 15:25 UTC (20:55 your time): “Cache is full”", scene.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain("to be confirmed", scene.Chat.Shown("INC-1/entry/1").Text, StringComparison.Ordinal);
        Assert.Contains("noted (entry 1, 15:25 UTC)", scene.Chat.Shown("INC-1/entry/1").Text, StringComparison.Ordinal);
        Assert.DoesNotContain("to be confirmed", await DraftAsync(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_recorded_time_stays_with_one_press_and_the_first_answer_counts()
    {
        await using var scene = await OfImpactAsync();
        await scene.TypeAsync("note Cache is full at 15:25", who: Asha);
        var asked = scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items;
        await scene.PressAsync(asked[0].Action, asked[0].Value, Asha);
        await scene.PressAsync(asked[1].Action, asked[1].Value, Asha);
        await scene.PressAsync(asked[0].Action, asked[0].Value, Asha);

        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal((At("2026-03-02T09:55:00Z"), false, 2), (entry.At, entry.IsTimeToBeConfirmed, entry.Changes.Count));
        Assert.StartsWith("The time of entry 1 of INC-1 is already settled: 09:55 UTC", scene.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain("changed by", scene.Chat.Shown("INC-1/entry/1").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_was_set_in_the_form_needs_no_answer_any_more()
    {
        await using var scene = await OfImpactAsync();
        await scene.TypeAsync("note Cache is full at 15:25", who: Asha);
        await scene.SubmitAsync(TimelineFormIds.EditEntry, "1|1|1", ("text", "Cache is full"), ("time", "2026-03-02 15:30 UTC"), ("kind", "observation"));
        await PressAsync(scene, 1, answer: 0);
        Assert.Equal(At("2026-03-02T15:30:00Z"), Assert.Single(await scene.TimelineAsync()).At);
    }

    [Theory]
    [InlineData("note x at 20:55")]
    [InlineData("note x at 19:55")]
    [InlineData("note x")]
    [InlineData("note x 10 min ago")]
    [InlineData("note x at 2026-03-02 15:25")]
    [InlineData("note x at 2026-03-02T09:55Z")]
    [InlineData("note x yesterday 23:50")]
    [InlineData("note x at today 15:25")]
    [InlineData("note x at 15:25 UTC")]
    public async Task A_time_that_may_well_be_meant_is_not_asked_about(string typed)
    {
        await using var scene = await OfImpactAsync();
        await scene.TypeAsync(typed, who: Asha);
        Assert.False(Assert.Single(await scene.TimelineAsync()).IsTimeToBeConfirmed);
        Assert.Empty(Parts(scene));
    }

    [Theory]
    [InlineData("note x at 15:25", "09:55 UTC, 5 h 45 min before INC-1 was declared: keep, or 15:25 UTC?")]
    [InlineData("note at 15:25 x", "09:55 UTC, 5 h 45 min before INC-1 was declared: keep, or 15:25 UTC?")]
    [InlineData("note x at 3:25 pm", "09:55 UTC, 5 h 45 min before INC-1 was declared: keep, or 15:25 UTC?")]
    [InlineData("note x at 20:00", "14:30 UTC, 1 h 10 min before INC-1 was declared: keep, or another time?")]
    [InlineData("note x 3 h ago", "12:40 UTC, 3 h before INC-1 was declared: keep, or another time?")]
    [InlineData("note x at 09:00Z", "09:00 UTC, 6 h 40 min before INC-1 was declared: keep, or another time?")]
    [InlineData("note x at 21:05Z", "2026-03-01 21:05 UTC, 18 h 35 min before INC-1 was declared: keep, or 15:35 UTC?")]
    public async Task While_the_start_of_the_impact_is_unknown_the_declaration_counts(string typed, string question)
    {
        await using var scene = await OfLaterAsync();
        await scene.TypeAsync(typed, who: Asha);
        Assert.Contains(question, scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_time_is_set_in_the_form_where_none_can_be_guessed()
    {
        await using var scene = await OfLaterAsync();
        await scene.TypeAsync("note x at 20:00", who: Asha);
        var other = scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items[1];
        Assert.Equal(("Another time…", TimelineButtonIds.EditEntry), (other.Label, other.Action));
        Assert.IsType<OpenIt>(await scene.AskAsync(other.Action, other.Value));
    }

    [Theory]
    [InlineData("note x at 15:25", "2026-03-01 23:25 UTC, 16 h 15 min before INC-1 was declared: keep, or 15:25 UTC?")]
    [InlineData("note x at 07:45", "2026-03-01 15:45 UTC, 23 h 55 min before INC-1 was declared: keep, or 15:40 UTC?")]
    [InlineData("note x at 09:00", "2026-03-01 17:00 UTC, 22 h 40 min before INC-1 was declared: keep, or another time?")]
    public async Task A_time_of_day_that_is_still_to_come_is_asked_about(string typed, string question)
    {
        await using var scene = await OfLaterAsync();
        await scene.TypeAsync(typed, who: Pete);
        Assert.Contains(question, scene.LastAnswer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("note x at 16:45", "2026-03-01 15:45 UTC, 23 h 55 min before INC-1 was declared: keep, or 15:40 UTC?")]
    [InlineData("note x at 16:51", "2026-03-01 15:51 UTC, 23 h 49 min before INC-1 was declared: keep, or another time?")]
    public async Task A_watch_that_is_a_little_fast_is_understood(string typed, string question)
    {
        await using var scene = await OfLaterAsync();
        await scene.TypeAsync(typed);
        Assert.Contains(question, scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_of_day_that_is_still_to_come_is_asked_about_in_an_incident_of_days()
    {
        await using var scene = await OfLaterAsync();
        await scene.TypeAsync("time impact-start 2026-02-27 10:00");
        await scene.TypeAsync("note x at 07:45", who: Pete);
        Assert.Contains("2026-03-01 15:45 UTC, since 15:45 UTC is still to come: keep, or 07:45 UTC?", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_before_midnight_is_the_last_one_where_that_is_nearer()
    {
        await using var scene = await Scene.SetAsync();
        scene.Time.AdvanceTo(At("2026-03-02T22:30:00Z"));
        await scene.TypeAsync("start Checkout returns 500s", Scene.Lobby);
        scene.Time.AdvanceTo(At("2026-03-02T23:20:00Z"));
        await scene.TypeAsync("note x at 23:50");
        Assert.Equal((At("2026-03-02T22:50:00Z"), false), (Assert.Single(await scene.TimelineAsync()).At, Assert.Single(await scene.TimelineAsync()).IsTimeToBeConfirmed));
    }

    [Fact]
    public async Task Of_an_hour_that_came_twice_the_other_is_offered()
    {
        await using var scene = await Scene.SetAsync();
        scene.Time.AdvanceTo(At("2026-10-25T00:20:00Z"));
        await scene.TypeAsync("start Checkout returns 500s", Scene.Lobby);
        scene.Time.AdvanceTo(At("2026-10-25T02:00:00Z"));
        await scene.TypeAsync("note Cache is full at 02:30");
        Assert.Contains("01:30 UTC, the second 02:30 of a day on which clocks were set back: keep, or 00:30 UTC?", scene.LastAnswer, StringComparison.Ordinal);
        await PressAsync(scene, 1);
        Assert.Equal(At("2026-10-25T00:30:00Z"), Assert.Single(await scene.TimelineAsync()).At);
    }

    [Fact]
    public async Task A_note_in_a_message_is_asked_about_too_and_its_message_stays_its_source()
    {
        await using var scene = await OfImpactAsync();
        var message = new MessageId(Scene.Room, "17.9");
        await scene.MentionAsync("note Cache is full at 15:25", message, Asha);
        await PressAsync(scene, 1);
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal((message, At("2026-03-02T15:25:00Z"), false), (entry.Message!.Value, entry.At, entry.IsTimeToBeConfirmed));
    }

    [Theory]
    [InlineData("1|9")]
    [InlineData("1|9|638000000000000000")]
    public async Task An_entry_that_is_not_there_has_no_time_to_settle(string value)
    {
        await using var scene = await OfImpactAsync();
        await scene.PressAsync(value.Count(one => one == '|') == 1 ? TimelineButtonIds.KeepTime : TimelineButtonIds.TakeTime, value);
        Assert.StartsWith("The timeline of INC-1 has no such entry.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1|1|never")]
    [InlineData("1|1|9999999999999999999")]
    [InlineData("1|1|999999999999999999")]
    public async Task A_time_that_no_button_offers_is_not_taken(string value)
    {
        await using var scene = await OfImpactAsync();
        await scene.TypeAsync("note Cache is full at 15:25", who: Asha);
        await scene.PressAsync(TimelineButtonIds.TakeTime, value, Asha);
        Assert.True(Assert.Single(await scene.TimelineAsync()).IsTimeToBeConfirmed);
    }

    // Declared at 15:40 UTC, and its impact began at 15:20.
    private static async Task<Scene> OfImpactAsync()
    {
        var scene = await OfLaterAsync();
        await scene.TypeAsync("time impact-start 16:20");
        return scene;
    }

    private static async Task<Scene> OfLaterAsync()
    {
        var scene = await Scene.SetAsync();
        scene.Time.AdvanceTo(At("2026-03-02T15:40:00Z"));
        await scene.TypeAsync("start Checkout returns 500s", Scene.Lobby);
        return scene;
    }

    private static Task PressAsync(Scene scene, int button, int? answer = null)
    {
        var asked = scene.Chat.Answers.Where(one => one.Card.Text.Contains("to be confirmed", StringComparison.Ordinal)).ToList()[answer ?? 0];
        var pressed = asked.Card.Parts.OfType<Buttons>().Single().Items[button];
        return scene.PressAsync(pressed.Action, pressed.Value, Asha);
    }

    private static string Parts(Scene scene) =>
        string.Join('\n', scene.Chat.Answers[^1].Card.Parts.OfType<SmallPrint>().Select(part => part.Text.ToPlainText()));

    private static async Task<string> DraftAsync(Scene scene)
    {
        await scene.TypeAsync("postmortem");
        return (await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, new IncidentId(1), default))!.Markdown;
    }
}
