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
        Check(findings, view, type, "/view");
        findings.Refuse("invalid_arguments");
        if (Encoding.UTF8.GetByteCount(view.ToJsonString(WireJson.Writing)) > MaxBytes) throw new SlackRefusal("view_too_large");
    }

    /// <summary>Finds what Slack would refuse of a view.</summary>
    public static void Check(Findings findings, JsonObject view, string type, string at)
    {
        findings.Only(view, at, "type", "title", "blocks", "close", "submit", "private_metadata", "callback_id", "clear_on_close",
            "notify_on_close", "external_id", "submit_disabled");
        if (view["type"]?.ToString() != type) findings.Add($"{at}/type", $"must be {type}");
        findings.Text(view, at, "private_metadata", 3000, min: 0);
        findings.Text(view, at, "callback_id", 255, min: 0);
        findings.Text(view, at, "external_id", 255, min: 0);
        findings.Flag(view, at, "clear_on_close");
        findings.Flag(view, at, "notify_on_close");
        CompositionRules.TextObject(findings, view, at, "title", 24, plainOnly: true, required: type == "modal");
        CompositionRules.TextObject(findings, view, at, "submit", 24, plainOnly: true);
        CompositionRules.TextObject(findings, view, at, "close", 24, plainOnly: true);
        if (findings.List(view, at, "blocks", 100, required: true, min: 0) is { } blocks)
        {
            BlockRules.Check(findings, blocks, $"{at}/blocks", type == "modal" ? Surface.Modal : Surface.Home);
            var asks = blocks.OfType<JsonObject>().Any(b => b["type"]?.ToString() == "input");
            if (type == "modal" && asks && !view.ContainsKey("submit"))
                findings.Add(at, "must define `submit` to use an `input` block in modals");
        }
    }
}
