using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Web;
using IncidentBot.Simulator.Recording;

namespace IncidentBot.Simulator.Sockets;

/// <summary>Wraps what would have been posted to the app (docs.slack.dev/apis/events-api/using-socket-mode).</summary>
internal static class Envelope
{
    /// <summary>A new envelope around a request; each sending has an id of its own.</summary>
    public static JsonObject Of(OutboundRequest request)
    {
        var envelope = new JsonObject { ["envelope_id"] = new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D") };
        switch (request.Path)
        {
            case "/slack/commands":
                return Fill(envelope, "slash_commands", Fields(request.Body), acceptsAnswer: true);
            case "/slack/interactions":
                var payload = (JsonObject)JsonNode.Parse(HttpUtility.ParseQueryString(request.Body)["payload"]!)!;
                return Fill(envelope, "interactive", payload, payload["type"]?.ToString() is "view_submission" or "block_suggestion");
            default:
                Fill(envelope, "events_api", (JsonObject)JsonNode.Parse(request.Body)!, acceptsAnswer: false);
                envelope["retry_attempt"] = request.RetryNum;
                envelope["retry_reason"] = request.RetryReason == "http_timeout" ? "timeout" : request.RetryReason ?? "";
                return envelope;
        }
    }

    private static JsonObject Fill(JsonObject envelope, string type, JsonObject payload, bool acceptsAnswer)
    {
        envelope["payload"] = payload;
        envelope["type"] = type;
        envelope["accepts_response_payload"] = acceptsAnswer;
        return envelope;
    }

    private static JsonObject Fields(string form)
    {
        var fields = HttpUtility.ParseQueryString(form);
        return [.. fields.AllKeys.Select(key => KeyValuePair.Create(key!, (JsonNode?)fields[key]))];
    }
}
