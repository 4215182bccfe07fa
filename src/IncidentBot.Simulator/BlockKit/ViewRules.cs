using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>The rules for modals and home tabs (docs.slack.dev/reference/views).</summary>
internal static class ViewRules
{
    private const int MaxBytes = 250_000;

    /// <summary>Refuses a view that Slack would refuse, and fills in its ids.</summary>
    public static void Check(JsonObject view, string type)
    {
        var findings = new Findings();
        findings.Only(view, "/view", "type", "title", "blocks", "close", "submit", "private_metadata", "callback_id", "clear_on_close",
            "notify_on_close", "external_id", "submit_disabled");
        if (view["type"]?.ToString() != type) findings.Add("/view/type", $"must be {type}");
        findings.Text(view, "/view", "private_metadata", 3000, min: 0);
        findings.Text(view, "/view", "callback_id", 255, min: 0);
        findings.Text(view, "/view", "external_id", 255, min: 0);
        findings.Flag(view, "/view", "clear_on_close");
        findings.Flag(view, "/view", "notify_on_close");
        CompositionRules.TextObject(findings, view, "/view", "title", 24, plainOnly: true, required: type == "modal");
        CompositionRules.TextObject(findings, view, "/view", "submit", 24, plainOnly: true);
        CompositionRules.TextObject(findings, view, "/view", "close", 24, plainOnly: true);
        if (findings.List(view, "/view", "blocks", 100, required: true, min: 0) is { } blocks)
        {
            BlockRules.Check(findings, blocks, "/view/blocks", type == "modal" ? Surface.Modal : Surface.Home);
            var asks = blocks.OfType<JsonObject>().Any(b => b["type"]?.ToString() == "input");
            if (type == "modal" && asks && !view.ContainsKey("submit"))
                findings.Add("/view", "must define `submit` to use an `input` block in modals");
        }
        if (findings.Messages.Count > 0) throw new SlackRefusal("invalid_arguments", [.. findings.Messages]);
        if (Encoding.UTF8.GetByteCount(view.ToJsonString(WireJson.Writing)) > MaxBytes) throw new SlackRefusal("view_too_large");
    }
}
