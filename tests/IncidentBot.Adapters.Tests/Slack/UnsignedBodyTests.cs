using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using IncidentBot.Receiving;
using IncidentBot.Slack.Receiving;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>Whoever cannot sign takes neither time nor memory that Slack's requests need.</summary>
public sealed class UnsignedBodyTests
{
    private const string Events = "/slack/events", Commands = "/slack/commands";
    private const int Megabyte = 1024 * 1024;
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2.5);
    private static readonly string SomeSignature = "v0=" + new string('a', 64);

    [Theory]
    [InlineData(null, null)]
    [InlineData("now", null)]
    [InlineData(null, "good")]
    [InlineData("now", "v0=12")]
    [InlineData("now", "v1=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("old", "good")]
    [InlineData("soon", "good")]
    [InlineData("1e9", "good")]
    [InlineData("twice", "good")]
    public async Task A_request_without_a_fresh_signature_is_refused_before_its_body_is_read(string? timestamp, string? signature)
    {
        await using var bot = await new SlackBot().StartAsync();
        var now = bot.Clock.GetUtcNow();
        var seconds = timestamp switch { "now" or "twice" => Seconds(now), "old" => Seconds(now.AddSeconds(-301)), "soon" => Seconds(now.AddSeconds(301)), _ => timestamp };
        List<string> headers = ["Content-Length: 1000000", "Content-Type: application/json"];
        if (seconds is not null) headers.Add("X-Slack-Request-Timestamp: " + seconds);
        if (timestamp == "twice") headers.Add("X-Slack-Request-Timestamp: " + seconds);
        if (signature is not null) headers.Add("X-Slack-Signature: " + (signature == "good" ? SomeSignature : signature));

        using var request = await RawRequest.OpenAsync(bot.Address, Events, [.. headers]);

        Assert.Equal("HTTP/1.1 401 Unauthorized", await request.AnswerAsync(AtOnce));
    }

    [Theory]
    [InlineData("Content-Length: 1048576")]
    [InlineData("Content-Length: 20")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_body_that_does_not_arrive_within_five_seconds_is_not_waited_for(string length)
    {
        await using var bot = await new SlackBot().StartAsync();
        var began = Stopwatch.GetTimestamp();
        using var request = await RawRequest.OpenAsync(bot.Address, Events, [length, .. Headers(bot)]);
        await request.SendAsync("8\r\nsomething"u8.ToArray());

        Assert.Empty(await request.AnswerAsync(TimeSpan.FromSeconds(20)));
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 4.5, 9);
    }

    [Fact]
    public async Task A_body_that_keeps_dripping_has_five_seconds_in_all()
    {
        await using var bot = await new SlackBot().StartAsync();
        var began = Stopwatch.GetTimestamp();
        using var request = await RawRequest.OpenAsync(bot.Address, Events, ["Content-Length: 900000", .. Headers(bot)]);
        var drop = new byte[2000];
        while (await request.TrySendAsync(drop) && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(15)) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);

        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 4.5, 9);
    }

    [Fact]
    public async Task A_signed_body_in_two_parts_is_accepted()
    {
        await using var bot = await new SlackBot().StartAsync();
        var body = Encoding.UTF8.GetBytes("""{"token":"t","challenge":"3eZbrw1aBm2r","type":"url_verification","padding":" """ + new string('x', 30_000) + "\"}");
        var timestamp = Seconds(bot.Clock.GetUtcNow());
        using var request = await RawRequest.OpenAsync(
            bot.Address, Events, $"Content-Length: {body.Length}", "Content-Type: application/json", "X-Slack-Request-Timestamp: " + timestamp,
            "X-Slack-Signature: " + SlackBot.Sign(SlackBot.Secret, timestamp, body));
        await request.SendAsync(body.AsMemory(0, 17));
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        await request.SendAsync(body.AsMemory(17));

        Assert.Equal("HTTP/1.1 200 OK", await request.AnswerAsync(AtOnce));
    }

    [Fact]
    public async Task Many_that_stop_before_the_end_do_not_keep_Slack_out()
    {
        const int Senders = 60;
        await using var bot = await new SlackBot { Options = Small() }.StartAsync();
        var nearlyAll = new byte[Megabyte - 10];
        var senders = new List<RawRequest>();
        try
        {
            for (var i = 0; i < Senders; i++)
            {
                var sender = await RawRequest.OpenAsync(bot.Address, i % 2 == 0 ? Events : Commands, [$"Content-Length: {Megabyte}", .. Headers(bot)]);
                senders.Add(sender);
                await sender.TrySendAsync(nearlyAll);
                if (i % 10 != 9) continue;
                var began = Stopwatch.GetTimestamp();
                using var response = await bot.PostEventAsync(Mention(i));
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 2.6);
            }

            Assert.Equal(Senders / 10, bot.Accepted.Count);
        }
        finally
        {
            foreach (var sender in senders) sender.Dispose();
        }
    }

    [Fact]
    public void When_the_bound_is_reached_those_that_progressed_least_are_given_up()
    {
        var bytes = new UnverifiedBytes(10 * Megabyte);
        var readers = Enumerable.Range(0, 5).Select(_ => new Pipe()).ToList();
        using var first = Arriving(readers[0]);
        using var second = Arriving(readers[1]);
        using var third = Arriving(readers[2]);
        foreach (var body in new[] { first, second, third }) _ = bytes.AddAsync(body);
        _ = bytes.GrowAsync(first, 3 * Megabyte);
        _ = bytes.GrowAsync(second, 3 * Megabyte);
        _ = bytes.GrowAsync(third, 3 * Megabyte);
        // The oldest one gets on, the second one only by a byte.
        _ = bytes.GrowAsync(first, (3 * Megabyte) + 8192);
        _ = bytes.GrowAsync(second, (3 * Megabyte) + 1);
        Assert.All(new[] { first, second, third }, body => Assert.Null(body.GivenUp));

        using var fourth = Arriving(readers[3]);
        _ = bytes.AddAsync(fourth);
        _ = bytes.GrowAsync(fourth, Megabyte);
        Assert.Equal(RawBodyState.Crowded, second.GivenUp);
        Assert.All(new[] { first, third, fourth }, body => Assert.Null(body.GivenUp));

        foreach (var body in new[] { first, second, third, fourth }) bytes.Remove(body);
        Assert.Equal(0, bytes.Held);
    }

    [Fact]
    public void A_request_counts_before_its_first_byte()
    {
        var bytes = new UnverifiedBytes(3 * UnverifiedBytes.Beside);
        var bodies = Enumerable.Range(0, 20).Select(_ => Arriving(new Pipe())).ToList();
        foreach (var body in bodies) _ = bytes.AddAsync(body);

        Assert.Equal(17, bodies.Count(body => body.GivenUp == RawBodyState.Crowded));
        Assert.All(bodies[^3..], body => Assert.Null(body.GivenUp));
        foreach (var body in bodies) body.Dispose();
    }

    [Fact]
    public async Task A_flood_of_one_address_leaves_the_others_their_share()
    {
        await using var bot = await new SlackBot { Options = Small() }.StartAsync();
        using var patient = await RawRequest.OpenAsync(bot.Address, Commands, ["Content-Length: 500000", .. Headers(bot)]);
        await patient.SendAsync(new byte[400_000]);
        var flood = new List<RawRequest>();
        try
        {
            for (var i = 0; i < 20; i++)
            {
                flood.Add(await RawRequest.OpenAsync(bot.Address, Events, [$"Content-Length: {Megabyte}", .. Headers(bot)]));
                await flood[i].TrySendAsync(new byte[Megabyte - 10]);
            }

            // Only its signature is wrong.
            await patient.SendAsync(new byte[100_000]);
            Assert.Equal("HTTP/1.1 401 Unauthorized", await patient.AnswerAsync(AtOnce));
        }
        finally
        {
            foreach (var sender in flood) sender.Dispose();
        }
    }

    private static ArrivingBody Arriving(Pipe pipe) => new(pipe.Reader, TimeSpan.FromMinutes(5));

    private static SlackOptions Small() =>
        new() { BotToken = SlackBot.Token, SigningSecret = SlackBot.Secret, ApiUrl = "http://127.0.0.1:9/api/", MaxUnverifiedMegabytes = 6 };

    private static string[] Headers(SlackBot bot) =>
        ["Content-Type: application/json", "X-Slack-Request-Timestamp: " + Seconds(bot.Clock.GetUtcNow()), "X-Slack-Signature: " + SomeSignature];

    private static string Mention(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"type":"event_callback","team_id":"T1","event_id":"Ev{{{number}}}","event":{"type":"app_mention","user":"U1","channel":"C1","text":"<@U0> help","ts":"1.2"}}""");

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
