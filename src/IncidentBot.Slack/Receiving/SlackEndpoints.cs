using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace IncidentBot.Slack.Receiving;

/// <summary>The three endpoints that Slack posts to, and how their bodies are read.</summary>
internal static class SlackEndpoints
{
    private const string JsonType = "application/json";
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Maps <c>/slack/events</c>, <c>/slack/commands</c> and <c>/slack/interactions</c>; in Socket Mode there are none.</summary>
    public static IEndpointRouteBuilder Map(IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetRequiredService<SlackOptions>().UsesSockets) return app;
        // Taken once: nothing of a request has a lifetime of its own. A bot without a signing secret does not even start.
        var gate = app.ServiceProvider.GetRequiredService<RequestGate>();
        var events = app.ServiceProvider.GetRequiredService<EventReceiver>();
        var commands = app.ServiceProvider.GetRequiredService<CommandReceiver>();
        var interactions = app.ServiceProvider.GetRequiredService<InteractionReceiver>();
        var slack = app.MapGroup("/slack");
        slack.MapPost("/events", gate.Before(JsonType, (body, stop) => OnEventAsync(events, body, stop)));
        slack.MapPost("/commands", gate.Before(FormType, (body, stop) => OnCommandAsync(commands, body, stop)));
        slack.MapPost("/interactions", gate.Before(FormType, (body, stop) => OnInteractionAsync(interactions, body, stop)));
        return app;
    }

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
        using var reader = new FormReader(Encoding.UTF8.GetString(body)) { ValueLengthLimit = RequestGate.Limit };
        return reader.ReadForm();
    }

    private static string? Value(Dictionary<string, StringValues> form, string name) =>
        form.TryGetValue(name, out var values) && !string.IsNullOrEmpty(values[0]) ? values[0] : null;
}
