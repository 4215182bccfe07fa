using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Tests.Delivery;

public sealed class OutboxTests : IDisposable
{
    private static readonly ReplyTo Reply = new(new ChannelId("C1"), new PersonId("U1"));

    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = ManualTime.Clock();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_answer_goes_out_as_it_was_written()
    {
        await using var bot = await BotAsync();
        var card = new Card("Done.", [new Paragraph(RichText.Of("Done ").Bold("now"), new Button("list", "Show", "INC-7")), new Rule()]);
        await bot.AcceptAsync("a", work => work.Answer(Reply, card));

        Assert.Equal(2, await bot.StepAsync());

        var request = Assert.Single(bot.Platform.Sent);
        Assert.Equal((Bot.Workspace, 1, ManualTime.Start), (request.Workspace, request.Attempt, request.FirstAttemptAt));
        Assert.Equal(ChatJson.Write(new Answer(Reply, card)), ChatJson.Write(request.Action));
    }

    [Fact]
    public async Task A_key_is_sent_once_however_often_it_is_asked_for()
    {
        await using var bot = await BotAsync();
        await bot.StoreAsync("1", Post("card"));
        await bot.StoreAsync("2", Post("card"), Post("other"));
        await bot.StepAsync();
        await bot.StoreAsync("3", Post("card"));
        await bot.StepAsync();
        await bot.Database.ChangeAsync<int>("DELETE FROM outbox WHERE state = 'done'", null, default);
        await bot.StoreAsync("4", Post("card"));
        await bot.StepAsync();

        Assert.Equal(["card", "other"], bot.Platform.SentKeys);
    }

