using IncidentBot.Chat;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Timeline;

public sealed class TimelineTests
{
    private static readonly ChatMessage Message = new(new MessageId(Scene.Room, "17.1"), At("2026-03-02T08:57:00Z"), Sam, "Cache \n is *gone*", "17.0");

    [Theory]
    [InlineData("pushpin", EntryKind.Observation)]
    [InlineData("wrench", EntryKind.Fix)]
    public async Task A_reaction_captures_the_message(string reaction, EntryKind kind)
    {
        await using var scene = await SceneWithMessageAsync();
        await scene.ReactAsync(reaction, Message.Id);
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal(
            new TimelineEntry
            {
                Number = 1,
                At = Message.At,
                RecordedAt = ManualTime.Start,
                Kind = kind,
                Author = Sam,
                CapturedBy = Maya,
                Text = Message.Text,
                Message = Message.Id,
                Permalink = new Uri($"https://chat.example/{Scene.Room}/17.1"),
            },
            entry);
    }

    [Fact]
    public async Task What_was_captured_is_said_privately()
    {
        await using var scene = await SceneWithMessageAsync();
        await scene.ReactAsync("pushpin", Message.Id);
        Assert.Equal("Added to the timeline as entry 1, observation by Sam, 2026-03-02 08:57 UTC: “Cache is *gone*”", scene.LastAnswer);
    }

    [Fact]
    public async Task What_confirms_a_capture_is_one_line_with_a_short_menu()
    {
        await using var scene = await SceneWithMessageAsync();
        await scene.ReactAsync("pushpin", Message.Id);
        var line = Assert.IsType<Paragraph>(Assert.Single(scene.Chat.Answers[^1].Card.Parts));
        Assert.Single(line.Text.Spans.OfType<TimeSpanText>());
        Assert.Equal(
            ["It's a finding", "It's an action", "It's a decision", "Edit text, time or kind", "Withdraw"], line.Menu!.Items.Select(item => item.Label));

        await scene.PressAsync(line.Menu.Items[0].Action, line.Menu.Items[0].Value);
        Assert.Equal(EntryKind.Finding, Assert.Single(await scene.TimelineAsync()).Kind);
    }

    [Fact]
    public async Task A_message_captured_twice_is_one_entry_and_said_so()
    {
        await using var scene = await SceneWithMessageAsync();
        await scene.ReactAsync("pushpin", Message.Id);
        await scene.PickAsync(Message, Sam);
        Assert.Single(await scene.TimelineAsync());
        Assert.Equal("That message is already in the timeline of INC-1, at 08:57 UTC as observation; Maya added it.", scene.LastAnswer);
    }

    [Fact]
    public async Task A_message_picked_from_its_menu_is_captured()
    {
        await using var scene = await SceneWithMessageAsync();
        await scene.PickAsync(Message);
        Assert.Equal(Message.Id, Assert.Single(await scene.TimelineAsync()).Message);
    }

    [Fact]
    public async Task A_message_that_is_gone_is_said_to_be()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.ReactAsync("pushpin", Message.Id);
        Assert.StartsWith("I can't find that message any more", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_cannot_be_asked_is_asked_again()
    {
        await using var scene = await SceneWithMessageAsync();
        scene.Chat.IsReachable = false;
        await scene.ReactAsync("pushpin", Message.Id);
        scene.Chat.IsReachable = true;
        scene.Time.Advance(TimeSpan.FromMinutes(5));
        await scene.Get<IncidentBot.Delivery.DeliveryPump>().StepAsync(default);
        Assert.Single(await scene.TimelineAsync());
    }

    [Fact]
    public async Task Another_reaction_captures_nothing()
    {
        await using var scene = await SceneWithMessageAsync();
        await scene.ReactAsync("thumbsup", Message.Id);
        Assert.Empty(await scene.TimelineAsync());
    }

    [Fact]
    public async Task A_reaction_elsewhere_is_passed_over_in_silence()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var answers = scene.Chat.Answers.Count;
        await scene.ReactAsync("pushpin", new MessageId(Scene.Lobby, "1.1"));
        Assert.Equal(answers, scene.Chat.Answers.Count);
    }

