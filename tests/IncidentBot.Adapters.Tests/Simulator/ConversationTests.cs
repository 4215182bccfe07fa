using System.Text.Json.Nodes;

namespace IncidentBot.Adapters.Tests.Simulator;

public sealed class ConversationTests
{
    [Theory]
    [InlineData("", "invalid_name_required")]
    [InlineData("Checkout", "invalid_name_specials")]
    [InlineData("check out", "invalid_name_specials")]
    [InlineData("---", "invalid_name_punctuation")]
    [InlineData("general", "name_taken")]
    public async Task A_name_that_Slack_would_refuse_is_refused(string name, string error)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        Assert.Equal(error, await slack.ErrorAsync("conversations.create", ("name", name)));
    }

    [Fact]
    public async Task A_name_has_at_most_80_characters()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.CreateChannelAsync(new string('a', 80));
        Assert.Equal("invalid_name_maxlength", await slack.ErrorAsync("conversations.create", ("name", new string('a', 81))));
    }

    [Fact]
    public async Task An_archived_channel_keeps_its_name_and_takes_no_posts()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var channel = await slack.CreateChannelAsync("inc-1");
        await slack.MustAsync("conversations.archive", ("channel", channel));
        Assert.Equal("name_taken", await slack.ErrorAsync("conversations.create", ("name", "inc-1")));
        Assert.Equal("is_archived", await slack.ErrorAsync("chat.postMessage", ("channel", channel), ("text", "hello")));
        var said = await slack.DoAsync("message", new JsonObject { ["user"] = "maya", ["channel"] = channel, ["text"] = "hello" });
        Assert.Equal("is_archived", said["error"]!.ToString());
    }

    [Fact]
    public async Task A_topic_has_at_most_250_characters()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var channel = await slack.CreateChannelAsync("inc-1");
        Assert.Equal("too_long", await slack.ErrorAsync("conversations.setTopic", ("channel", channel), ("topic", new string('x', 251))));
        await slack.MustAsync("conversations.setTopic", ("channel", channel), ("topic", "SEV1"));
        var state = await slack.ReadAsync("state");
        Assert.Equal("SEV1", Channel(state, channel)["topic"]!.ToString());
    }

    [Fact]
    public async Task An_invitation_names_who_could_not_be_invited_and_invites_nobody()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var channel = await slack.CreateChannelAsync("inc-1");
        var answer = await slack.CallAsync("conversations.invite", ("channel", channel), ("users", "U0LOCALMAYA,U0NOBODY"));
        Assert.Equal("user_not_found", answer["error"]!.ToString());
        Assert.Equal("U0NOBODY", answer["errors"]![0]!["user"]!.ToString());
        Assert.DoesNotContain("U0LOCALMAYA", Channel(await slack.ReadAsync("state"), channel)["members"]!.ToJsonString(), StringComparison.Ordinal);
        await slack.MustAsync("conversations.invite", ("channel", channel), ("users", "U0LOCALMAYA"));
        Assert.Equal("already_in_channel", await slack.ErrorAsync("conversations.invite", ("channel", channel), ("users", "U0LOCALMAYA")));
        Assert.Equal("cant_invite_self", await slack.ErrorAsync("conversations.invite", ("channel", channel), ("users", "U0LOCALBOT")));
    }

    [Fact]
    public async Task A_private_channel_without_the_app_does_not_exist_for_it()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var id = (await slack.DoAsync("channels", new JsonObject { ["user"] = "maya", ["name"] = "secret", ["is_private"] = true }))["id"]!.ToString();
        Assert.Equal("channel_not_found", await slack.ErrorAsync("conversations.info", ("channel", id)));
        Assert.Equal("channel_not_found", await slack.ErrorAsync("chat.postMessage", ("channel", id), ("text", "x")));
        var outsider = await slack.DoAsync("message", new JsonObject { ["user"] = "sam", ["channel"] = id, ["text"] = "x" });
        Assert.Equal("channel_not_found", outsider["error"]!.ToString());
    }

    [Fact]
    public async Task The_app_must_be_in_a_public_channel_to_post_there()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var id = (await slack.DoAsync("channels", new JsonObject { ["user"] = "maya", ["name"] = "random" }))["id"]!.ToString();
        Assert.Equal("not_in_channel", await slack.ErrorAsync("chat.postMessage", ("channel", id), ("text", "x")));
        await slack.MustAsync("conversations.join", ("channel", id));
        await slack.MustAsync("chat.postMessage", ("channel", id), ("text", "x"));
    }

    [Fact]
    public async Task History_never_returns_replies_and_replies_returns_a_reply_by_its_own_ts()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var parent = await slack.SayAsync("maya", "incidents", "parent");
        var first = await slack.SayAsync("sam", "incidents", "first", parent);
        await slack.SayAsync("sam", "incidents", "second", parent);
        await slack.SayAsync("sam", "incidents", "after");

        var history = await slack.MustAsync("conversations.history", ("channel", "C0LOCALINCIDENTS"));
        Assert.Equal(["after", "parent"], Texts(history));
        Assert.Equal(2, history["messages"]![1]!["reply_count"]!.GetValue<int>());
        Assert.Equal(["parent", "first", "second"], Texts(await slack.MustAsync("conversations.replies", ("channel", "C0LOCALINCIDENTS"), ("ts", parent))));
        Assert.Equal(["first"], Texts(await slack.MustAsync("conversations.replies", ("channel", "C0LOCALINCIDENTS"), ("ts", first), ("limit", "1"), ("inclusive", "true"))));
        Assert.Equal("thread_not_found", await slack.ErrorAsync("conversations.replies", ("channel", "C0LOCALINCIDENTS"), ("ts", "1.000001")));
    }

    [Fact]
    public async Task History_pages_by_cursor_and_stops_at_its_bounds()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var stamps = new List<string>();
        for (var i = 0; i < 5; i++) stamps.Add(await slack.SayAsync("maya", "incidents", $"m{i}"));

        var page = await slack.MustAsync("conversations.history", ("channel", "C0LOCALINCIDENTS"), ("limit", "2"));
        Assert.Equal(["m4", "m3"], Texts(page));
        Assert.True(page["has_more"]!.GetValue<bool>());
        var cursor = page["response_metadata"]!["next_cursor"]!.ToString();
        await slack.SayAsync("maya", "incidents", "meanwhile");
        Assert.Equal(["m2", "m1"], Texts(await slack.MustAsync("conversations.history", ("channel", "C0LOCALINCIDENTS"), ("limit", "2"), ("cursor", cursor))));

        Assert.Equal(["m2"], Texts(await slack.MustAsync("conversations.history", ("channel", "C0LOCALINCIDENTS"), ("oldest", stamps[1]), ("latest", stamps[3]))));
        Assert.Equal(["m3", "m2", "m1"],
            Texts(await slack.MustAsync("conversations.history", ("channel", "C0LOCALINCIDENTS"), ("oldest", stamps[1]), ("latest", stamps[3]), ("inclusive", "1"))));
        Assert.Equal("invalid_cursor", await slack.ErrorAsync("conversations.history", ("channel", "C0LOCALINCIDENTS"), ("cursor", "nonsense")));
    }

    [Fact]
    public async Task A_person_who_acts_in_a_public_channel_joins_it_first()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var channel = await slack.CreateChannelAsync("inc-1");
        await slack.SayAsync("maya", channel, "here I am");
        await slack.SettleAsync();
        Assert.Contains("U0LOCALMAYA", Channel(await slack.ReadAsync("state"), channel)["members"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(slack.App.EventsOf("member_joined_channel"), e => e.Event["user"]!.ToString() == "U0LOCALMAYA");
        Assert.Contains(slack.App.EventsOf("message", "channel_join"), e => e.Event["user"]!.ToString() == "U0LOCALMAYA");
    }

    private static IEnumerable<string> Texts(JsonObject answer) => ((JsonArray)answer["messages"]!).Select(m => m!["text"]!.ToString());

    private static JsonNode Channel(JsonNode state, string id) => ((JsonArray)state["channels"]!).Single(c => c!["id"]!.ToString() == id)!;
}
