using IncidentBot.Chat;
using IncidentBot.Incidents;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Timeline;

/// <summary>An incident that is started from a message has that message as its first evidence, wherever it was written.</summary>
public sealed class FirstEvidenceTests
{
    private static readonly ChatMessage Report = new(new MessageId(Scene.Lobby, "12.5"), At("2026-11-20T15:58:30Z"), Sam, "Checkout returns 500s since the deploy", null);

    [Fact]
    public async Task The_message_is_the_first_entry_at_its_own_time_with_author_and_address()
    {
        await using var scene = await StartedAsync(Report);
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal((1, Report.At, Report.Text, Sam.Id, Maya.Id), (entry.Number, entry.At, entry.Text, entry.Author.Id, entry.CapturedBy.Id));
        Assert.Equal((Report.Id, "https://chat.example/C-lobby/12.5"), (entry.Message!.Value, entry.Permalink!.OriginalString));
    }

    [Fact]
    public async Task The_channel_shows_between_card_and_checklist_who_wrote_the_message_and_where()
    {
        await using var scene = await StartedAsync(Report);

        Assert.Equal(["INC-1/card", "INC-1/origin", "INC-1/checklist"], scene.Chat.DoneKeys.Where(key => key is "INC-1/card" or "INC-1/origin" or "INC-1/checklist"));
        var line = scene.Chat.Shown("INC-1/origin");
        Assert.StartsWith("Started from a message by Sam, 2026-11-20 15:58 UTC. Open the message", line.Text, StringComparison.Ordinal);
        Assert.Contains(Assert.IsType<Paragraph>(Assert.Single(line.Parts)).Text.Spans, span => span is LinkSpan { Address.OriginalString: "https://chat.example/C-lobby/12.5" });
        Assert.Equal(Scene.Room.Value, Assert.IsType<PostCard>(scene.Chat.Done.Single(request => request.Key == "INC-1/origin").Action).Channel.Known);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_words_of_the_message_stand_in_the_timeline_alone_so_that_a_deletion_takes_them(bool isDeletedMeanwhile)
    {
        await using var scene = await StartedAsync(Report, isDeletedMeanwhile);

        Assert.Equal(!isDeletedMeanwhile, scene.Chat.DoneKeys.Contains("INC-1/origin"));
        Assert.DoesNotContain(scene.Chat.Done.Select(request => request.Action).OfType<PostCard>(), post => post.Card.Text.Contains(Report.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_it_said_when_the_form_was_sent_counts_and_later_edits_and_its_deletion_follow()
    {
        await using var scene = await StartedAsync(Report with { Text = "Checkout and cart return 500s", EditedAt = Report.At.AddSeconds(30) });
        Assert.Equal("Checkout and cart return 500s", Assert.Single(await scene.TimelineAsync()).Text);

        var reply = new ReplyTo(Scene.Lobby, Sam.Id);
        var at = Report.At.AddMinutes(5);
        await scene.HappenAsync(new MessageEdited(Scene.Workspace, Sam, Scene.Lobby, at, reply, Report with { Text = "Only cart", EditedAt = at }, null));
        Assert.Equal("Only cart", Assert.Single(await scene.TimelineAsync()).Text);

        await scene.HappenAsync(new MessageDeleted(Scene.Workspace, Sam, Scene.Lobby, at.AddMinutes(1), reply, Report));
        Assert.True(Assert.Single(await scene.TimelineAsync()).IsRemoved);
        await scene.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(await scene.RowsWithAsync("Only cart"));
    }

    [Fact]
    public async Task A_message_that_the_bot_cannot_read_comes_with_the_words_of_the_form()
    {
        await using var scene = await StartedAsync(null);
        Assert.Equal((Report.Text, Report.At), (Assert.Single(await scene.TimelineAsync()).Text, (await scene.TimelineAsync())[0].At));
        Assert.DoesNotContain(scene.Chat.Answers, answer => answer.Card.Text.Contains("deleted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_is_deleted_while_the_form_is_open_is_not_recorded_and_the_starter_is_told()
    {
        await using var scene = await StartedAsync(Report, deletedMeanwhile: true);
        Assert.Empty(await scene.TimelineAsync());
        Assert.Contains(scene.Chat.Answers, answer => answer.Card.Text.Contains("I can no longer read the message", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sweep_of_the_incidents_channel_leaves_a_message_of_another_alone()
    {
        await using var scene = await StartedAsync(Report);
        scene.Chat.Messages.Clear();
        await scene.TypeAsync("sync");
        await scene.PassAsync(TimeSpan.FromMinutes(5));
        Assert.False(Assert.Single(await scene.TimelineAsync()).IsRemoved);
    }

    private static async Task<Scene> StartedAsync(ChatMessage? readable, bool deletedMeanwhile = false)
    {
        var scene = await Scene.SetAsync();
        if (readable is not null) scene.Chat.Messages[readable.Id] = readable;
        var form = Assert.IsType<OpenIt>(await scene.AskFromAsync(Report)).Form;
        if (deletedMeanwhile) scene.Chat.Messages.Clear();
        await scene.SubmitAsync(form.Id, form.Context, (StartForm.Title, "Checkout is down"), (StartForm.Severity, "2"));
        return scene;
    }
}