    [Fact]
    public async Task A_message_picked_elsewhere_is_answered()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PickAsync(Message with { Id = new MessageId(Scene.Lobby, "1.1") });
        Assert.StartsWith("This isn't an incident channel.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_is_recorded_at_its_time_and_said_once_to_everybody()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note --kind fix Cache  restarted at 09:45");
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal((At("2026-03-02T08:45:00Z"), ManualTime.Start, EntryKind.Fix, "Cache  restarted"), (entry.At, entry.RecordedAt, entry.Kind, entry.Text));
        Assert.DoesNotContain("Cache", string.Concat(scene.Chat.Answers.Select(answer => answer.Card.Text)), StringComparison.Ordinal);
        var menu = Assert.Single(scene.Chat.Shown("INC-1/entry/1").Parts.OfType<Paragraph>()).Menu!;
        Assert.Equal([TimelineButtonIds.EditEntry, TimelineButtonIds.WithdrawEntry], menu.Items.Select(item => item.Action));
    }

    [Fact]
    public async Task A_note_that_was_withdrawn_offers_to_bring_it_back()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note Cache restarted");
        await scene.PressAsync(TimelineButtonIds.WithdrawEntry, "1|1");
        var menu = Assert.Single(scene.Chat.Shown("INC-1/entry/1").Parts.OfType<Paragraph>()).Menu!;
        Assert.Equal(TimelineButtonIds.RestoreEntry, Assert.Single(menu.Items).Action);
    }

    [Fact]
    public async Task A_note_is_shown_to_everyone_and_the_record_points_there()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note --kind fix Cache restarted at 09:45");
        Assert.Equal("Maya noted a fix (entry 1, 08:45 UTC): Cache restarted", scene.Chat.Shown("INC-1/entry/1").Text);
        Assert.Equal(new Uri($"https://chat.example/{Scene.Room}/ts-INC-1/entry/1"), Assert.Single(await scene.TimelineAsync()).Permalink);
    }

    [Fact]
    public async Task The_message_that_shows_a_note_makes_no_entry_of_its_own()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note Cache restarted");
        await scene.ReactAsync("pushpin", new MessageId(Scene.Room, "ts-INC-1/entry/1"));
        Assert.Single(await scene.TimelineAsync());
        Assert.StartsWith("That message is already in the timeline of INC-1", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_with_a_status_is_linked_to_where_the_channel_heard_it()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status identified It is the cache");
        await scene.TypeAsync("status identified Still the cache");
        Assert.All(await scene.TimelineAsync(), entry => Assert.Equal($"https://chat.example/{Scene.Room}/ts-{entry.ToldAs}", entry.Permalink?.OriginalString));
    }

    [Fact]
    public async Task A_chat_that_has_no_address_for_a_note_now_is_asked_again()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.IsReachable = false;
        await scene.TypeAsync("note Cache restarted");
        Assert.Null(Assert.Single(await scene.TimelineAsync()).Permalink);
        scene.Chat.IsReachable = true;
        scene.Time.Advance(TimeSpan.FromMinutes(5));
        await scene.Get<IncidentBot.Delivery.DeliveryPump>().StepAsync(default);
        Assert.NotNull(Assert.Single(await scene.TimelineAsync()).Permalink);
    }

    [Fact]
    public async Task A_note_by_mention_is_evidence_itself_and_is_not_captured_again()
    {
        await using var scene = await SceneWithMessageAsync();
        await scene.MentionAsync("note Cache restarted", Message.Id);
        await scene.ReactAsync("pushpin", Message.Id, Sam);
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal((Message.Id, new Uri($"https://chat.example/{Scene.Room}/17.1")), (entry.Message, entry.Permalink));
        Assert.StartsWith("That message is already in the timeline of INC-1", scene.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain("INC-1/entry/1", scene.Chat.DoneKeys);
    }

    [Fact]
    public async Task A_captured_message_does_not_become_a_note_again()
    {
        await using var scene = await SceneWithMessageAsync();
        await scene.ReactAsync("pushpin", Message.Id);
        await scene.MentionAsync("note Cache restarted", Message.Id);
        Assert.Equal(Message.Text, Assert.Single(await scene.TimelineAsync()).Text);
        Assert.StartsWith("That message is already in the timeline of INC-1", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_time_is_kept_as_words_and_pointed_out()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note at 16.30h the cache restarted");
        Assert.Equal("at 16.30h the cache restarted", Assert.Single(await scene.TimelineAsync()).Text);
        Assert.StartsWith("I didn't read “16.30h” as a time; write it like 16:20, 4:20 pm or yesterday 16:20. Entry 1 of INC-1", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_of_the_twelve_hour_clock_is_understood()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note at yesterday 4:30 pm the cache restarted");
        Assert.Equal(("the cache restarted", At("2026-03-01T15:30:00Z")), (Assert.Single(await scene.TimelineAsync()).Text, Assert.Single(await scene.TimelineAsync()).At));
    }

    [Fact]
    public async Task What_is_said_with_a_status_is_recorded()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status identified It is the cache");
        await scene.TypeAsync("status identified Still the cache");
        Assert.Equal([EntryKind.Finding, EntryKind.Communication], (await scene.TimelineAsync()).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task A_status_without_words_is_not_recorded()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status identified");
        Assert.Empty(await scene.TimelineAsync());
    }

    [Fact]
    public async Task The_timeline_is_in_the_order_of_what_happened()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note third");
        await scene.TypeAsync("note second at 09:59");
        await scene.TypeAsync("note first at 2026-03-01 10:00");
        Assert.Equal(["first", "second", "third"], (await scene.TimelineAsync()).Select(entry => entry.Text));
    }

    [Fact]
    public async Task The_kind_of_an_entry_is_changed_by_its_buttons()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note Restarted");
        var answers = scene.Chat.Answers.Count;
        await scene.PressAsync(TimelineButtonIds.SetKind, "1|1|action");
        await scene.PressAsync(TimelineButtonIds.SetKind, "1|1|fix");
        Assert.Equal(EntryKind.Fix, Assert.Single(await scene.TimelineAsync()).Kind);
        // Everybody reads it in the note's own line.
        Assert.Equal(answers, scene.Chat.Answers.Count);
        Assert.Contains("Maya noted a fix", scene.Chat.Shown("INC-1/entry/1").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_changes_the_kind_of_a_message_that_was_captured_is_told_so()
    {
        await using var scene = await SceneWithMessageAsync();
        await scene.ReactAsync("pushpin", Message.Id);
        await scene.PressAsync(TimelineButtonIds.SetKind, "1|1|fix");
        Assert.Equal("INC-1: “Cache is *gone*” is now on record as fix, no longer as observation.", scene.LastAnswer);
    }

    [Fact]
    public async Task The_timeline_is_shown_a_page_at_a_time()
    {
        await using var scene = await Scene.OfIncidentAsync();
        for (var number = 1; number <= TimelineCard.PageSize + 1; number++)
            await scene.TypeAsync($"note Entry {number}");

        await scene.TypeAsync("timeline");
        Assert.StartsWith("Timeline of INC-1, page 2 of 2, 16 entries", scene.LastAnswer, StringComparison.Ordinal);
        await scene.PressAsync(TimelineButtonIds.ShowTimeline, "1|1");
        Assert.StartsWith("Timeline of INC-1, page 1 of 2, 16 entries", scene.LastAnswer, StringComparison.Ordinal);
    }

    private static async Task<Scene> SceneWithMessageAsync()
    {
        var scene = await Scene.OfIncidentAsync();
        scene.Chat.Messages[Message.Id] = Message;
        return scene;
    }
}
