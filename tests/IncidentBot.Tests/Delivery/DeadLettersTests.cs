using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Tests.Delivery;

/// <summary>What was given up: shown, told of once, tried again or dropped; and how long a failing row may hold up others.</summary>
public sealed class DeadLettersTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = ManualTime.Clock();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_row_that_fails_too_long_is_given_up_before_it_was_tried_so_often()
    {
        await using var bot = await BotAsync();
        bot.Options.MaxAttempts = 1000;
        bot.Options.MaxBlockSeconds = 20;
        bot.OnItem = (item, _, _) => item.Request.DeliveryKey == "poison" ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        await bot.AcceptAsync("poison");
        await bot.AcceptAsync("next");

        await RunUntilAsync(bot, () => bot.Worked.Contains("next"));

        Assert.InRange(time.GetUtcNow() - ManualTime.Start, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40));
        Assert.Equal("InvalidOperationException", Assert.Single(await bot.DeadLetters.ListAsync(9, default)).Error);
    }

    [Fact]
    public async Task Waiting_as_asked_is_not_a_failure()
    {
        await using var bot = await BotAsync();
        bot.Options.MaxBlockSeconds = 20;
        var tries = 0;
        bot.OnItem = (_, _, _) => ++tries < 10 ? throw new ChatUnavailableException("Slow down.") { RetryAfter = TimeSpan.FromSeconds(30) } : Task.CompletedTask;
        await bot.AcceptAsync("patient");

        await RunUntilAsync(bot, () => tries == 10);

        Assert.Empty(await bot.DeadLetters.ListAsync(9, default));
    }

    [Fact]
    public async Task Admins_are_told_once_of_each_row_and_not_of_what_only_waited_for_it()
    {
        await using var bot = await BotAsync();
        bot.Options.AdminChannel = "ops";
        bot.Platform.OnSend = request => Task.FromResult(request.Action is OpenChannel ? Never() : FakePlatform.Done(request));
        await OpenAsync(bot);
        await bot.StepAsync();
        await bot.DeadLetters.RetryAsync(await IdOfAsync(bot, "channel"), default);
        await bot.StepAsync();

        var notice = Assert.IsType<PostCard>(Assert.Single(bot.Platform.Sent, request => request.Action is PostCard).Action);
        Assert.Equal("ops", notice.Channel.Known);
        Assert.Contains("channel (missing_scope).", notice.Card.Text, StringComparison.Ordinal);
        Assert.Contains($"dead retry {await IdOfAsync(bot, "channel")}", notice.Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admins_are_told_of_a_request_and_a_notice_that_fails_is_not_told_of()
    {
        await using var bot = await BotAsync();
        bot.Options.AdminChannel = "ops";
        bot.Options.MaxAttempts = 1;
        bot.Platform.OnSend = _ => Task.FromResult(Never());
        bot.OnItem = (_, _, _) => throw new InvalidOperationException("broken");
        await bot.AcceptAsync("poison");

        await RunUntilAsync(bot, () => bot.Platform.Sent.Count > 0);
        await bot.StepAsync();

        Assert.Contains("command (InvalidOperationException).", Assert.IsType<PostCard>(Assert.Single(bot.Platform.Sent).Action).Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_tried_again_takes_with_it_what_failed_because_of_it()
    {
        await using var bot = await BotAsync();
        var works = false;
        bot.Platform.OnSend = request => Task.FromResult(works ? FakePlatform.Done(request) : Never());
        await OpenAsync(bot);
        await bot.StepAsync();
        Assert.Equal(3, (await bot.DeadLetters.ListAsync(9, default)).Count);
        works = true;

        Assert.Equal(3, await bot.DeadLetters.RetryAsync(await IdOfAsync(bot, "channel"), default));
        await bot.StepAsync();

        Assert.Equal(["channel", "channel", "card", "pin"], bot.Platform.SentKeys);
        Assert.Empty(await bot.DeadLetters.ListAsync(9, default));
    }

    [Fact]
    public async Task A_request_is_tried_again_with_as_many_tries_as_a_new_one()
    {
        await using var bot = await BotAsync();
        bot.Options.MaxAttempts = 2;
        var works = false;
        bot.OnItem = (_, _, _) => works ? Task.CompletedTask : throw new InvalidOperationException("broken");
        await bot.AcceptAsync("request");
        await RunUntilAsync(bot, () => bot.Worked.Count == 2);
        var id = new DeadLetterId("inbox", Assert.Single(await bot.DeadLetters.ListAsync(9, default)).Id);
        Assert.Equal("broken", (await bot.DeadLetters.FindAsync(id, default))!.Sentence);
        works = true;

        Assert.Equal(1, await bot.DeadLetters.RetryAsync(id, default));
        await bot.StepAsync();

        Assert.Equal(3, bot.Worked.Count);
        Assert.Equal(0, await bot.DeadLetters.RetryAsync(id, default));
        Assert.Null(await bot.DeadLetters.FindAsync(id, default));
    }

    [Fact]
    public async Task Many_are_dropped_by_their_kind_and_age_and_the_rest_stays()
    {
        await using var bot = await BotAsync();
        bot.Platform.OnSend = _ => Task.FromResult(Never());
        await OpenAsync(bot);
        await bot.StepAsync();
        Assert.Equal(3, (await bot.DeadLetters.ListAsync(9, default)).Count);

        Assert.Equal(0, await bot.DeadLetters.DropManyAsync(null, time.GetUtcNow().AddMinutes(-1), default));
        Assert.Equal(1, await bot.DeadLetters.DropManyAsync("openchannel", null, default));
        Assert.DoesNotContain(await bot.DeadLetters.ListAsync(9, default), letter => letter.Kind == "OpenChannel");
        Assert.Equal(2, await bot.DeadLetters.DropManyAsync(null, time.GetUtcNow().AddMinutes(1), default));
        Assert.Empty(await bot.DeadLetters.ListAsync(9, default));
    }

    [Theory]
    [InlineData("outbox", "OpenChannel", "INC-7/channel", "name_taken", "A channel to be opened, for INC-7", "When the cause is settled: dead retry outbox/3.")]
    [InlineData("outbox", "PostCard", "INC-7/card", "forerunner_dead", "A message to be posted, for INC-7", "It only waited for something else")]
    [InlineData("outbox", "UploadFile", "in/5/told", "outcome_unknown", "A file to be uploaded", "if it is there, dead drop outbox/3; if it isn't, dead retry outbox/3")]
    [InlineData("outbox", "LightLamp", "INC-7/lamp", "unreadable", "An action of the kind LightLamp, for INC-7", "Run the version that wrote it")]
    [InlineData("inbox", "command", "k", "InvalidOperationException", "A command that somebody typed", "its log has the details")]
    [InlineData("inbox", "own/keep-file", "k", "never_ended", "The bot's own work: keep file", "Look in the log for what ended the bot")]
    public void What_was_given_up_is_said_in_words_with_the_next_step(string queue, string kind, string key, string error, string what, string next)
    {
        var letter = new DeadLetter(queue, 3, Bot.Workspace, key, kind, error, "Sentence.", 3, ManualTime.Start);

        Assert.Equal(what, DeadLetterWords.What(letter));
        Assert.Contains(next, DeadLetterWords.NextStep(letter), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_a_newer_one_has_replaced_is_not_brought_back()
    {
        await using var bot = await BotAsync();
        bot.Platform.OnSend = request => Task.FromResult(request.Key == "v1" ? Never() : FakePlatform.Done(request));
        await bot.StoreAsync("1", Update("v1"));
        await bot.StepAsync();
        await bot.StoreAsync("2", Update("v2"));
        await bot.StepAsync();

        Assert.Equal(0, await bot.DeadLetters.RetryAsync(await IdOfAsync(bot, "v1"), default));
    }

    [Fact]
    public async Task What_is_dropped_is_gone_for_good_and_a_redelivery_does_not_bring_it_back()
    {
        await using var bot = await BotAsync();
        bot.Options.MaxAttempts = 1;
        bot.OnItem = (_, _, _) => throw new InvalidOperationException("broken");
        await bot.AcceptAsync("request");
        await bot.StepAsync();
        var id = new DeadLetterId("inbox", Assert.Single(await bot.DeadLetters.ListAsync(9, default)).Id);

        Assert.True(await bot.DeadLetters.DropAsync(id, default));

        Assert.Equal(AcceptResult.Duplicate, await bot.AcceptAsync("request"));
        Assert.Empty(await bot.DeadLetters.ListAsync(9, default));
        Assert.False(await bot.DeadLetters.DropAsync(id, default));
    }

    [Theory]
    [InlineData("outbox/12", true)]
    [InlineData(" INBOX/3 ", true)]
    [InlineData("12", false)]
    [InlineData("outbox/-1", false)]
    [InlineData("sent/1", false)]
    [InlineData("", false)]
    public void A_dead_letter_is_named_by_queue_and_number(string text, bool isName) => Assert.Equal(isName, DeadLetterId.TryParse(text) is not null);

    private static Task OpenAsync(Bot bot) => bot.StoreAsync(
        "1",
        new Outgoing("channel", new OpenChannel("inc-7", Private: true)),
        new Outgoing("card", new PostCard(ChannelTarget.From("channel"), Card.Of("Hello"))),
        new Outgoing("pin", new PinMessage(MessageTarget.From("card"))));

    private static Outgoing Update(string key) =>
        new(key, new UpdateCard(MessageTarget.Of(new MessageId(new ChannelId("C1"), "1.0")), Card.Of($"State {key}"))) { Replaces = "card" };

    private static SendOutcome Never() => new NotSent("missing_scope", Permanent: true, RetryAfter: null, "Add the scope.");

    private static async Task<DeadLetterId> IdOfAsync(Bot bot, string key) =>
        new("outbox", (await bot.DeadLetters.ListAsync(99, default)).Single(letter => letter.Key == key).Id);

    private Task<Bot> BotAsync() => Bot.StartAsync(folder.Database, time);

    private async Task RunUntilAsync(Bot bot, Func<bool> isDone)
    {
        await bot.StepAsync();
        while (!isDone())
        {
            time.AdvanceTo((await bot.Pump.NextDueAsync(default))!.Value);
            await bot.StepAsync();
        }
    }
}
