using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace IncidentBot.Slack.Receiving;

/// <summary>Every request from Slack passes through here: the raw bytes are limited, then verified, then read.</summary>
internal sealed class RequestGate(SlackSignature signature, ILogger<RequestGate> log)
{
    /// <summary>Answers the requests of an address; <paramref name="readAsync"/> gets the bytes of those that Slack signed.</summary>
    public RequestDelegate Before(string contentType, Func<byte[], CancellationToken, Task<SlackReply>> readAsync) =>
        context => HandleAsync(context, contentType, readAsync);

    private async Task HandleAsync(HttpContext context, string contentType, Func<byte[], CancellationToken, Task<SlackReply>> readAsync)
    {
        var reply = await AnswerAsync(context, contentType, readAsync);
        context.Response.StatusCode = reply.Status;
        if (reply.Body.Length == 0) return;
        context.Response.ContentType = reply.ContentType;
        await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }

    private async Task<SlackReply> AnswerAsync(
        HttpContext context, string contentType, Func<byte[], CancellationToken, Task<SlackReply>> readAsync)
    {
        var body = await RawBody.ReadAsync(context.Request, context.RequestAborted);
        if (body is null) return TooLarge(context);

        var verdict = Verify(context.Request.Headers, body);
        if (verdict != SignatureResult.Valid)
        {
            log.NotVerified(context.Request.Path, verdict);
            return SlackReply.Refused(StatusCodes.Status401Unauthorized, string.Empty);
        }

        if (!IsOf(context.Request.ContentType, contentType))
            return SlackReply.Refused(StatusCodes.Status415UnsupportedMediaType, $"Expected {contentType}.");

        try
        {
            return await readAsync(body, context.RequestAborted);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidDataException)
        {
            log.Malformed(context.Request.Path);
            return SlackReply.Bad($"The body is not the {contentType} that Slack sends here.");
        }
    }

    // Slack adds no parameter to it, so that it hardly ever has to be taken apart.
    private static bool IsOf(string? given, string contentType) =>
        string.Equals(given, contentType, StringComparison.Ordinal)
        || (MediaTypeHeaderValue.TryParse(given, out var type) && type.MediaType.Equals(contentType, StringComparison.OrdinalIgnoreCase));

    private static SlackReply TooLarge(HttpContext context)
    {
        // What is still to come is not read, so the connection cannot be used again.
        context.Response.Headers.Connection = "close";
        return SlackReply.Refused(StatusCodes.Status413PayloadTooLarge, $"At most {RawBody.Limit} bytes are read.");
    }

    private SignatureResult Verify(IHeaderDictionary headers, byte[] body) =>
        signature.Verify(Single(headers["X-Slack-Request-Timestamp"]), Single(headers["X-Slack-Signature"]), body);

    private static string? Single(StringValues values) => values.Count == 1 ? values[0] : null;
}
