using System.Text.Json;
using IncidentBot.Receiving;
using IncidentBot.Slack.WebApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace IncidentBot.Slack.Receiving;

/// <summary>
/// Every request from Slack passes through here: its signature's headers are looked at, then the raw bytes are read within limits, then
/// verified, then taken apart.
/// </summary>
internal sealed class RequestGate(SlackSignature signature, SlackOptions options, RefusalLog refusals, ILogger<RequestGate> log)
{
    /// <summary>The largest request that is read, in bytes; Slack's are far smaller.</summary>
    public const int Limit = 1024 * 1024;

    // How long a body may take in all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Slack posts to as many addresses; each has its own share, so that a flood of one leaves the others open.
    private const int Endpoints = 3;
    private readonly long share = options.MaxUnverifiedBytes / Endpoints;

    /// <summary>Answers the requests of an address; <paramref name="readAsync"/> gets the bytes of those that Slack signed.</summary>
    public RequestDelegate Before(string contentType, Func<byte[], CancellationToken, Task<SlackReply>> readAsync)
    {
        var bodies = new RawBodies(new UnverifiedBytes(share), Limit, Patience);
        return context => HandleAsync(context, bodies, contentType, readAsync);
    }

    private async Task HandleAsync(
        HttpContext context, RawBodies bodies, string contentType, Func<byte[], CancellationToken, Task<SlackReply>> readAsync)
    {
        var answer = await AnswerAsync(context, bodies, contentType, readAsync);
        if (answer is not { } reply) return;
        context.Response.StatusCode = reply.Status;
        if (reply.Body.Length == 0) return;
        context.Response.ContentType = reply.ContentType;
        await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }

    // Null: the connection is closed without an answer.
    private async Task<SlackReply?> AnswerAsync(
        HttpContext context, RawBodies bodies, string contentType, Func<byte[], CancellationToken, Task<SlackReply>> readAsync)
    {
        var headers = context.Request.Headers;
        var (timestamp, given) = (Single(headers["X-Slack-Request-Timestamp"]), Single(headers["X-Slack-Signature"]));
        var verdict = signature.CheckHeaders(timestamp, given);
        if (verdict != SignatureResult.Valid) return NotVerified(context, verdict, isRead: false);

        var body = await bodies.ReadAsync(context.Request.BodyReader, context.Request.ContentLength, context.RequestAborted);
        if (body.State == RawBodyState.TooLarge) return TooLarge(context);
        if (body.State != RawBodyState.Read)
        {
            refusals.NotAwaited(context.Request.Path, body.State);
            context.Abort();
            return null;
        }

        verdict = signature.VerifyBody(timestamp!, given!, body.Bytes);
        if (verdict != SignatureResult.Valid) return NotVerified(context, verdict, isRead: true);
        if (!IsOf(context.Request.ContentType, contentType))
            return SlackReply.Refused(StatusCodes.Status415UnsupportedMediaType, $"Expected {contentType}.");

        try
        {
            return await readAsync(body.Bytes, context.RequestAborted);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidDataException)
        {
            log.Malformed(context.Request.Path);
            return SlackReply.Bad($"The body is not the {contentType} that Slack sends here.");
        }
    }

    private SlackReply NotVerified(HttpContext context, SignatureResult verdict, bool isRead)
    {
        refusals.NotVerified(context.Request.Path, verdict);
        if (!isRead) context.Response.Headers.Connection = "close";
        return SlackReply.Refused(StatusCodes.Status401Unauthorized, string.Empty);
    }

    // Slack adds no parameter to it, so that it hardly ever has to be taken apart.
    private static bool IsOf(string? given, string contentType) =>
        string.Equals(given, contentType, StringComparison.Ordinal)
        || (MediaTypeHeaderValue.TryParse(given, out var type) && type.MediaType.Equals(contentType, StringComparison.OrdinalIgnoreCase));

    private static SlackReply TooLarge(HttpContext context)
    {
        // What is still to come is not read, so the connection cannot be used again.
        context.Response.Headers.Connection = "close";
        return SlackReply.Refused(StatusCodes.Status413PayloadTooLarge, $"At most {Limit} bytes are read.");
    }

    private static string? Single(StringValues values) => values.Count == 1 ? values[0] : null;
}
