using System.Globalization;
using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.WebApi;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SlackApiTests
{
    private static readonly WorkspaceId Workspace = new("T1");
    private static readonly ChannelTarget Channel = ChannelTarget.Of(new ChannelId("C100"));
    private static readonly PostCard Post = new(Channel, new Card("words & more", [new Paragraph("p"), new Buttons([new Button("a", "A", "v")])]));

    [Fact]
    public async Task A_post_is_a_form_with_nested_JSON_and_the_token_in_the_header()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.postMessage", """{"ok":true,"channel":"C100","ts":"1777888999.000100","message":{"text":"x"}}""");
        await using var bot = await BotAsync(slack);
        var outcome = await SendAsync(bot, Post);

        Assert.Equal(new Sent(new ChannelId("C100"), "1777888999.000100"), outcome);
        var call = Assert.Single(slack.Calls);
        Assert.StartsWith("application/x-www-form-urlencoded", call.ContentType, StringComparison.Ordinal);
        Assert.Equal("Bearer " + SlackBot.Token, call.Authorization);
        Assert.Equal("C100", call["channel"]);
        Assert.Equal("words &amp; more", call["text"]);
        Assert.Equal("false", call["unfurl_links"]);
        Assert.Null(call["thread_ts"]);
        Assert.Equal("""{"event_type":"incidentbot_outbox","event_payload":{"key":"INC-7/card"}}""", call["metadata"]);
        using var blocks = JsonDocument.Parse(call["blocks"]!);
        Assert.Equal(2, blocks.RootElement.GetArrayLength());
        Assert.DoesNotContain(SlackBot.Token, call.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rate_limit_says_how_long_to_wait()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.postMessage", (_, context) =>
        {
            context.Response.Headers.RetryAfter = "30";
            return WebApiStub.WriteAsync(context, """{"ok":false,"error":"ratelimited"}""", 429);
        });
        await using var bot = await BotAsync(slack);
        var outcome = Assert.IsType<NotSent>(await SendAsync(bot, Post));
        Assert.Equal(("ratelimited", false, TimeSpan.FromSeconds(30)), (outcome.Error, outcome.Permanent, outcome.RetryAfter));
    }

    [Fact]
    public async Task A_missing_scope_is_named_to_the_admin_and_waits_for_them()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.postMessage", """{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"commands,users:read"}""");
        await using var bot = await BotAsync(slack);
        var outcome = Assert.IsType<NotSent>(await SendAsync(bot, Post));
        Assert.False(outcome.Permanent);
        Assert.True(outcome.RetryAfter >= TimeSpan.FromMinutes(1));
        Assert.Contains("chat:write", outcome.Sentence, StringComparison.Ordinal);
        Assert.Contains("commands,users:read", outcome.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invalid_auth", false)]
    [InlineData("token_revoked", false)]
    [InlineData("service_unavailable", false)]
    [InlineData("msg_too_long", true)]
    [InlineData("invalid_blocks", true)]
    [InlineData("a_word_of_tomorrow", true)]
    public async Task Each_refusal_is_permanent_or_not(string code, bool permanent)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.postMessage", $$$"""{"ok":false,"error":"{{{code}}}","response_metadata":{"messages":["[ERROR] detail"]}}""");
        await using var bot = await BotAsync(slack);
        var outcome = Assert.IsType<NotSent>(await SendAsync(bot, Post));
        Assert.Equal((code, permanent), (outcome.Error, outcome.Permanent));
        Assert.EndsWith(".", outcome.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_channel_may_not_be_found_at_first()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.postMessage", """{"ok":false,"error":"channel_not_found"}""");
        await using var bot = await BotAsync(slack);
        Assert.False(Assert.IsType<NotSent>(await SendAsync(bot, Post, attempt: 1)).Permanent);
        Assert.True(Assert.IsType<NotSent>(await SendAsync(bot, Post, attempt: 5)).Permanent);
    }

    public static TheoryData<string> LostAnswers() => ["html", "500", "503", "garbage", "empty", "cut", "fatal_error", "internal_error"];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task An_answer_that_says_nothing_leaves_the_outcome_open(string how)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.postMessage", (_, context) => how switch
        {
            "html" => WebApiStub.WriteAsync(context, "<html>maintenance</html>", 200, "text/html"),
            "500" => WebApiStub.WriteAsync(context, "oops", 500),
            "503" => WebApiStub.WriteAsync(context, "<html>", 503, "text/html"),
            "garbage" => WebApiStub.WriteAsync(context, "{\"ok\":tr", 200),
            "empty" => WebApiStub.WriteAsync(context, string.Empty, 200),
            "cut" => Cut(context),
            _ => WebApiStub.WriteAsync(context, $$"""{"ok":false,"error":"{{how}}"}""", 200),
        });
        await using var bot = await BotAsync(slack);
        Assert.IsType<OutcomeUnknown>(await SendAsync(bot, Post));
    }

    [Fact]
    public async Task A_Slack_that_is_not_there_has_done_nothing()
    {
        await using var bot = await new SlackBot { Options = new SlackOptions { BotToken = SlackBot.Token, SigningSecret = SlackBot.Secret, ApiUrl = "http://127.0.0.1:1/api" } }.StartAsync();
        var outcome = Assert.IsType<NotSent>(await SendAsync(bot, Post));
        Assert.Equal(("not_reached", false), (outcome.Error, outcome.Permanent));
    }

    [Fact]
    public async Task A_question_that_fails_is_asked_again_later()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("users.info", "<html>", 502);
        await using var bot = await BotAsync(slack);
        await Assert.ThrowsAsync<ChatUnavailableException>(() => bot.Platform.FindPersonAsync(Workspace, new PersonId("U1"), default));
    }

    [Fact]
    public async Task A_person_is_asked_for_once_an_hour()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("users.info", """{"ok":true,"user":{"id":"U1","name":"maja.k","real_name":"Maja Klein","tz":"Europe/Berlin","profile":{"display_name":"","real_name":"Maja Klein"}}}""");
        await using var bot = await BotAsync(slack);
        for (var i = 0; i < 3; i++)
            Assert.Equal(new Person(new PersonId("U1"), "Maja Klein", "Europe/Berlin"), await bot.Platform.FindPersonAsync(Workspace, new PersonId("U1"), default));
        Assert.Single(slack.Calls);
        bot.Clock.Advance(TimeSpan.FromHours(1));
        await bot.Platform.FindPersonAsync(Workspace, new PersonId("U1"), default);
        Assert.Equal(2, slack.Calls.Count);
    }

    [Theory]
    [InlineData("""{"ok":true,"user":{"id":"U1","name":"maja.k","real_name":"Maja Klein","tz":"Asia/Tokyo","profile":{"display_name":"Maja 🌸"}}}""", "Maja 🌸", "Asia/Tokyo", Membership.Member)]
    [InlineData("""{"ok":true,"user":{"id":"U1","name":"maja.k"}}""", "maja.k", "Etc/UTC", Membership.Member)]
    [InlineData("""{"ok":false,"error":"user_not_found"}""", "U1", "Etc/UTC", Membership.Unknown)]
    [InlineData("""{"ok":false,"error":"missing_scope","needed":"users:read"}""", "U1", "Etc/UTC", Membership.Unknown)]
    public async Task A_person_is_called_as_Slack_shows_them(string answer, string name, string zone, Membership membership)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("users.info", answer);
        await using var bot = await BotAsync(slack);
        Assert.Equal(new Person(new PersonId("U1"), name, zone) { Membership = membership }, await bot.Platform.FindPersonAsync(Workspace, new PersonId("U1"), default));
    }

    [Theory]
    [InlineData(""" "team_id":"T1" """, Membership.Member)]
    [InlineData(""" "team_id":"T1","is_restricted":true """, Membership.Guest)]
    [InlineData(""" "team_id":"T1","is_restricted":true,"is_ultra_restricted":true """, Membership.Guest)]
    [InlineData(""" "team_id":"T2","is_stranger":true """, Membership.Guest)]
    [InlineData(""" "team_id":"T2" """, Membership.Guest)]
    [InlineData(""" "team_id":"T2","enterprise_user":{"enterprise_id":"E1"} """, Membership.Member)]
    [InlineData(""" "team_id":"T2","enterprise_user":{"enterprise_id":"E2"} """, Membership.Guest)]
    public async Task Guests_and_people_of_other_organisations_are_told_from_members(string facts, Membership membership)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("auth.test", """{"ok":true,"team_id":"T1","enterprise_id":"E1","user_id":"U0","bot_id":"B0"}""");
        slack.On("users.info", $$$"""{"ok":true,"user":{"id":"U1","name":"gil",{{{facts}}}}}""");
        await using var bot = await BotAsync(slack);

        Assert.Equal(membership, (await bot.Platform.FindPersonAsync(Workspace, new PersonId("U1"), default)).Membership);
    }

    [Fact]
    public async Task A_user_group_is_remembered_for_two_minutes()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("usergroups.users.list", """{"ok":true,"users":["U1","U2"]}""");
        await using var bot = await BotAsync(slack);
        for (var i = 0; i < 2; i++) Assert.Equal([new PersonId("U1"), new PersonId("U2")], await bot.Platform.ListGroupAsync(Workspace, "S1", default));
        Assert.Equal("S1", Assert.Single(slack.Calls)["usergroup"]);
        bot.Clock.Advance(TimeSpan.FromMinutes(2));
        await bot.Platform.ListGroupAsync(Workspace, "S1", default);
        Assert.Equal(2, slack.Calls.Count);
    }

    [Theory]
    [InlineData("checkout-oncall", true)]
    [InlineData("@Checkout-OnCall", true)]
    [InlineData("Support", true)]
    [InlineData("gone", false)]
    [InlineData("nobody", false)]
    public async Task A_user_group_is_found_by_its_handle_unless_it_is_disabled(string handle, bool isFound)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("usergroups.list", """{"ok":true,"usergroups":[{"id":"S1","handle":"checkout-oncall","date_delete":0},{"id":"S2","handle":"gone","date_delete":5},{"id":"S3","handle":"support","date_delete":0}]}""");
        slack.On("usergroups.users.list", """{"ok":true,"users":["U1","U2"]}""");
        await using var bot = await BotAsync(slack);

        Assert.Equal(isFound ? 2 : null, (await bot.Platform.ListGroupAsync(Workspace, handle, default))?.Count);
    }

    [Theory]
    [InlineData("no_such_subteam")]
    [InlineData("missing_scope")]
    public async Task A_user_group_that_cannot_be_read_is_none(string error)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("usergroups.users.list", $$"""{"ok":false,"error":"{{error}}"}""");
        await using var bot = await BotAsync(slack);

        Assert.Null(await bot.Platform.ListGroupAsync(Workspace, "S1", default));
    }

    [Fact]
    public async Task A_reply_is_found_as_itself_and_never_as_its_neighbour()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("users.info", """{"ok":false,"error":"user_not_found"}""");
        slack.On("conversations.replies", call => call["ts"] == "2.2"
            ? """{"ok":true,"messages":[{"ts":"1.1","user":"U1","text":"parent"},{"ts":"2.2","thread_ts":"1.1","bot_id":"B1","user":"U9","username":"deploy-bot","text":"","attachments":[{"title":"v41 &amp; co","text":"is out"}]}]}"""
            : """{"ok":true,"messages":[{"ts":"1.1","user":"U1","text":"parent"}]}""");
        await using var bot = await BotAsync(slack);
        var reply = await bot.Platform.FindMessageAsync(Workspace, new MessageId(new ChannelId("C1"), "2.2"), default);
        Assert.Equal(("v41 & co\nis out", "deploy-bot", "B1", "1.1"), (reply!.Text, reply.Author.Name, reply.Author.Id.Value, reply.Thread));
        Assert.Null(await bot.Platform.FindMessageAsync(Workspace, new MessageId(new ChannelId("C1"), "3.3"), default));
        Assert.All(slack.CallsOf("conversations.replies"), call => Assert.Equal(("1", "true"), (call["limit"], call["inclusive"])));
    }

    [Theory]
    [InlineData("thread_not_found")]
    [InlineData("channel_not_found")]
    [InlineData("not_in_channel")]
    public async Task A_deleted_message_is_not_found(string code)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("conversations.replies", $$"""{"ok":false,"error":"{{code}}"}""").On("chat.getPermalink", $$"""{"ok":false,"error":"{{(code == "thread_not_found" ? "message_not_found" : code)}}"}""");
        await using var bot = await BotAsync(slack);
        Assert.Null(await bot.Platform.FindMessageAsync(Workspace, new MessageId(new ChannelId("C1"), "3.3"), default));
        Assert.Null(await bot.Platform.FindPermalinkAsync(Workspace, new MessageId(new ChannelId("C1"), "3.3"), default));
    }

    [Fact]
    public async Task A_taken_name_gets_a_number_and_private_stays_private()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("conversations.create", call => call["name"] is "inc-7-x" or "inc-7-x-2" ? """{"ok":false,"error":"name_taken"}""" : """{"ok":true,"channel":{"id":"C7","name":"inc-7-x-3"}}""");
        await using var bot = await BotAsync(slack);
        Assert.Equal(new Sent(new ChannelId("C7"), Name: "inc-7-x-3"), await SendAsync(bot, new OpenChannel("INC-7 x", true)));
        Assert.All(slack.Calls, call => Assert.Equal("true", call["is_private"]));
        Assert.Equal(["inc-7-x", "inc-7-x-2", "inc-7-x-3"], slack.Calls.Select(call => call["name"]));
    }

    [Fact]
    public async Task A_private_channel_that_may_not_be_made_is_not_made_public()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("conversations.create", """{"ok":false,"error":"restricted_action"}""");
        await using var bot = await BotAsync(slack);
        Assert.True(Assert.IsType<NotSent>(await SendAsync(bot, new OpenChannel("INC-7 x", true))).Permanent);
        Assert.Single(slack.Calls);
    }

    [Fact]
    public async Task Names_that_are_all_taken_are_given_up()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("conversations.create", """{"ok":false,"error":"name_taken"}""");
        await using var bot = await BotAsync(slack);
        Assert.Equal("name_taken", Assert.IsType<NotSent>(await SendAsync(bot, new OpenChannel("INC-7 x", false))).Error);
        Assert.Equal(9, slack.Calls.Count);
    }

    [Fact]
    public async Task One_who_cannot_come_does_not_keep_out_the_others()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("conversations.invite", call => call["users"] == "U1,U2,U3"
            ? """{"ok":false,"error":"user_is_restricted"}"""
            : call["users"] == "U2" ? """{"ok":false,"error":"user_is_restricted"}""" : """{"ok":true}""");
        await using var bot = await BotAsync(slack);
        Assert.IsType<Sent>(await SendAsync(bot, new Invite(Channel, [new PersonId("U1"), new PersonId("U2"), new PersonId("U1"), new PersonId("U3")])));
        Assert.Equal(["U1,U2,U3", "U1", "U2", "U3"], slack.Calls.Select(call => call["users"]));
        Assert.All(slack.Calls, call => Assert.Equal("true", call["force"]));
        Assert.Contains("U2 could not be invited: user_is_restricted", bot.Log.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"ok":false,"error":"already_in_channel"}""")]
    [InlineData("""{"ok":false,"error":"cant_invite_self","errors":[{"user":"U0","ok":false,"error":"cant_invite_self"}]}""")]
    [InlineData("""{"ok":true,"errors":[{"user":"U9","ok":false,"error":"user_not_found"}]}""")]
    public async Task Who_is_there_already_is_invited_enough(string answer)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("conversations.invite", answer);
        await using var bot = await BotAsync(slack);
        Assert.IsType<Sent>(await SendAsync(bot, new Invite(Channel, [new PersonId("U1")])));
        Assert.Single(slack.Calls);
    }

    [Fact]
    public async Task More_than_a_hundred_people_are_invited_in_turns()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("conversations.invite", """{"ok":true}""");
        await using var bot = await BotAsync(slack);
        await SendAsync(bot, new Invite(Channel, [.. Enumerable.Range(0, 250).Select(i => new PersonId($"U{i}"))]));
        Assert.Equal([100, 100, 50], slack.Calls.Select(call => call["users"]!.Split(',').Length));
    }

    [Fact]
    public async Task A_pinned_message_is_pinned()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("pins.add", """{"ok":false,"error":"already_pinned"}""");
        await using var bot = await BotAsync(slack);
        Assert.IsType<Sent>(await SendAsync(bot, new PinMessage(MessageTarget.Of(new MessageId(new ChannelId("C100"), "1.2")))));
    }

    [Fact]
    public async Task A_topic_is_escaped_and_cut_to_what_Slack_takes()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("conversations.setTopic", """{"ok":true}""");
        await using var bot = await BotAsync(slack);
        await SendAsync(bot, new SetTopic(Channel, "a\n<!channel> & " + string.Concat(Enumerable.Repeat("🔥", 200))));
        var topic = Assert.Single(slack.Calls)["topic"]!;
        Assert.StartsWith("a &lt;!channel&gt; &amp; 🔥", topic, StringComparison.Ordinal);
        Assert.EndsWith("🔥…", topic, StringComparison.Ordinal);
        Assert.InRange(topic.Length, 240, 250);
    }

    [Fact]
    public async Task An_update_without_parts_takes_the_old_blocks_away()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.update", """{"ok":true,"channel":"C100","ts":"1.2"}""");
        await using var bot = await BotAsync(slack);
        await SendAsync(bot, new UpdateCard(MessageTarget.Of(new MessageId(new ChannelId("C100"), "1.2")), Card.Of("gone")));
        Assert.Equal(("[]", "gone"), (slack.Calls.Single()["blocks"], slack.Calls.Single()["text"]));
    }

    [Fact]
    public async Task A_configured_name_is_looked_up_over_all_pages_and_joined()
    {
        await using var slack = await WebApiStub.StartAsync();
        var inside = false;
        slack.On("conversations.list", call => call["cursor"] is null
                ? """{"ok":true,"channels":[{"id":"C1","name":"general"}],"response_metadata":{"next_cursor":"two"}}"""
                : """{"ok":true,"channels":[{"id":"C2","name":"incidents"}],"response_metadata":{"next_cursor":""}}""")
            .On("conversations.join", _ => Join())
            .On("chat.postMessage", _ => inside ? """{"ok":true,"channel":"C2","ts":"1.2"}""" : """{"ok":false,"error":"not_in_channel"}""");
        string Join()
        {
            inside = true;
            return """{"ok":true,"channel":{"id":"C2"}}""";
        }

        await using var bot = await BotAsync(slack);
        var announce = new PostCard(new ChannelTarget("#incidents", null), Card.Of("INC-7"));
        Assert.Equal(new Sent(new ChannelId("C2"), "1.2"), await SendAsync(bot, announce));
        await SendAsync(bot, announce);
        Assert.Equal(["conversations.list", "conversations.list", "chat.postMessage", "conversations.join", "chat.postMessage", "chat.postMessage"], slack.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task A_configured_name_that_is_not_there_is_said_to_the_admin()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("conversations.list", """{"ok":true,"channels":[]}""");
        await using var bot = await BotAsync(slack);
        Assert.Contains("Slack:AnnounceChannel", Assert.IsType<NotSent>(await SendAsync(bot, new PostCard(new ChannelTarget("nowhere", null), Card.Of("x")))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_channel_that_the_bot_is_not_in_asks_for_an_invitation()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.postMessage", """{"ok":false,"error":"not_in_channel"}""").On("conversations.join", """{"ok":false,"error":"method_not_supported_for_channel_type"}""");
        await using var bot = await BotAsync(slack);
        var outcome = Assert.IsType<NotSent>(await SendAsync(bot, Post));
        Assert.Equal(("not_in_channel", true), (outcome.Error, outcome.Permanent));
        Assert.Contains("/invite", outcome.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_goes_up_in_three_steps_without_the_token_on_the_second()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("files.getUploadURLExternal", _ => $$"""{"ok":true,"upload_url":"{{slack.Address}}/up/secret","file_id":"F1"}""")
            .On("/up/secret", "OK - 5").On("files.completeUploadExternal", """{"ok":true,"files":[{"id":"F1"}]}""");
        await using var bot = await BotAsync(slack);
        Assert.IsType<Sent>(await SendAsync(bot, new UploadFile(Channel, "pm.md", "Postmortem & more", "# Ü\n", "Draft <1>")));
        Assert.Equal("5", slack.Calls.First()["length"]);
        var bytes = slack.CallsOf("/up/secret").Single();
        Assert.Equal(("# Ü\n", null), (bytes.Body, bytes.Authorization));
        var complete = slack.Calls.Last();
        Assert.Equal(("C100", """[{"id":"F1","title":"Postmortem & more"}]""", "Draft &lt;1&gt;"), (complete["channel_id"], complete["files"], complete["initial_comment"]));
    }

    [Fact]
    public async Task Bytes_that_did_not_go_up_are_seen_by_nobody_and_sent_again()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("files.getUploadURLExternal", _ => $$"""{"ok":true,"upload_url":"{{slack.Address}}/up/secret","file_id":"F1"}""").On("/up/secret", "busy", 500);
        await using var bot = await BotAsync(slack);
        Assert.False(Assert.IsType<NotSent>(await SendAsync(bot, new UploadFile(Channel, "pm.md", "P", "x", ""))).Permanent);
    }

    [Fact]
    public async Task A_lost_post_is_found_by_its_key_on_any_page()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("conversations.history", call => call["cursor"] is null
            ? """{"ok":true,"messages":[{"ts":"9.9","metadata":{"event_type":"other","event_payload":{"id":5}}},{"ts":"9.8"}],"response_metadata":{"next_cursor":"n"}}"""
            : """{"ok":true,"messages":[{"ts":"9.7","metadata":{"event_type":"incidentbot_outbox","event_payload":{"key":"INC-7/card"}}}]}""");
        await using var bot = await BotAsync(slack);
        Assert.Equal(new Sent(new ChannelId("C100"), "9.7"), await SettleAsync(bot, Post));
        Assert.Equal(bot.Clock.GetUtcNow().AddSeconds(-60).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + ".000000", slack.Calls.First()["oldest"]);
        Assert.Equal("true", slack.Calls.First()["include_all_metadata"]);
    }

    [Fact]
    public async Task A_lost_reply_is_looked_for_in_its_thread()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("conversations.replies", """{"ok":true,"messages":[{"ts":"5.5"},{"ts":"9.7","metadata":{"event_type":"incidentbot_outbox","event_payload":{"key":"INC-7/card"}}}]}""");
        await using var bot = await BotAsync(slack);
        Assert.Equal(new Sent(new ChannelId("C100"), "9.7"), await SettleAsync(bot, Post with { Thread = "5.5" }));
    }

    [Fact]
    public async Task A_lost_channel_is_found_by_name_maker_and_time()
    {
        await using var slack = await WebApiStub.StartAsync();
        await using var bot = await BotAsync(slack);
        var now = bot.Clock.GetUtcNow().ToUnixTimeSeconds();
        slack.On("auth.test", """{"ok":true,"user_id":"UBOT"}""").On("users.conversations", $$"""
            {"ok":true,"channels":[
              {"id":"C1","name":"inc-7-x","creator":"UBOT","created":{{now - 4000}}},
              {"id":"C2","name":"inc-7-x","creator":"U5","created":{{now}}},
              {"id":"C3","name":"inc-7-xy","creator":"UBOT","created":{{now}}},
              {"id":"C4","name":"inc-7-x-2","creator":"UBOT","created":{{now - 59}}}]}
            """);
        Assert.Equal(new Sent(new ChannelId("C4"), Name: "inc-7-x-2"), await SettleAsync(bot, new OpenChannel("INC-7 x", false)));
    }

    [Fact]
    public async Task What_Slack_does_not_know_was_not_done()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("auth.test", """{"ok":true,"user_id":"UBOT"}""").On("users.conversations", """{"ok":true,"channels":[]}""").On("conversations.history", """{"ok":true,"messages":[]}""");
        await using var bot = await BotAsync(slack);
        Assert.Null(await SettleAsync(bot, new OpenChannel("INC-7 x", false)));
        Assert.Null(await SettleAsync(bot, Post));
        Assert.Null(await SettleAsync(bot, new UploadFile(Channel, "pm.md", "P", "x", "")));
        Assert.Null(await SettleAsync(bot, new SetTopic(Channel, "t")));
        Assert.Null(await SettleAsync(bot, new Answer(new ReplyTo(new ChannelId("C1"), new PersonId("U1")), Card.Of("x"))));
    }

    [Fact]
    public async Task A_doubt_that_cannot_be_cleared_now_stays_a_doubt()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("conversations.history", "<html>", 503);
        await using var bot = await BotAsync(slack);
        await Assert.ThrowsAsync<ChatUnavailableException>(() => SettleAsync(bot, Post));
    }

    [Fact]
    public async Task A_lost_file_is_found_by_its_id()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("files.info", call => call["file"] == "F1"
            ? """{"ok":true,"file":{"id":"F1","shares":{"public":{"C100":[{"ts":"9.7"}]}}}}"""
            : """{"ok":false,"error":"file_not_found"}""");
        await using var bot = await BotAsync(slack);
        var request = new SendRequest(Workspace, "INC-7/file", new UploadFile(Channel, "pm.md", "P", "x", ""), bot.Clock.GetUtcNow(), 2);
        Assert.Equal(new Sent(new ChannelId("C100"), "9.7"), await bot.Platform.SettleAsync(request with { Progress = "F1" }, default));
        Assert.Null(await bot.Platform.SettleAsync(request with { Progress = "F2" }, default));
    }

    [Theory]
    [InlineData("UBOT", 0, "C7")]
    [InlineData("UBOT", -4000, "C8")]
    [InlineData("U5", 0, "C8")]
    public async Task A_name_that_an_earlier_try_took_is_ours_and_any_other_is_not(string creator, int seconds, string expected)
    {
        await using var slack = await WebApiStub.StartAsync();
        await using var bot = await BotAsync(slack);
        var created = bot.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds;
        slack.On("auth.test", """{"ok":true,"user_id":"UBOT"}""")
            .On("users.conversations", $$"""{"ok":true,"channels":[{"id":"C7","name":"inc-7-x","creator":"{{creator}}","created":{{created}}}]}""")
            .On("conversations.create", call => call["name"] == "inc-7-x" ? """{"ok":false,"error":"name_taken"}""" : """{"ok":true,"channel":{"id":"C8","name":"inc-7-x-2"}}""");

        Assert.Equal(expected, Assert.IsType<Sent>(await SendAsync(bot, new OpenChannel("INC-7 x", false), attempt: 2)).Channel!.Value.Value);
    }

    [Fact]
    public async Task A_value_that_cannot_be_shortened_is_the_callers_error()
    {
        await using var slack = await WebApiStub.StartAsync();
        await using var bot = await BotAsync(slack);
        var outcome = Assert.IsType<NotSent>(await SendAsync(bot, new PostCard(Channel, new Card("t", [new Buttons([new Button("a", "A", new string('v', 2001))])]))));
        Assert.True(outcome.Permanent);
    }

    [Theory]
    [InlineData("is_archived")]
    [InlineData("is_inactive")]
    public async Task An_archived_channel_is_known_by_whatever_Slack_calls_it(string code)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.postMessage", $$"""{"ok":false,"error":"{{code}}"}""");
        await using var bot = await BotAsync(slack);

        var outcome = Assert.IsType<NotSent>(await SendAsync(bot, new PostCard(ChannelTarget.Of(new ChannelId("C100")), Card.Of("words"))));

        Assert.True(outcome is { IsChannelArchived: true, Permanent: false });
    }

    [Theory]
    [InlineData("user_not_found", true)]
    [InlineData("user_not_visible", true)]
    [InlineData("not_enabled", true)]
    [InlineData("invalid_blocks", false)]
    public async Task A_page_of_somebody_who_is_not_there_is_missed_by_nobody(string code, bool isNoLoss)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("views.publish", $$"""{"ok":false,"error":"{{code}}"}""");
        await using var bot = await BotAsync(slack);

        var outcome = Assert.IsType<NotSent>(await SendAsync(bot, new ShowHome(new PersonId("U1"), Card.Of("words"))));

        Assert.Equal((true, isNoLoss), (outcome.Permanent, outcome.IsNoLoss));
    }

    [Theory]
    [InlineData("user_not_found", true)]
    [InlineData("channel_not_found", true)]
    [InlineData("cannot_dm_bot", true)]
    [InlineData("invalid_blocks", false)]
    public async Task An_answer_to_somebody_who_cannot_be_reached_is_missed_by_nobody(string code, bool isNoLoss)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("auth.test", """{"ok":true,"team_id":"T1","user_id":"U0"}""").On("chat.postEphemeral", """{"ok":false,"error":"channel_not_found"}""")
            .On("chat.postMessage", $$"""{"ok":false,"error":"{{code}}"}""");
        await using var bot = await BotAsync(slack);

        var answer = new Answer(new ReplyTo(new ChannelId("C100"), new PersonId("U1")), Card.Of("words"));
        var outcome = Assert.IsType<NotSent>(await SendAsync(bot, answer));

        Assert.Equal((true, isNoLoss), (outcome.Permanent, outcome.IsNoLoss));
    }

    [Theory]
    [InlineData("""{"ok":true,"team_id":"T9","user_id":"U0"}""", false)]
    [InlineData("""{"ok":true,"team_id":"T1","user_id":"U0"}""", true)]
    [InlineData("""{"ok":true,"team_id":"T9","enterprise_id":"T1","user_id":"U0"}""", true)]
    [InlineData("""{"ok":true,"team_id":"T9","enterprise_id":"E9","is_enterprise_install":true,"user_id":"U0"}""", true)]
    [InlineData("""{"ok":false,"error":"fatal_error"}""", true)]
    public async Task Nobody_of_another_workspace_is_answered(string self, bool isAnswered)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("auth.test", self).On("chat.postEphemeral", """{"ok":true}""");
        await using var bot = await BotAsync(slack);

        var outcome = await SendAsync(bot, new Answer(new ReplyTo(new ChannelId("C100"), new PersonId("U1")), Card.Of("Nothing was done.")));

        Assert.Equal(isAnswered, outcome is Sent);
        Assert.Equal(isAnswered ? 1 : 0, slack.CallsOf("chat.postEphemeral").Count);
        Assert.True(isAnswered || outcome is NotSent { Permanent: true, IsNoLoss: true });
    }

    internal static Task<SendOutcome> SendAsync(SlackBot bot, ChatAction action, int attempt = 1) =>
        bot.Platform.SendAsync(new SendRequest(Workspace, "INC-7/card", action, bot.Clock.GetUtcNow(), attempt), default);

    internal static Task<SendOutcome?> SettleAsync(SlackBot bot, ChatAction action) =>
        bot.Platform.SettleAsync(new SendRequest(Workspace, "INC-7/card", action, bot.Clock.GetUtcNow(), 2), default);

    private static Task<SlackBot> BotAsync(WebApiStub slack) => new SlackBot { Options = SlackEndpointTests.OptionsFor(slack) }.StartAsync();

    private static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
