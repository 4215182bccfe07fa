using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Access;
using IncidentBot.Simulator.GitHub.State;
using static IncidentBot.Simulator.GitHub.Shapes.Words;

namespace IncidentBot.Simulator.GitHub.Hooks;

/// <summary>Where GitHub tells what happens, and by which secret it signs.</summary>
internal sealed record Hook(int Id, Uri Url, string? Secret)
{
    public static readonly IReadOnlyList<string> Everything = ["*"];

    public IReadOnlyList<string> Events { get; init; } = Everything;

    /// <summary>The one repository it belongs to; null: all.</summary>
    public Repository? Repository { get; init; }

    /// <summary>The app it belongs to; it hears of the repositories that the app is installed on.</summary>
    public App? App { get; init; }

    public bool IsActive { get; init; } = true;

    public bool IsForm { get; init; }

    public DateTimeOffset At { get; init; }

    public string TargetType => App is not null ? "integration" : Repository is not null ? "repository" : "organization";

    public long TargetId => App?.Id ?? Repository?.Id ?? 1;

    public bool Hears(string name) => name == "ping" || Events.Contains("*", StringComparer.Ordinal)
        || Events.Contains(name, StringComparer.Ordinal);

    public JsonObject ToJson(string api)
    {
        var url = $"{(Repository is null ? $"{api}/orgs/local" : Shapes.Words.Url(api, Repository))}/hooks/{Text(Id)}";
        var config = new JsonObject { ["content_type"] = IsForm ? "form" : "json", ["insecure_ssl"] = "0", ["url"] = Url.OriginalString };
        if (Secret is not null) config["secret"] = "********";
        return new JsonObject
        {
            ["type"] = Repository is null ? "Organization" : "Repository", ["id"] = Id, ["name"] = "web", ["active"] = IsActive,
            ["events"] = List(Events.Select(e => (JsonNode)e)), ["config"] = config, ["updated_at"] = Time(At), ["created_at"] = Time(At),
            ["url"] = url, ["test_url"] = url + "/test", ["ping_url"] = url + "/pings", ["deliveries_url"] = url + "/deliveries",
            ["last_response"] = new JsonObject { ["code"] = null, ["status"] = "unused", ["message"] = null },
        };
    }
}

/// <summary>One delivery of a hook; delivered again it keeps its guid and body.</summary>
internal sealed class HookDelivery(long id, Guid guid, Hook hook, string name, string body)
{
    public long Id { get; } = id;

    public Guid Guid { get; } = guid;

    public Hook Hook { get; } = hook;

    public string Event { get; } = name;

    public string Body { get; } = body;

    public bool IsAgain { get; init; }

    public DateTimeOffset At { get; init; }

    public int? Status { get; set; }

    public double Ms { get; set; }

    public JsonObject ToJson()
    {
        var told = JsonNode.Parse(Body);
        return new JsonObject
        {
            ["id"] = Id, ["guid"] = Guid.ToString(), ["delivered_at"] = Time(At), ["redelivery"] = IsAgain,
            ["duration"] = Math.Round(Ms / 1000, 2),
            ["status"] = Status switch { null => "pending", >= 200 and < 300 => "OK", _ => "failed" },
            ["status_code"] = Status ?? 0, ["event"] = Event, ["action"] = told?["action"]?.DeepClone(),
            ["installation_id"] = told?["installation"]?["id"]?.DeepClone(), ["repository_id"] = told?["repository"]?["id"]?.DeepClone(),
            ["url"] = Hook.Url.OriginalString,
        };
    }
}
