using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Tests.Delivery;

/// <summary>A platform that is down is waited for; a row that it alone cannot bear is given up.</summary>
public sealed class OutageTests : IDisposable
{
    private static readonly ChannelTarget Channel = ChannelTarget.Of(new ChannelId("C1"));

    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = ManualTime.Clock();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_request_for_which_the_platform_fails_each_time_is_given_up_while_other_things_get_done()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        bot.OnItem = (item, _, _) => item.Request.DeliveryKey == "poison" ? throw Down() : Task.CompletedTask;
        await bot.AcceptAsync("poison");
        await bot.AcceptAsync("behind it");
        for (var n = 0; n < 40 && !bot.Worked.Contains("behind it"); n++)
        {
            await bot.AcceptAsync($"other {n}", work => work.Send(new Outgoing($"topic {n}", new SetTopic(Channel, "Topic"))), "C2");
            await bot.StepAsync();
            time.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.InRange(time.GetUtcNow() - ManualTime.Start, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(bot.Options.MaxBlockSeconds + 15));
        Assert.Equal([new DeadLetterCount("inbox", "command", "chat_unavailable", 1)], await bot.DeadLetters.CountAsync(default));
    }

    [Fact]
    public async Task An_outage_of_an_hour_gives_no_request_up()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        var back = time.GetUtcNow().AddHours(1);
        bot.OnItem = (_, _, _) => time.GetUtcNow() < back ? throw Down() : Task.CompletedTask;
        await bot.AcceptAsync("1");

        await RunUntilQuietAsync(bot);

        Assert.InRange(time.GetUtcNow(), back, back.AddSeconds(11));
        Assert.Empty(await bot.DeadLetters.CountAsync(default));
    }

    [Fact]
    public async Task A_request_that_fails_for_more_than_a_day_is_given_up_even_if_nothing_else_gets_done()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        bot.OnItem = (_, _, _) => throw Down();
        await bot.AcceptAsync("1");
        await bot.StepAsync();
        time.Advance(TimeSpan.FromHours(25));

        await RunUntilQuietAsync(bot);

        Assert.Single(await bot.DeadLetters.CountAsync(default));
    }

    [Fact]
    public async Task What_left_no_trace_and_fails_each_time_is_given_up_while_other_things_get_done()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        bot.Platform.OnSend = request => Task.FromResult(request.Key == "file" ? new NotSent("unreadable_answer", Permanent: false, RetryAfter: null, "Slack's answer cannot be read.") { MayBeOutage = true } : FakePlatform.Done(request));
        await bot.StoreAsync("1", new Outgoing("file", new SetTopic(Channel, "File")));
        for (var n = 0; n < 40 && await bot.StateOfAsync("file") == "waiting"; n++)
        {
            await bot.StoreAsync($"other {n}", new Outgoing($"topic {n}", new SetTopic(Channel, "Topic")));
            await bot.StepAsync();
            time.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.Equal("dead", await bot.StateOfAsync("file"));
        Assert.Empty(bot.Platform.Settled);
    }

    [Fact]
    public async Task What_alone_cannot_be_asked_about_is_given_up_in_doubt_while_other_things_get_done()
    {
        await using var bot = await LostAsync(Down);
        await WhileOthersAreDoneAsync(bot);

        Assert.InRange(time.GetUtcNow() - ManualTime.Start, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(bot.Options.MaxBlockSeconds + 15));
        Assert.Equal("done", await bot.StateOfAsync("behind"));
        Assert.Equal([new DeadLetterCount("outbox", "PostCard", "outcome_unknown", 1)], await bot.DeadLetters.CountAsync(default));
        Assert.Single(bot.Platform.SentKeys, key => key == "lost");
    }

    [Fact]
    public async Task What_is_given_up_in_doubt_is_looked_for_when_it_is_tried_again()
    {
        await using var bot = await LostAsync(Down);
        await WhileOthersAreDoneAsync(bot);
        bot.Platform.OnSettle = FakePlatform.Done;
        await bot.DeadLetters.RetryAsync(new DeadLetterId("outbox", Assert.Single(await bot.DeadLetters.ListAsync(9, default)).Id), default);

        await bot.StepAsync();

        Assert.Equal("done", await bot.StateOfAsync("lost"));
        Assert.Single(bot.Platform.SentKeys, key => key == "lost");
    }

    [Fact]
    public async Task While_nothing_can_be_asked_for_an_hour_nothing_is_given_up()
    {
        var back = time.GetUtcNow().AddHours(1);
        await using var bot = await LostAsync(Down);
        bot.Platform.OnSettle = request => time.GetUtcNow() < back ? throw Down() : FakePlatform.Done(request);

        await RunUntilQuietAsync(bot);

        Assert.Equal(["done", "done"], [await bot.StateOfAsync("lost"), await bot.StateOfAsync("behind")]);
        Assert.Single(bot.Platform.SentKeys, key => key == "lost");
    }

    [Fact]
    public async Task To_be_told_to_wait_with_a_question_gives_nothing_up()
    {
        await using var bot = await LostAsync(() => new ChatUnavailableException("Slow down.") { RetryAfter = TimeSpan.FromSeconds(20) });
        await WhileOthersAreDoneAsync(bot);

        Assert.Equal("waiting", await bot.StateOfAsync("lost"));
    }

    private async Task<Bot> LostAsync(Func<Exception> asked)
    {
        var bot = await Bot.StartAsync(folder.Database, time);
        bot.Platform.OnSend = request => Task.FromResult(request.Key == "lost" ? new OutcomeUnknown("chat.postMessage: http_500") { MayBeOutage = true } : FakePlatform.Done(request));
        bot.Platform.OnSettle = _ => throw asked();
        await bot.StoreAsync("1", Post("lost"), Post("behind"));
        return bot;
    }

    private async Task WhileOthersAreDoneAsync(Bot bot)
    {
        for (var n = 0; n < 40 && await bot.StateOfAsync("behind") == "waiting"; n++)
        {
            await bot.StoreAsync($"other {n}", new Outgoing($"topic {n}", new SetTopic(Channel, "Topic")));
            await bot.StepAsync();
            time.Advance(TimeSpan.FromSeconds(15));
        }
    }

    private static Outgoing Post(string key) => new(key, new PostCard(Channel, Card.Of(key))) { Lane = "C1" };

    private static ChatUnavailableException Down() => new("Slack refused users.info: http_502.") { RetryAfter = TimeSpan.FromSeconds(10), MayBeOutage = true };

    private async Task RunUntilQuietAsync(Bot bot)
    {
        await bot.StepAsync();
        while (await bot.Pump.NextDueAsync(default) is { } due)
        {
            time.AdvanceTo(due);
            await bot.StepAsync();
        }
    }
}
