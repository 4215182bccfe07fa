using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Store;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests;

/// <summary>An incident of a day: 500 messages, 50 people, 2,000 entries.</summary>
public sealed class LargeIncidentTests
{
    private const int Entries = 2000, Messages = 500, People = 50;

    private static readonly IncidentId Id = new(1);

    private static readonly DateTimeOffset Began = At("2026-03-02T08:00:00Z");

    [Fact]
    public async Task The_timeline_is_turned_page_by_page_and_leaves_nothing_out()
    {
        await using var scene = await FilledAsync();
        await scene.TypeAsync("timeline");
        Assert.StartsWith("Timeline of INC-1, page 134 of 134, 2000 entries", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(["Earlier entries 1|133"], Turns(scene.Chat.Answers[^1].Card));

        await scene.PressAsync(TimelineButtonIds.ShowTimeline, "1|133");
        Assert.Equal(["Earlier entries 1|132", "Later entries 1|134"], Turns(scene.Chat.Answers[^1].Card));

        var all = await scene.Get<TimelineStore>().ListAllAsync(Scene.Workspace, Id, default);
        var pages = string.Join('\n', Enumerable.Range(1, 134).Select(page => TimelineCard.Compose(Id, all, page, Began, SceneChat.Roomy, SceneChat.Named).Text));
        Assert.All(Enumerable.Range(1, Entries), number => Assert.Contains(Words(number), pages, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_draft_has_every_entry_and_so_has_its_upload()
    {
        await using var scene = await FilledAsync();
        await scene.TypeAsync("export");
        var draft = (await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, Id, default))!.Markdown;
        var upload = scene.Chat.Last<UploadFile>().Content;
        Assert.All(Enumerable.Range(1, Entries), number => Assert.Contains(Words(number), draft, StringComparison.Ordinal));
        Assert.StartsWith(draft[..1000], upload, StringComparison.Ordinal);
        Assert.True(upload.Length >= draft.Length);
    }

    [Fact]
    public async Task A_channel_of_500_messages_is_added_with_its_progress_shown()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.History.AddRange(Enumerable.Range(1, Messages).Select(number => new ChatMessage(
            new MessageId(Scene.Room, string.Create(CultureInfo.InvariantCulture, $"t{number}")), Began.AddMinutes(number), Who(number), Words(number), null)));
        await scene.TypeAsync($"capture https://chat.example/{Scene.Room}/t1 https://chat.example/{Scene.Room}/t{Messages}");
        await scene.PassAsync(TimeSpan.FromMinutes(1));
        var preview = scene.Chat.Last<PostCard>();
        Assert.StartsWith("Add 500 messages to the timeline of INC-1?", preview.Card.Text, StringComparison.Ordinal);

        // Half way the chat wants to be left alone for a while, so that people can see how far it is.
        scene.Chat.LinksLeft = Messages / 2;
        var shown = scene.Chat.Done.Count;
        await scene.PressAsync(TimelineButtonIds.CaptureAll, preview.Card.Parts.OfType<Buttons>().Single().Items[0].Value);
        await scene.PassAsync(TimeSpan.FromMinutes(10));
        var updates = scene.Chat.Done.Skip(shown).Select(request => request.Action).OfType<UpdateCard>().Select(update => update.Card.Text).ToList();
        Assert.Contains(updates, text => text.Contains("250", StringComparison.Ordinal));
        Assert.StartsWith("500 messages added to the timeline of INC-1.", updates[^1], StringComparison.Ordinal);
        var entries = await scene.TimelineAsync();
        Assert.Equal((Messages, People), (entries.Count, entries.Select(entry => entry.Author.Id).Distinct().Count()));
    }

    private static async Task<Scene> FilledAsync()
    {
        var scene = await Scene.OfIncidentAsync();
        var batch = new Batch();
        foreach (var number in Enumerable.Range(1, Entries))
        {
            var message = new MessageId(Scene.Room, string.Create(CultureInfo.InvariantCulture, $"t{number}"));
            var at = Began.AddSeconds(30 * number);
            TimelineStore.Add(batch, Scene.Workspace, Id, new TimelineEntry
            {
                Number = number, At = at, RecordedAt = at, Kind = EntryKind.Observation, Author = Who(number), CapturedBy = Maya, Text = Words(number), Message = message,
                Permalink = new Uri($"https://chat.example/{message}"),
            });
            MessageHistoryStore.Add(batch, Scene.Workspace, Id, new MessageMarked(message, new CaptureSign(CaptureSign.Import, Maya, at, IsOn: true, EntryKind.Observation)));
        }

        Assert.Equal(CommitResult.Committed, await scene.Get<Database>().CommitAsync(batch, default));
        return scene;
    }

    private static Person Who(int number) => new(new PersonId(string.Create(CultureInfo.InvariantCulture, $"UP{number % People}")), string.Create(CultureInfo.InvariantCulture, $"Person {number % People}"), "UTC");

    // Begins and ends with the number, so that whole words are looked for.
    private static string Words(int number) => string.Create(CultureInfo.InvariantCulture, $"No {number:0000}: the queue of checkout grows by {number} a minute, end of {number:0000}");

    private static IEnumerable<string> Turns(Card card) => card.Parts.OfType<Buttons>().Single().Items.Select(button => $"{button.Label} {button.Value}");
}
