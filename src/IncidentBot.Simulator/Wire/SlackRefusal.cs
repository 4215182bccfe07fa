using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.Wire;

/// <summary>What Slack would answer with <c>ok: false</c>: the error's name and whatever Slack adds to it.</summary>
internal sealed class SlackRefusal(string error, params string[] messages) : Exception(error)
{
    public string Error { get; } = error;

    public IReadOnlyList<string> Messages { get; } = messages;

    public JsonObject? Extra { get; init; }

    public JsonObject ToJson()
    {
        var answer = new JsonObject { ["ok"] = false, ["error"] = Error };
        if (Messages.Count > 0)
            answer["response_metadata"] = new JsonObject { ["messages"] = new JsonArray([.. Messages.Select(m => (JsonNode)m)]) };
        foreach (var (name, value) in Extra ?? []) answer[name] = value?.DeepClone();
        return answer;
    }
}
