using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Timeline;

public sealed class CaptureManyTests
{
    private static readonly DateTimeOffset Began = At("2026-03-02T08:00:00Z");

    [Fact]
    public async Task A_thread_is_shown_first_and_added_once_it_is_confirmed()
    {
        await using var scene = await OfThreadAsync(4);
        await scene.PickAsync(scene.Chat.History[2], shortcut: ShortcutIds.AddThreadToTimeline);
        Assert.Empty(await scene.TimelineAsync());
        var post = scene.Chat.Last<PostCard>();
        Assert.Equal("t0", post.Thread);
        Assert.StartsWith("Add 4 messages to the timeline of INC-1? The first: 2026-03-02 08:00 UTC Maya, “Words 0” The last: 2026-03-02 08:03 UTC Sam, “Words 3” (asked by Maya", post.Card.Text, StringComparison.Ordinal);

        await PressAsync(scene, post, Sam);
        Assert.Equal(
            [("Words 0", Maya, 0), ("Words 1", Sam, 1), ("Words 2", Maya, 2), ("Words 3", Sam, 3)],
            (await scene.TimelineAsync()).Select(entry => (entry.Text, entry.Author, (int)(entry.At - Began).TotalMinutes)));
        Assert.All(await scene.TimelineAsync(), entry => Assert.Equal((Sam, new Uri($"https://chat.example/{entry.Message!.Value}"), EntryKind.Observation), (entry.CapturedBy, entry.Permalink!, entry.Kind)));
        Assert.StartsWith("4 messages added to the timeline of INC-1. To change or withdraw one: `/incident timeline`. (Sam", Shown(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thread_is_captured_by_a_word_in_it()
    {
        await using var scene = await OfThreadAsync(3);
        await MentionInThreadAsync(scene, "capture thread");
        await PressAsync(scene, scene.Chat.Last<PostCard>());
        Assert.Equal(3, (await scene.TimelineAsync()).Count);
    }

    [Fact]
    public async Task Again_adds_nothing()
    {
        await using var scene = await OfThreadAsync(3);
        await MentionInThreadAsync(scene, "capture thread");
        var post = scene.Chat.Last<PostCard>();
        await PressAsync(scene, post);
        await PressAsync(scene, post, Sam);
        Assert.Equal(3, (await scene.TimelineAsync()).Count);
        await MentionInThreadAsync(scene, "capture thread");
        Assert.StartsWith("All of that is in the timeline of INC-1 already (3 messages). Nothing was added.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_there_already_is_counted_and_left_as_it_is()
    {
        await using var scene = await OfThreadAsync(3);
        await scene.PickAsync(scene.Chat.History[1]);
        await scene.PressAsync(TimelineButtonIds.SetKind, "1|1|fix");
        await MentionInThreadAsync(scene, "capture thread");
        var post = scene.Chat.Last<PostCard>();
        Assert.StartsWith("Add 2 messages to the timeline of INC-1? 1 more is there already.", post.Card.Text, StringComparison.Ordinal);
        await PressAsync(scene, post);
        Assert.Equal([EntryKind.Observation, EntryKind.Fix, EntryKind.Observation], (await scene.TimelineAsync()).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task What_was_withdrawn_stays_withdrawn()
    {
        await using var scene = await OfThreadAsync(2);
        await scene.PickAsync(scene.Chat.History[1]);
        await scene.PressAsync(TimelineButtonIds.WithdrawEntry, "1|1");
        await MentionInThreadAsync(scene, "capture thread");
        await PressAsync(scene, scene.Chat.Last<PostCard>());
        Assert.Equal("Words 0", Assert.Single(await scene.TimelineAsync()).Text);
    }

    [Fact]
    public async Task A_reply_that_came_after_the_preview_was_not_in_it()
    {
        await using var scene = await OfThreadAsync(2);
        await MentionInThreadAsync(scene, "capture thread");
        var post = scene.Chat.Last<PostCard>();
        scene.Chat.History.Add(Message(9, "t0"));
        await PressAsync(scene, post);
        Assert.Equal(2, (await scene.TimelineAsync()).Count);
    }

    [Fact]
    public async Task Two_links_mean_all_that_was_said_between_them()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.History.AddRange(Enumerable.Range(0, 8).Select(number => Message(number, number == 4 ? "t3" : null)));
        scene.Chat.MostPerPage = 2;
        await scene.TypeAsync($"capture {Link(6)} {Link(2)}");
        await PressAsync(scene, scene.Chat.Last<PostCard>());
        Assert.Equal(["Words 2", "Words 3", "Words 4", "Words 5", "Words 6"], (await scene.TimelineAsync()).Select(entry => entry.Text));
    }

    [Fact]
    public async Task Two_links_of_one_thread_stay_in_it()
    {
        await using var scene = await OfThreadAsync(6);
        scene.Chat.History.Add(Message(7, null) with { At = Began.AddMinutes(2.5) });
        await scene.TypeAsync($"capture {Link(1)} {Link(4)}");
        await PressAsync(scene, scene.Chat.Last<PostCard>());
        Assert.Equal(["Words 1", "Words 2", "Words 3", "Words 4"], (await scene.TimelineAsync()).Select(entry => entry.Text));
    }

    [Fact]
    public async Task A_large_capture_shows_how_far_it_has_come_in_its_own_message()
    {
        await using var scene = await OfThreadAsync(60);
        await MentionInThreadAsync(scene, "capture thread");
        var post = scene.Chat.Last<PostCard>();
        scene.Chat.LinksLeft = 30;
        await PressAsync(scene, post);
        Assert.StartsWith("Adding messages to the timeline of INC-1: 30 of 60 so far.", scene.Chat.Shown(scene.Chat.DoneKeys.Single(key => key.StartsWith("INC-1/capture/", StringComparison.Ordinal))).Text, StringComparison.Ordinal);
        scene.Chat.LinksLeft = null;
        await scene.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(60, (await scene.TimelineAsync()).Count);
        Assert.StartsWith("60 messages added to the timeline of INC-1.", Shown(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_goes_away_in_between_leaves_nothing_twice_and_nothing_out()
    {
        await using var scene = await OfThreadAsync(30);
        await MentionInThreadAsync(scene, "capture thread");
        var post = scene.Chat.Last<PostCard>();
        scene.Chat.IsReachable = false;
        await PressAsync(scene, post);
        Assert.Empty(await scene.TimelineAsync());
        scene.Chat.IsReachable = true;
        await scene.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(30, (await scene.TimelineAsync()).Count);
    }

    [Theory]
    [InlineData("capture", "Say what")]
    [InlineData("capture everything", "I need one or two links")]
    [InlineData("capture thread", "To add a thread")]
    [InlineData("capture https://chat.example/nowhere", "I need the links of messages")]
    public async Task What_names_no_messages_is_refused_with_the_way(string typed, string sentence)
    {
        await using var scene = await OfThreadAsync(1);
        await scene.TypeAsync(typed);
        Assert.StartsWith(sentence, scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_of_another_channel_are_refused()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.History.Add(Message(1, null) with { Id = new MessageId(Scene.Lobby, "t1") });
        await scene.TypeAsync($"capture https://chat.example/{Scene.Lobby}/t1");
        Assert.StartsWith("Only messages of the channel of INC-1", scene.LastAnswer, StringComparison.Ordinal);
    }

    private static async Task<Scene> OfThreadAsync(int messages)
    {
        var scene = await Scene.OfIncidentAsync();
        scene.Chat.History.AddRange(Enumerable.Range(0, messages).Select(number => Message(number, number == 0 ? null : "t0")));
        foreach (var message in scene.Chat.History)
            scene.Chat.Messages[message.Id] = message;
        return scene;
    }

    private static ChatMessage Message(int number, string? thread) => new(
        new MessageId(Scene.Room, string.Create(CultureInfo.InvariantCulture, $"t{number}")), Began.AddMinutes(number), number % 2 == 0 ? Maya : Sam, string.Create(CultureInfo.InvariantCulture, $"Words {number}"), thread);

    private static string Link(int number) => string.Create(CultureInfo.InvariantCulture, $"https://chat.example/{Scene.Room}/t{number}");

    private static Task MentionInThreadAsync(Scene scene, string words) => scene.HappenAsync(new CommandTyped(
        Scene.Workspace, Maya, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Maya.Id, "t0"), TypedText.Of(words), new MessageId(Scene.Room, $"m{scene.Chat.Done.Count}")));

    private static async Task PressAsync(Scene scene, PostCard post, Person? who = null)
    {
        var button = Assert.Single(post.Card.Parts.OfType<Buttons>().Single().Items);
        await scene.PressAsync(button.Action, button.Value, who);
        await scene.Get<DeliveryPump>().StepAsync(default);
    }

    private static string Shown(Scene scene) => scene.Chat.Last<UpdateCard>().Card.Text;
}
