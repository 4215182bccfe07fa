using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Delivery;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>Wraps what happened in an Events API envelope and passes it to the dispatcher, for channels the app is in.</summary>
internal sealed class EventFeed(Dispatcher dispatcher, TimeProvider clock)
{
    private const string WorkspaceQueue = "workspace";
    private readonly IdSource ids = new(clock.GetUtcNow());

    /// <summary>Tells the other organisation's workspace that a person belongs to; null: this one.</summary>
    public Func<string, string?> OtherTeamOf { get; set; } = _ => null;

    /// <summary>
    /// Sends <paramref name="payload"/> on its way, unless the app is not in <paramref name="channel"/>; null is no channel at all.
    /// </summary>
    public void Raise(Channel? channel, JsonObject payload)
    {
        if (channel is { HasBot: false }) return;
        var type = payload["type"]!.GetValue<string>();
        var eventId = ids.Next("Ev");
        var envelope = new JsonObject
        {
            ["token"] = DefaultApp.VerificationToken,
            // Where it happened; the installation that hears of it stands below.
            ["team_id"] = payload["user"] is JsonValue user && user.TryGetValue<string>(out var id)
                ? OtherTeamOf(id) ?? DefaultApp.TeamId
                : DefaultApp.TeamId,
            ["context_team_id"] = DefaultApp.TeamId,
            ["context_enterprise_id"] = null,
            ["api_app_id"] = DefaultApp.AppId,
            ["event"] = payload,
            ["type"] = "event_callback",
            ["event_id"] = eventId,
            ["event_time"] = clock.GetUtcNow().ToUnixTimeSeconds(),
            ["authorizations"] = new JsonArray(new JsonObject
            {
                ["enterprise_id"] = null, ["team_id"] = DefaultApp.TeamId, ["user_id"] = DefaultApp.BotUserId, ["is_bot"] = true,
                ["is_enterprise_install"] = false,
            }),
            ["is_ext_shared_channel"] = channel is { IsShared: true },
        };
        if (channel is not null)
            envelope["event_context"] = string.Create(
                CultureInfo.InvariantCulture, $"4-{type}-{DefaultApp.TeamId}-{DefaultApp.AppId}-{channel.Id}");
        dispatcher.Enqueue(new OutboundRequest(type, "/slack/events", "application/json", envelope.ToJsonString(WireJson.Writing))
        {
            EventId = eventId, Queue = channel?.Id ?? WorkspaceQueue,
        });
    }
}
