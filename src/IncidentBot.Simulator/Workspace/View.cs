using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>A modal or a home tab as one person sees it.</summary>
internal sealed class View
{
    public required string Id { get; init; }

    public required string UserId { get; init; }

    public required string RootId { get; init; }

    public string? PreviousId { get; init; }

    /// <summary>The view as the app sent it, with ids filled in.</summary>
    public required JsonObject Definition { get; set; }

    public required string Hash { get; set; }

    /// <summary>What the person has entered: block id, action id, value.</summary>
    public JsonObject State { get; set; } = [];

    public string Type => Definition["type"]!.GetValue<string>();

    public string ExternalId => Definition["external_id"]?.GetValue<string>() ?? "";

    public JsonArray Blocks => (JsonArray)Definition["blocks"]!;

    public bool Flag(string name) => Definition[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["team_id"] = DefaultApp.TeamId,
        ["type"] = Type,
        ["blocks"] = Blocks.DeepClone(),
        ["private_metadata"] = Definition["private_metadata"]?.DeepClone() ?? "",
        ["callback_id"] = Definition["callback_id"]?.DeepClone() ?? "",
        ["state"] = new JsonObject { ["values"] = State.DeepClone() },
        ["hash"] = Hash,
        // A home tab shows no title, and Slack sends this one for it.
        ["title"] = Definition["title"]?.DeepClone()
            ?? new JsonObject { ["type"] = "plain_text", ["text"] = "View Title", ["emoji"] = true },
        ["clear_on_close"] = Flag("clear_on_close"),
        ["notify_on_close"] = Flag("notify_on_close"),
        ["close"] = Definition["close"]?.DeepClone(),
        ["submit"] = Definition["submit"]?.DeepClone(),
        ["previous_view_id"] = PreviousId,
        ["root_view_id"] = RootId,
        ["app_id"] = DefaultApp.AppId,
        ["external_id"] = ExternalId,
        ["app_installed_team_id"] = DefaultApp.TeamId,
        ["bot_id"] = DefaultApp.BotId,
    };
}
