using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>What Slack tells of a message after it was posted.</summary>
public sealed class MessageChangeTests
{
    private static readonly MessageId Message = new(new ChannelId("C100"), "1777888600.000100");

    [Fact]
    public async Task An_edit_brings_the_words_before_and_after_and_when()
    {
        var edited = Assert.IsType<MessageEdited>(await ReadAsync(Changed(
            """{"ts":"1777888600.000100","user":"U100","text":"full &amp; slow","edited":{"user":"U100","ts":"1777888700.000000"}}""",
            """{"ts":"1777888600.000100","user":"U100","text":"full"}""")));
        Assert.Equal((Message, "full & slow", "full", "Maja"), (edited.Message.Id, edited.Message.Text, edited.Before!.Text, edited.Who.Name));
        Assert.Equal((DateTimeOffset.FromUnixTimeSeconds(1777888700), null), (edited.Message.EditedAt, edited.Before.EditedAt));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1777888700500), edited.At);
    }

    [Fact]
    public async Task An_edit_whose_message_leaves_out_its_ts_is_that_of_the_former_message()
    {
        var edited = Assert.IsType<MessageEdited>(await ReadAsync(Changed(
            """{"user":"U100","text":"updated","edited":{"user":"U100","ts":"1777888700.000000"}}""",
            """{"ts":"1777888600.000100","user":"U100","text":"original"}""")));
        Assert.Equal(Message, edited.Message.Id);
    }

    [Theory]
    [InlineData("""{"ts":"1.1","user":"U100","text":"see <https://a.test>","attachments":[{"title":"A","from_url":"https://a.test"}]}""")]
    [InlineData("""{"ts":"1.1","user":"U100","text":"see <https://a.test>","edited":{"user":"U100","ts":"2.0"},"attachments":[{"title":"A","from_url":"https://a.test"}]}""")]
    [InlineData("""{"ts":"1.1","user":"U100","text":"see <https://a.test>","reply_count":1}""")]
    public async Task A_change_that_leaves_the_words_alone_is_ignored(string message) =>
        Assert.Null(await ReadAsync(Changed(message, """{"ts":"1.1","user":"U100","text":"see <https://a.test>"}""")));

    [Theory]
    [InlineData("""{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*firing* 12 %"}}]}""", """{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*resolved* 0 %"}}]}""", "resolved 0 %")]
    [InlineData("""{"attachments":[{"title":"CPU","fields":[{"title":"State","value":"firing"}]}]}""", """{"attachments":[{"title":"CPU","fields":[{"title":"State","value":"resolved"}]}]}""", "CPU\nState: resolved")]
    [InlineData("""{"subtype":"huddle_thread","room":{"date_start":1777888000,"date_end":0,"participants":["U100"]}}""", """{"subtype":"huddle_thread","room":{"date_start":1777888000,"date_end":1777888600,"participants":[],"participant_history":["U100"]}}""", "Huddle, 10 min, with Maja")]
    public async Task A_change_of_blocks_or_attachments_alone_is_an_edit_though_it_is_not_marked_as_one(string before, string after, string words)
    {
        string Whole(string part) => """{"ts":"1777888600.000100","bot_id":"B7","username":"Pager","text":"",""" + part[1..];
        var edited = Assert.IsType<MessageEdited>(await ReadAsync(Changed(Whole(after), Whole(before))));
        Assert.Equal((words, DateTimeOffset.FromUnixTimeMilliseconds(1777888700500)), (edited.Message.Text, edited.Message.EditedAt));
        Assert.NotEqual(words, edited.Before!.Text);
    }

    [Fact]
    public async Task An_edit_without_a_mark_was_not_made_after_it_was_accepted()
    {
        var change = Changed(
            """{"ts":"1777888600.000100","user":"U100","text":"after"}""", """{"ts":"1777888600.000100","user":"U100","text":"before"}""");
        var edited = Assert.IsType<MessageEdited>(await ReadAsync(change.Replace("1777888700.500000", "4077888700.500000", StringComparison.Ordinal)));

        Assert.InRange(edited.Message.EditedAt!.Value, edited.Message.At, DateTimeOffset.FromUnixTimeSeconds(4077888700));
    }

    [Fact]
    public async Task A_file_that_is_deleted_from_a_forwarded_message_is_deleted()
    {
        string With(string mode) => $$"""{"ts":"1.1","user":"U100","text":"look","attachments":[{"is_share":true,"text":"graph","files":[{"id":"F1","mode":"{{mode}}"}]}]}""";
        Assert.Equal(["F1"], Assert.IsType<FileDeleted>(await ReadAsync(Changed(With("tombstone"), With("hosted")))).Files);
    }

    [Fact]
    public async Task A_mention_with_a_forwarded_message_brings_its_files()
    {
        var typed = Assert.IsType<CommandTyped>(await ReadAsync(
            """{"type":"app_mention","channel":"C100","user":"U100","ts":"1.1","event_ts":"1.1","text":"<@U0BOT> note see `top`","attachments":[{"is_share":true,"files":[{"id":"F1","name":"a.png"}]}]}"""));
        Assert.Equal(("F1", "see top", FormatKind.Code), (Assert.Single(typed.Files).Id, typed.Text.Formatted("see `top`").Plain, Assert.Single(typed.Text.Formatted("see `top`").Formats).Kind));
    }

    [Fact]
    public async Task An_edited_mention_brings_what_is_said_to_the_bot()
    {
        var edited = Assert.IsType<MessageEdited>(await ReadAsync(Changed(
            """{"ts":"1.1","user":"U100","text":"<@U0BOT> note full","edited":{"user":"U100","ts":"2.0"}}""", """{"ts":"1.1","user":"U100","text":"<@U0BOT> note ful"}""")));
        Assert.Equal("note full", edited.Message.ToBot?.Plain);
    }

    [Fact]
    public async Task A_deletion_names_the_message_and_its_author()
    {
        var deleted = Assert.IsType<MessageDeleted>(await ReadAsync(
            """{"type":"message","subtype":"message_deleted","channel":"C100","deleted_ts":"1777888600.000100","event_ts":"1777888700.500000","previous_message":{"ts":"1777888600.000100","user":"U100","text":"oops"}}"""));
        Assert.Equal((Message, "Maja", DateTimeOffset.FromUnixTimeSeconds(1777888600).AddTicks(1000)), (deleted.Message.Id, deleted.Who.Name, deleted.Message.At));
    }

    [Fact]
    public async Task The_mark_that_remains_of_an_answered_message_is_a_deletion()
    {
        var deleted = Assert.IsType<MessageDeleted>(await ReadAsync(Changed(
            """{"ts":"1777888600.000100","subtype":"tombstone","user":"USLACKBOT","text":"This message was deleted."}""",
            """{"ts":"1777888600.000100","user":"U100","text":"oops"}""")));
        Assert.Equal((Message, "Maja"), (deleted.Message.Id, deleted.Who.Name));
    }

    [Fact]
    public async Task A_mark_in_the_place_of_a_file_is_its_deletion()
    {
        var deleted = Assert.IsType<FileDeleted>(await ReadAsync(Changed(
            """{"ts":"1.1","user":"U100","text":"graphs","files":[{"id":"F1","mode":"tombstone"},{"id":"F2","mode":"hosted"},{"id":"F3","mode":"tombstone"},{"id":"F4","mode":"tombstone"}]}""",
            """{"ts":"1.1","user":"U100","text":"graphs","files":[{"id":"F1","mode":"hosted"},{"id":"F2","mode":"hosted"},{"id":"F3","mode":"tombstone"},{"id":"F4"}]}""")));
        Assert.Equal(["F1", "F4"], deleted.Files);
    }

    [Fact]
    public async Task An_edit_beside_a_file_that_was_deleted_before_is_an_edit()
    {
        var edited = Assert.IsType<MessageEdited>(await ReadAsync(Changed(
            """{"ts":"1.1","user":"U100","text":"two graphs","edited":{"user":"U100","ts":"2.0"},"files":[{"id":"F1","mode":"tombstone"}]}""",
            """{"ts":"1.1","user":"U100","text":"graphs","files":[{"id":"F1","mode":"tombstone"}]}""")));
        Assert.Equal("two graphs", edited.Message.Text);
    }

    [Fact]
    public async Task Another_bots_message_changes_like_any_other()
    {
        var edited = Assert.IsType<MessageEdited>(await ReadAsync(Changed(
            """{"ts":"1.1","subtype":"bot_message","bot_id":"B7","username":"Deploy bot","text":"v9 rolled back","edited":{"user":"B7","ts":"2.0"}}""",
            """{"ts":"1.1","subtype":"bot_message","bot_id":"B7","username":"Deploy bot","text":"v9 live"}""")));
        Assert.Equal(("Deploy bot", true), (edited.Who.Name, edited.Who.IsBot));
    }

    [Fact]
    public async Task What_the_bot_changes_itself_is_not_even_stored() =>
        Assert.Null(await ReadAsync(Changed(
            """{"ts":"1.1","bot_id":"B0","app_id":"A0","text":"new","edited":{"user":"B0","ts":"2.0"}}""", """{"ts":"1.1","bot_id":"B0","app_id":"A0","text":"old"}""")));

    [Theory]
    [InlineData("""{"type":"reaction_removed","user":"U100","reaction":"pushpin::skin-tone-2","item":{"type":"message","channel":"C100","ts":"1777888600.000100"},"event_ts":"1777888700.500000"}""", typeof(ReactionRemoved))]
    [InlineData("""{"type":"pin_added","user":"U100","channel_id":"C100","item":{"type":"message","channel":"C100","created":1,"message":{"ts":"1777888600.000100","text":"secret"}},"event_ts":"1777888700.500000"}""", typeof(MessagePinned))]
    [InlineData("""{"type":"pin_removed","user":"U100","channel_id":"C100","item":{"type":"message","channel":"C100","message":{"ts":"1777888600.000100","text":"secret"}},"has_pins":false,"event_ts":"1777888700.500000"}""", typeof(MessageUnpinned))]
    public async Task Marks_put_on_and_taken_off_name_their_message(string happened, Type kind)
    {
        var inbound = await ReadAsync(happened);
        Assert.IsType(kind, inbound);
        Assert.Equal((new ChannelId("C100"), DateTimeOffset.FromUnixTimeMilliseconds(1777888700500)), (inbound!.Channel, inbound.At));
        var message = inbound switch { ReactionRemoved one => one.Message, MessagePinned one => one.Message, _ => ((MessageUnpinned)inbound).Message };
        Assert.Equal(Message, message);
    }

    [Theory]
    [InlineData("""{"type":"message","channel":"C100","user":"U100","text":"private talk","ts":"1.1"}""")]
    [InlineData("""{"type":"message","subtype":"channel_join","channel":"C100","user":"U100","text":"joined","ts":"1.1"}""")]
    [InlineData("""{"type":"message","subtype":"message_changed","channel":"C100","message":"odd","ts":"1.1"}""")]
    [InlineData("""{"type":"pin_added","user":"U100","channel_id":"C100","item":{"type":"file","file":{"id":"F1"}},"event_ts":"1.1"}""")]
    public async Task What_people_say_and_nobody_captured_is_not_stored(string happened) => Assert.Null(await ReadAsync(happened));

    private static string Changed(string message, string previous) =>
        $$"""{"type":"message","subtype":"message_changed","channel":"C100","event_ts":"1777888700.500000","ts":"1777888700.500000","message":{{message}},"previous_message":{{previous}}}""";

    /// <summary>What the bot makes of an event; null: nothing, and it is not stored.</summary>
    private static async Task<Inbound?> ReadAsync(string happened)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("auth.test", """{"ok":true,"user_id":"U0BOT","bot_id":"B0"}""")
            .On("users.info", """{"ok":true,"user":{"id":"U100","name":"maja","tz":"Europe/Berlin","profile":{"display_name":"Maja"}}}""");
        await using var bot = await new SlackBot { Options = SlackEndpointTests.OptionsFor(slack) }.StartAsync();
        using var response = await bot.PostEventAsync($$"""{"type":"event_callback","team_id":"T1","api_app_id":"A0","event_id":"E1","event":{{happened}}}""");
        response.EnsureSuccessStatusCode();
        return bot.Accepted.Count == 0 ? null : await bot.Platform.ReadAsync(bot.Item(bot.Accepted.Single()), default);
    }
}
