using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace IncidentBot.Slack.Receiving;

/// <summary>The three addresses that Slack posts to: the raw bytes are bounded, then verified, then read, in this order.</summary>
public static class SlackEndpoints
{
    private const string JsonType = "application/json";
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Opens <c>/slack/events</c>, <c>/slack/commands</c> and <c>/slack/interactions</c>; in Socket Mode there are none.</summary>
    public static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetRequiredService<SlackOptions>().UsesSockets) return app;
        // Made now, so that a bot without a signing secret does not even start.
        _ = app.ServiceProvider.GetRequiredService<SlackSignature>();
        var slack = app.MapGroup("/slack");
        slack.MapPost("/events", (HttpContext context, EventReceiver receiver) => HandleAsync(context, JsonType, (body, stop) => OnEventAsync(receiver, body, stop)));
        slack.MapPost("/commands", (HttpContext context, CommandReceiver receiver) => HandleAsync(context, FormType, (body, stop) => OnCommandAsync(receiver, body, stop)));
        slack.MapPost("/interactions", (HttpContext context, InteractionReceiver receiver) => HandleAsync(context, FormType, (body, stop) => OnInteractionAsync(receiver, body, stop)));
        return app;
    }

    private static async Task HandleAsync(HttpContext context, string contentType, Func<byte[], CancellationToken, Task<SlackReply>> readAsync)
    {
        var reply = await AnswerAsync(context, contentType, readAsync);
        context.Response.StatusCode = reply.Status;
        if (reply.Body.Length == 0) return;
        context.Response.ContentType = reply.ContentType;
        await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }

    private static async Task<SlackReply> AnswerAsync(HttpContext context, string contentType, Func<byte[], CancellationToken, Task<SlackReply>> readAsync)
    {
        var log = context.RequestServices.GetRequiredService<ILogger<SlackSignature>>();
        var body = await RawBody.ReadAsync(context.Request, context.RequestAborted);
        if (body is null) return TooLarge(context);

        var signature = Verify(context, body);
        if (signature != SignatureResult.Valid)
        {
            log.NotVerified(context.Request.Path, signature);
            return SlackReply.Refused(StatusCodes.Status401Unauthorized, string.Empty);
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals(contentType, StringComparison.OrdinalIgnoreCase))
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

    private static SlackReply TooLarge(HttpContext context)
    {
        // What is still to come is not read, so the connection cannot be used again.
        context.Response.Headers.Connection = "close";
        return SlackReply.Refused(StatusCodes.Status413PayloadTooLarge, $"At most {RawBody.Limit} bytes are read.");
    }

    private static SignatureResult Verify(HttpContext context, byte[] body)
    {
        var headers = context.Request.Headers;
        return context.RequestServices.GetRequiredService<SlackSignature>()
            .Verify(Single(headers["X-Slack-Request-Timestamp"]), Single(headers["X-Slack-Signature"]), body);
    }

    private static string? Single(StringValues values) => values.Count == 1 ? values[0] : null;

    private static Task<SlackReply> OnEventAsync(EventReceiver receiver, byte[] body, CancellationToken cancellationToken) =>
        receiver.ReceiveAsync(Json(body, SlackJson.Wire.EventEnvelope), body, cancellationToken);

    private static async Task<SlackReply> OnCommandAsync(CommandReceiver receiver, byte[] body, CancellationToken cancellationToken)
    {
        var form = Form(body);
        if (form.ContainsKey("ssl_check")) return SlackReply.Received;
        var command = new SlackCommand
        {
            TeamId = Value(form, "team_id"),
            EnterpriseId = Value(form, "enterprise_id"),
            ChannelId = Value(form, "channel_id"),
            UserId = Value(form, "user_id"),
            UserName = Value(form, "user_name"),
            Command = Value(form, "command"),
            Text = Value(form, "text"),
            ResponseUrl = Value(form, "response_url"),
            TriggerId = Value(form, "trigger_id"),
        };
        return await receiver.ReceiveAsync(command, body, cancellationToken);
    }

    private static Task<SlackReply> OnInteractionAsync(InteractionReceiver receiver, byte[] body, CancellationToken cancellationToken)
    {
        var payload = Value(Form(body), "payload") ?? throw new InvalidDataException("The form has no payload.");
        return receiver.ReceiveAsync(Json(Encoding.UTF8.GetBytes(payload), SlackJson.Wire.Interaction), body, cancellationToken);
    }

    private static T Json<T>(byte[] utf8, JsonTypeInfo<T> type)
        where T : class =>
        JsonSerializer.Deserialize(utf8, type) ?? throw new JsonException("The body is null.");

    private static Dictionary<string, StringValues> Form(byte[] body)
    {
        using var reader = new FormReader(Encoding.UTF8.GetString(body)) { ValueLengthLimit = RawBody.Limit };
        return reader.ReadForm();
    }

    private static string? Value(Dictionary<string, StringValues> form, string name) =>
        form.TryGetValue(name, out var values) && !string.IsNullOrEmpty(values[0]) ? values[0] : null;
}
