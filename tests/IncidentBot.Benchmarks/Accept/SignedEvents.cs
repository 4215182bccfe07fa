using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Benchmarks.Accept;

/// <summary>Makes reactions as Slack sends them, signed.</summary>
internal static class SignedEvents
{
    public const string Path = "/slack/events";

    private static readonly byte[] Secret = Encoding.UTF8.GetBytes(DefaultApp.SigningSecret);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>The event of this number; the same number is the same event.</summary>
    public static HttpRequestMessage Request(long number)
    {
        var body = Body(number);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) { Headers = { ContentType = Json } } };
        request.Headers.Add("X-Slack-Request-Timestamp", now);
        request.Headers.Add("X-Slack-Signature", Sign(now, body));
        return request;
    }

    /// <summary>The raw body.</summary>
    public static byte[] Body(long number) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
        {"token":"legacy-token","team_id":"T100","api_app_id":"A1","event":{"type":"reaction_added","user":"U100","reaction":"pushpin",
        "item":{"type":"message","channel":"C{{number % 100:000}}","ts":"1777888700.000100"},"item_user":"U200","event_ts":"1777888802.000200"},
        "type":"event_callback","event_id":"Ev{{number:0000000000}}","event_time":1777888802,"authorizations":[{"enterprise_id":null,"team_id":"T100",
        "user_id":"U300","is_bot":true,"is_enterprise_install":false}],"is_ext_shared_channel":false,"event_context":"4-eyJldCI6InJlYWN0aW9uX2FkZGVkIn0"}
        """));

    /// <summary>The signature of a body sent at an instant, in Unix seconds.</summary>
    public static string Sign(string timestamp, byte[] body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Secret);
        hmac.AppendData(Encoding.ASCII.GetBytes($"v0:{timestamp}:"));
        hmac.AppendData(body);
        return "v0=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
