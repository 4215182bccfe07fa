using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.GitHub.Answers;

/// <summary>The JSON body of a write, read field by field with GitHub's own complaints.</summary>
internal sealed class GitHubBody(JsonObject fields)
{
    public JsonObject Fields { get; } = fields;

    /// <summary>Reads the bytes of a request; none count as an empty object.</summary>
    public static GitHubBody Read(byte[] bytes)
    {
        if (bytes.Length == 0) return new GitHubBody([]);
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(bytes, null, WireJson.Reading);
        }
        catch (JsonException)
        {
            throw new GitHubRefusal(StatusCodes.Status400BadRequest, "Problems parsing JSON");
        }
        return node switch
        {
            JsonObject fields => new GitHubBody(fields),
            // Some endpoints also take the bare list of what would be their only field.
            JsonArray list => new GitHubBody(new JsonObject { ["labels"] = list.DeepClone() }),
            _ => throw new GitHubRefusal(StatusCodes.Status400BadRequest, "Body should be a JSON object"),
        };
    }

    public bool Has(string name) => Fields.ContainsKey(name);

    public string Required(string name) => Fields.ContainsKey(name)
        ? Text(name) ?? throw GitHubRefusal.WrongKind(name, null, "a string")
        : throw GitHubRefusal.Missing(name);

    public string? Text(string name) => Fields[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => throw GitHubRefusal.WrongKind(name, other, "a string"),
    };

    public bool? Flag(string name) => Fields[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        var other => throw GitHubRefusal.WrongKind(name, other, "a boolean"),
    };

    public long? Number(string name) => Fields[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        JsonValue value when value.TryGetValue<string>(out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var other => throw GitHubRefusal.WrongKind(name, other, "an integer"),
    };

    /// <summary>A list of texts, also where each is an object with a name; null: not given.</summary>
    public IReadOnlyList<string>? Texts(string name) => Fields[name] switch
    {
        null => null,
        JsonArray list => [.. list.Select(i => i switch
        {
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            JsonObject item when item["name"] is JsonValue value && value.TryGetValue<string>(out var text) => text,
            _ => throw GitHubRefusal.WrongKind(name, i, "a string"),
        })],
        var other => throw GitHubRefusal.WrongKind(name, other, "an array"),
    };

    public IReadOnlyList<JsonObject> Objects(string name) => Fields[name] switch
    {
        JsonArray list when list.All(i => i is JsonObject) => [.. list.OfType<JsonObject>()],
        var other => throw GitHubRefusal.WrongKind(name, other, "an array"),
    };

    public JsonObject? Object(string name) => Fields[name] switch
    {
        null => null,
        JsonObject item => item,
        var other => throw GitHubRefusal.WrongKind(name, other, "an object"),
    };

    public DateTimeOffset? Instant(string name) => Text(name) is not { } text ? null
        : ControlText.ReadInstant(text) ?? throw GitHubRefusal.WrongKind(name, Fields[name], "a date-time");

    /// <summary>The bytes of a base64 field.</summary>
    public byte[] Bytes(string name)
    {
        try
        {
            return Convert.FromBase64String(Required(name).ReplaceLineEndings(""));
        }
        catch (FormatException)
        {
            throw GitHubRefusal.Unprocessable($"{name} is not valid Base64");
        }
    }

    /// <summary>The words of a blob: plain, or base64 where <c>encoding</c> says so.</summary>
    public byte[] Content() => Text("encoding") == "base64" ? Bytes("content") : Encoding.UTF8.GetBytes(Required("content"));
}
