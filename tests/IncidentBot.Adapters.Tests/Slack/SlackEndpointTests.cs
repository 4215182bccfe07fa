using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Slack.Sending;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SlackEndpointTests
{
    private const string Mention = """{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"app_mention","user":"U1","channel":"C1","text":"<@U0> help","ts":"1.2"}}""";

    [Fact]
    public async Task The_address_is_verified_by_its_challenge()
    {
        await using var bot = await new SlackBot().StartAsync();
        using var response = await bot.PostEventAsync("""{"token":"t","challenge":"3eZbrw1aBm2r","type":"url_verification"}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("3eZbrw1aBm2r", await response.Content.ReadAsStringAsync());
        Assert.Empty(bot.Accepted);
    }

    [Theory]
    [InlineData("/slack/events", "application/json")]
    [InlineData("/slack/commands", "application/x-www-form-urlencoded")]
    [InlineData("/slack/interactions", "application/x-www-form-urlencoded")]
    public async Task An_unsigned_request_learns_nothing(string path, string contentType)
    {
        await using var bot = await new SlackBot().StartAsync();
        using var wrong = await bot.PostAsync(path, "anything", contentType, secret: "another");
        using var none = await bot.Client.PostAsync(path, new StringContent("anything"));
        using var two = await bot.PostAsync(path, "anything", contentType, change: request => request.Headers.Add("X-Slack-Signature", "v0=" + new string('0', 64)));
        foreach (var response in new[] { wrong, none, two })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Empty(await response.Content.ReadAsStringAsync());
        }

        Assert.Empty(bot.Accepted);
    }

    [Fact]
    public async Task A_stale_request_is_refused()
    {
        await using var bot = await new SlackBot().StartAsync();
        var old = bot.Clock.GetUtcNow().AddSeconds(-301).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var response = await bot.PostAsync("/slack/events", Mention, "application/json", change: request =>
        {
            request.Headers.Remove("X-Slack-Request-Timestamp");
            request.Headers.Remove("X-Slack-Signature");
            request.Headers.Add("X-Slack-Request-Timestamp", old);
            request.Headers.Add("X-Slack-Signature", SlackBot.Sign(SlackBot.Secret, old, Encoding.UTF8.GetBytes(Mention)));
        });
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_one_mebibyte_is_not_read(bool chunked)
    {
        await using var bot = await new SlackBot().StartAsync();
        using var response = await bot.PostAsync(
            "/slack/events", Mention.PadRight((1024 * 1024) + 1), "application/json", change: request => request.Headers.TransferEncodingChunked = chunked);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_signed_body_of_exactly_one_mebibyte_is_read()
    {
        await using var bot = await new SlackBot().StartAsync();
        using var response = await bot.PostEventAsync(Mention.PadRight(1024 * 1024));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Only_posts_are_taken()
    {
        await using var bot = await new SlackBot().StartAsync();
        using var response = await bot.Client.GetAsync("/slack/events");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/slack/events", "application/x-www-form-urlencoded")]
    [InlineData("/slack/commands", "application/json")]
    [InlineData("/slack/interactions", "text/plain")]
    public async Task Another_content_type_is_refused_by_name(string path, string contentType)
    {
        await using var bot = await new SlackBot().StartAsync();
        using var response = await bot.PostAsync(path, Mention, contentType);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"type":5}""")]
    [InlineData("""{"type":"event_callback"}""")]
    [InlineData("""{"type":"event_callback","event":{"type":"app_mention","channel":"C1"},"event_id":"Ev1"}""")]
    [InlineData("""{"type":"event_callback","team_id":"T1","event":{"type":"app_mention"},"event_id":"Ev1"}""")]
    [InlineData("""{"type":"event_callback","team_id":"T1","event":{"type":"app_mention","channel":"C1","text":"\ud800"},"event_id":"Ev1"}""")]
    [InlineData("""{"type":"url_verification"}""")]
    public async Task A_signed_event_that_makes_no_sense_gets_a_sentence(string body)
    {
        await using var bot = await new SlackBot().StartAsync();
        using var response = await bot.PostEventAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.EndsWith(".", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(bot.Accepted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("payload=")]
    [InlineData("payload=%7B")]
    [InlineData("payload=null")]
    [InlineData("payload=%7B%7D")]
    [InlineData("payload=%7B%22type%22%3A%22block_actions%22%7D")]
    [InlineData("payload=%7B%22type%22%3A%22view_submission%22%2C%22team%22%3A%7B%22id%22%3A%22T1%22%7D%2C%22user%22%3A%7B%22id%22%3A%22U1%22%7D%7D")]
    public async Task A_signed_interaction_that_makes_no_sense_gets_a_sentence(string form)
    {
        await using var bot = await new SlackBot().StartAsync();
        using var response = await bot.PostAsync("/slack/interactions", form, "application/x-www-form-urlencoded");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.EndsWith(".", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text=hello")]
    [InlineData("team_id=T1&text=hello")]
    [InlineData("channel_id=C1&user_id=U1")]
    public async Task A_signed_command_without_place_or_person_gets_a_sentence(string form)
    {
        await using var bot = await new SlackBot().StartAsync();
        using var response = await bot.PostCommandAsync(form);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_event_that_nobody_uses_is_acknowledged_and_not_stored()
    {
        await using var bot = await new SlackBot().StartAsync();
        using var unused = await bot.PostEventAsync("""{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"message","channel":"C1"}}""");
        using var file = await bot.PostEventAsync("""{"type":"event_callback","team_id":"T1","event_id":"Ev2","event":{"type":"reaction_added","user":"U1","item":{"type":"file","file":"F1"}}}""");
        using var limited = await bot.PostEventAsync("""{"type":"app_rate_limited","team_id":"T1","minute_rate_limited":1}""");
        Assert.All([unused, file, limited], response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Empty(bot.Accepted);
        Assert.Contains("Debug Ignored: message", bot.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redelivered_event_is_acknowledged_and_stored_once()
    {
        await using var bot = await new SlackBot().StartAsync();
        for (var delivery = 0; delivery < 3; delivery++)
        {
            using var response = await bot.PostEventAsync(Mention);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal("T1:Ev1", Assert.Single(bot.Accepted).DeliveryKey);
    }

    [Fact]
    public async Task An_event_that_cannot_be_stored_is_not_acknowledged()
    {
        await using var bot = await new SlackBot { Store = _ => throw new InvalidOperationException("disk full") }.StartAsync();
        using var response = await bot.PostEventAsync(Mention);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task A_command_that_cannot_be_stored_gives_the_words_back()
    {
        await using var bot = await new SlackBot { Store = _ => throw new InvalidOperationException("disk full") }.StartAsync();
        using var response = await bot.PostCommandAsync("team_id=T1&channel_id=C1&user_id=U1&command=%2Fincident&text=note+a+%26lt%3B+b+%3C%40U2%7Comar%3E");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var said = await JsonAsync(response);
        Assert.Equal("ephemeral", said.GetProperty("response_type").GetString());
        Assert.Equal("Not saved: my database is unreachable. Your text: /incident note a &lt; b @omar", said.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_store_that_does_not_answer_in_time_is_not_called_a_failure()
    {
        var never = new TaskCompletionSource<AcceptResult>();
        await using var bot = await new SlackBot { Store = _ => never.Task }.StartAsync();
        using var response = await bot.PostCommandAsync("team_id=T1&channel_id=C1&user_id=U1&command=%2Fincident&text=note+x");
        Assert.StartsWith("I can't tell whether this was saved", (await JsonAsync(response)).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_cannot_be_stored_stays_open_with_a_sentence()
    {
        await using var bot = await new SlackBot { Store = _ => throw new InvalidOperationException("disk full") }.StartAsync();
        using var response = await bot.PostInteractionAsync(Payload("interaction.view_submission.json"));
        var said = await JsonAsync(response);
        Assert.Equal("errors", said.GetProperty("response_action").GetString());
        Assert.StartsWith("Not saved", said.GetProperty("errors").GetProperty("answer").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_that_cannot_be_stored_is_answered_privately()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("/back", "ok");
        await using var bot = await Against(slack, new SlackBot { Store = _ => throw new InvalidOperationException("disk full"), Options = OptionsFor(slack) });
        using var response = await bot.PostInteractionAsync(Payload("interaction.block_actions.json").Replace("https://hooks.example/actions/T100/1/secret-way-back", slack.Address + "/back", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Not saved: my database is unreachable. Press the button again", Assert.Single(slack.Calls).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_command_is_answered_with_nothing()
    {
        await using var bot = await new SlackBot().StartAsync();
        using var response = await bot.PostCommandAsync(Payload("command.form"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
        Assert.Equal(["command T100 C100 note cache & queue full @omar"], bot.Asked);
        var stored = Assert.Single(bot.Accepted);
        Assert.Equal(new Incoming(new WorkspaceId("T100"), "slack", "1.2.command", "C100", "command", stored.Body), stored);
    }

    [Fact]
    public async Task An_immediate_reply_to_a_command_is_in_the_answer()
    {
        await using var bot = await new SlackBot { Answer = new SayIt(new Card("Try this: help", [new Paragraph("Try <this>"), new SmallPrint("hint")])) }.StartAsync();
        using var response = await bot.PostCommandAsync(Payload("command.form"));
        var said = await JsonAsync(response);
        Assert.Equal("ephemeral", said.GetProperty("response_type").GetString());
        Assert.Equal("Try this: help", said.GetProperty("text").GetString());
        Assert.Equal("Try &lt;this&gt;", said.GetProperty("blocks")[0].GetProperty("text").GetProperty("text").GetString());
        Assert.Empty(bot.Accepted);
    }

    [Fact]
    public async Task A_form_is_opened_with_the_commands_trigger_and_place()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("views.open", """{"ok":true}""");
        await using var bot = await Against(slack, new SlackBot { Answer = new OpenIt(new Form("start", "Start an incident", "Start", "ctx", [new TextField("title", "What is wrong?")])), Options = OptionsFor(slack) });
        using var response = await bot.PostCommandAsync(Payload("command.form"));
        Assert.Empty(await response.Content.ReadAsStringAsync());
        var call = Assert.Single(slack.Calls);
        Assert.Equal("1.2.command", call["trigger_id"]);
        using var view = JsonDocument.Parse(call["view"]!);
        Assert.Equal("start", view.RootElement.GetProperty("callback_id").GetString());
        using var origin = JsonDocument.Parse(view.RootElement.GetProperty("private_metadata").GetString()!);
        Assert.Equal("C100", origin.RootElement.GetProperty("channel").GetString());
        Assert.Equal("ctx", origin.RootElement.GetProperty("context").GetString());
        Assert.Equal("https://hooks.example/commands/T100/1/secret-way-back", new SealedText(SlackBot.Token).Open(origin.RootElement.GetProperty("handle").GetString()));
        Assert.Empty(bot.Accepted);
    }

    [Fact]
    public async Task A_form_that_Slack_does_not_open_is_regretted_privately()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("views.open", """{"ok":false,"error":"expired_trigger_id"}""");
        await using var bot = await Against(slack, new SlackBot { Answer = new OpenIt(new Form("start", "Start", "Start", "", [])), Options = OptionsFor(slack) });
        using var response = await bot.PostCommandAsync(Payload("command.form"));
        Assert.Contains("expired_trigger_id", (await JsonAsync(response)).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_field_is_shown_at_its_place()
    {
        await using var bot = await new SlackBot { Answer = new CorrectIt(new Dictionary<string, string> { ["answer"] = "Write a time such as 14:05." }) }.StartAsync();
        using var response = await bot.PostInteractionAsync(Payload("interaction.view_submission.json"));
        Assert.Equal("""{"response_action":"errors","errors":{"answer":"Write a time such as 14:05."}}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(["form T100 C100 answer_step INC-7|assess-1 answer=since <10:00> & rising,severity=2"], bot.Asked);
        Assert.Empty(bot.Accepted);
    }

    [Fact]
    public async Task A_form_may_lead_to_another()
    {
        await using var bot = await new SlackBot { Answer = new OpenIt(new Form("start", "Start", "Start", "next", [new TextField("title", "Title")])) }.StartAsync();
        using var response = await bot.PostInteractionAsync(Payload("interaction.view_submission.json"));
        var said = await JsonAsync(response);
        Assert.Equal("update", said.GetProperty("response_action").GetString());
        Assert.Equal("modal", said.GetProperty("view").GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_private_sentence_falls_back_from_the_way_back_to_ephemeral_to_a_direct_message()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("/back", """{"ok":false,"error":"expired_url"}""", 404)
            .On("chat.postEphemeral", """{"ok":false,"error":"user_not_in_channel"}""")
            .On("chat.postMessage", """{"ok":true,"channel":"D1","ts":"1.2"}""");
        await using var bot = await Against(slack, new SlackBot { Answer = new SayIt(Card.Of("Not yours.")), Options = OptionsFor(slack) });
        using var response = await bot.PostInteractionAsync(Payload("interaction.message_action.json").Replace("https://hooks.example/app/T100/1/secret-way-back", slack.Address + "/back", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["/back", "chat.postEphemeral", "chat.postMessage"], slack.Calls.Select(call => call.Method));
        Assert.Null(slack.CallsOf("/back")[0].Authorization);
        Assert.Equal("U100", slack.CallsOf("chat.postMessage")[0]["channel"]);
    }

    [Theory]
    [InlineData("https://hooks.slack.com/commands/T1/1/x", true)]
    [InlineData("https://HOOKS.slack.com/commands/T1/1/x", true)]
    [InlineData("https://hooks.slack-gov.com/commands/T1/1/x", true)]
    [InlineData("https://slack.proxy.example/commands/T1/1/x", true)]
    [InlineData("https://slack.proxy.example:8443/commands/T1/1/x", true)]
    [InlineData("http://slack.proxy.example/commands/T1/1/x", false)]
    [InlineData("http://hooks.slack.com/commands/T1/1/x", false)]
    [InlineData("https://hooks.slack.com:8443/commands/T1/1/x", false)]
    [InlineData("https://slack.com.example/x", false)]
    [InlineData("https://notslack.com/x", false)]
    [InlineData("https://hooks.slack.com.evil.example/x", false)]
    [InlineData("https://hooks.slack.com@evil.example/x", false)]
    [InlineData("https://evil.example/hooks.slack.com", false)]
    [InlineData("https://evil.example#.slack.com", false)]
    [InlineData("https://evil.example/\\.slack.com/x", false)]
    [InlineData("http://127.0.0.1/x", false)]
    [InlineData("http://169.254.169.254/latest/meta-data", false)]
    [InlineData("http://[::1]/x", false)]
    [InlineData("ftp://slack.proxy.example/x", false)]
    [InlineData("file:///etc/passwd", false)]
    public void A_private_answer_goes_to_Slack_or_to_the_host_of_the_set_address(string address, bool may) =>
        Assert.Equal(may, SlackHosts.MayTakeAnswers(new Uri(address), new Uri("https://slack.proxy.example/api/")));

    [Theory]
    [InlineData("http://localhost:5081/response/x", true)]
    [InlineData("http://127.0.0.1:5081/response/x", true)]
    [InlineData("http://evil.example/x", false)]
    [InlineData("http://192.168.0.1/x", false)]
    public void On_this_machine_a_private_answer_stays_on_it(string address, bool may) =>
        Assert.Equal(may, SlackHosts.MayTakeAnswers(new Uri(address), new Uri("http://127.0.0.1:5081/api/")));

    [Fact]
    public async Task A_private_answer_is_never_posted_where_a_request_leads_it_away()
    {
        await using var slack = await WebApiStub.StartAsync();
        await using var elsewhere = await WebApiStub.StartAsync();
        slack.On("chat.postEphemeral", """{"ok":true,"message_ts":"1.2"}""");
        var options = OptionsFor(slack);
        await using var bot = await Against(slack, new SlackBot { Answer = new SayIt(Card.Of("Not yours.")), Options = options });
        using var response = await bot.PostInteractionAsync(Payload("interaction.message_action.json").Replace("https://hooks.example/app/T100/1/secret-way-back", elsewhere.Address.Replace("127.0.0.1", "not-this-machine.invalid", StringComparison.Ordinal) + "/back", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(elsewhere.Calls);
        Assert.Equal(["chat.postEphemeral"], slack.Calls.Select(call => call.Method));
        Assert.Contains("not_slacks", bot.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_global_shortcut_may_open_a_form_though_it_comes_from_no_channel()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("views.open", """{"ok":true}""");
        await using var bot = await Against(slack, new SlackBot { Answer = new OpenIt(new Form("start", "Start", "Start", "", [])), Options = OptionsFor(slack) });
        using var response = await bot.PostInteractionAsync("""{"type":"shortcut","callback_id":"start_from_message","trigger_id":"9.9","team":{"id":"T1"},"user":{"id":"U1"}}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("9.9", Assert.Single(slack.Calls)["trigger_id"]);
    }

    [Fact]
    public async Task An_immediate_answer_that_fails_does_not_lose_the_command()
    {
        await using var bot = await new SlackBot { LaneFailure = new InvalidOperationException("no such table") }.StartAsync();
        using var response = await bot.PostCommandAsync(Payload("command.form"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(bot.Accepted);
    }

    [Theory]
    [InlineData(null, "xoxb", "Slack:SigningSecret")]
    [InlineData(" ", "xoxb", "Slack:SigningSecret")]
    [InlineData("secret", "", "Slack:BotToken")]
    public async Task Without_a_required_key_the_bot_does_not_start(string? secret, string token, string key)
    {
        var bot = new SlackBot { Options = new SlackOptions { SigningSecret = secret, BotToken = token } };
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(bot.StartAsync);
        Assert.Equal($"{key} is not set.", refused.Message);
        await bot.DisposeAsync();
    }

    internal static string Payload(string name) => File.ReadAllText(Path.Combine(SlackManifestTests.Root(), "tests", "IncidentBot.Adapters.Tests", "Slack", "Payloads", name));

    internal static SlackOptions OptionsFor(WebApiStub slack) => new() { BotToken = SlackBot.Token, SigningSecret = SlackBot.Secret, ApiUrl = slack.ApiUrl };

    private static Task<SlackBot> Against(WebApiStub slack, SlackBot bot)
    {
        Assert.Equal(slack.ApiUrl, bot.Options.ApiUrl);
        return bot.StartAsync();
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        Assert.Equal(MediaTypeHeaderValue.Parse("application/json; charset=utf-8"), response.Content.Headers.ContentType);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }
}
