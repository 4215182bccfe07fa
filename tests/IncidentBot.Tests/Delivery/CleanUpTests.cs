using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Tests.Delivery;

public sealed class CleanUpTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = ManualTime.Clock();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Finished_rows_go_after_a_week_and_not_before()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        await bot.StoreAsync("a", Post("card"));
        await bot.AcceptAsync("b", work => work.Answer(new ReplyTo(new ChannelId("C1"), new PersonId("U1")), Card.Of("Done.")));
        await bot.StepAsync();
        time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, await bot.CleanUp.RunAsync(default));
        await bot.AcceptAsync("c");
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(4, await bot.CleanUp.RunAsync(default));

        Assert.Equal(["c"], await bot.Database.QueryAsync<string>("SELECT delivery_key FROM inbox", null, default));
        Assert.Empty(await bot.Database.QueryAsync<string>("SELECT effect_key FROM outbox", null, default));
    }

    [Fact]
    public async Task What_an_incident_was_sent_stays_known_and_is_not_sent_again()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        await bot.StoreAsync("a", Post("card"));
        await bot.AcceptAsync("b", work => work.Answer(new ReplyTo(new ChannelId("C1"), new PersonId("U1")), Card.Of("Done.")));
        await bot.StepAsync();
        time.Advance(TimeSpan.FromDays(8));
        await bot.CleanUp.RunAsync(default);
        await bot.StoreAsync("c", Post("card"));
        await bot.StepAsync();

        Assert.Single(bot.Platform.SentKeys, key => key == "card");
        Assert.Equal(["card"], await bot.Database.QueryAsync<string>("SELECT effect_key FROM sent", null, default));
    }

    [Fact]
    public async Task A_dead_letter_stays_longer()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        bot.Platform.OnSend = _ => Task.FromResult<SendOutcome>(new NotSent("no", Permanent: true, RetryAfter: null, "No."));
        await bot.StoreAsync("a", Post("card"));
        await bot.StepAsync();
        time.Advance(TimeSpan.FromDays(29));
        await bot.CleanUp.RunAsync(default);
        Assert.Single(await bot.DeadLetters.ListAsync(9, default));
        time.Advance(TimeSpan.FromDays(2));

        await bot.CleanUp.RunAsync(default);

        Assert.Empty(await bot.DeadLetters.ListAsync(9, default));
    }

    [Fact]
    public async Task What_a_reminder_waits_for_stays_until_the_reminder_is_sent()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        await bot.StoreAsync("a", Post("v1") with { Replaces = "card" });
        await bot.StoreAsync("b", Post("reminder") with { After = "v1", DueAt = ManualTime.Start.AddDays(20) }, Post("v2") with { Replaces = "card" });
        await bot.StepAsync();
        time.Advance(TimeSpan.FromDays(10));
        await bot.CleanUp.RunAsync(default);
        Assert.Equal("superseded", await bot.StateOfAsync("v1"));
        time.Advance(TimeSpan.FromDays(11));
        await bot.StepAsync();

        Assert.Equal(["v2", "reminder"], bot.Platform.SentKeys);
        await bot.CleanUp.RunAsync(default);
        Assert.Equal("absent", await bot.StateOfAsync("v1"));
    }

    [Fact]
    public async Task What_waits_for_a_dead_letter_that_was_deleted_is_given_up_as_well()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        bot.Platform.OnSend = request => Task.FromResult(request.Key == "card" ? new NotSent("no", Permanent: true, RetryAfter: null, "No.") : FakePlatform.Done(request));
        await bot.StoreAsync("a", Post("card"));
        await bot.StepAsync();
        time.Advance(TimeSpan.FromDays(31));
        await bot.CleanUp.RunAsync(default);
        Assert.Equal("absent", await bot.StateOfAsync("card"));

        await bot.StoreAsync("b", Post("told") with { After = "card", Lane = "telling" }, new Outgoing("update", new UpdateCard(MessageTarget.From("card"), Card.Of("New"))), Post("next") with { Lane = "telling" });
        await bot.StepAsync();

        Assert.Equal(["next"], bot.Platform.SentKeys.Skip(1));
        Assert.Equal(["told", "update"], (await bot.DeadLetters.ListAsync(9, default)).Select(letter => letter.Key).Order(StringComparer.Ordinal));
        Assert.All(await bot.DeadLetters.CountAsync(default), count => Assert.Equal("forerunner_dead", count.Error));
    }

    [Fact]
    public async Task A_great_number_goes_in_small_batches()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        await bot.Database.ChangeAsync<long>(
            """
            WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 1700)
            INSERT INTO inbox (workspace_id, platform, delivery_key, conversation, kind, body, state, accepted_at, due_at, attempts, done_at)
            SELECT 'T1', 'fake', 'k' || value, 'C1', 'event', '', 'done', @At, @At, 1, @At FROM n
            """,
            new { At = ManualTime.Start.AddDays(-8) },
            default);

        Assert.Equal(1700, await bot.CleanUp.RunAsync(default));
    }

    private static Outgoing Post(string key) => new(key, new PostCard(ChannelTarget.Of(new ChannelId("C1")), Card.Of($"Card {key}")));
}
