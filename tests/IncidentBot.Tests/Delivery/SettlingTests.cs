using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Tests.Delivery;

/// <summary>What happens when nobody knows whether a message went out, or when it did and what follows from it fails.</summary>
public sealed class SettlingTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = ManualTime.Clock();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_lost_answer_is_settled_by_asking_and_what_happened_is_not_repeated()
    {
        await using var bot = await StoredAsync();
        bot.Platform.OnSend = _ => Task.FromResult<SendOutcome>(new OutcomeUnknown("The connection was cut."));
        bot.Platform.OnSettle = FakePlatform.Done;

        await RunUntilQuietAsync(bot);

        Assert.Single(bot.Platform.Sent);
        Assert.Single(bot.Platform.Settled);
        Assert.Equal("done", await bot.StateOfAsync("card"));
    }

    [Fact]
    public async Task What_did_not_happen_is_sent_again()
    {
        await using var bot = await StoredAsync();
        bot.Platform.OnSend = request => Task.FromResult(request.Attempt == 1 ? new OutcomeUnknown("cut") : FakePlatform.Done(request));

        await RunUntilQuietAsync(bot);

        Assert.Equal([1, 2], bot.Platform.Sent.Select(request => request.Attempt));
        Assert.Equal([1, 2], bot.Platform.Settled.Select(request => request.Attempt));
        Assert.Equal(ManualTime.Start.AddSeconds(5), time.GetUtcNow());
        Assert.All(bot.Platform.Sent, request => Assert.Equal(ManualTime.Start, request.FirstAttemptAt));
    }

    [Fact]
    public async Task Asking_is_repeated_until_there_is_an_answer()
    {
        await using var bot = await StoredAsync();
        bot.Platform.OnSend = _ => Task.FromResult<SendOutcome>(new OutcomeUnknown("cut"));
        bot.Platform.OnSettle = request => request.Attempt < 4 ? new OutcomeUnknown("still cut") : FakePlatform.Done(request);

        await RunUntilQuietAsync(bot);

        Assert.Single(bot.Platform.Sent);
        Assert.Equal([1, 2, 3, 4], bot.Platform.Settled.Select(request => request.Attempt));
    }

    [Fact]
    public async Task A_send_that_throws_is_an_unknown_outcome()
    {
        await using var bot = await StoredAsync();
        bot.Platform.OnSend = _ => throw new HttpRequestException("reset");
        bot.Platform.OnSettle = FakePlatform.Done;

        await RunUntilQuietAsync(bot);

        Assert.Single(bot.Platform.Settled);
        Assert.Equal("done", await bot.StateOfAsync("card"));
    }

    [Fact]
    public async Task A_send_that_is_known_to_have_failed_needs_no_asking()
    {
        await using var bot = await StoredAsync();
        bot.Platform.OnSend = request => Task.FromResult(request.Attempt == 1 ? new NotSent("busy", false, null, "Busy.") : FakePlatform.Done(request));

        await RunUntilQuietAsync(bot);

        Assert.Empty(bot.Platform.Settled);
        Assert.Equal(2, bot.Platform.Sent.Count);
    }

    [Fact]
    public async Task A_send_that_a_process_took_with_it_is_settled_by_the_next()
    {
        await using var crashed = await StoredAsync();
        Assert.Single(await crashed.OutboxWorker.ClaimAsync(1, default));
        await using var next = await Bot.StartAsync(folder.Database, time);
        next.Platform.OnSettle = FakePlatform.Done;

        Assert.Equal(0, await next.StepAsync());
        Assert.Equal(ManualTime.Start.AddSeconds(10), await next.Pump.NextDueAsync(default));
        time.Advance(TimeSpan.FromSeconds(10));
        await next.StepAsync();

        Assert.Empty(next.Platform.Sent);
        Assert.Single(next.Platform.Settled);
        Assert.Equal("done", await next.StateOfAsync("card"));
    }

    [Fact]
    public async Task What_a_process_took_with_it_is_looked_for_twice_before_it_is_sent_again()
    {
        await using var crashed = await StoredAsync();
        Assert.Single(await crashed.OutboxWorker.ClaimAsync(1, default));
        await using var next = await Bot.StartAsync(folder.Database, time);
        time.Advance(TimeSpan.FromSeconds(10));

        await next.StepAsync();
        Assert.Empty(next.Platform.Sent);
        Assert.Equal(ManualTime.Start.AddSeconds(15), await next.Pump.NextDueAsync(default));
        time.Advance(TimeSpan.FromSeconds(5));
        await next.StepAsync();

        Assert.Equal(2, next.Platform.Settled.Count);
        Assert.Single(next.Platform.Sent);
    }

    [Fact]
    public async Task A_second_crash_is_looked_into_as_the_first_was()
    {
        await using var bot = await StoredAsync();
        bot.Platform.OnSend = request => request.Attempt == 1 ? Task.FromResult<SendOutcome>(new OutcomeUnknown("cut")) : throw new TimeoutException("late");
        bot.Platform.OnSettle = request => bot.Platform.Settled.Count < 4 ? null : FakePlatform.Done(request);

        await RunUntilQuietAsync(bot);

        Assert.Equal(2, bot.Platform.Sent.Count);
        Assert.Equal(4, bot.Platform.Settled.Count);
    }

    [Fact]
    public async Task While_the_platform_cannot_be_asked_nothing_is_sent_and_nothing_given_up()
    {
        await using var bot = await StoredAsync();
        bot.Platform.OnSend = _ => Task.FromResult<SendOutcome>(new OutcomeUnknown("cut"));
        bot.Platform.OnSettle = request => bot.Platform.Settled.Count < 30 ? throw new ChatUnavailableException("Slack is down.") : FakePlatform.Done(request);

        await RunUntilQuietAsync(bot);

        Assert.Single(bot.Platform.Sent);
        Assert.Equal("done", await bot.StateOfAsync("card"));
    }

    [Fact]
    public async Task What_only_sets_a_state_is_repeated_without_asking()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        bot.Platform.OnSend = request => Task.FromResult(request.Attempt == 1 ? new OutcomeUnknown("cut") : FakePlatform.Done(request));
        await bot.StoreAsync("1", new Outgoing("topic", new SetTopic(ChannelTarget.Of(new ChannelId("C1")), "Topic")));

        await RunUntilQuietAsync(bot);

        Assert.Empty(bot.Platform.Settled);
        Assert.Equal(2, bot.Platform.Sent.Count);
    }

    [Fact]
    public async Task An_outage_of_an_hour_gives_nothing_up()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        var back = time.GetUtcNow().AddHours(1);
        bot.Platform.OnSend = request => Task.FromResult(time.GetUtcNow() < back ? new OutcomeUnknown("http_503") { MayBeOutage = true } : FakePlatform.Done(request));
        await bot.StoreAsync("1", Topic("topic"), new Outgoing("answer", new Answer(new ReplyTo(new ChannelId("C1"), new PersonId("U1")), Card.Of("Done."))));

        await RunUntilQuietAsync(bot);

        Assert.Equal(["done", "done"], [await bot.StateOfAsync("topic"), await bot.StateOfAsync("answer")]);
        Assert.InRange(bot.Platform.Sent.Count, 700, 750);
    }

    [Fact]
    public async Task What_alone_fails_while_the_platform_does_other_things_is_given_up()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        bot.Platform.OnSend = request => Task.FromResult(request.Key == "topic" ? new OutcomeUnknown("http_500") { MayBeOutage = true } : FakePlatform.Done(request));
        await bot.StoreAsync("1", Topic("topic"));
        for (var n = 0; n < 100 && await bot.StateOfAsync("topic") == "waiting"; n++)
        {
            await bot.StoreAsync($"other {n}", Topic($"other {n}"));
            await bot.StepAsync();
            time.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.Equal("dead", await bot.StateOfAsync("topic"));
    }

    [Fact]
    public async Task What_fails_for_more_than_a_day_is_given_up_even_if_nothing_else_is_done()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        bot.Platform.OnSend = _ => Task.FromResult<SendOutcome>(new OutcomeUnknown("http_500") { MayBeOutage = true });
        await bot.StoreAsync("1", Topic("topic"));
        await bot.StepAsync();
        time.Advance(TimeSpan.FromHours(25));

        await RunUntilQuietAsync(bot);

        Assert.Equal("dead", await bot.StateOfAsync("topic"));
    }

    private static Outgoing Topic(string key) => new(key, new SetTopic(ChannelTarget.Of(new ChannelId("C1")), "Topic"));

    [Fact]
    public async Task A_send_is_cut_short_while_its_lease_still_holds()
    {
        await using var bot = await StoredAsync();
        var begun = new TaskCompletionSource();
        bot.Platform.OnSendUntil = async cancelled =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancelled);
        };
        var claimed = await bot.OutboxWorker.ClaimAsync(1, default);
        var sending = claimed[0](default);
        await begun.Task;

        time.Advance(TimeSpan.FromSeconds(9));
        await sending;

        Assert.Single(bot.Platform.Settled);
        Assert.Equal("waiting", await bot.StateOfAsync("card"));
    }

    [Fact]
    public async Task How_far_a_send_has_come_is_there_for_the_next_try()
    {
        await using var bot = await StoredAsync();
        bot.Platform.OnSend = async request =>
        {
            if (request.Progress is not null) return FakePlatform.Done(request);
            await request.KeepAsync("F1", default);
            return new NotSent("busy", Permanent: false, RetryAfter: null, "Busy.");
        };

        await RunUntilQuietAsync(bot);

        Assert.Equal([null, "F1"], bot.Platform.Sent.Select(request => request.Progress));
    }

    [Fact]
    public async Task A_worker_past_its_lease_sends_nothing_more()
    {
        await using var bot = await StoredAsync();
        var claimed = await bot.OutboxWorker.ClaimAsync(1, default);
        time.Advance(TimeSpan.FromSeconds(10));

        await claimed[0](default);

        Assert.Empty(bot.Platform.Sent);
    }

    [Fact]
    public async Task What_ends_the_process_each_time_is_given_up()
    {
        await using var bot = await StoredAsync();
        for (var crash = 0; crash < 10; crash++)
        {
            Assert.Single(await bot.OutboxWorker.ClaimAsync(1, default));
            time.Advance(TimeSpan.FromSeconds(10));
        }

        await bot.StepAsync();

        Assert.Empty(bot.Platform.Sent);
        Assert.Equal("never_ended", Assert.Single(await bot.DeadLetters.CountAsync(default)).Error);
    }

    [Fact]
    public async Task What_follows_from_a_message_is_written_together_with_its_end()
    {
        await using var bot = await StoredAsync();
        bot.OnSent = (sent, work, _) =>
        {
            if (sent is { Key: "card", Outcome: Sent { Message: "ts-card" } })
            {
                work.Send(new Outgoing("pin", new PinMessage(MessageTarget.From("card"))));
                work.Then(new FollowUp("next", "C1", OwnWork.Prefix + "next", "body"));
            }

            return Task.CompletedTask;
        };

        await bot.StepAsync();

        Assert.Equal(["card", "pin"], bot.Platform.SentKeys);
        Assert.Contains("next", bot.Worked);
    }

    [Fact]
    public async Task A_message_is_not_sent_again_because_what_follows_from_it_fails()
    {
        await using var bot = await StoredAsync();
        var tries = 0;
        bot.OnSent = (_, _, _) => ++tries < 3 ? throw new InvalidOperationException("broken") : Task.CompletedTask;

        await RunUntilQuietAsync(bot);

        Assert.Single(bot.Platform.Sent);
        Assert.Empty(bot.Platform.Settled);
        Assert.Equal(3, tries);
        Assert.Equal("done", await bot.StateOfAsync("card"));
    }

    [Fact]
    public async Task What_waits_for_a_message_need_not_wait_for_what_follows_from_it()
    {
        await using var bot = await StoredAsync();
        bot.OnSent = (sent, _, _) => sent.Key == "card" ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        await bot.StoreAsync("pin it", new Outgoing("pin", new PinMessage(MessageTarget.From("card"))));

        await RunUntilQuietAsync(bot);

        Assert.Equal(["card", "pin"], bot.Platform.SentKeys);
        Assert.Equal("dead", await bot.StateOfAsync("card"));
    }

    [Fact]
    public async Task A_conflict_in_what_follows_is_decided_again_without_sending_again()
    {
        await using var bot = await StoredAsync();
        var tries = 0;
        bot.OnSent = (_, work, _) =>
        {
            work.Batch.Add("UPDATE outbox SET urgency = urgency WHERE id = @Id", new { Id = ++tries < 3 ? -1 : 1 }, expectedRows: 1);
            return Task.CompletedTask;
        };

        await bot.StepAsync();

        Assert.Equal(3, tries);
        Assert.Single(bot.Platform.Sent);
        Assert.Equal("done", await bot.StateOfAsync("card"));
    }

    private async Task<Bot> StoredAsync()
    {
        var bot = await Bot.StartAsync(folder.Database, time);
        await bot.StoreAsync("1", new Outgoing("card", new PostCard(ChannelTarget.Of(new ChannelId("C1")), Card.Of("Hello"))));
        return bot;
    }

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
