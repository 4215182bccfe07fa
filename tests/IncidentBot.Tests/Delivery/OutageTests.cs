using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Tests.Delivery;

/// <summary>A platform that is down is waited for; a row that it alone cannot bear is given up.</summary>
public sealed class OutageTests : IDisposable
{
    private static readonly ChannelTarget Channel = ChannelTarget.Of(new ChannelId("C1"));

    private readonly TempFolder folder = new();
    private readonly ManualTime time = new();

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