    [Fact]
    public async Task What_needs_a_channel_is_sent_into_it_once_it_is_open()
    {
        await using var bot = await BotAsync();
        var channel = ChannelTarget.From("channel");

        await bot.StoreAsync(
            "1",
            new Outgoing("topic", new SetTopic(channel, "Topic")),
            new Outgoing("invite", new Invite(channel, [new PersonId("U1")])),
            new Outgoing("card", new PostCard(channel, Card.Of("Hello"))),
            new Outgoing("file", new UploadFile(channel, "a.md", "A", "text", "Here")),
            new Outgoing("channel", new OpenChannel("inc-7", Private: false)));
        await bot.StepAsync();

        Assert.Equal(["channel", "topic", "invite", "card", "file"], bot.Platform.SentKeys);
        Assert.All(bot.Platform.Sent.Skip(1), request => Assert.Contains("\"known\":\"C-channel\"", ChatJson.Write(request.Action), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_changes_a_card_waits_until_it_is_posted()
    {
        await using var bot = await BotAsync();

        await bot.StoreAsync(
            "1",
            new Outgoing("update", new UpdateCard(MessageTarget.From("card"), Card.Of("New"))),
            new Outgoing("pin", new PinMessage(MessageTarget.From("card"))),
            Post("card"));
        await bot.StepAsync();

        Assert.Equal(["card", "update", "pin"], bot.Platform.SentKeys);
        Assert.Equal(new MessageId(new ChannelId("C1"), "ts-card"), Assert.IsType<PinMessage>(bot.Platform.Sent[2].Action).Message.Known);
    }

    [Fact]
    public async Task What_comes_after_something_waits_for_it()
    {
        await using var bot = await BotAsync();
        bot.Platform.OnSend = request => Task.FromResult(request is { Key: "first", Attempt: 1 } ? Later() : FakePlatform.Done(request));
        await bot.StoreAsync("1", Post("second") with { After = "first" }, Post("first"));

        await bot.StepAsync();
        Assert.Equal(["first"], bot.Platform.SentKeys);
        await RunUntilQuietAsync(bot);

        Assert.Equal(["first", "first", "second"], bot.Platform.SentKeys);
    }

    [Fact]
    public async Task What_waits_for_something_that_was_given_up_is_given_up_too_and_the_use_case_is_told()
    {
        await using var bot = await BotAsync();
        var told = Tell(bot);
        bot.Platform.OnSend = _ => Task.FromResult(Never());
        await bot.StoreAsync(
            "1",
            new Outgoing("channel", new OpenChannel("inc-7", Private: true)),
            new Outgoing("card", new PostCard(ChannelTarget.From("channel"), Card.Of("Hello"))),
            Post("notice") with { After = "card" });

        await bot.StepAsync();

        Assert.Equal(["channel"], bot.Platform.SentKeys);
        Assert.Equal(["channel: missing_scope", "card: forerunner_dead", "notice: forerunner_dead"], told);
        Assert.Equal(3, (await bot.DeadLetters.CountAsync(default)).Sum(count => count.Number));
        Assert.Null(await bot.Pump.NextDueAsync(default));
    }

    [Fact]
    public async Task Only_the_newest_state_of_a_card_is_sent()
    {
        await using var bot = await BotAsync();
        await bot.StoreAsync("1", Update("v1"));
        await bot.StoreAsync("2", Update("v2"), Post("after v1") with { After = "v1" });
        await bot.StoreAsync("3", Update("v3"));

        await bot.StepAsync();

        Assert.Equal(["after v1", "v3"], bot.Platform.SentKeys.Order());
        Assert.Equal("superseded", await bot.StateOfAsync("v1"));
    }

    [Fact]
    public async Task A_state_that_is_being_sent_is_not_replaced_but_followed()
    {
        await using var bot = await BotAsync();
        await bot.StoreAsync("1", Update("v1"));
        var sending = await bot.OutboxWorker.ClaimAsync(1, default);
        await bot.StoreAsync("2", Update("v2"));

        Assert.Empty(await bot.OutboxWorker.ClaimAsync(1, default));
        await sending[0](default);
        await bot.StepAsync();

        Assert.Equal(["v1", "v2"], bot.Platform.SentKeys);
    }

    [Fact]
    public async Task A_state_asked_for_again_replaces_nothing()
    {
        await using var bot = await BotAsync();
        await bot.StoreAsync("1", Update("v1"));
        await bot.StepAsync();
        await bot.StoreAsync("2", Update("v2"));
        await bot.StoreAsync("3", Update("v1"));

        await bot.StepAsync();

        Assert.Equal(["v1", "v2"], bot.Platform.SentKeys);
    }

    [Fact]
    public async Task A_lane_keeps_its_order_even_when_its_first_must_wait()
    {
        await using var bot = await BotAsync();
        bot.Platform.OnSend = request => Task.FromResult(request is { Key: "a1", Attempt: 1 } ? Later() : FakePlatform.Done(request));
        await bot.StoreAsync("1", Post("a1") with { Lane = "a" }, Post("a2") with { Lane = "a" }, Post("b1") with { Lane = "b" }, Post("free"));

        await bot.StepAsync();
        Assert.Equal(["a1", "b1", "free"], bot.Platform.SentKeys);
        await RunUntilQuietAsync(bot);

        Assert.Equal(["a1", "b1", "free", "a1", "a2"], bot.Platform.SentKeys);
    }

    [Fact]
    public async Task The_urgent_goes_first()
    {
        await using var bot = await BotAsync();
        await bot.StoreAsync(
            "1",
            Post("later") with { Urgency = Urgency.Later },
            Post("normal") with { Lane = "a" },
            Post("now") with { Urgency = Urgency.Now },
            Post("now in a lane") with { Urgency = Urgency.Now, Lane = "b" });

        await bot.StepAsync();

        Assert.Equal(["now", "now in a lane", "normal", "later"], bot.Platform.SentKeys);
    }

    [Fact]
    public async Task A_message_for_later_is_sent_at_its_time_and_holds_up_nothing_until_then()
    {
        await using var bot = await BotAsync();
        await bot.StoreAsync("1", Post("reminder") with { DueAt = ManualTime.Start.AddMinutes(30), Lane = "a" }, Post("card") with { Lane = "a" });

        await bot.StepAsync();
        Assert.Equal(["card"], bot.Platform.SentKeys);
        Assert.Equal(ManualTime.Start.AddMinutes(30), await bot.Pump.NextDueAsync(default));
        time.Advance(TimeSpan.FromMinutes(30));
        await bot.StepAsync();

        Assert.Equal(["card", "reminder"], bot.Platform.SentKeys);
    }

    [Fact]
    public async Task The_platforms_wish_to_wait_is_kept_and_does_not_count_as_a_failure()
    {
        await using var bot = await BotAsync();
        bot.Options.MaxAttempts = 2;
        bot.Platform.OnSend = _ => Task.FromResult<SendOutcome>(new NotSent("ratelimited", false, TimeSpan.FromSeconds(7), "Slack asks to wait."));
        await bot.StoreAsync("1", Post("card"));

        for (var n = 0; n < 4; n++)
        {
            await bot.StepAsync();
            Assert.Equal(time.GetUtcNow().AddSeconds(7), await bot.Pump.NextDueAsync(default));
            time.Advance(TimeSpan.FromSeconds(7));
        }

        Assert.Equal([1, 1, 1, 1], bot.Platform.Sent.Select(request => request.Attempt));
        Assert.All(bot.Platform.Sent, request => Assert.Equal(ManualTime.Start, request.FirstAttemptAt));
    }

    [Fact]
    public async Task What_keeps_failing_becomes_a_dead_letter_and_the_use_case_is_told()
    {
        await using var bot = await BotAsync();
        var told = Tell(bot);
        bot.Platform.OnSend = _ => Task.FromResult(Later());
        await bot.StoreAsync("1", Post("card"));

        await RunUntilQuietAsync(bot);

        Assert.Equal(10, bot.Platform.Sent.Count);
        Assert.Equal(["card: internal_error"], told);
        Assert.Equal([new DeadLetterCount("outbox", "PostCard", "internal_error", 1)], await bot.DeadLetters.CountAsync(default));
    }

    [Fact]
    public async Task A_private_answer_that_cannot_be_given_just_becomes_a_dead_letter()
    {
        await using var bot = await BotAsync();
        var told = Tell(bot);
        bot.Platform.OnSend = _ => Task.FromResult(Never());
        await bot.AcceptAsync("1", work => work.Answer(Reply, Card.Of("Done.")));

        await bot.StepAsync();

        Assert.Empty(told);
        Assert.Equal("missing_scope", Assert.Single(await bot.DeadLetters.CountAsync(default)).Error);
    }

    [Fact]
    public async Task An_action_of_a_newer_version_becomes_a_dead_letter_and_stops_nothing()
    {
        await using var bot = await BotAsync();
        await bot.StoreAsync("1", Post("future"), Post("card"));
        await bot.Database.ChangeAsync<int>("UPDATE outbox SET action = '{\"is\":\"teleport\"}' WHERE effect_key = 'future'", null, default);

        await bot.StepAsync();

        Assert.Equal(["card"], bot.Platform.SentKeys);
        Assert.Equal("unreadable", Assert.Single(await bot.DeadLetters.CountAsync(default)).Error);
    }

    [Fact]
    public async Task A_platform_that_is_not_connected_is_waited_for()
    {
        await using var bot = await BotAsync();
        bot.OnItem = (_, work, _) =>
        {
            work.Send(Post("card"));
            return Task.CompletedTask;
        };
        await bot.Inbox.AcceptAsync(new Incoming(Bot.Workspace, "teams", "k", "C1", "command", "body"), default);

        await bot.StepAsync();

        Assert.Empty(bot.Platform.Sent);
        Assert.Equal("waiting", await bot.StateOfAsync("card"));
    }

    private static Outgoing Post(string key) => new(key, new PostCard(ChannelTarget.Of(new ChannelId("C1")), Card.Of($"Card {key}")));

    private static Outgoing Update(string key) =>
        new(key, new UpdateCard(MessageTarget.Of(new MessageId(new ChannelId("C1"), "1.0")), Card.Of($"State {key}"))) { Replaces = "card" };

    private static SendOutcome Later() => new NotSent("internal_error", Permanent: false, RetryAfter: null, "The platform failed.");

    private static SendOutcome Never() => new NotSent("missing_scope", Permanent: true, RetryAfter: null, "The scope chat:write is missing. Install the app again.");

    private static List<string> Tell(Bot bot)
    {
        var told = new List<string>();
        bot.OnSent = (sent, _, _) =>
        {
            told.Add($"{sent.Key}: {(sent.Outcome as NotSent)?.Error ?? "sent"}");
            return Task.CompletedTask;
        };
        return told;
    }

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
}
