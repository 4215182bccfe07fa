using System.Text.Json.Nodes;

namespace IncidentBot.Host.Demo;

/// <summary>Finds buttons in the blocks of a message.</summary>
internal static class LocalButtons
{
    /// <summary>The id of a message's button for this action; null: it has none.</summary>
    /// <param name="message">Where to look.</param>
    /// <param name="action">One of the bot's actions; a number after it tells several of them apart.</param>
    /// <param name="valueEnd">How the button's value ends.</param>
    public static string? Find(LocalMessage message, string action, string valueEnd) =>
        Elements(message.Blocks)
            .Where(e => Action(e) is { } id && (id == action || id.StartsWith(action + "#", StringComparison.Ordinal)))
            .FirstOrDefault(e => ((string?)e["value"] ?? "").EndsWith(valueEnd, StringComparison.Ordinal)) is { } found
                ? Action(found)
                : null;

    /// <summary>The id of a message's menu that has an item for this action, and the item's value; null: none has.</summary>
    /// <param name="message">Where to look.</param>
    /// <param name="action">One of the bot's actions.</param>
    public static (string Menu, string Value)? FindItem(LocalMessage message, string action) =>
        Elements(message.Blocks)
            .SelectMany(e => (e["options"] as JsonArray ?? []).Select(option => (Menu: Action(e), Value: (string?)option?["value"])))
            .FirstOrDefault(e => e.Value?.StartsWith(action + " ", StringComparison.Ordinal) == true)
                is { Menu: { } menu, Value: { } value }
                ? (menu, value)
                : null;

    /// <summary>Whether a message has a box for this step of the checklist.</summary>
    /// <param name="message">Where to look.</param>
    /// <param name="step">The step's key.</param>
    /// <param name="isTicked">Whether the newest state shows it ticked.</param>
    public static bool IsBox(LocalMessage message, string step, out bool isTicked)
    {
        bool Has(JsonNode? options) => (options as JsonArray ?? []).Any(option => (string?)option?["value"] == step);
        var group = Elements(message.Blocks).FirstOrDefault(e => (string?)e["type"] == "checkboxes" && Has(e["options"]));
        isTicked = Has(group?["initial_options"]);
        return group is not null;
    }

    private static string? Action(JsonObject element) => (string?)element["action_id"];

    private static IEnumerable<JsonObject> Elements(JsonArray? blocks) =>
        (blocks ?? []).OfType<JsonObject>().SelectMany(block =>
            (block["elements"] as JsonArray
                ?? []).OfType<JsonObject>().Concat(block["accessory"] is JsonObject accessory ? [accessory] : []));
}
