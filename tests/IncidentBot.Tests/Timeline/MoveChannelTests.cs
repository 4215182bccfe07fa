using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Timeline;

/// <summary>The platform gives a channel another id, and what stands on record of its messages goes by that id from then on.</summary>
public sealed class MoveChannelTests
{
    private static readonly ChannelId New = new("C-new");

    private static readonly DateTimeOffset Posted = At("2026-11-20T15:58:30Z");

    private static readonly ChatMessage Message = new(new MessageId(Scene.Room, "12.5"), Posted, Sam, "Cache is gone", null);

    private static readonly ChatMessage Moved = Message with { Id = Message.Id with { Channel = New } };

    [Fact]
    public async Task Edits_and_deletions_after_it_find_their_entries_and_the_words_go_everywhere()
    {
        await using var scene = await MovedAsync();
        await scene.HappenAsync(new MessageEdited(Scene.Workspace, Sam, New, Posted.AddMinutes(3), new ReplyTo(New, Sam.Id), Moved with { Text = "Cache is full", EditedAt = Posted.AddMinutes(3) }, Moved));
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal((Moved.Id, "Cache is full", "Cache is gone"), (entry.Message!.Value, entry.Text, Assert.Single(entry.FormerTexts)));

        await scene.HappenAsync(new MessageDeleted(Scene.Workspace, Sam, New, Posted.AddMinutes(4), new ReplyTo(New, Sam.Id), Moved));
        Assert.True(Assert.Single(await scene.TimelineAsync()).IsRemoved);
        await scene.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(await scene.RowsWithAsync("Cache is gone"));

        // The trail's hashes were made over the former id; it holds, and says why the words are gone.
        var report = await scene.Get<AuditCheck>().VerifyAsync(Scene.Workspace, 1, default);
        Assert.True(report.IsIntact, report.Problem ?? string.Join('\n', report.RowProblems));
    }

    [Fact]
    public async Task A_reaction_that_is_taken_off_after_it_withdraws_the_entry_and_put_on_again_brings_it_back()
    {
        await using var scene = await MovedAsync();
        var now = scene.Time.GetUtcNow();
        await scene.HappenAsync(new ReactionRemoved(Scene.Workspace, Maya, New, now.AddSeconds(1), new ReplyTo(New, Maya.Id), "pushpin", Moved.Id));
        Assert.Empty(await scene.TimelineAsync());
        scene.Time.Advance(TimeSpan.FromSeconds(5));
        await scene.ReactAsync("pushpin", Moved.Id);
        Assert.Equal(1, Assert.Single(await scene.TimelineAsync()).Number);
    }

    [Fact]
    public async Task What_was_still_to_be_sent_or_read_goes_to_the_new_id_and_nothing_keeps_the_former_one()
    {
        await using var scene = await SceneAsync();
        scene.Chat.OnSend = request => request.Action is PostCard ? new NotSent("down", Permanent: false, TimeSpan.FromMinutes(1), "Down.") : null;
        await scene.TypeAsync("update Still looking");
        scene.Chat.OnSend = _ => null;
        await MoveAsync(scene);
        await scene.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Contains(scene.Chat.Told(New), told => told.Contains("Still looking", StringComparison.Ordinal));
        Assert.Equal(Moved.Id, Assert.Single(await scene.TimelineAsync(), entry => entry.Text == "Cache is gone").Message);

        var left = await scene.RowsWithAsync(Scene.Room.Value);
        Assert.All(left, row => Assert.True(IsHistory(row), row));
    }

    [Fact]
    public async Task A_file_that_was_not_downloaded_yet_is_kept_with_the_message_of_the_new_id()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.Messages[Message.Id] = Message with { Files = [new ChatFile("F1", "graph.png", "image/png")] };
        await scene.ReactAsync("pushpin", Message.Id);
        scene.Chat.OnFile = (file, _) => new FileRead(file, [1, 2, 3]);
        await MoveAsync(scene);
        await scene.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(FileState.Kept, Assert.Single(Assert.Single(await scene.TimelineAsync(), entry => entry.Message == Moved.Id).Files).State);
    }

    // What was said in its time stays as it was: facts, the trail, addresses; and what is done needs no place any more.
    private static bool IsHistory(string row) => row.Split(':')[0] is "incident_fact.body" or "audit_link.covers" or "audit_link.subject" or "audit_words.words" or "timeline_entry.permalink" or "evidence.permalink"
        or "inbox.conversation" or "inbox.delivery_key" or "outbox.action" or "inbox.body"
        || row == $"audit_words.subject: {Scene.Room}>{New}";

    private static async Task<Scene> SceneAsync()
    {
        var scene = await Scene.OfIncidentAsync();
        scene.Chat.Messages[Message.Id] = Message;
        await scene.ReactAsync("pushpin", Message.Id);
        return scene;
    }

    private static async Task<Scene> MovedAsync()
    {
        var scene = await SceneAsync();
        await MoveAsync(scene);
        return scene;
    }

    private static Task MoveAsync(Scene scene)
    {
        scene.Chat.Messages[Moved.Id] = Moved;
        return scene.HappenAsync(new ChannelSeen(
            Scene.Workspace, Maya, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Maya.Id), new ChannelLook(New, ChannelState.Open, "inc-1-checkout", false, false)));
    }
}
