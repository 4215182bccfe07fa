using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Timeline;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Timeline;

/// <summary>A captured message goes on living in the chat, and the record follows it, in whatever order the news arrive.</summary>
public sealed class LivingMessageTests
{
    private static readonly DateTimeOffset Posted = At("2026-03-02T08:57:00Z");

    private static readonly MessageId Id = new(Scene.Room, "17.1");

    private static readonly ChatMessage First = new(Id, Posted, Sam, "Cache is gone", null);

    private static readonly ChatMessage Second = First with { Text = "Cache is full", EditedAt = Posted.AddMinutes(3) };

    private static readonly ChatMessage Third = First with { Text = "Cache was full", EditedAt = Posted.AddMinutes(4) };

    [Fact]
    public async Task An_edit_is_a_revision_and_the_former_words_stay()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        await scene.HappenAsync(Edited(First, Second, 3));
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal(("Cache is full", Second.EditedAt), (entry.Text, entry.EditedAt));
        Assert.Equal(["Cache is gone"], entry.FormerTexts);
    }

    [Fact]
    public async Task An_edited_entry_is_marked_in_timeline_and_draft()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        await scene.HappenAsync(Edited(First, Second, 3));
        await scene.TypeAsync("timeline");
        Assert.Contains("Cache is full (edited)", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem");
        Assert.Contains("Cache is full (edited)", (await DraftAsync(scene))!.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_edit_never_overwrites_a_newer_one()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        await scene.HappenAsync(Edited(Second, Third, 4));
        await scene.HappenAsync(Edited(First, Second, 3));
        await scene.HappenAsync(Edited(Second, Third, 4));
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal("Cache was full", entry.Text);
        Assert.Equal(["Cache is gone", "Cache is full"], entry.FormerTexts);
    }

    [Fact]
    public async Task Two_edits_of_one_second_are_told_apart_by_when_they_were_told()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        var later = Edited(Second, Second with { Text = "Cache is full, I think" }, 3.5);
        await scene.HappenAsync(later);
        await scene.HappenAsync(Edited(First, Second, 3));
        Assert.Equal("Cache is full, I think", Assert.Single(await scene.TimelineAsync()).Text);
    }

    [Fact]
    public async Task A_deleted_message_leaves_the_entry_without_its_words()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("wrench", Id);
        await scene.HappenAsync(Edited(First, Second, 3));
        await scene.HappenAsync(Deleted(Second));
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal((EntryWords.Removed, true, Posted, Sam, Maya, EntryKind.Fix), (entry.Text, entry.IsRemoved, entry.At, entry.Author, entry.CapturedBy, entry.Kind));
        Assert.Empty(entry.FormerTexts);
    }

    [Fact]
    public async Task The_words_of_a_deleted_message_stand_nowhere_in_the_store()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        await scene.HappenAsync(Edited(First, Second, 3));
        await scene.TypeAsync("timeline");
        await scene.TypeAsync("postmortem");
        await scene.TypeAsync("export");
        await scene.HappenAsync(Deleted(Second));
        Assert.Empty(await scene.RowsWithAsync("Cache is"));
    }

    [Fact]
    public async Task A_draft_loses_deleted_words_at_once_and_a_new_one_is_assembled()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        await scene.TypeAsync("postmortem");
        await scene.HappenAsync(Deleted(First));
        var cut = (await DraftAsync(scene))!;
        Assert.Equal(1, cut.Version);
        Assert.Contains($"- {IncidentBot.Timeline.Erasure.CutWords.Mark}\n", cut.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("Cache is gone", cut.Markdown, StringComparison.Ordinal);
        Assert.Contains("## Lessons", cut.Markdown, StringComparison.Ordinal);
        await scene.PassAsync(TimeSpan.FromMinutes(2));
        var draft = await DraftAsync(scene);
        Assert.Equal(2, draft?.Version);
        Assert.DoesNotContain("Cache is", draft!.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain(EntryWords.Removed, draft.Markdown, StringComparison.Ordinal);
        Assert.StartsWith("Draft 2 of the postmortem", scene.Chat.Shown("INC-1/postmortem/1").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_words_are_kept_a_deletion_only_marks_the_entry()
    {
        await using var scene = await SceneAsync(new TimelineOptions { DeletedMessages = DeletedMessages.KeepText });
        await scene.ReactAsync("pushpin", Id);
        await scene.HappenAsync(Deleted(First));
        await scene.TypeAsync("timeline");
        Assert.Equal("Cache is gone", Assert.Single(await scene.TimelineAsync()).Text);
        Assert.Contains("Cache is gone (deleted by its author)", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_reaction_taken_off_withdraws_the_entry_and_says_so()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        await scene.HappenAsync(Unreacted(5));
        Assert.Empty(await scene.TimelineAsync());
        Assert.Contains("no longer in the timeline of INC-1", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_two_reactions_taken_off_leaves_the_entry_to_the_other()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("wrench", Id);
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        await scene.ReactAsync("pushpin", Id, Sam);
        await scene.HappenAsync(Unreacted(5, "wrench"));
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal((Sam, EntryKind.Observation), (entry.CapturedBy, entry.Kind));
    }

    [Fact]
    public async Task Reacting_again_brings_the_entry_back()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        await scene.HappenAsync(Unreacted(5));
        scene.Time.Advance(TimeSpan.FromMinutes(6));
        await scene.ReactAsync("pushpin", Id);
        Assert.Equal(1, Assert.Single(await scene.TimelineAsync()).Number);
        Assert.StartsWith("Entry 1 is back in the timeline of INC-1", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pin_captures_and_its_end_withdraws_whoever_ends_it()
    {
        await using var scene = await SceneAsync();
        await scene.HappenAsync(new MessagePinned(Scene.Workspace, Maya, Scene.Room, ManualTime.Start, Reply(Maya), Id));
        Assert.Equal("Cache is gone", Assert.Single(await scene.TimelineAsync()).Text);
        await scene.HappenAsync(new MessageUnpinned(Scene.Workspace, Sam, Scene.Room, ManualTime.Start.AddMinutes(1), Reply(Sam), Id));
        Assert.Empty(await scene.TimelineAsync());
    }

    [Fact]
    public async Task What_was_picked_from_the_menu_is_not_withdrawn_by_a_reaction()
    {
        await using var scene = await SceneAsync();
        await scene.PickAsync(First);
        await scene.ReactAsync("pushpin", Id);
        await scene.HappenAsync(Unreacted(5));
        Assert.Single(await scene.TimelineAsync());
    }

    [Fact]
    public async Task The_bots_own_words_of_a_note_are_not_withdrawn_by_a_reaction()
    {
        await using var scene = await SceneAsync();
        await scene.TypeAsync("note Cache restarted");
        var told = new MessageId(Scene.Room, "ts-INC-1/entry/1");
        await scene.ReactAsync("pushpin", told);
        await scene.HappenAsync(new ReactionRemoved(Scene.Workspace, Maya, Scene.Room, ManualTime.Start.AddMinutes(1), Reply(Maya), "pushpin", told));
        Assert.Single(await scene.TimelineAsync());
    }

    [Fact]
    public async Task An_edited_note_by_mention_is_on_record_by_its_words_alone()
    {
        await using var scene = await SceneAsync();
        await scene.MentionAsync("note Cache restarted", Id);
        var edited = First with { Text = "@IncidentBot note Cache was restarted", EditedAt = ManualTime.Start.AddMinutes(1), ToBot = TypedText.Of("note Cache was restarted") };
        await scene.HappenAsync(Edited(null, edited, 4));
        Assert.Equal("Cache was restarted", Assert.Single(await scene.TimelineAsync()).Text);
    }

    [Fact]
    public async Task What_was_learned_of_a_message_that_nobody_captured_is_forgotten()
    {
        await using var scene = await SceneAsync();
        await scene.HappenAsync(Edited(First, Second, 3));
        Assert.NotEmpty(await scene.RowsWithAsync("Cache is full"));
        scene.Time.Advance(TimeSpan.FromHours(2));
        await scene.Get<IncidentBot.Delivery.DeliveryPump>().StepAsync(default);
        Assert.Empty(await scene.RowsWithAsync("Cache is"));
    }

    [Theory]
    [InlineData("react, sam reacts, edit, edit again, unreact", false, "Cache was full|Cache is gone;Cache is full|Sam|2|False")]
    [InlineData("react, unreact, react again, edit", false, "Cache was full|Cache is gone;Cache is full|Maya|6|False")]
    [InlineData("react, edit, edit again, delete", false, "(removed by its author)||Maya|1|True")]
    [InlineData("react, edit, edit again, delete", true, "(removed by its author)||Maya|1|True")]
    [InlineData("react, edit, unreact, delete", false, "")]
    [InlineData("react, edit, unreact, delete", true, "")]
    public async Task In_every_order_of_arrival_the_record_is_the_same(string news, bool isGone, string record)
    {
        await using var scene = await SceneAsync();
        scene.Time.Advance(TimeSpan.FromMinutes(10));
        var orders = Permutations(news.Split(", ")).ToList();
        for (var number = 0; number < orders.Count; number++)
        {
            // Each order is that of a message of its own, which the chat hands out as it is in the end.
            var id = new MessageId(Scene.Room, FormattableString.Invariant($"18.{number}"));
            if (!isGone)
                scene.Chat.Messages[id] = Third with { Id = id };
            foreach (var name in orders[number])
                await scene.ArriveAsync(News(name, id));
        }

        await scene.Get<IncidentBot.Delivery.DeliveryPump>().StepAsync(default);

        var entries = (await scene.TimelineAsync()).Select(entry =>
            $"{entry.Text}|{string.Join(';', entry.FormerTexts)}|{entry.CapturedBy.Name}|{(entry.RecordedAt - Posted).TotalMinutes}|{entry.IsRemoved}").ToList();
        Assert.Equal(record.Length == 0 ? 0 : orders.Count, entries.Count);
        Assert.All(entries, entry => Assert.Equal(record, entry));
    }

    private static Inbound News(string name, MessageId id) => name switch
    {
        "react" => Reacted(Maya, 1, id),
        "sam reacts" => Reacted(Sam, 2, id),
        "edit" => Edited(First with { Id = id }, Second with { Id = id }, 3),
        "edit again" => Edited(Second with { Id = id }, Third with { Id = id }, 4),
        "unreact" => Unreacted(5, id: id),
        "react again" => Reacted(Maya, 6, id),
        _ => Deleted(Third with { Id = id }),
    };

    private static ReactionAdded Reacted(Person who, int minute, MessageId id) => new(Scene.Workspace, who, Scene.Room, Posted.AddMinutes(minute), Reply(who), "pushpin", id);

    private static ReactionRemoved Unreacted(int minute, string reaction = "pushpin", MessageId? id = null) =>
        new(Scene.Workspace, Maya, Scene.Room, Posted.AddMinutes(minute), Reply(Maya), reaction, id ?? Id);

    private static MessageEdited Edited(ChatMessage? before, ChatMessage after, double minute) => new(Scene.Workspace, Sam, Scene.Room, Posted.AddMinutes(minute), Reply(Sam), after, before);

    private static MessageDeleted Deleted(ChatMessage message) => new(Scene.Workspace, Sam, Scene.Room, Posted.AddMinutes(9), Reply(Sam), message);

    private static ReplyTo Reply(Person who) => new(Scene.Room, who.Id);

    private static IEnumerable<IReadOnlyList<string>> Permutations(IReadOnlyList<string> names) =>
        names.Count <= 1 ? [names] : names.SelectMany(first => Permutations([.. names.Where(name => name != first)]).Select(rest => (IReadOnlyList<string>)[first, .. rest]));

    private static Task<PostmortemDraft?> DraftAsync(Scene scene) => scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, new IncidentId(1), default);

    private static async Task<Scene> SceneAsync(TimelineOptions? timeline = null)
    {
        var scene = await Scene.OfIncidentAsync(timeline: timeline);
        scene.Chat.Messages[Id] = First;
        return scene;
    }
}
