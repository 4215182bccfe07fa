using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Adapters.Tests.Simulator;

public sealed class WebApiTests
{
    private const string Incidents = "C0LOCALINCIDENTS";

    [Theory]
    [InlineData(null, "not_authed")]
    [InlineData("xoxb-wrong", "invalid_auth")]
    [InlineData("xapp-local", "not_allowed_token_type")]
    public async Task A_token_that_does_not_fit_is_refused(string? token, string error)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var answer = await slack.CallAsync("chat.postMessage", Form("channel=C0LOCALINCIDENTS&text=x"), token);
        Assert.Equal(error, answer["error"]!.ToString());
    }

    [Fact]
    public async Task The_token_may_stand_in_the_form()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        Assert.True((await slack.CallAsync("auth.test", Form("token=xoxb-local"), token: null))["ok"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        await using var slack = await LocalWorkspace.StartAsync(scopes: ["chat:write"]);
        var answer = await slack.CallAsync("pins.add", ("channel", Incidents), ("timestamp", "1.1"));
        Assert.Equal("missing_scope", answer["error"]!.ToString());
        Assert.Equal("pins:write", answer["needed"]!.ToString());
        Assert.Equal("chat:write", answer["provided"]!.ToString());
    }

    [Fact]
    public async Task The_scope_must_fit_the_kind_of_channel()
    {
        await using var slack = await LocalWorkspace.StartAsync(scopes: ["channels:manage", "channels:read"]);
        var answer = await slack.CallAsync("conversations.create", ("name", "secret"), ("is_private", "true"));
        Assert.Equal("groups:write", answer["needed"]!.ToString());
    }

    [Fact]
    public async Task A_method_it_lacks_is_unknown()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        Assert.Equal("unknown_method", await slack.ErrorAsync("admin.users.list"));
    }

    [Fact]
    public async Task Json_is_read_where_the_method_takes_it_and_ignored_where_it_does_not()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var posted = await slack.CallAsync("chat.postMessage", LocalWorkspace.Json(new JsonObject { ["channel"] = Incidents, ["text"] = "by json" }));
        Assert.True(posted["ok"]!.GetValue<bool>());
        var history = await slack.CallAsync("conversations.history", LocalWorkspace.Json(new JsonObject { ["channel"] = Incidents }));
        Assert.Equal("invalid_arguments", history["error"]!.ToString());
        Assert.Contains("missing required field: channel", history.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "invalid_json")]
    [InlineData("[]", "json_not_object")]
    [InlineData("{\"text\":\"\\ud800\"}", "invalid_json")]
    [InlineData("{\"text\":\"a\",\"text\":\"b\"}", "invalid_json")]
    public async Task Json_that_cannot_be_read_is_refused(string body, string error)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var answer = await slack.CallAsync("chat.postMessage", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(error, answer["error"]!.ToString());
    }

    [Fact]
    public async Task Metadata_is_kept_and_shown_on_demand()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", "x"), ("metadata", """{"event_type":"outbox","event_payload":{"id":"7"}}"""));
        var plain = await slack.MustAsync("conversations.history", ("channel", Incidents));
        Assert.Null(plain["messages"]![0]!["metadata"]);
        var full = await slack.MustAsync("conversations.history", ("channel", Incidents), ("include_all_metadata", "true"));
        Assert.Equal("7", full["messages"]![0]!["metadata"]!["event_payload"]!["id"]!.ToString());
    }

    [Fact]
    public async Task An_update_without_blocks_drops_them()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var posted = await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", "x"), ("blocks", """[{"type":"divider"}]"""));
        var ts = posted["ts"]!.ToString();
        var updated = await slack.MustAsync("chat.update", ("channel", Incidents), ("ts", ts), ("text", "y"));
        Assert.Equal("rich_text", Assert.Single(updated["message"]!["blocks"]!.AsArray())!["type"]!.ToString());
        Assert.Equal("U0LOCALBOT", updated["message"]!["edited"]!["user"]!.ToString());
    }

    [Fact]
    public async Task The_app_changes_only_its_own_messages()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = await slack.SayAsync("maya", Incidents, "mine");
        Assert.Equal("cant_update_message", await slack.ErrorAsync("chat.update", ("channel", Incidents), ("ts", ts), ("text", "y")));
        Assert.Equal("cant_delete_message", await slack.ErrorAsync("chat.delete", ("channel", Incidents), ("ts", ts)));
    }

    [Fact]
    public async Task Repeating_a_reaction_or_a_pin_is_refused_by_name()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = await slack.SayAsync("maya", Incidents, "x");
        await slack.MustAsync("reactions.add", ("channel", Incidents), ("timestamp", ts), ("name", "eyes"));
        Assert.Equal("already_reacted", await slack.ErrorAsync("reactions.add", ("channel", Incidents), ("timestamp", ts), ("name", "eyes")));
        await slack.MustAsync("reactions.remove", ("channel", Incidents), ("timestamp", ts), ("name", "eyes"));
        Assert.Equal("no_reaction", await slack.ErrorAsync("reactions.remove", ("channel", Incidents), ("timestamp", ts), ("name", "eyes")));
        await slack.MustAsync("pins.add", ("channel", Incidents), ("timestamp", ts));
        Assert.Equal("already_pinned", await slack.ErrorAsync("pins.add", ("channel", Incidents), ("timestamp", ts)));
        Assert.Equal("message_not_found", await slack.ErrorAsync("pins.add", ("channel", Incidents), ("timestamp", "1.1")));
    }

    [Fact]
    public async Task Posting_to_a_person_opens_a_direct_conversation()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var posted = await slack.MustAsync("chat.postMessage", ("channel", "U0LOCALMAYA"), ("text", "psst"));
        var opened = await slack.MustAsync("conversations.open", ("users", "U0LOCALMAYA"));
        Assert.Equal(posted["channel"]!.ToString(), opened["channel"]!["id"]!.ToString());
    }

    [Fact]
    public async Task An_ephemeral_message_is_seen_by_one_reader_and_by_no_method()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.MustAsync("chat.postEphemeral", ("channel", Incidents), ("user", "U0LOCALMAYA"), ("text", "only you"));
        Assert.Empty((JsonArray)(await slack.MustAsync("conversations.history", ("channel", Incidents)))["messages"]!);
        Assert.Equal("U0LOCALMAYA", (await slack.MessagesAsync(Incidents)).Single()!["ephemeral_to"]!.ToString());
        var outsider = await slack.DoAsync("users", new JsonObject { ["name"] = "zoe", ["tz"] = "Asia/Tokyo" });
        Assert.Equal("user_not_in_channel", await slack.ErrorAsync("chat.postEphemeral", ("channel", Incidents), ("user", outsider["id"]!.ToString()), ("text", "x")));
    }

    [Fact]
    public async Task A_bookmark_is_added_once_asked_and_found_by_its_link()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        Assert.Equal("invalid_bookmark_type", await slack.ErrorAsync("bookmarks.add", ("channel_id", Incidents), ("title", "t"), ("type", "file")));
        Assert.Equal("invalid_link", await slack.ErrorAsync("bookmarks.add", ("channel_id", Incidents), ("title", "t"), ("type", "link"), ("link", "javascript:x")));
        await slack.MustAsync("bookmarks.add", ("channel_id", Incidents), ("title", "Doc"), ("type", "link"), ("link", "https://doc.test"));
        var listed = await slack.MustAsync("bookmarks.list", ("channel_id", Incidents));
        Assert.Equal("https://doc.test", listed["bookmarks"]![0]!["link"]!.ToString());
    }

    [Fact]
    public async Task People_come_with_their_time_zone()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var user = (await slack.MustAsync("users.info", ("user", "U0LOCALPRIYA")))["user"]!;
        Assert.Equal("Asia/Kolkata", user["tz"]!.ToString());
        Assert.Equal(19800, user["tz_offset"]!.GetValue<int>());
        Assert.Equal("priya", user["profile"]!["display_name"]!.ToString());
    }

    [Fact]
    public async Task An_upload_takes_three_steps_and_its_file_needs_the_token()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var asked = await slack.MustAsync("files.getUploadURLExternal", ("filename", "postmortem.md"), ("length", "4"));
        var id = asked["file_id"]!.ToString();
        Assert.Equal("file_not_found", await slack.ErrorAsync("files.info", ("file", id)));
        using (var sent = await slack.Http.PostAsync(asked["upload_url"]!.ToString(), new ByteArrayContent("# hi"u8.ToArray()))) Assert.True(sent.IsSuccessStatusCode);
        var completed = await slack.MustAsync("files.completeUploadExternal", ("files", $$"""[{"id":"{{id}}","title":"Postmortem"}]"""), ("channel_id", Incidents), ("initial_comment", "here"));
        Assert.Equal("Postmortem", completed["files"]![0]!["title"]!.ToString());
        Assert.Equal("file_not_found", await slack.ErrorAsync("files.completeUploadExternal", ("files", $$"""[{"id":"{{id}}"}]""")));

        var shared = (await slack.MessagesAsync(Incidents)).Single()!;
        Assert.Equal(("here", "file_share"), (shared["text"]!.ToString(), shared["subtype"]!.ToString()));
        var address = shared["files"]![0]!["url_private"]!.ToString();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", DefaultApp.BotToken);
        using var file = await slack.Http.SendAsync(request);
        Assert.Equal("# hi", await file.Content.ReadAsStringAsync());
        using var login = await slack.Http.GetAsync(address);
        Assert.Equal("text/html", login.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_deleted_file_leaves_a_mark_in_its_message()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var asked = await slack.MustAsync("files.getUploadURLExternal", ("filename", "graph.txt"), ("length", "4"));
        var id = asked["file_id"]!.ToString();
        using var sent = await slack.Http.PostAsync(asked["upload_url"]!.ToString(), new ByteArrayContent("# hi"u8.ToArray()));
        await slack.MustAsync("files.completeUploadExternal", ("files", $$"""[{"id":"{{id}}"}]"""), ("channel_id", Incidents), ("initial_comment", "here"));

        await slack.MustAsync("files.delete", ("file", id));

        var message = (await slack.MustAsync("conversations.history", ("channel", Incidents)))["messages"]![0]!;
        var mark = $$"""[{"id":"{{id}}","mode":"tombstone"}]""";
        Assert.Equal(("here", mark), (message["text"]!.ToString(), message["files"]!.ToJsonString()));
        var replies = await slack.MustAsync("conversations.replies", ("channel", Incidents), ("ts", message["ts"]!.ToString()));
        Assert.Equal(mark, replies["messages"]![0]!["files"]!.ToJsonString());
        Assert.Equal("file_not_found", await slack.ErrorAsync("files.info", ("file", id)));
    }

    private static StringContent Form(string body) => new(body, Encoding.UTF8, "application/x-www-form-urlencoded");
}
