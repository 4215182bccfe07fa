using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>A hypothesis as it stands in its table.</summary>
internal sealed class HypothesisRow
{
    public string Workspace { get; init; } = string.Empty;

    public int Incident { get; init; }

    public int Number { get; init; }

    public int Version { get; init; }

    public string State { get; init; } = string.Empty;

    public int? HandRank { get; init; }

    public string? HandOrder { get; init; }

    public int Entry { get; init; }

    public string Terms { get; init; } = string.Empty;

    public string Steps { get; init; } = string.Empty;

    public string StatedBy { get; init; } = string.Empty;

    public DateTimeOffset StatedAt { get; init; }

    public string? Channel { get; init; }

    public string? Id { get; init; }

    public string? Permalink { get; init; }

    public string? ChangeKey { get; init; }

    /// <summary>The row of a hypothesis.</summary>
    public static HypothesisRow Of(WorkspaceId workspace, IncidentId incident, Hypothesis one) => new()
    {
        Workspace = workspace.Value,
        Incident = incident.Number,
        Number = one.Number,
        Version = one.Version,
        State = Words.Of(one.State),
        HandRank = one.Ordered?.Turn,
        HandOrder = one.Ordered is { } order ? JsonSerializer.Serialize(order.Numbers, HypothesesJson.Default.IReadOnlyListInt32) : null,
        Entry = one.Entry,
        Terms = JsonSerializer.Serialize(one.Terms, HypothesesJson.Default.HypothesisTerms),
        Steps = JsonSerializer.Serialize(one.Steps, HypothesesJson.Default.IReadOnlyListHypothesisStep),
        StatedBy = JsonSerializer.Serialize(one.By, HypothesesJson.Default.Person),
        StatedAt = one.At,
        Channel = one.Source?.Message.Channel.Value,
        Id = one.Source?.Message.Id,
        Permalink = one.Source?.Permalink?.OriginalString,
        ChangeKey = one.ChangeKey,
    };

    /// <summary>The hypothesis.</summary>
    /// <exception cref="JsonException">The row is not one of the bot's own.</exception>
    public Hypothesis ToHypothesis() => new(
        Number, JsonSerializer.Deserialize(Terms, HypothesesJson.Default.HypothesisTerms) ?? throw Unreadable(),
        JsonSerializer.Deserialize(StatedBy, HypothesesJson.Default.Person) ?? throw Unreadable(), StatedAt, Entry)
    {
        Source = Channel is not null && Id is not null
            ? new HypothesisSource(
                new MessageId(new ChannelId(Channel), Id), Uri.TryCreate(Permalink, UriKind.Absolute, out var address) ? address : null)
            : null,
        ChangeKey = ChangeKey,
        Ordered = HandRank is { } turn && HandOrder is not null
            ? new HandOrder(turn, JsonSerializer.Deserialize(HandOrder, HypothesesJson.Default.IReadOnlyListInt32) ?? [])
            : null,
        Steps = JsonSerializer.Deserialize(Steps, HypothesesJson.Default.IReadOnlyListHypothesisStep) ?? [],
        Version = Version,
    };

    private static JsonException Unreadable() => new("A hypothesis is without words or without a person.");
}

/// <summary>How the parts of hypotheses that are not columns are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(HypothesisTerms))]
[JsonSerializable(typeof(IReadOnlyList<int>))]
[JsonSerializable(typeof(IReadOnlyList<HypothesisStep>))]
[JsonSerializable(typeof(HypothesisFact))]
internal sealed partial class HypothesesJson : JsonSerializerContext;
