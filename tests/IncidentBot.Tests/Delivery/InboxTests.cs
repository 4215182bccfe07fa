using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Store;

namespace IncidentBot.Tests.Delivery;

public sealed class InboxTests : IDisposable
{
    private const string InsertNote = "INSERT INTO sent (workspace_id, effect_key, sent_at) VALUES ('note', @Key, @At)";
    private const string CountNotes = "SELECT COUNT(*) FROM sent WHERE workspace_id = 'note'";

    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = ManualTime.Clock();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_request_that_comes_twice_is_worked_once()
    {
        await using var bot = await BotAsync();

        Assert.Equal(AcceptResult.Stored, await bot.AcceptAsync("a"));
        Assert.Equal(AcceptResult.Duplicate, await bot.AcceptAsync("a"));
        await bot.StepAsync();
        Assert.Equal(AcceptResult.Duplicate, await bot.AcceptAsync("a"));
        await bot.StepAsync();

        Assert.Equal(["a"], bot.Worked);
    }

    [Fact]
    public async Task A_request_that_comes_many_times_at_once_is_stored_once()
    {
        await using var bot = await BotAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => bot.AcceptAsync("a"))));

        Assert.Single(results, AcceptResult.Stored);
        Assert.Equal(1, await bot.StepAsync());
    }

    [Fact]
    public async Task A_burst_is_worked_in_the_order_in_which_it_was_stored()
    {
        await using var bot = await BotAsync();
        await bot.AcceptAsync("before");

        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => Task.Run(() => bot.AcceptAsync($"burst {number}"))));
        var stored = await bot.Database.QueryAsync<string>("SELECT delivery_key FROM inbox ORDER BY id", null, default);
        await bot.AcceptAsync("after");
        await bot.StepAsync();

        Assert.Equal([.. stored, "after"], bot.Worked);
    }

    [Fact]
    public async Task A_request_never_overtakes_one_of_a_burst_that_is_not_queued_yet()
    {
        await using var bot = await BotAsync();
        foreach (var number in Enumerable.Range(0, 2_500)) await bot.AcceptAsync($"{number:0000}");
        await ExecuteAsync(bot, "UPDATE inbox SET queued = 0 WHERE id <= 2400");

        await bot.StepAsync();

        Assert.Equal(Enumerable.Range(0, 2_500).Select(number => $"{number:0000}"), bot.Worked);
    }

    [Fact]
    public async Task What_waits_is_counted_whether_it_is_queued_yet_or_not()
    {
        await using var bot = await BotAsync();
        foreach (var key in (string[])["a", "b", "c"]) await bot.AcceptAsync(key);
        await ExecuteAsync(bot, "UPDATE inbox SET queued = 0 WHERE delivery_key <> 'b'");
        time.Advance(TimeSpan.FromMinutes(3));

        var inbox = (await new Backlog(bot.Database, time).ReadAsync(default)).Inbox;

        Assert.Equal((3, TimeSpan.FromMinutes(3)), (inbox.Depth, inbox.Age));
    }

    [Fact]
    public async Task The_same_key_in_another_workspace_or_platform_is_another_request()
    {
        await using var bot = await BotAsync();
        var request = new Incoming(new WorkspaceId("T1"), "fake", "k", "C1", "command", "body");

        await bot.Inbox.AcceptAsync(request, default);

        Assert.Equal(AcceptResult.Stored, await bot.Inbox.AcceptAsync(request with { Workspace = new WorkspaceId("T2") }, default));
        Assert.Equal(AcceptResult.Stored, await bot.Inbox.AcceptAsync(request with { Platform = "other" }, default));
    }

    [Fact]
    public async Task A_request_is_worked_as_it_was_stored()
    {
        await using var bot = await BotAsync();
        var request = new Incoming(new WorkspaceId("T2"), "fake", "k", "C9", "event", "{\"text\":\"größer 🔥\"}") { Subject = "reaction_added" };
        InboxItem? seen = null;
        bot.OnItem = (item, work, _) =>
        {
            seen = item;
            Assert.Equal(request.Workspace, work.Workspace);
            Assert.Equal("fake", work.Platform);
            return Task.CompletedTask;
        };

        await bot.Inbox.AcceptAsync(request, default);
        await bot.StepAsync();

        Assert.Equal(request, seen!.Request);
        Assert.Equal(ManualTime.Start, seen.AcceptedAt);
        Assert.Equal(1, seen.Attempt);
    }

    [Fact]
    public async Task Requests_of_one_conversation_are_worked_in_the_order_of_their_arrival()
    {
        await using var bot = await BotAsync();
        string[] keys = [.. Enumerable.Range(0, 30).Select(n => $"{n}")];
        foreach (var key in keys)
        {
            await bot.AcceptAsync(key);
        }

        Assert.Equal(30, await bot.StepAsync());

        Assert.Equal(keys, bot.Worked);
    }

    [Fact]
    public async Task Only_the_first_of_a_conversation_can_be_claimed()
    {
        await using var bot = await BotAsync();
        await bot.AcceptAsync("1", "C1");
        await bot.AcceptAsync("2", "C1");
        await bot.AcceptAsync("3", "C2");

        var claimed = await bot.InboxWorker.ClaimAsync(8, default);

        Assert.Equal(2, claimed.Count);
        Assert.Empty(await bot.InboxWorker.ClaimAsync(8, default));
    }

    [Fact]
    public async Task A_request_that_fails_is_tried_again_in_its_place_while_other_conversations_go_on()
    {
        await using var bot = await BotAsync();
        var broken = true;
        bot.OnItem = (item, _, _) => broken && item.Request.DeliveryKey == "1" ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        await bot.AcceptAsync("1", "C1");
        await bot.AcceptAsync("2", "C1");
        await bot.AcceptAsync("3", "C2");

        await bot.StepAsync();
        Assert.Equal(["1", "3"], bot.Worked);

        var due = await bot.Pump.NextDueAsync(default);
        Assert.InRange(due!.Value - ManualTime.Start, TimeSpan.FromSeconds(0.375), TimeSpan.FromSeconds(0.5));
        broken = false;
        time.AdvanceTo(due.Value);
        await bot.StepAsync();
        Assert.Equal(["1", "3", "1", "2"], bot.Worked);
    }

    [Fact]
    public async Task Pauses_double_up_to_a_minute()
    {
        await using var bot = await BotAsync();
        bot.Options.MaxAttempts = 12;
        bot.OnItem = (_, _, _) => throw new InvalidOperationException("broken");
        await bot.AcceptAsync("1");

        var pauses = new List<double>();
        for (var n = 0; n < 10; n++)
        {
            await bot.StepAsync();
            var due = (await bot.Pump.NextDueAsync(default))!.Value;
            pauses.Add((due - time.GetUtcNow()).TotalSeconds);
            time.AdvanceTo(due);
        }

        double[] full = [0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60];
        Assert.All(pauses.Zip(full), pair => Assert.InRange(pair.First, pair.Second * 0.75, pair.Second));
    }

    [Fact]
    public async Task What_keeps_failing_becomes_a_dead_letter_and_no_longer_holds_up_its_conversation()
    {
        await using var bot = await BotAsync();
        bot.OnItem = (item, _, _) => item.Request.DeliveryKey == "1" ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        await bot.AcceptAsync("1");
        await bot.AcceptAsync("2");

        await RunUntilQuietAsync(bot);

        Assert.Equal(10, bot.Worked.Count(key => key == "1"));
        Assert.Equal("2", bot.Worked[^1]);
        Assert.Equal([new DeadLetterCount("inbox", "command", "InvalidOperationException", 1)], await bot.DeadLetters.CountAsync(default));
        var letter = Assert.Single(await bot.DeadLetters.ListAsync(10, default));
        Assert.Equal(("1", "broken", 10), (letter.Key, letter.Sentence, letter.Attempts));
    }

    [Fact]
    public async Task The_platforms_wish_to_wait_is_kept_and_does_not_count_as_a_failure()
    {
        await using var bot = await BotAsync();
        bot.Options.MaxAttempts = 2;
        var attempts = new List<int>();
        bot.OnItem = (item, _, _) =>
        {
            attempts.Add(item.Attempt);
            throw new ChatUnavailableException("asked to wait") { RetryAfter = TimeSpan.FromSeconds(30) };
        };
        await bot.AcceptAsync("1");

        for (var n = 0; n < 4; n++)
        {
            await bot.StepAsync();
            Assert.Equal(time.GetUtcNow().AddSeconds(30), await bot.Pump.NextDueAsync(default));
            time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal([1, 1, 1, 1], attempts);
        Assert.Empty(await bot.DeadLetters.CountAsync(default));
    }

    [Fact]
    public async Task A_failure_leaves_nothing_of_what_was_planned()
    {
        await using var bot = await BotAsync();
        await bot.AcceptAsync("1", work =>
        {
            AddNote(work, "a");
            work.Answer(new ReplyTo(new ChannelId("C1"), new PersonId("U1")), Card.Of("Done."));
            throw new InvalidOperationException("after all was planned");
        });

        await bot.StepAsync();

        Assert.Equal([0], await bot.Database.QueryAsync<int>(CountNotes, null, default));
        Assert.Empty(bot.Platform.Sent);
    }

    [Fact]
    public async Task A_conflict_is_decided_again_at_once_from_a_fresh_start()
    {
        await using var bot = await BotAsync();
        await bot.AcceptAsync("first", work => AddNote(work, "taken"));
        await bot.StepAsync();
        var tries = 0;
        await bot.AcceptAsync("second", work => AddNote(work, ++tries < 3 ? "taken" : "free"));

        await bot.StepAsync();

        Assert.Equal(3, tries);
        Assert.Equal([2], await bot.Database.QueryAsync<int>(CountNotes, null, default));
        Assert.Null(await bot.Pump.NextDueAsync(default));
    }

    [Fact]
    public async Task Conflicts_without_end_count_as_a_failure()
    {
        await using var bot = await BotAsync();
        await bot.AcceptAsync("1", work =>
        {
            AddNote(work, "a");
            AddNote(work, "a");
        });

        await bot.StepAsync();

        Assert.Equal(10, bot.Worked.Count);
        Assert.True(await bot.Pump.NextDueAsync(default) > time.GetUtcNow());
    }

    [Fact]
    public async Task Work_that_a_process_took_with_it_is_taken_over_when_its_lease_has_run_out()
    {
        await using var crashed = await BotAsync();
        await using var other = await BotAsync();
        await crashed.AcceptAsync("1");
        Assert.Single(await crashed.InboxWorker.ClaimAsync(8, default));

        Assert.Equal(0, await other.StepAsync());
        Assert.Equal(ManualTime.Start.AddSeconds(10), await other.Pump.NextDueAsync(default));
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, await other.StepAsync());
        Assert.Equal(["1"], other.Worked);
    }

    [Fact]
    public async Task A_worker_past_its_lease_commits_nothing()
    {
        await using var slow = await BotAsync();
        await using var other = await BotAsync();
        await slow.AcceptAsync("1", work => AddNote(work, "slow"));
        var claimed = await slow.InboxWorker.ClaimAsync(1, default);
        time.Advance(TimeSpan.FromSeconds(10));
        other.OnItem = (_, work, _) =>
        {
            AddNote(work, "other");
            return Task.CompletedTask;
        };
        await other.StepAsync();

        await claimed[0](default);

        Assert.Equal(["other"], await slow.Database.QueryAsync<string>("SELECT effect_key FROM sent WHERE workspace_id = 'note'", null, default));
    }

    [Fact]
    public async Task A_renewed_lease_is_not_taken_over()
    {
        await using var slow = await BotAsync();
        await using var other = await BotAsync();
        slow.OnItem = async (_, _, token) =>
        {
            time.Advance(TimeSpan.FromSeconds(9));
            await slow.Renewal.RenewAsync(token);
            time.Advance(TimeSpan.FromSeconds(9));
            Assert.Equal(0, await other.StepAsync());
        };
        await slow.AcceptAsync("1");

        Assert.Equal(1, await slow.StepAsync());

        Assert.Empty(other.Worked);
        Assert.Null(await slow.Pump.NextDueAsync(default));
    }

    [Fact]
    public async Task What_ends_the_process_each_time_is_given_up_as_well()
    {
        await using var bot = await BotAsync();
        await bot.AcceptAsync("1");
        for (var crash = 0; crash < 10; crash++)
        {
            Assert.Single(await bot.InboxWorker.ClaimAsync(1, default));
            time.Advance(TimeSpan.FromSeconds(10));
        }

        await bot.StepAsync();

        Assert.Empty(bot.Worked);
        Assert.Equal("never_ended", Assert.Single(await bot.DeadLetters.CountAsync(default)).Error);
    }

    [Fact]
    public async Task The_bots_own_work_follows_in_its_own_turn_and_only_once()
    {
        await using var bot = await BotAsync();
        var next = new FollowUp("next", "C2", OwnWork.Prefix + "next", "body");
        await bot.AcceptAsync("1", work => work.Then(next));
        await bot.AcceptAsync("2", work => work.Then(next));

        await bot.StepAsync();

        Assert.Equal(["1", "2", "next"], bot.Worked.Order());
        Assert.Null(await bot.Pump.NextDueAsync(default));
    }

    [Fact]
    public async Task Work_for_later_waits_for_its_time_and_holds_up_nothing_until_then()
    {
        await using var bot = await BotAsync();
        var due = ManualTime.Start.AddHours(1);
        await bot.AcceptAsync("1", work => work.Then(new FollowUp("later", "C1", OwnWork.Prefix + "later", "body", due)));
        await bot.StepAsync();
        await bot.AcceptAsync("2");

        await bot.StepAsync();
        Assert.Equal(["1", "2"], bot.Worked);
        Assert.Equal(due, await bot.Pump.NextDueAsync(default));

        time.AdvanceTo(due);
        await bot.StepAsync();
        Assert.Equal(["1", "2", "later"], bot.Worked);
        Assert.Null(await bot.Pump.NextDueAsync(default));
    }

    [Fact]
    public async Task Work_whose_time_has_come_waits_for_what_its_conversation_is_busy_with()
    {
        await using var bot = await BotAsync();
        await bot.AcceptAsync("1", work => work.Then(new FollowUp("later", "C1", OwnWork.Prefix + "later", "body", ManualTime.Start.AddSeconds(1))));
        await bot.StepAsync();
        await bot.AcceptAsync("2");
        var busy = await bot.InboxWorker.ClaimAsync(1, default);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(await bot.InboxWorker.ClaimAsync(1, default));
        Assert.Equal(ManualTime.Start.AddSeconds(10), await bot.Pump.NextDueAsync(default));
        await busy[0](default);

        Assert.Single(await bot.InboxWorker.ClaimAsync(1, default));
    }

    private static void AddNote(Work work, string key) => work.Batch.Add(InsertNote, new { Key = key, At = work.Now });

    private Task<Bot> BotAsync() => Bot.StartAsync(folder.Database, time);

    private async Task RunUntilQuietAsync(Bot bot)
    {
        await bot.StepAsync();
        while (await bot.Pump.NextDueAsync(default) is { } due)
        {
            time.AdvanceTo(due);
            await bot.StepAsync();
        }
    }

    private static async Task ExecuteAsync(Bot bot, string sql)
    {
        var batch = new Batch();
        batch.Add(sql, null);
        await bot.Database.CommitAsync(batch, default);
    }
}
