using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Tests.Delivery;

public sealed class OutboxTests : IDisposable
{
    private static readonly ReplyTo Reply = new(new ChannelId("C1"), new PersonId("U1"));

    private readonly TempFolder folder = new();
    private readonly ManualTime time = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_answer_goes_out_with_what_the_use_case_wrote()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        bot.OnItem = (_, work, _) =>
        {
            work.Answer(Reply, Card.Of("Done."));
            return Task.CompletedTask;
        };
        await bot.AcceptAsync("a");

        Assert.Equal(2, await bot.StepAsync());

        var sent = Assert.Single(bot.Platform.Sent);
        Assert.Equal(new Answer(Reply, Card.Of("Done.")).To, Assert.IsType<Answer>(sent.Action).To);
        Assert.Equal(1, sent.Attempt);
        Assert.Equal(ManualTime.Start, sent.FirstAttemptAt);
    }

    [Fact]
    public async Task What_needs_a_channel_is_sent_into_it_once_it_is_open()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);

        await bot.SendAsync(
            new Outgoing("card", new PostCard(ChannelTarget.From("channel"), Card.Of("Hello"))),
            new Outgoing("channel", new OpenChannel("inc-7", Private: false)));
        await bot.StepAsync();

        Assert.Equal(["channel", "card"], bot.Platform.SentKeys);
        Assert.Equal("C-channel", Assert.IsType<PostCard>(bot.Platform.Sent[1].Action).Channel.Known);
    }
}
