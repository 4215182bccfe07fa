using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Slack.Reading;
using IncidentBot.Slack.Sending;
using IncidentBot.Timeline;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SlackReaderTests
{
    private static readonly Person Maja = new(new PersonId("U100"), "Maja", "Europe/Berlin");
    private static readonly ChannelId Channel = new("C100");

    [Fact]
    public async Task A_command_reads_with_its_people_by_name_and_its_way_back_sealed()
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        var command = Assert.IsType<CommandTyped>(await ReadAsync(bot, "command.form"));
        Assert.Equal((Maja, Channel, bot.Clock.GetUtcNow()), (command.Who, command.Channel, command.At));
        Assert.Equal("note cache & queue full @Omar Said", command.Text.Plain);
        Assert.Equal([new Mention(24, 10, new PersonId("U200"))], command.Text.Mentions);
        Assert.Equal("https://hooks.example/commands/T100/1/secret-way-back", bot.Get<SealedText>().Open(command.Reply.Handle));
        Assert.Null(command.Reply.Thread);
    }

    [Fact]
    public async Task A_mention_is_a_command_in_its_thread_at_its_own_time()
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        var command = Assert.IsType<CommandTyped>(await ReadAsync(bot, "event.app_mention.json"));
        Assert.Equal("note cache is full & slow", command.Text.Plain);
        Assert.Equal(new ReplyTo(Channel, Maja.Id, "1777888700.000100", Mentioned: true), command.Reply);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1777888801000).AddTicks(1000), command.At);
        Assert.Equal(new MessageId(Channel, "1777888801.000100"), command.Message);
    }

    [Theory]
    [InlineData("<@U0BOT> note x", "note x")]
    [InlineData("<@U0BOT|incidentbot>: note x", "note x")]
    [InlineData("note x <@U0BOT>", "note x")]
    [InlineData("hey <@U0BOT> note x", "note x")]
    [InlineData("<@U0BOT>", "")]
    public async Task The_bots_own_name_is_not_part_of_a_command(string text, string typed)
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        await bot.PostEventAsync($$$"""{"type":"event_callback","team_id":"T1","event_id":"E1","event":{"type":"app_mention","user":"U100","channel":"C100","text":"{{{text}}}","ts":"5.0"}}""");
        Assert.Equal(typed, Assert.IsType<CommandTyped>(await bot.Platform.ReadAsync(bot.Item(bot.Accepted.Single()), default)).Text.Plain);
    }

    [Theory]
    [InlineData("""  "user":"U100","bot_id":"B9","app_id":"A9"  """)]
    [InlineData("""  "user":"U300"  """)]
    public async Task A_mention_by_a_bot_is_no_command(string author)
    {
        await using var slack = await PeopleAsync();
        slack.On("users.info", call => $$$"""{"ok":true,"user":{"id":"{{{call["user"]}}}","name":"x","is_bot":{{{(call["user"] == "U300" ? "true" : "false")}}}}}""");
        await using var bot = await BotAsync(slack);
        await bot.PostEventAsync($$$"""{"type":"event_callback","team_id":"T1","event_id":"E1","event":{"type":"app_mention",{{{author}}},"channel":"C100","text":"<@U0BOT> status resolved","ts":"5.0"}}""");
        Assert.Null(await bot.Platform.ReadAsync(bot.Item(bot.Accepted.Single()), default));
    }

    [Fact]
    public async Task Whether_an_account_is_active_is_asked_again_after_five_minutes()
    {
        var isClosed = false;
        await using var slack = await PeopleAsync();
        slack.On("users.info", call => $$$"""{"ok":true,"user":{"id":"{{{call["user"]}}}","name":"x","deleted":{{{(isClosed ? "true" : "false")}}}}}""");
        await using var bot = await BotAsync(slack);
        var active = (await ReadAsync(bot, "command.form"))!.Who.Membership;
        isClosed = true;
        bot.Clock.Advance(TimeSpan.FromMinutes(4));
        var soon = await bot.Platform.FindPersonAsync(new WorkspaceId("T1"), Maja.Id, default);
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        var later = await bot.Platform.FindPersonAsync(new WorkspaceId("T1"), Maja.Id, default);

        Assert.Equal((Membership.Member, Membership.Member, Membership.Closed), (active, soon.Membership, later.Membership));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    public async Task A_mention_of_no_time_is_a_command_about_no_message(string ts)
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        await bot.PostEventAsync($$$"""{"type":"event_callback","team_id":"T1","event_id":"E1","event":{"type":"app_mention","user":"U100","channel":"C100","text":"<@U0BOT> note it is the cache","ts":"{{{ts}}}"}}""");

        Assert.Null(Assert.IsType<CommandTyped>(await bot.Platform.ReadAsync(bot.Item(bot.Accepted.Single()), default)).Message);
    }

    [Fact]
    public async Task Groups_and_channels_that_nobody_knows_are_asked_for_once()
    {
        await using var slack = await PeopleAsync();
        slack.On("usergroups.list", """{"ok":true,"usergroups":[{"id":"S1","handle":"ops"}]}""").On("conversations.info", """{"ok":false,"error":"channel_not_found"}""");
        await using var bot = await BotAsync(slack);
        var directory = bot.Get<SlackDirectory>();

        foreach (var id in new[] { "S7", "S8", "S1", "S9", "S7" }) Assert.Equal(id == "S1" ? "ops" : null, await directory.GroupNameAsync(id, default));
        for (var n = 0; n < 3; n++) Assert.Null(await directory.ChannelNameAsync("C404", default));
        Assert.Equal((1, 1), (slack.CallsOf("usergroups.list").Count, slack.CallsOf("conversations.info").Count));

        bot.Clock.Advance(TimeSpan.FromMinutes(5));
        await directory.GroupNameAsync("S7", default);
        await directory.ChannelNameAsync("C404", default);
        Assert.Equal((2, 2), (slack.CallsOf("usergroups.list").Count, slack.CallsOf("conversations.info").Count));
    }

    [Fact]
    public async Task A_reaction_names_its_message_without_skin_tone()
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        var reaction = Assert.IsType<ReactionAdded>(await ReadAsync(bot, "event.reaction_added.json"));
        Assert.Equal(("pushpin", new MessageId(Channel, "1777888700.000100"), Maja), (reaction.Reaction, reaction.Message, reaction.Who));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1777888802000).AddTicks(2000), reaction.At);
    }

    [Fact]
    public async Task The_bots_own_doings_are_nothing_to_do()
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        await bot.PostEventAsync("""{"type":"event_callback","team_id":"T1","event_id":"E1","event":{"type":"reaction_added","user":"U0BOT","reaction":"pushpin","item":{"type":"message","channel":"C1","ts":"1.1"},"event_ts":"5.0"}}""");
        Assert.Null(await bot.Platform.ReadAsync(bot.Item(bot.Accepted.Single()), default));
    }

    [Fact]
    public async Task A_button_names_its_action_its_card_and_its_thread()
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        var button = Assert.IsType<ButtonPressed>(await ReadAsync(bot, "interaction.block_actions.json"));
        Assert.Equal(("tick_step", "INC-7|assess-1", (MessageId?)new MessageId(Channel, "1777888700.000100")), (button.Action, button.Value, button.Message));
        Assert.Equal("1777888600.000100", button.Reply.Thread);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1777888804500), button.At);
    }

    [Theory]
    [InlineData(""" "type":"block_actions","container":{"type":"message","message_ts":"1777888700.000100","channel_id":"C100"},"actions":[{"type":"button","block_id":"b","action_id":"catch_up","value":"7","action_ts":"1777888804.500000"}] """)]
    [InlineData(""" "type":"block_actions","container":{"type":"message","message_ts":"1777888700.000100","channel_id":"C100","thread_ts":"1777888700.000100"},"actions":[{"type":"checkboxes","block_id":"tick_boxes:7","action_id":"tick_boxes","selected_options":[],"action_ts":"1777888804.500000"}] """)]
    [InlineData(""" "type":"message_action","callback_id":"add_to_timeline","message_ts":"1777888700.000100" """)]
    public async Task What_is_done_on_a_message_with_replies_is_answered_beside_it_and_not_in_its_closed_thread(string payload)
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        await bot.PostInteractionAsync($$"""
            {"trigger_id":"1.2.parent","team":{"id":"T100"},"user":{"id":"U100","name":"maja"},"channel":{"id":"C100"},
             "message":{"type":"message","user":"U200","text":"INC-7","ts":"1777888700.000100","thread_ts":"1777888700.000100","reply_count":1},{{payload}}}
            """);
        var read = await bot.Platform.ReadAsync(bot.Item(bot.Accepted.Single()), default);
        Assert.Null(read!.Reply.Thread);
    }

    [Fact]
    public async Task What_is_picked_from_a_menu_comes_like_the_press_of_a_button()
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        var button = Assert.IsType<ButtonPressed>(await ReadAsync(bot, "interaction.overflow.json"));
        Assert.Equal((TimelineButtonIds.WithdrawEntry, "7|12"), (button.Action, button.Value));
    }

    [Theory]
    [InlineData("""[{"text":{"type":"plain_text","text":"1. A","emoji":true},"value":"impact"},{"text":{"type":"plain_text","text":"4. B","emoji":true},"value":"trend"}]""", "impact trend")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    public async Task Boxes_come_with_all_that_is_ticked_and_the_state_that_was_shown(string selected, string ticked)
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        await bot.PostInteractionAsync($$"""
            {"type":"block_actions","trigger_id":"1.2.boxes","team":{"id":"T100"},"user":{"id":"U100","name":"maja"},"channel":{"id":"C100"},
             "container":{"type":"message","message_ts":"1777888700.000100","channel_id":"C100"},
             "actions":[{"type":"checkboxes","block_id":"tick_boxes:7|assess|12|1,4","action_id":"tick_boxes","selected_options":{{selected}},"action_ts":"1777888804.500000"}]}
            """);
        var boxes = Assert.IsType<BoxesChanged>(await bot.Platform.ReadAsync(bot.Item(bot.Accepted.Single()), default));
        Assert.Equal(("tick_boxes", "7|assess|12|1,4", ticked), (boxes.Action, boxes.Value, string.Join(' ', boxes.Ticked)));
        Assert.Equal(((MessageId?)new MessageId(Channel, "1777888700.000100"), DateTimeOffset.FromUnixTimeMilliseconds(1777888804500)), (boxes.Message, boxes.At));
    }

    [Fact]
    public async Task A_picked_message_comes_with_its_author_and_words()
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        var picked = Assert.IsType<MessagePicked>(await ReadAsync(bot, "interaction.message_action.json"));
        Assert.Equal(ShortcutIds.AddToTimeline, picked.Shortcut);
        Assert.Equal(("evictions > 900/s, see @Maja", "Omar Said", "1777888600.000100"), (picked.Message.Text, picked.Message.Author.Name, picked.Message.Thread));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1777888650).AddTicks(3000), picked.Message.At);
    }

    [Fact]
    public async Task A_form_comes_with_what_it_carried_and_without_what_was_left_empty()
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        var form = Assert.IsType<FormSubmitted>(await ReadAsync(bot, "interaction.view_submission.json"));
        Assert.Equal((ChecklistFormIds.AnswerStep, "INC-7|assess-1", Channel), (form.Form, form.Context, form.Channel));
        Assert.Equal(new ReplyTo(Channel, Maja.Id, "1777888600.000100"), form.Reply);
        Assert.Equal(["answer=since <10:00> & rising", "severity=2"], form.Values.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Theory]
    [InlineData("event.reaction_added.json", "1777888700.000100")]
    [InlineData("event.app_mention.json", "1777888801.000100")]
    [InlineData("interaction.block_actions.json", "1777888700.000100")]
    public async Task What_is_about_a_message_says_when_that_was_posted(string payload, string ts)
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        Assert.Equal(IncidentBot.Slack.Wire.SlackTime.OrNull(ts), (await ReadAsync(bot, payload))!.PostedAt);
    }

    [Theory]
    [InlineData("\"0\"", "2026-05-04T09:58:20.000100Z")]
    [InlineData("\"0.000000\"", "2026-05-04T09:58:20.000100Z")]
    [InlineData("\"1812448800.000100\"", "2026-05-04T10:00:00Z")]
    [InlineData("\"99999999999999\"", "2026-05-04T10:00:00Z")]
    [InlineData("\"-5\"", "2026-05-04T10:00:00Z")]
    [InlineData("\"soon\"", "2026-05-04T10:00:00Z")]
    [InlineData("null", "2026-05-04T10:00:00Z")]
    [InlineData("\"1777888780.000100\"", "2026-05-04T09:59:40.000100Z")]
    public async Task Whatever_time_an_event_gives_it_is_kept_within_what_can_be(string time, string taken)
    {
        await using var slack = await PeopleAsync();
        await using var bot = await BotAsync(slack);
        await bot.PostEventAsync($$$"""{"type":"event_callback","team_id":"T1","event_id":"E1","event":{"type":"reaction_added","user":"U100","reaction":"pushpin","item":{"type":"message","channel":"C1","ts":"1777888700.000100"},"event_ts":{{{time}}}}}""");
        var read = await bot.Platform.ReadAsync(bot.Item(bot.Accepted.Single()), default);
        Assert.Equal(DateTimeOffset.Parse(taken, System.Globalization.CultureInfo.InvariantCulture), read!.Bounded(bot.Clock.GetUtcNow()).At);
    }

    [Fact]
    public async Task A_Slack_that_does_not_answer_puts_the_row_off()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("users.info", "busy", 500);
        await using var bot = await BotAsync(slack);
        await Assert.ThrowsAsync<ChatUnavailableException>(() => ReadAsync(bot, "command.form"));
    }

    private static async Task<Inbound?> ReadAsync(SlackBot bot, string payload)
    {
        var body = SlackEndpointTests.Payload(payload);
        using var response = payload.EndsWith(".form", StringComparison.Ordinal) ? await bot.PostCommandAsync(body)
            : payload.StartsWith("event", StringComparison.Ordinal) ? await bot.PostEventAsync(body) : await bot.PostInteractionAsync(body);
        return await bot.Platform.ReadAsync(bot.Item(bot.Accepted.Single()), default);
    }

    private static async Task<WebApiStub> PeopleAsync()
    {
        var slack = await WebApiStub.StartAsync();
        return slack.On("auth.test", """{"ok":true,"user_id":"U0BOT","bot_id":"B0"}""").On("users.info", call => call["user"] == "U100"
            ? """{"ok":true,"user":{"id":"U100","name":"maja","tz":"Europe/Berlin","profile":{"display_name":"Maja"}}}"""
            : """{"ok":true,"user":{"id":"U200","name":"omar","tz":"Asia/Dubai","profile":{"display_name":"Omar Said"}}}""");
    }

    private static Task<SlackBot> BotAsync(WebApiStub slack) => new SlackBot { Options = SlackEndpointTests.OptionsFor(slack) }.StartAsync();
}
