using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Language;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;
using IncidentBot.Timeline.Sweep;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SlackHistoryTests
{
    private static readonly WorkspaceId Workspace = new("T1");
    private static readonly ChannelId Channel = new("C100");

    [Fact]
    public async Task A_message_says_what_would_have_been_delivered_for_it()
    {
        await using var slack = await StubAsync("""
            {"ok":true,"has_more":true,"messages":[
            {"ts":"1700000005.000100","user":"U100","text":"<@U0BOT> note full","reactions":[{"name":"eyes","users":["U0BOT"],"count":1},{"name":"hammer::skin-tone-2","users":["U0BOT","U200"],"count":2}]},
            {"ts":"1700000004.000100","user":"U0BOT","bot_id":"B1","text":"<@U0BOT> card","reply_count":2,"metadata":{"event_type":"incidentbot_outbox","event_payload":{"key":"INC-1/card"}}},
            {"ts":"1700000003.000100","user":"U300","text":"x","metadata":{"event_type":"incidentbot_outbox","event_payload":{"key":"INC-1/card"}}},
            {"ts":"1700000002.000100","subtype":"channel_join","user":"U100","text":"<@U0BOT> has joined"},
            {"ts":"1700000001.000100","subtype":"tombstone","user":"USLACKBOT","text":"deleted","reply_count":1}]}
            """);
        slack.On("conversations.replies", """{"ok":true,"messages":[{"ts":"1700000005.000100","user":"U100","text":"<@U0BOT> note full"}]}""");
        await using var bot = await BotAsync(slack);

        var page = await bot.Platform.ReadHistoryAsync(Workspace, new ReadChannel(Channel, null, Inclusive: false), default);

        Assert.NotNull(page);
        Assert.True(page.HasMore);
        Assert.Equal(["1700000005.000100", "1700000004.000100", "1700000003.000100", "1700000002.000100"], page.Messages.Select(message => message.Id.Id));
        Assert.Equal([new FoundMention(new PersonId("U100")), new FoundReaction("hammer", new PersonId("U200"))], page.Messages[0].Found);
        Assert.Equal([null, "INC-1/card", null, null], page.Messages.Select(message => message.OwnKey));
        Assert.Equal([false, true, false, false], page.Messages.Select(message => message.HasReplies));
        Assert.All(page.Messages.Skip(1), message => Assert.Empty(message.Found));

        var note = Assert.IsType<CommandTyped>(await ReadAsync(bot, page.Messages[0], page.Messages[0].Found[0]));
        Assert.Equal(("note full", "1700000005.000100", true), (note.Text.Plain, note.Message?.Id, note.FromHistory));
        var hammer = Assert.IsType<ReactionAdded>(await ReadAsync(bot, page.Messages[0], page.Messages[0].Found[1]));
        Assert.Equal(("hammer", "U200", bot.Clock.GetUtcNow()), (hammer.Reaction, hammer.Who.Id.Value, hammer.At));
    }

    [Fact]
    public async Task A_file_of_which_only_a_mark_is_left_was_deleted()
    {
        await using var slack = await StubAsync("""
            {"ok":true,"messages":[{"ts":"5.000100","user":"U100","text":"x","files":[{"id":"F1","mode":"tombstone"},{"id":"F2","mode":"hosted","name":"graph.png"}]}]}
            """);
        await using var bot = await BotAsync(slack);

        var page = await bot.Platform.ReadHistoryAsync(Workspace, new ReadChannel(Channel, null, Inclusive: false), default);

        var lost = Assert.Single(page!.Messages[0].LostFiles);
        var deleted = Assert.IsType<FileDeleted>(await ReadAsync(bot, page.Messages[0], new FoundFileLoss(lost)));
        Assert.Equal(("F1", true), (Assert.Single(deleted.Files), deleted.FromHistory));
    }

    [Fact]
    public async Task Who_reacted_is_asked_where_history_leaves_it_out()
    {
        await using var slack = await StubAsync("""{"ok":true,"messages":[{"ts":"5.000100","user":"U100","text":"x","reactions":[{"name":"pushpin","users":["U0BOT"],"count":3}]}]}""");
        slack.On("reactions.get", """{"ok":true,"type":"message","message":{"ts":"5.000100","reactions":[{"name":"eyes","users":["U900"],"count":1},{"name":"pushpin","users":["U0BOT","U200","U300"],"count":3}]}}""");
        await using var bot = await BotAsync(slack);
        var page = await bot.Platform.ReadHistoryAsync(Workspace, new ReadChannel(Channel, "9.0", Inclusive: true), default);

        var reaction = Assert.IsType<ReactionAdded>(await ReadAsync(bot, page!.Messages[0], Assert.Single(page.Messages[0].Found)));

        Assert.Equal("U200", reaction.Who.Id.Value);
        Assert.Equal("true", Assert.Single(slack.CallsOf("reactions.get"))["full"]);
        Assert.Equal(("9.0", "true"), (slack.CallsOf("conversations.history")[0]["latest"], slack.CallsOf("conversations.history")[0]["inclusive"]));
    }

    [Fact]
    public async Task A_pin_has_who_pinned_it_and_when_and_the_bots_own_is_none()
    {
        await using var slack = await StubAsync("{}");
        slack.On("pins.list", """{"ok":true,"items":[{"type":"message","created":1700000009,"created_by":"U200","message":{"ts":"5.000100","text":"x"}},{"type":"message","created":7,"created_by":"U0BOT","message":{"ts":"6.000100"}},{"type":"file","created":8,"created_by":"U200"}]}""");
        await using var bot = await BotAsync(slack);
        var page = await bot.Platform.ReadHistoryAsync(Workspace, new ReadPins(Channel), default);

        Assert.Equal([1, 0], page!.Messages.Select(message => message.Found.Count));
        var pin = Assert.IsType<MessagePinned>(await ReadAsync(bot, page.Messages[0], page.Messages[0].Found[0]));
        Assert.Equal(("U200", "5.000100", DateTimeOffset.FromUnixTimeSeconds(1700000009)), (pin.Who.Id.Value, pin.Message.Id, pin.At));
    }

    [Fact]
    public async Task Words_and_authors_come_where_they_are_wanted_and_what_is_no_talk_is_marked()
    {
        await using var slack = await StubAsync("{}");
        slack.On("conversations.replies", """
            {"ok":true,"has_more":true,"response_metadata":{"next_cursor":"more"},"messages":[
            {"ts":"1.000100","thread_ts":"1.000100","user":"U100","text":"root &amp; more","reply_count":3},
            {"ts":"2.000100","thread_ts":"1.000100","bot_id":"B7","username":"Alarm","subtype":"bot_message","text":"5xx"},
            {"ts":"3.000100","thread_ts":"1.000100","user":"U0BOT","text":"mine"},
            {"ts":"4.000100","thread_ts":"1.000100","user":"U100","subtype":"channel_topic","text":"set the topic"}]}
            """);
        await using var bot = await BotAsync(slack);
        var page = await bot.Platform.ReadHistoryAsync(Workspace, new ReadThread(Channel, "1.000100", null) { WithRoot = true, WithWords = true, Most = 25 }, default);

        Assert.Equal([true, true, false, false], page!.Messages.Select(message => message.IsTalk));
        Assert.Equal(["root & more", "5xx", null, null], page.Messages.Select(message => message.Words?.Text));
        Assert.Equal(("Alarm", true), (page.Messages[1].Words!.Author.Name, page.Messages[1].Words!.Author.IsBot));
        Assert.Equal("25", slack.CallsOf("conversations.replies")[0]["limit"]);
    }

    [Theory]
    [InlineData("https://acme.slack.com/archives/C100/p1700000001000100", "1700000001.000100", null)]
    [InlineData("<https://acme.slack.com/archives/C100/p1700000002000100?thread_ts=1700000001.000100&cid=C100>", "1700000002.000100", "1700000001.000100")]
    [InlineData("https://acme.slack.com/archives/C100/p1700000001000100?thread_ts=1700000001.000100&cid=C100", "1700000001.000100", null)]
    [InlineData("https://acme.slack.com/archives/C100", null, null)]
    [InlineData("https://acme.slack.com/archives/C100/p17", null, null)]
    [InlineData("C100/1700000001.000100", null, null)]
    public void The_address_of_a_message_names_it(string address, string? ts, string? thread)
    {
        var read = SlackLink.Read(address);
        Assert.Equal((ts, thread), (read?.Message.Id, read?.Thread));
        Assert.True(read is null || (read.Message.Channel == Channel && read.At.ToUnixTimeSeconds() > 1_700_000_000));
    }

    [Fact]
    public async Task A_message_that_was_found_to_be_gone_is_read_as_its_deletion()
    {
        await using var slack = await StubAsync("{}");
        await using var bot = await BotAsync(slack);
        var at = DateTimeOffset.FromUnixTimeSeconds(1700000009);

        var gone = new SeenMessage(new MessageId(Channel, "5.000100"), at, HasReplies: false, [], OwnKey: null);
        var deleted = Assert.IsType<MessageDeleted>(await ReadAsync(bot, gone, new FoundDeletion(new PersonId("U200"), at, at)));

        Assert.Equal(("5.000100", "U200", "", at, true), (deleted.Message.Id.Id, deleted.Message.Author.Id.Value, deleted.Message.Text, deleted.At, deleted.FromHistory));
    }

    [Theory]
    [InlineData("""{"type":"app_mention","user":"U100","text":"<@U0BOT> note full","channel":"C100","ts":"5.000100"}""", typeof(CommandTyped))]
    [InlineData("""{"type":"reaction_added","reaction":"hammer","item":{"type":"message","channel":"C100","ts":"5.000100"}}""", typeof(ReactionAdded))]
    [InlineData("""{"type":"pin_removed","user":"U100","item":{"type":"message","channel":"C100","ts":"5.000100"}}""", typeof(MessageUnpinned))]
    [InlineData("""{"type":"message","subtype":"message_deleted","channel":"C100","deleted_ts":"5.000100","previous_message":{"user":"U100","ts":"5.000100"}}""", typeof(MessageDeleted))]
    [InlineData("""{"type":"file_deleted","file_id":"F1"}""", typeof(FileDeleted))]
    public async Task What_a_former_version_found_and_stored_is_still_read(string happened, Type expected)
    {
        await using var slack = await StubAsync("{}");
        slack.On("reactions.get", """{"ok":true,"message":{"ts":"5.000100","reactions":[{"name":"hammer","users":["U0BOT","U200"],"count":2}]}}""");
        await using var bot = await BotAsync(slack);
        var body = $$"""{"type":"event_callback","team_id":"T1","event":{{happened}}}""";

        var read = await bot.Platform.ReadAsync(bot.Item(new Incoming(Workspace, "slack", "history:C100:5.000100:x", "C100", "history", body)), default);

        Assert.IsType(expected, read);
        Assert.True(read!.FromHistory);
    }

    [Fact]
    public async Task Reading_history_leaves_some_calls_to_those_who_are_in_a_hurry()
    {
        await using var slack = await StubAsync("""{"ok":true,"messages":[]}""");
        await using var bot = await BotAsync(slack);
        Task<HistoryPage?> ReadOnceAsync() => bot.Platform.ReadHistoryAsync(Workspace, new ReadChannel(Channel, null, Inclusive: false), default);
        var refused = await Assert.ThrowsAsync<ChatUnavailableException>(async () =>
        {
            for (var call = 0; call < 50; call++) await ReadOnceAsync();
        });
        Assert.NotNull(refused.RetryAfter);
        Assert.InRange(slack.CallsOf("conversations.history").Count, 5, 12);

        // The part that is kept for others.
        bot.Get<SlackRateLimits>().Spend(SlackMethods.ConversationsHistory, "C100", isFirst: true);
    }

    [Theory]
    [InlineData("missing_scope")]
    [InlineData("not_in_channel")]
    [InlineData("channel_not_found")]
    public async Task What_the_bot_may_not_read_is_no_page(string error)
    {
        await using var slack = await StubAsync($$"""{"ok":false,"error":"{{error}}"}""");
        await using var bot = await BotAsync(slack);

        Assert.Null(await bot.Platform.ReadHistoryAsync(Workspace, new ReadChannel(Channel, null, Inclusive: false), default));
    }

    [Theory]
    [InlineData("""{"ok":true,"ts":"5.0"}""", true)]
    [InlineData("""{"ok":false,"error":"message_not_found"}""", true)]
    [InlineData("""{"ok":false,"error":"cant_delete_message"}""", false)]
    public async Task A_message_that_is_gone_already_counts_as_deleted(string answer, bool isSent)
    {
        await using var slack = await StubAsync("{}");
        slack.On("chat.delete", answer);
        await using var bot = await BotAsync(slack);

        var outcome = await bot.Platform.SendAsync(SimulatedSlack.Request("stray/C100/5.0", new DeleteMessage(new MessageId(Channel, "5.0"))), default);

        Assert.Equal(isSent, outcome is Sent);
        Assert.Equal(("C100", "5.0"), (slack.CallsOf("chat.delete")[0]["channel"], slack.CallsOf("chat.delete")[0]["ts"]));
    }

    [Fact]
    public async Task The_bots_own_message_is_taken_in_only_with_an_outbox_key()
    {
        await using var slack = await StubAsync("{}");
        await using var bot = await BotAsync(slack);
        const string Metadata = "\"metadata\":{\"event_type\":\"incidentbot_outbox\",\"event_payload\":{\"key\":\"INC-1/card\"}}";
        static string Event(string id, string more) => "{\"type\":\"event_callback\",\"team_id\":\"T1\",\"event_id\":\"" + id + "\",\"event\":{\"type\":\"message\",\"channel\":\"C100\",\"text\":\"x\",\"ts\":\"5.0\"," + more + "}}";
        await bot.PostEventAsync(Event("E1", "\"user\":\"U100\""));
        await bot.PostEventAsync(Event("E2", "\"user\":\"U0BOT\",\"bot_id\":\"B1\""));
        await bot.PostEventAsync(Event("E3", "\"user\":\"U0BOT\",\"bot_id\":\"B1\"," + Metadata));
        await bot.PostEventAsync(Event("E4", "\"user\":\"U900\",\"bot_id\":\"B9\"," + Metadata));

        var read = new List<Inbound?>();
        foreach (var accepted in bot.Accepted) read.Add(await bot.Platform.ReadAsync(bot.Item(accepted), default));
        var own = Assert.Single(read.OfType<OwnMessageSeen>());
        Assert.Equal(("INC-1/card", new MessageId(Channel, "5.0")), (own.Key, own.Message));
        Assert.Single(read, inbound => inbound is null);
    }

    // As the core does when it is the message's turn, through the form in which it is stored meanwhile.
    private static async Task<Inbound?> ReadAsync(SlackBot bot, SeenMessage message, Found found)
    {
        var stored = FoundNews.Of(message.Id, found).Later();
        var item = bot.Item(new Incoming(Workspace, "slack", stored.DeliveryKey, stored.Conversation, stored.Kind, stored.Body));
        return await new ReadFound(new ChatPlatforms([bot.Platform])).ReadAsync(FoundNews.Kind.Read(stored.Body), item, default);
    }

    private static async Task<WebApiStub> StubAsync(string history)
    {
        var slack = await WebApiStub.StartAsync();
        return slack.On("auth.test", """{"ok":true,"user_id":"U0BOT","bot_id":"B1","team_id":"T1"}""")
            .On("users.info", call => $$$"""{"ok":true,"user":{"id":"{{{call["user"]}}}","name":"someone"}}""")
            .On("conversations.history", history);
    }

    private static Task<SlackBot> BotAsync(WebApiStub slack) =>
        new SlackBot { Options = new SlackOptions { BotToken = SlackBot.Token, SigningSecret = SlackBot.Secret, ApiUrl = slack.ApiUrl } }.StartAsync();
}
