using IncidentBot.Chat;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Timeline;

/// <summary>What was deleted leaves the record even if nobody told of it.</summary>
public sealed class SweepOfDeletionsTests : IAsyncLifetime
{
    private static readonly MessageId Message = new(Scene.Room, "1.000000");
    private static readonly HistoryPage Empty = new([], HasMore: false, Cursor: null);
    private Scene scene = null!;

    public async ValueTask InitializeAsync()
    {
        scene = await Scene.OfIncidentAsync();
        scene.Chat.OnHistory = _ => Empty;
        scene.Chat.Messages[Message] = new ChatMessage(Message, scene.Time.GetUtcNow(), Sam, "the password is tulip", null);
        await scene.ReactAsync("pushpin", Message);
        Assert.NotEmpty(await scene.RowsWithAsync("tulip"));
    }

    public async ValueTask DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task The_words_of_a_message_whose_deletion_nobody_told_of_leave_the_record()
    {
        scene.Chat.Messages.Clear();

        await scene.TypeAsync("sync");
        await scene.PassAsync(TimeSpan.FromMinutes(1));

        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.DoesNotContain("tulip", entry.Text, StringComparison.Ordinal);
        Assert.Empty(await scene.RowsWithAsync("tulip"));
        Assert.Contains("1 entry was updated", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_that_the_channel_does_not_show_stays()
    {
        await scene.TypeAsync("sync");
        await scene.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Equal("the password is tulip", Assert.Single(await scene.TimelineAsync()).Text);
    }

    [Fact]
    public async Task A_channel_that_cannot_be_read_says_nothing_of_what_is_gone()
    {
        scene.Chat.Messages.Clear();
        scene.Chat.OnHistory = _ => null;

        await scene.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Equal("the password is tulip", Assert.Single(await scene.TimelineAsync()).Text);
    }

    [Fact]
    public async Task A_part_of_the_channel_that_was_not_read_says_nothing_of_what_is_gone()
    {
        scene.Chat.Messages.Clear();
        var now = scene.Time.GetUtcNow().AddMinutes(1);
        scene.Chat.OnHistory = question => question is ReadChannel { Latest: null }
            ? new HistoryPage([new SeenMessage(new MessageId(Scene.Room, "2.000000"), now, HasReplies: false, [], OwnKey: null)], HasMore: true, Cursor: null)
            : question is ReadPins ? Empty : null;

        await scene.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Equal("the password is tulip", Assert.Single(await scene.TimelineAsync()).Text);
    }
}
