using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentBot.Host.Tests.Process;

/// <summary>What reaches the bot from others than Slack, or broken, leaves no trace.</summary>
public sealed class BadRequestTests : IAsyncLifetime
{
    private const string Secret = "local-signing-secret";
    private Workplace workplace = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        workplace = await Workplace.OpenAsync();
        http = new HttpClient { BaseAddress = new Uri(workplace.Stage.Bot.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await workplace.DisposeAsync();
    }

    [Fact]
    public async Task Requests_that_Slack_did_not_sign_are_refused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(Start, signature: _ => null));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(Start, signature: body => Sign(body + "x", Now)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(Start, signature: _ => "v0=00"));
        await NothingHappenedAsync();
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task Stale_requests_are_refused(int seconds)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(Start, time: Now.AddSeconds(seconds)));
        await NothingHappenedAsync();
    }

    [Fact]
    public async Task A_request_of_more_than_a_megabyte_is_refused()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(Start + new string('x', 1 << 20)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(Start + new string('x', 3 << 20)));
        await NothingHappenedAsync();
    }

    [Theory]
    [InlineData("/slack/events", "{\"type\":", HttpStatusCode.BadRequest)]
    [InlineData("/slack/events", "[]", HttpStatusCode.BadRequest)]
    [InlineData("/slack/events", "null", HttpStatusCode.BadRequest)]
    [InlineData("/slack/events", "{\"type\":\"brand_new\"}", HttpStatusCode.OK)]
    [InlineData("/slack/events", "{\"type\":\"event_callback\",\"team_id\":\"T\",\"event_id\":\"E\",\"event\":{\"type\":\"brand_new\"}}", HttpStatusCode.OK)]
    [InlineData("/slack/events", "{\"type\":\"url_verification\",\"challenge\":\"abc\"}", HttpStatusCode.OK)]
    public async Task Malformed_events_are_refused_and_unknown_ones_ignored(string path, string body, HttpStatusCode expected)
    {
        Assert.Equal(expected, await SendAsync(body, path, "application/json"));
        await NothingHappenedAsync();
    }

    [Theory]
    [InlineData("/slack/interactions", "payload=%7B", HttpStatusCode.BadRequest)]
    [InlineData("/slack/interactions", "nothing=1", HttpStatusCode.BadRequest)]
    [InlineData("/slack/interactions", "payload=%7B%22type%22%3A%22brand_new%22%2C%22team%22%3A%7B%22id%22%3A%22T0LOCAL%22%7D%2C%22user%22%3A%7B%22id%22%3A%22U0LOCALSAM%22%7D%7D", HttpStatusCode.OK)]
    [InlineData("/nowhere", "x=1", HttpStatusCode.NotFound)]
    public async Task Malformed_interactions_are_refused_and_unknown_ones_ignored(string path, string body, HttpStatusCode expected)
    {
        Assert.Equal(expected, await SendAsync(body, path));
        await NothingHappenedAsync();
    }

    private static string Start => "team_id=T0LOCAL&channel_id=C0LOCALINCIDENTS&user_id=U0LOCALMAYA&command=%2Fincident&text=start+x&trigger_id=1.2.3";

    private DateTimeOffset Now => workplace.Stage.Clock.GetUtcNow();

    private async Task NothingHappenedAsync()
    {
        await workplace.SettleAsync();
        Assert.Empty(await workplace.IncidentChannelsAsync());
        Assert.DoesNotContain((JsonArray)await workplace.ReadAsync("journal?since=0"), e => (string?)e!["method"] is not null);
    }

    private async Task<HttpStatusCode> SendAsync(
        string body, string path = "/slack/commands", string type = "application/x-www-form-urlencoded", DateTimeOffset? time = null, Func<string, string?>? signature = null)
    {
        var at = time ?? Now;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)) };
        request.Headers.Add("X-Slack-Request-Timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if ((signature is null ? Sign(body, at) : signature(body)) is { } signed) request.Headers.Add("X-Slack-Signature", signed);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    private static string Sign(string body, DateTimeOffset at) =>
        "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"v0:{at.ToUnixTimeSeconds()}:{body}"))));
}
