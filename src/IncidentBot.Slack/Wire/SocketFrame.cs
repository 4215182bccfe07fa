using System.Text.Json;

namespace IncidentBot.Slack.Wire;

/// <summary>
/// What Slack sends over a connection: <c>hello</c>, <c>disconnect</c>, or an envelope
/// (https://docs.slack.dev/apis/events-api/using-socket-mode).
/// </summary>
internal sealed record SocketFrame
{
    public string? Type { get; init; }

    /// <summary>
    /// Why Slack is about to close: <c>warning</c>, <c>refresh_requested</c>, <c>link_disabled</c>, <c>too_many_websockets</c>.
    /// </summary>
    public string? Reason { get; init; }

    public string? EnvelopeId { get; init; }

    /// <summary>Whether the acknowledgement may carry an answer.</summary>
    public bool AcceptsResponsePayload { get; init; }

    /// <summary>What would have been the body of an HTTP request.</summary>
    public JsonElement Payload { get; init; }
}
