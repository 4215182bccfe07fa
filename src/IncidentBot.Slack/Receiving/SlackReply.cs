using System.Text.Json;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Receiving;

/// <summary>The answer to a request from Slack.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">Empty: nothing.</param>
/// <param name="ContentType">What the body is.</param>
internal readonly record struct SlackReply(int Status, string Body, string ContentType)
{
    private const string Words = "text/plain; charset=utf-8";
    private const string Json = "application/json; charset=utf-8";

    /// <summary>Whether the body is an answer that Slack shows or acts on.</summary>
    public bool IsJson => ContentType == Json;

    /// <summary>Received; the rest follows.</summary>
    public static SlackReply Received { get; } = new(200, string.Empty, Words);

    /// <summary>Not stored: Slack should deliver it again.</summary>
    public static SlackReply TryAgain { get; } = new(503, "Not stored; please deliver it again.", Words);

    /// <summary>The request makes no sense.</summary>
    public static SlackReply Bad(string sentence) => new(400, sentence, Words);

    /// <summary>Any other refusal.</summary>
    public static SlackReply Refused(int status, string sentence) => new(status, sentence, Words);

    /// <summary>The answer to <c>url_verification</c>.</summary>
    public static SlackReply Challenge(string challenge) => new(200, challenge, Words);

    /// <summary>A sentence that only the person who typed a command sees.</summary>
    public static SlackReply Say(ResponseUrlMessage message) =>
        new(200, JsonSerializer.Serialize(message, SlackJson.Wire.ResponseUrlMessage), Json);

    /// <summary>What happens to a form.</summary>
    public static SlackReply View(ViewResponse response) => new(200, JsonSerializer.Serialize(response, SlackJson.Wire.ViewResponse), Json);
}
