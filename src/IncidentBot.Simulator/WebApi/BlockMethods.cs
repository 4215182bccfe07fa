using System.Text.Json.Nodes;
using IncidentBot.Simulator.BlockKit;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>blocks.validate</c>: what Slack would say to blocks, without showing them to anybody.</summary>
internal static class BlockMethods
{
    private static readonly string[] Kinds = ["blocks", "message", "view"];

    /// <summary>Exactly one of <c>blocks</c>, <c>message</c> and <c>view</c> (docs.slack.dev/reference/methods/blocks.validate).</summary>
    public static JsonObject Validate(MethodCall call)
    {
        var given = Kinds.Where(call.Args.Has).ToList();
        if (given is not [var kind])
            throw new SlackRefusal("invalid_arguments", "[ERROR] exactly one of blocks, message or view must be given");
        var findings = new Findings();
        var error = $"invalid_{kind}";
        switch (call.Args.Json(kind, error))
        {
            case JsonArray blocks when kind == "blocks": BlockRules.Check(findings, blocks, "", Surface.Message); break;
            case JsonObject message when kind == "message": Message(findings, message); break;
            case JsonObject view when kind == "view":
                ViewRules.Check(findings, view, view["type"]?.ToString() is "home" ? "home" : "modal", "");
                break;
            default: findings.Add("", kind == "blocks" ? "must be an array" : "must be an object"); break;
        }
        return findings.All.Count == 0 ? MethodCall.Ok() : Refused(error, findings);
    }

    private static void Message(Findings findings, JsonObject message)
    {
        if (message["blocks"] is null && message["attachments"] is null && message["text"] is null)
            findings.Add("", "missing required field: blocks");
        if (findings.List(message, "", "blocks", 50, min: 0) is { } blocks) BlockRules.Check(findings, blocks, "/blocks", Surface.Message);
        foreach (var (place, attachment) in (findings.List(message, "", "attachments", 100, min: 0) ?? []).Index())
            if ((attachment as JsonObject)?["blocks"] is JsonArray hanging)
                BlockRules.Check(findings, hanging, $"/attachments/{place}/blocks", Surface.Message);
    }

    private static JsonObject Refused(string error, Findings findings)
    {
        var answer = new SlackRefusal(error, [.. findings.Messages]).ToJson();
        answer["errors"] = new JsonArray([.. findings.All.Select(finding => (JsonNode)finding.ToJson())]);
        return answer;
    }
}
