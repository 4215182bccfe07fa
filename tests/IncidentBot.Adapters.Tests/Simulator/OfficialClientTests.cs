using System.Text.Json.Nodes;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>What Slack's own clients promise their users to find in answers and events (the types of @slack/web-api and @slack/types).</summary>
public sealed class OfficialClientTests
{
    private const string Incidents = "C0LOCALINCIDENTS";

    [Fact]
    public async Task A_conversation_that_is_open_already_says_so()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var first = await slack.MustAsync("conversations.open", ("users", "U0LOCALMAYA"));
        Assert.Null(first["already_open"]);
        var second = await slack.MustAsync("conversations.open", ("users", "U0LOCALMAYA"));
        Assert.True(second["already_open"]!.GetValue<bool>() && second["no_op"]!.GetValue<bool>());
        Assert.Equal(first["channel"]!["id"]!.ToString(), second["channel"]!["id"]!.ToString());
    }

    [Fact]
    public async Task Attachments_are_numbered_and_have_a_text_to_fall_back_on()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var posted = await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("attachments", """[{"text":"one"},{"image_url":"https://example.com/a.png"},{"text":"three","fallback":"3"}]"""));
        var attachments = posted["message"]!["attachments"]!.AsArray();
        Assert.Equal([1, 2, 3], attachments.Select(a => a!["id"]!.GetValue<int>()));
        Assert.Equal(["one", "[no preview available]", "3"], attachments.Select(a => a!["fallback"]!.ToString()));
    }

    [Fact]
    public async Task A_message_may_be_written_in_markdown_alone()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var posted = await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("markdown_text", "**bold**"));
        Assert.Equal("**bold**", posted["message"]!["text"]!.ToString());
        await slack.MustAsync("chat.update", ("channel", Incidents), ("ts", posted["ts"]!.ToString()), ("markdown_text", "*other*"));
        Assert.Equal("*other*", (await slack.MessagesAsync(Incidents))[^1]!["text"]!.ToString());
        Assert.Equal("markdown_text_conflict", await slack.ErrorAsync("chat.postMessage", ("channel", Incidents), ("markdown_text", "a"), ("text", "b")));
        Assert.Equal("msg_too_long", await slack.ErrorAsync("chat.postMessage", ("channel", Incidents), ("markdown_text", new string('a', 12_001))));
    }

    [Fact]
    public async Task A_user_group_is_counted_and_listed_only_when_asked()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var plain = (await slack.MustAsync("usergroups.list"))["usergroups"]![0]!.AsObject();
        Assert.False(plain.ContainsKey("user_count") || plain.ContainsKey("users"));
        Assert.True(plain["date_create"]!.GetValue<long>() > 0);
        Assert.Equal("U0LOCALMAYA", plain["created_by"]!.ToString());
        var asked = (await slack.MustAsync("usergroups.list", ("include_count", "true"), ("include_users", "true")))["usergroups"]![0]!;
        Assert.Equal(2, asked["user_count"]!.GetValue<int>());
        Assert.Equal(2, asked["users"]!.AsArray().Count);
    }

    [Fact]
    public async Task Ones_own_conversations_do_not_say_that_one_is_in_them()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var channel = (await slack.MustAsync("users.conversations"))["channels"]![0]!.AsObject();
        Assert.False(channel.ContainsKey("is_member") || channel.ContainsKey("num_members"));
        Assert.True((await slack.MustAsync("conversations.list"))["channels"]![0]!.AsObject().ContainsKey("num_members"));
    }

    [Fact]
    public async Task The_root_of_a_reply_to_everybody_counts_that_reply()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var root = await slack.SayAsync("maya", Incidents, "It began");
        await slack.DoAsync("message", new JsonObject { ["user"] = "sam", ["channel"] = Incidents, ["text"] = "for all", ["thread_ts"] = root, ["broadcast"] = true });
        await slack.SettleAsync();
        var told = Assert.Single(slack.App.EventsOf("message", "thread_broadcast")).Event["root"]!;
        Assert.Equal(root, told["thread_ts"]!.ToString());
        Assert.Equal(1, told["reply_count"]!.GetValue<int>());
        Assert.Equal("U0LOCALSAM", told["reply_users"]![0]!.ToString());
    }

    [Fact]
    public async Task A_pin_says_who_pinned_also_when_another_takes_it_off()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = await slack.SayAsync("maya", Incidents, "Look");
        await slack.DoAsync("pin", new JsonObject { ["user"] = "sam", ["channel"] = Incidents, ["ts"] = ts });
        await slack.DoAsync("unpin", new JsonObject { ["user"] = "kenji", ["channel"] = Incidents, ["ts"] = ts });
        await slack.SettleAsync();
        foreach (var told in new[] { Assert.Single(slack.App.EventsOf("pin_added")).Event, Assert.Single(slack.App.EventsOf("pin_removed")).Event })
        {
            Assert.Equal("U0LOCALSAM", told["pinned_info"]!["pinned_by"]!.ToString());
            Assert.Equal("U0LOCALSAM", told["item"]!["created_by"]!.ToString());
            Assert.Equal(Incidents, told["pinned_info"]!["channel"]!.ToString());
        }
    }

    [Fact]
    public async Task A_channel_that_is_made_or_shared_no_more_is_told_in_full()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var channel = (await slack.DoAsync("channels", new JsonObject { ["user"] = "maya", ["name"] = "rooms", ["members"] = new JsonArray("incidentbot") }))["id"]!.ToString();
        await slack.DoAsync("share", new JsonObject { ["user"] = "maya", ["channel"] = channel });
        await slack.DoAsync("share", new JsonObject { ["user"] = "maya", ["channel"] = channel, ["ended"] = true });
        await slack.SettleAsync();
        var made = Assert.Single(slack.App.EventsOf("channel_created")).Event["channel"]!.AsObject();
        foreach (var name in new[] { "is_shared", "is_org_shared", "is_archived", "is_frozen", "is_general", "is_group", "is_private", "is_ext_shared", "is_im", "is_mpim", "is_pending_ext_shared" })
            Assert.False(made[name]!.GetValue<bool>());
        Assert.Equal("T0OTHER", Assert.Single(slack.App.EventsOf("channel_shared")).Event["connected_team_id"]!.ToString());
        var ended = Assert.Single(slack.App.EventsOf("channel_unshared")).Event;
        Assert.Equal("T0OTHER", ended["previously_connected_team_id"]!.ToString());
        Assert.False(ended["is_ext_shared"]!.GetValue<bool>());
    }

    [Fact]
    public async Task What_another_organisations_people_do_happens_in_their_workspace_and_is_told_to_this_one()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.DoAsync("users", new JsonObject { ["name"] = "Otto", ["other_team"] = "T0OTHER" });
        await slack.DoAsync("share", new JsonObject { ["user"] = "maya", ["channel"] = Incidents });
        await slack.DoAsync("join", new JsonObject { ["user"] = "Otto", ["channel"] = Incidents });
        await slack.SayAsync("Otto", Incidents, "hello from outside");
        await slack.SettleAsync();
        var told = Assert.Single(slack.App.EventsOf("message")).Json;
        Assert.Equal("T0OTHER", told["team_id"]!.ToString());
        Assert.Equal("T0LOCAL", told["context_team_id"]!.ToString());
        Assert.Equal("T0LOCAL", told["authorizations"]![0]!["team_id"]!.ToString());
        Assert.True(told["is_ext_shared_channel"]!.GetValue<bool>());
    }

    [Fact]
    public async Task What_becomes_of_a_private_channel_names_the_one_who_did_it()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var body = new JsonObject { ["user"] = "maya", ["name"] = "hidden", ["is_private"] = true, ["members"] = new JsonArray("incidentbot") };
        var channel = (await slack.DoAsync("channels", body))["id"]!.ToString();
        foreach (var deed in new[] { "archive", "unarchive", "delete-channel" }) await slack.DoAsync(deed, new JsonObject { ["user"] = "maya", ["channel"] = channel });
        await slack.SettleAsync();
        Assert.Equal("U0LOCALMAYA", Assert.Single(slack.App.EventsOf("group_archive")).Event["user"]!.ToString());
        Assert.Equal("U0LOCALMAYA", Assert.Single(slack.App.EventsOf("group_unarchive")).Event["actor_id"]!.ToString());
        var deleted = Assert.Single(slack.App.EventsOf("group_deleted")).Event;
        Assert.Equal("U0LOCALMAYA", deleted["actor_id"]!.ToString());
        Assert.True(deleted["date_deleted"]!.GetValue<long>() > 0);
    }

    [Fact]
    public async Task A_home_tab_has_the_title_that_Slack_gives_it()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var view = (await slack.MustAsync("views.publish", ("user_id", "U0LOCALMAYA"), ("view", """{"type":"home","blocks":[{"type":"divider"}]}""")))["view"]!;
        Assert.Equal("View Title", view["title"]!["text"]!.ToString());
        Assert.Null(view["submit"]);
    }
}
