using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Chat;

/// <summary>Tells workspaces apart: a team of one platform, a tenant of another.</summary>
[JsonConverter(typeof(TextIdConverter<WorkspaceId>))]
public readonly record struct WorkspaceId(string Value) : ITextId<WorkspaceId>
{
    /// <inheritdoc/>
    public static WorkspaceId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Names a channel by the id that its platform gives it; names change, ids are what is stored.</summary>
[JsonConverter(typeof(TextIdConverter<ChannelId>))]
public readonly record struct ChannelId(string Value) : ITextId<ChannelId>
{
    /// <inheritdoc/>
    public static ChannelId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Names a person, or another bot, by the id that the platform gives them.</summary>
[JsonConverter(typeof(TextIdConverter<PersonId>))]
public readonly record struct PersonId(string Value) : ITextId<PersonId>
{
    /// <inheritdoc/>
    public static PersonId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Names one message: the channel and the platform's id in it, which only the platform can read.</summary>
public readonly record struct MessageId(ChannelId Channel, [property: JsonPropertyName("ts")] string Id)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Channel}/{Id}";
}

/// <summary>What the ids made of one text have in common, so that one JSON converter serves them all.</summary>
public interface ITextId<TSelf>
    where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The platform's id.</summary>
    string Value { get; }

    /// <summary>Wraps the platform's id.</summary>
    static abstract TSelf From(string value);
}

/// <summary>Writes an id as the plain text that it is.</summary>
internal sealed class TextIdConverter<T> : JsonConverter<T>
    where T : struct, ITextId<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.From(reader.GetString() ?? string.Empty);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
