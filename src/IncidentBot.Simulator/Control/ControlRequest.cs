using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.Control;

/// <summary>A control request that cannot be understood; answered with 400 and its sentence.</summary>
internal sealed class MalformedRequest(string sentence) : Exception(sentence);

/// <summary>The JSON body of one control request, read field by field.</summary>
internal sealed class ControlRequest(JsonObject body)
{
    public JsonObject Body { get; } = body;

    public string Required(string name) =>
        Optional(name) is { Length: > 0 } text
            ? text
            : throw new MalformedRequest($"\"{name}\" is missing; it must be a text that is not empty.");

    /// <summary>A text in one line that a person typed.</summary>
    public string OneLine(string name) =>
        Required(name).Trim() is { Length: > 0 and <= 200 } text && !text.Contains('\n', StringComparison.Ordinal)
            ? text
            : throw new MalformedRequest($"\"{name}\" must be one line of at most 200 characters.");

    public string? Optional(string name) => Body[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw new MalformedRequest($"\"{name}\" must be a text."),
    };

    public long? Number(string name) => Body[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        _ => throw new MalformedRequest($"\"{name}\" must be a whole number."),
    };

    public int Count(string name, int otherwise, int least = 0)
    {
        var number = Number(name) ?? otherwise;
        return number >= least && number <= 1_000_000
            ? (int)number
            : throw new MalformedRequest($"\"{name}\" must be between {least} and 1000000.");
    }

    public bool Flag(string name) => Body[name] switch
    {
        null => false,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => throw new MalformedRequest($"\"{name}\" must be true or false."),
    };

    public JsonObject? Object(string name) => Body[name] switch
    {
        null => null,
        JsonObject value => value,
        _ => throw new MalformedRequest($"\"{name}\" must be an object."),
    };

    public IReadOnlyList<JsonObject> Objects(string name) => Body[name] switch
    {
        null => [],
        JsonArray list when list.All(i => i is JsonObject) => [.. list.OfType<JsonObject>()],
        _ => throw new MalformedRequest($"\"{name}\" must be a list of objects."),
    };

    public IReadOnlyList<string> Texts(string name) => Body[name] switch
    {
        null => [],
        JsonArray list when list.All(i => i?.GetValueKind() == JsonValueKind.String) => [.. list.Select(i => i!.GetValue<string>())],
        _ => throw new MalformedRequest($"\"{name}\" must be a list of texts."),
    };

    public DateTimeOffset? Instant(string name) => Optional(name) is not { } text ? null
        : ControlText.ReadInstant(text)
        ?? throw new MalformedRequest($"\"{name}\" must be an ISO 8601 time with a zone, such as 2026-03-01T09:30:00Z.");

    public Person Person(SlackWorkspace workspace, string name = "user") =>
        workspace.FindPerson(Required(name)) ?? throw new SlackRefusal("user_not_found");

    /// <summary>The channel by id or name; the bot's user id stands for the direct conversation with it.</summary>
    public Channel Channel(SlackWorkspace workspace, Person? person = null)
    {
        var reference = Required("channel");
        if (reference == DefaultApp.BotUserId && person is not null) return workspace.DirectWith(person.Id);
        return workspace.FindChannel(reference) ?? workspace.FindChannelByName(reference) ?? throw new SlackRefusal("channel_not_found");
    }

    /// <summary>The message <c>ts</c> names, also an ephemeral one.</summary>
    public Message Message(Channel channel)
    {
        var ts = Required("ts");
        return channel.FindAny(ts) is { Subtype: not "tombstone" } message ? message : throw new SlackRefusal("message_not_found");
    }
}
