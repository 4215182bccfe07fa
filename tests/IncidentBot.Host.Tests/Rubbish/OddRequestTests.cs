using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace IncidentBot.Host.Tests.Rubbish;

/// <summary>The requests that break programs, one by one.</summary>
public sealed class OddRequestTests : IAsyncLifetime
{
    private const string Json = "application/json", Form = "application/x-www-form-urlencoded";
    private const string Events = "/slack/events", Commands = "/slack/commands", Interactions = "/slack/interactions";
    private RubbishStage stage = null!;

    public async ValueTask InitializeAsync() => stage = await RubbishStage.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task Ten_thousand_levels_of_JSON_are_refused()
    {
        Assert.Equal(400, await SendAsync(Events, Json, Mention(Nested(10_000))));
        Assert.Equal(400, await SendAsync(Events, Json, new string('[', 10_000)));
        Assert.Equal(400, await SendAsync(Interactions, Form, "payload=" + Uri.EscapeDataString(Nested(10_000))));
        await NothingBrokeAsync(stored: 0);
    }

    [Fact]
    public async Task A_huge_array_is_read_past()
    {
        Assert.Equal(200, await SendAsync(Events, Json, Mention($"[{string.Join(',', Enumerable.Repeat("1", 200_000))}]")));
        await NothingBrokeAsync(stored: 1);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        Assert.Equal(400, await stage.SendAsync(Events, Json, [.. Encoding.UTF8.GetBytes("{\"type\":\"event_callback\",\"team_id\":\""), 0xc3, 0x28, .. "\"}"u8], CancellationToken.None));
        Assert.Equal(400, await SendAsync(Commands, Form, "team_id=T100&channel_id=C100&user_id=%ED%A0%80&text=list"));
        await NothingBrokeAsync(stored: 0);
    }

    [Fact]
    public async Task Of_keys_that_are_repeated_one_counts()
    {
        Assert.Equal(200, await SendAsync(Events, Json, Mention("1", ",\"event_id\":\"Ev2\",\"event_id\":\"Ev3\",\"team_id\":\"T100\"")));
        Assert.Equal(200, await SendAsync(Commands, Form, "team_id=T100&team_id=T200&channel_id=C100&user_id=U100&text=list&text=help&trigger_id=1&trigger_id=2"));
        await NothingBrokeAsync(stored: 2);
    }

    [Theory]
    [InlineData("99999999999999999999.999999")]
    [InlineData("-1.000000")]
    [InlineData("253402300800.000000")]
    [InlineData("1e9")]
    [InlineData("1777888700.0001000000000000")]
    [InlineData("")]
    public async Task A_message_of_no_possible_time_is_refused(string ts)
    {
        Assert.Equal(400, await SendAsync(Events, Json, $$$"""{"type":"event_callback","team_id":"T100","event_id":"Ev1","event":{"type":"reaction_added","user":"U100","reaction":"pushpin","item":{"type":"message","channel":"C100","ts":"{{{ts}}}"} } }"""));
        await NothingBrokeAsync(stored: 0);
    }

    [Fact]
    public async Task A_mention_of_no_possible_time_has_the_time_at_which_it_came()
    {
        Assert.Equal(200, await SendAsync(Events, Json, Mention("1").Replace("1777888801.000100", "99999999999999999999.9", StringComparison.Ordinal)));
        await NothingBrokeAsync(stored: 1);
    }

    [Theory]
    [InlineData("team_id")]
    [InlineData("channel_id")]
    [InlineData("user_id")]
    public async Task An_id_that_no_column_could_hold_is_refused(string field)
    {
        foreach (var id in new[] { new string('C', 5000), "C1%00", "C%20100", "%D8%00" })
        {
            var ids = new[] { "team_id", "channel_id", "user_id" }.Select(name => $"{name}={(name == field ? id : "C100")}");
            Assert.Equal(400, await SendAsync(Commands, Form, string.Join('&', ids) + "&text=list&trigger_id=1"));
        }

        await NothingBrokeAsync(stored: 0);
    }

