using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Slack.Reading;
using IncidentBot.Slack.Reading.Messages;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>Where Slack is stricter, or tells more, than one would think.</summary>
public sealed class StrictSlackTests
{
    private const string Incidents = "C0LOCALINCIDENTS";
    private const string Dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public async Task A_message_in_an_archived_channel_is_inactive()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var channel = await slack.CreateChannelAsync("over");
        var ts = (await slack.MustAsync("chat.postMessage", ("channel", channel), ("text", "x")))["ts"]!.ToString();
        await slack.MustAsync("conversations.archive", ("channel", channel));
        Assert.Equal("is_inactive", await slack.ErrorAsync("chat.update", ("channel", channel), ("ts", ts), ("text", "y")));
        Assert.Equal("is_archived", await slack.ErrorAsync("chat.postMessage", ("channel", channel), ("text", "y")));
    }

    [Fact]
    public async Task A_bot_unarchives_nothing_and_a_person_does()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var channel = await slack.CreateChannelAsync("over");
        Assert.Equal("not_archived", await slack.ErrorAsync("conversations.unarchive", ("channel", channel)));
        await slack.MustAsync("conversations.archive", ("channel", channel));
        Assert.Equal("not_in_channel", await slack.ErrorAsync("conversations.unarchive", ("channel", channel)));
        Assert.True((await slack.DoAsync("unarchive", new JsonObject { ["user"] = "maya", ["channel"] = channel }))["ok"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData('a', 4000, true)]
    [InlineData('a', 4001, false)]
    [InlineData('界', 1333, true)]
    [InlineData('界', 1334, false)]
    public async Task An_updates_text_has_4000_bytes_as_it_is_sent(char letter, int count, bool isTaken)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = (await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", new string(letter, count))))["ts"]!.ToString();
        var error = await slack.ErrorAsync("chat.update", ("channel", Incidents), ("ts", ts), ("text", new string(letter, count)));
        Assert.Equal(isTaken ? null : "msg_too_long", error);
        // Escaped, so that an ampersand is five.
        var escaped = string.Concat(Enumerable.Repeat("&amp;", 801));
        Assert.Equal("msg_too_long", await slack.ErrorAsync("chat.update", ("channel", Incidents), ("ts", ts), ("text", escaped)));
    }

    [Fact]
    public async Task An_update_keeps_the_blocks_unless_it_has_another_text()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var posted = await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", "x"), ("blocks", """[{"type":"divider"}]"""));
        var ts = posted["ts"]!.ToString();
        var kept = await slack.MustAsync("chat.update", ("channel", Incidents), ("ts", ts), ("attachments", """[{"text":"beside"}]"""));
        Assert.Equal(("x", "divider"), (kept["text"]!.ToString(), kept["message"]!["blocks"]![0]!["type"]!.ToString()));
        var emptied = await slack.MustAsync("chat.update", ("channel", Incidents), ("ts", ts), ("text", "y"), ("blocks", "[]"));
        Assert.Equal("rich_text", emptied["message"]!["blocks"]![0]!["type"]!.ToString());
    }

    [Fact]
    public async Task Metadata_that_is_too_large_is_refused()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var metadata = new JsonObject { ["event_type"] = "x", ["event_payload"] = new JsonObject { ["words"] = new string('w', 17_000) } };
        Assert.Equal("metadata_too_large", await slack.ErrorAsync("chat.postMessage", ("channel", Incidents), ("text", "x"), ("metadata", metadata.ToJsonString())));
    }

    [Fact]
    public async Task A_reaction_is_an_emoji_that_exists_and_one_gives_at_most_23()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = await slack.SayAsync("maya", Incidents, "look");
        Assert.Equal("invalid_name", await slack.ErrorAsync("reactions.add", ("channel", Incidents), ("timestamp", ts), ("name", "no_such_emoji")));
        string[] names = ["+1", "wave::skin-tone-3", "eyes", "fire", "tada", "rocket", "bug", "key", "lock", "bell", "gear", "pill", "crown", "cloud", "ship", "house", "hospital", "email", "memo", "book", "books", "link", "bulb", "zap"];
        foreach (var name in names[..23]) await slack.MustAsync("reactions.add", ("channel", Incidents), ("timestamp", ts), ("name", name));
        Assert.Equal("already_reacted", await slack.ErrorAsync("reactions.add", ("channel", Incidents), ("timestamp", ts), ("name", "eyes")));
        Assert.Equal("too_many_reactions", await slack.ErrorAsync("reactions.add", ("channel", Incidents), ("timestamp", ts), ("name", names[23])));
    }

    [Theory]
    [InlineData("application/json", "missing_charset")]
    [InlineData("application/json; charset=utf-8", null)]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8", "superfluous_charset")]
    public async Task What_is_remarkable_about_the_charset_is_remarked(string type, string? warning)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        using var content = new ByteArrayContent(type.Contains("json", StringComparison.Ordinal) ? "{}"u8.ToArray() : []);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var answer = await slack.CallAsync("auth.test", content);
        Assert.True(answer["ok"]!.GetValue<bool>());
        Assert.Equal(warning, answer["warning"]?.ToString());
        Assert.Equal(warning, answer["response_metadata"]?["warnings"]?[0]?.ToString());
    }

    [Fact]
    public async Task A_closed_account_joins_nothing()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gone = (await slack.DoAsync("users", new JsonObject { ["name"] = "ute", ["deactivated"] = true }))["id"]!.ToString();
        var channel = await slack.CreateChannelAsync("fresh");
        Assert.Equal("cant_invite", await slack.ErrorAsync("conversations.invite", ("channel", channel), ("users", gone)));
        Assert.Equal("user_disabled", await slack.ErrorAsync("conversations.open", ("users", gone)));
        foreach (var act in (string[])["join", "invite"])
        {
            var body = new JsonObject { ["user"] = act == "join" ? "ute" : "incidentbot", ["channel"] = channel, ["target"] = "ute" };
            Assert.False((await slack.DoAsync(act, body))["ok"]!.GetValue<bool>());
        }
        var members = (await slack.MustAsync("conversations.members", ("channel", "C0LOCALGENERAL")))["members"]!.AsArray();
        Assert.DoesNotContain(gone, members.Select(one => one!.ToString()));
    }

    [Fact]
    public async Task Blocks_are_validated_without_being_shown()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.MustAsync("blocks.validate", ("blocks", """[{"type":"divider"}]"""));
        await slack.MustAsync("blocks.validate", ("message", """{"text":"x","blocks":[{"type":"divider"}]}"""));
        await slack.MustAsync("blocks.validate", ("view", """{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[{"type":"divider"}]}"""));
        foreach (var (kind, payload, pointer) in ((string, string, string)[])
        [
            ("blocks", """[{"type":"section","text":{"type":"shout","text":"x"}}]""", "/0/text/type"),
            ("message", """{"blocks":[{"type":"section","text":{"type":"shout","text":"x"}}]}""", "/blocks/0/text/type"),
            ("view", """{"type":"home","blocks":[{"type":"section","text":{"type":"shout","text":"x"}}]}""", "/blocks/0/text/type"),
        ])
        {
            var answer = await slack.CallAsync("blocks.validate", (kind, payload));
            Assert.Equal($"invalid_{kind}", answer["error"]!.ToString());
            var error = Assert.Single(answer["errors"]!.AsArray())!;
            Assert.Equal((pointer, "failed_constraint"), (error["pointer"]!.ToString(), error["code"]!.ToString()));
            Assert.Equal(("enum", "shout"), (error["constraint"]!["type"]!.ToString(), error["constraint"]!["got"]!.ToString()));
        }
        Assert.Equal("invalid_arguments", await slack.ErrorAsync("blocks.validate"));
        Assert.Equal("invalid_arguments", await slack.ErrorAsync("blocks.validate", ("blocks", "[]"), ("view", "{}")));
        Assert.Empty(await slack.MessagesAsync(Incidents));
    }

    [Fact]
    public async Task Every_text_comes_with_its_rich_text()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var posted = await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", "Look: *now* <@U0LOCALMAYA> _please_ `ls`\n&gt; quoted\n```\ncode\n```"));
        var parts = posted["message"]!["blocks"]![0]!["elements"]!.AsArray();
        Assert.Equal(["rich_text_section", "rich_text_quote", "rich_text_preformatted"], parts.Select(part => part!["type"]!.ToString()));
        Assert.Equal(["text", "text", "text", "user", "text", "text", "text", "text", "text"], parts[0]!["elements"]!.AsArray().Select(one => one!["type"]!.ToString()));
        Assert.True(parts[0]!["elements"]![1]!["style"]!["bold"]!.GetValue<bool>());
        Assert.Equal("now", parts[0]!["elements"]![1]!["text"]!.ToString());
        await slack.DoAsync("message", new JsonObject { ["bot"] = "Grafana", ["channel"] = Incidents, ["text"] = "down" });
        await slack.SettleAsync();
        Assert.All(slack.App.EventsOf("message"), told => Assert.Equal("rich_text", told.Event["blocks"]![0]!["type"]!.ToString()));
    }

    [Theory]
    [InlineData("*bold* and _slanted_ and ~gone~ and `code`")]
    [InlineData("a *b* c*d*e 2*3*4 snake_case_name __init__")]
    [InlineData("&gt; they said\n&gt; that\nand I said")]
    [InlineData("<https://example.com|here> <@U0LOCALMAYA> <#C0LOCALINCIDENTS|incidents> <!here> :fire: :no_such:")]
    [InlineData("5 &lt; 6 &amp;&amp; 7 &gt; 6")]
    [InlineData("```\nfor x in *; do\n```\nthen *this*")]
    [InlineData("*_both_* <!date^1777888999^{time}|10:03>")]
    public async Task A_reader_of_text_and_rich_text_reads_the_words_once(string text)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", text));
        await slack.DoAsync("message", new JsonObject { ["bot"] = "Grafana", ["channel"] = Incidents, ["text"] = "x" });
        var typed = new JsonObject { ["user"] = "maya", ["channel"] = Incidents, ["message"] = new JsonObject { ["type"] = "message", ["text"] = text } };
        await slack.DoAsync("message", typed);
        await slack.SettleAsync();
        var plain = Words(new JsonObject { ["type"] = "message", ["user"] = "U7", ["text"] = text });
        foreach (var told in slack.App.EventsOf("message").Where(told => told.Event["text"]!.ToString() == text))
        {
            Assert.NotNull(told.Event["blocks"]);
            Assert.Equal(plain, Words(told.Event));
        }
    }

    [Fact]
    public async Task A_file_that_is_shared_is_told_and_a_picture_has_small_ones()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var file = new JsonObject { ["name"] = "graph.png", ["content_base64"] = Dot };
        await slack.DoAsync("message", new JsonObject { ["user"] = "maya", ["channel"] = Incidents, ["files"] = new JsonArray(file) });
        await slack.SettleAsync();
        var told = Assert.Single(slack.App.EventsOf("file_shared")).Event;
        Assert.Equal((Incidents, "U0LOCALMAYA"), (told["channel_id"]!.ToString(), told["user_id"]!.ToString()));
        var id = told["file"]!["id"]!.ToString();
        Assert.Equal(id, told["file_id"]!.ToString());
        var known = (await slack.MustAsync("files.info", ("file", id)))["file"]!;
        Assert.Equal(("visible", 1, 1), (known["file_access"]!.ToString(), known["original_w"]!.GetValue<int>(), known["thumb_360_h"]!.GetValue<int>()));
        Assert.Null(known["thumb_480"]);
        using var request = new HttpRequestMessage(HttpMethod.Get, known["thumb_64"]!.ToString());
        request.Headers.Authorization = new("Bearer", IncidentBot.Simulator.Wire.DefaultApp.BotToken);
        using var picture = await slack.Http.SendAsync(request);
        Assert.Equal(Dot, Convert.ToBase64String(await picture.Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task People_and_channels_have_what_the_vendors_types_name()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var profile = (await slack.MustAsync("users.info", ("user", "U0LOCALMAYA")))["user"]!["profile"]!;
        Assert.Equal(("Maya", "Lindqvist"), (profile["first_name"]!.ToString(), profile["last_name"]!.ToString()));
        var direct = (await slack.MustAsync("conversations.open", ("users", "U0LOCALMAYA"), ("return_im", "true")))["channel"]!;
        Assert.True(direct["is_open"]!.GetValue<bool>());
        Assert.Equal(["T0LOCAL"], Teams((await slack.MustAsync("conversations.info", ("channel", Incidents)))["channel"]!));
        await slack.DoAsync("share", new JsonObject { ["user"] = "maya", ["channel"] = Incidents });
        Assert.Equal(["T0LOCAL", "T0OTHER"], Teams((await slack.MustAsync("conversations.info", ("channel", Incidents)))["channel"]!));
    }

    [Fact]
    public async Task A_forward_carries_the_message_with_its_author()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = await slack.SayAsync("maya", "general", "A customer sees *502* at checkout");
        await slack.DoAsync("forward", new JsonObject { ["user"] = "sam", ["channel"] = "general", ["ts"] = ts, ["to"] = Incidents, ["text"] = "Same as last week?" });
        await slack.SettleAsync();
        var told = slack.App.EventsOf("message").Single(one => one.Event["channel"]!.ToString() == Incidents).Event;
        var share = Assert.Single(told["attachments"]!.AsArray())!;
        Assert.True(share["is_share"]!.GetValue<bool>());
        Assert.Equal(("U0LOCALMAYA", "C0LOCALGENERAL"), (share["author_id"]!.ToString(), share["channel_id"]!.ToString()));
        Assert.Equal("rich_text", share["message_blocks"]![0]!["message"]!["blocks"]![0]!["type"]!.ToString());
        var words = Words(told);
        Assert.Equal(words.IndexOf("502", StringComparison.Ordinal), words.LastIndexOf("502", StringComparison.Ordinal));
        Assert.Contains("Same as last week?", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huddle_ends_with_the_last_who_leaves_it()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = (await slack.DoAsync("huddle", new JsonObject { ["user"] = "maya", ["channel"] = Incidents }))["ts"]!.ToString();
        await slack.DoAsync("huddle", new JsonObject { ["user"] = "sam", ["channel"] = Incidents, ["ts"] = ts });
        foreach (var user in (string[])["maya", "sam"])
            await slack.DoAsync("huddle", new JsonObject { ["user"] = user, ["channel"] = Incidents, ["ts"] = ts, ["left"] = true });
        await slack.SettleAsync();
        Assert.Equal("A huddle started", Assert.Single(slack.App.EventsOf("message", "huddle_thread")).Event["text"]!.ToString());
        var room = slack.App.EventsOf("message", "message_changed")[^1].Event["message"]!["room"]!;
        Assert.True(room["has_ended"]!.GetValue<bool>());
        Assert.Equal(["U0LOCALMAYA", "U0LOCALSAM"], room["participant_history"]!.AsArray().Select(one => one!.ToString()));
        Assert.Equal("message_not_found", (await slack.DoAsync("huddle", new JsonObject { ["user"] = "sam", ["channel"] = Incidents, ["ts"] = ts }))["error"]!.ToString());
    }

    [Fact]
    public async Task A_thumb_below_a_message_comes_back_with_its_value()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        const string Thumbs = """[{"type":"context_actions","elements":[{"type":"feedback_buttons","action_id":"f","positive_button":{"text":{"type":"plain_text","text":"Good"},"value":"y"},"negative_button":{"text":{"type":"plain_text","text":"Bad"},"value":"n"}}]}]""";
        var ts = (await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", "x"), ("blocks", Thumbs)))["ts"]!.ToString();
        await slack.DoAsync("click", new JsonObject { ["user"] = "maya", ["channel"] = Incidents, ["ts"] = ts, ["action_id"] = "f", ["value"] = "n" });
        var action = Assert.Single(slack.App.ByPeople).Json["actions"]![0]!;
        Assert.Equal(("feedback_buttons", "n", "Bad"), (action["type"]!.ToString(), action["value"]!.ToString(), action["text"]!["text"]!.ToString()));
        Assert.Equal("option_not_found", (await slack.DoAsync("click", new JsonObject { ["user"] = "maya", ["channel"] = Incidents, ["ts"] = ts, ["action_id"] = "f", ["value"] = "?" }))["error"]!.ToString());
    }

    private static IEnumerable<string> Teams(JsonNode channel) => channel["shared_team_ids"]!.AsArray().Select(one => one!.ToString());

    private static string Words(JsonNode message)
    {
        var names = new SlackNames(_ => "maya", _ => "incidents", _ => null);
        return MessageWords.Of(JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(message.ToJsonString()), SlackJson.Wire.SlackChatMessage), names).Plain;
    }
}
