using System.Text.Json.Nodes;
using System.Web;

namespace IncidentBot.Simulator.Recording;

/// <summary>One request from Slack to the app; the body stays the same however often it is sent.</summary>
internal sealed record OutboundRequest(string Kind, string Path, string ContentType, string Body)
{
    /// <summary>The event's id; null for commands and interactions, which Slack never repeats.</summary>
    public string? EventId { get; init; }

    /// <summary>Requests with the same queue are sent one after the other.</summary>
    public string Queue { get; init; } = "";

    /// <summary>How often it was sent before: 0 the first time, 1 to 3 for retries.</summary>
    public int RetryNum { get; init; }

    public string? RetryReason { get; init; }

    /// <summary>
    /// Where it goes if not to the app, as GitHub's webhooks do; such a request is sent once and carries its own headers.
    /// </summary>
    public Uri? To { get; init; }

    /// <summary>Headers of a request that does not go to the app.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Is told the status of each try and how long it took, in milliseconds.</summary>
    public Action<int, double>? Answered { get; init; }

    /// <summary>What happens to it on its way.</summary>
    public Fate Fate { get; init; } = Fate.Plain;

    /// <summary>What the journal shows of the body: the event, the command's fields or the payload, without the legacy token.</summary>
    public JsonNode? ReadArgs()
    {
        if (To is not null) return new JsonObject
        {
            ["type"] = Kind, ["to"] = To.OriginalString, ["delivery"] = Headers.GetValueOrDefault("X-GitHub-Delivery"),
            ["body"] = ContentType == "application/json" ? JsonNode.Parse(Body) : Body,
        };
        if (EventId is not null) return JsonNode.Parse(Body)?["event"]?.DeepClone();
        if (ContentType == "application/json") return new JsonObject { ["type"] = Kind };
        var fields = HttpUtility.ParseQueryString(Body);
        var args = fields["payload"] is { } payload
            ? (JsonObject)JsonNode.Parse(payload)!
            : [.. fields.AllKeys.Select(k => KeyValuePair.Create(k!, (JsonNode?)fields[k]))];
        args.Remove("token");
        return args;
    }
}

/// <summary>What came back from the app: status 0 when nothing did.</summary>
internal sealed record AppAnswer(int Status, string Body, string? ContentType, string? Failure, double Ms)
{
    public bool NoRetry { get; init; }

    public bool Ok => Failure is null;

    /// <summary>The body as JSON where it is JSON, else as text; null when empty.</summary>
    public JsonNode? Response
    {
        get
        {
            if (Body.Length == 0) return null;
            try
            {
                return JsonNode.Parse(Body);
            }
            catch (System.Text.Json.JsonException)
            {
                return JsonValue.Create(Body);
            }
        }
    }
}