    [Fact]
    public async Task A_delivery_key_of_any_length_is_stored_within_bounds_and_still_known_again()
    {
        var request = "team_id=T100&channel_id=C100&user_id=U100&text=list&trigger_id=" + new string('9', 5000);
        Assert.Equal(200, await SendAsync(Commands, Form, request));
        Assert.Equal(200, await SendAsync(Commands, Form, request));
        Assert.True(await stage.CountAsync("SELECT MAX(LENGTH(delivery_key)) FROM inbox", CancellationToken.None) <= 200);
        await NothingBrokeAsync(stored: 1);
    }

    [Fact]
    public async Task A_form_of_ten_thousand_fields_is_refused()
    {
        Assert.Equal(400, await SendAsync(Commands, Form, string.Join('&', Enumerable.Range(0, 10_000).Select(n => $"field{n}=x"))));
        await NothingBrokeAsync(stored: 0);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Another_type_of_content_is_refused(string type)
    {
        Assert.InRange(await SendAsync(Commands, type, "text=list"), 400, 499);
        await NothingBrokeAsync(stored: 0);
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("-62135596801")]
    [InlineData("1e9")]
    [InlineData(" ")]
    public async Task A_timestamp_that_is_none_is_not_believed(string timestamp)
    {
        var status = await stage.SendAsync(Commands, Form, "text=list"u8.ToArray(), CancellationToken.None, request =>
        {
            request.Headers.Remove("X-Slack-Request-Timestamp");
            request.Headers.Remove("X-Slack-Signature");
            request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", timestamp);
            request.Headers.TryAddWithoutValidation("X-Slack-Signature", RubbishStage.Sign(timestamp, "text=list"u8.ToArray()));
        });

        Assert.Equal(401, status);
        await NothingBrokeAsync(stored: 0);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("many")]
    public async Task The_retry_headers_may_say_anything(string number)
    {
        var status = await stage.SendAsync(Events, Json, Encoding.UTF8.GetBytes(Mention("1")), CancellationToken.None, request =>
        {
            request.Headers.TryAddWithoutValidation("X-Slack-Retry-Num", number);
            request.Headers.TryAddWithoutValidation("X-Slack-Retry-Reason", new string('x', 2000));
        });

        Assert.Equal(200, status);
        await NothingBrokeAsync(stored: 1);
    }

    [Theory]
    [InlineData("note%20before%00after")]
    [InlineData("note%20%EF%BF%BF%E2%80%AE%EF%BB%BF%E2%80%A8")]
    [InlineData("note%20%F0%9F%92%A5%F0%9F%92")]
    public async Task A_note_of_characters_that_are_none_is_recorded(string text)
    {
        await stage.CommandAsync("C100", "start Checkout returns 500s", "start", CancellationToken.None);
        await stage.DrainAsync(CancellationToken.None);
        Assert.Equal(200, await SendAsync(Commands, Form, $"team_id=T100&channel_id=CINC1&user_id=U100&text={text}&trigger_id=note"));
        await stage.DrainAsync(CancellationToken.None);

        Assert.Equal(1, await stage.CountAsync("SELECT COUNT(*) FROM timeline_entry", CancellationToken.None));
        Assert.Empty(stage.Log.Lines);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('&')]
    [InlineData('漢')]
    public async Task A_note_of_40000_characters_is_recorded_and_answered(char letter)
    {
        await stage.CommandAsync("C100", "start Checkout returns 500s", "start", CancellationToken.None);
        await stage.DrainAsync(CancellationToken.None);
        Assert.Equal(200, await stage.CommandAsync("CINC1", "note " + new string(letter, 40_000), "note", CancellationToken.None));
        await stage.DrainAsync(CancellationToken.None);

        Assert.Equal(1, await stage.CountAsync("SELECT COUNT(*) FROM timeline_entry", CancellationToken.None));
        Assert.Empty(stage.Log.Lines);
        Assert.Empty(await stage.DeadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_lone_surrogate_in_an_event_is_refused_before_it_is_stored()
    {
        Assert.Equal(400, await SendAsync(Events, Json, Mention("1").Replace("help", "\\ud800", StringComparison.Ordinal)));
        await NothingBrokeAsync(stored: 0);
    }

    [Fact]
    public async Task A_shortcut_and_a_form_of_another_version_are_answered_once_and_hold_nothing_up()
    {
        await stage.CommandAsync("C100", "start Checkout returns 500s", "start", CancellationToken.None);
        await stage.DrainAsync(CancellationToken.None);
        const string Who = "\"team\":{\"id\":\"T100\"},\"user\":{\"id\":\"U100\"},\"channel\":{\"id\":\"CINC1\"},";
        Assert.Equal(200, await SendAsync(Interactions, Form, "payload=" + Uri.EscapeDataString("{" + Who + "\"type\":\"message_action\",\"callback_id\":\"of_tomorrow\",\"trigger_id\":\"a\",\"message\":{\"ts\":\"1777888700.000100\",\"text\":\"x\"}}")));
        Assert.Equal(200, await SendAsync(Interactions, Form, "payload=" + Uri.EscapeDataString("{" + Who + "\"type\":\"view_submission\",\"trigger_id\":\"b\",\"view\":{\"callback_id\":\"of_tomorrow\",\"private_metadata\":\"{\\\"channel\\\":\\\"CINC1\\\",\\\"context\\\":\\\"1|x\\\"}\"}}")));
        var before = stage.Slack.CallsOf("chat.postEphemeral");
        await stage.DrainAsync(CancellationToken.None);

        Assert.Equal(before + 2, stage.Slack.CallsOf("chat.postEphemeral"));
        Assert.Empty(stage.Log.Lines);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("mailto:someone")]
    [InlineData("http://127.0.0.1:9/gone")]
    [InlineData("not an address")]
    public async Task An_answer_whose_way_back_leads_nowhere_takes_another_way(string responseUrl)
    {
        Assert.Equal(200, await SendAsync(Commands, Form, $"team_id=T100&channel_id=C100&user_id=U100&text=list&trigger_id=1&response_url={Uri.EscapeDataString(responseUrl)}"));
        await stage.DrainAsync(CancellationToken.None);

        Assert.Equal(1, stage.Slack.CallsOf("chat.postEphemeral"));
        await NothingBrokeAsync(stored: 1);
    }

    [Fact]
    public async Task A_chunked_body_without_end_is_cut_off_at_the_limit()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(stage.Address.Host, stage.Address.Port);
        var stream = client.GetStream();
        var now = stage.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /slack/commands HTTP/1.1\r\nHost: bot\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n"
                + $"X-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: v0={new string('0', 64)}\r\n\r\n"));
        byte[] chunk = [.. Encoding.ASCII.GetBytes(64_000.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. new byte[64_000], .. "\r\n"u8];
        var answer = ReadAnswerAsync(stream);
        var sent = 0L;
        try
        {
            for (; sent < 64L << 20 && !answer.IsCompleted; sent += chunk.Length) await stream.WriteAsync(chunk);
        }
        catch (IOException)
        {
            // The bot has hung up, as it should.
        }

        Assert.StartsWith("HTTP/1.1 413", await answer, StringComparison.Ordinal);
        Assert.True(sent < 32L << 20, $"It took {sent} bytes.");
    }

    private static async Task<string> ReadAnswerAsync(NetworkStream stream)
    {
        var buffer = new byte[64];
        var length = await stream.ReadAtLeastAsync(buffer, 12, throwOnEndOfStream: false);
        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private static string Mention(string extra, string more = "") => $$$"""
        {"extra":{{{extra}}},"type":"event_callback","team_id":"T100","event_id":"Ev1","event":{"type":"app_mention","user":"U100","text":"<@U0BOT> help","ts":"1777888801.000100","channel":"C100"}{{{more}}} }
        """;

    private Task<int> SendAsync(string path, string type, string body) => stage.SendAsync(path, type, Encoding.UTF8.GetBytes(body), CancellationToken.None);

    private async Task NothingBrokeAsync(int stored)
    {
        Assert.Equal(stored, await stage.CountAsync("SELECT COUNT(*) FROM inbox", CancellationToken.None));
        Assert.True(await stage.DrainAsync(CancellationToken.None));
        Assert.Empty(await stage.DeadAsync(CancellationToken.None));
        Assert.Empty(stage.Log.Lines);
        Assert.Equal(200, await stage.CommandAsync("C100", "list", "afterwards", CancellationToken.None));
    }
}
