using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Incidents;

namespace IncidentBot.Causes;

/// <summary>A why or factor as it stands in its table.</summary>
internal sealed class CauseRow
{
    public string Workspace { get; init; } = string.Empty;

    public int Incident { get; init; }

    public int Number { get; init; }

    public int Version { get; init; }

    public string Kind { get; init; } = string.Empty;

    public int? Under { get; init; }

    public int Place { get; init; }

    public string Words { get; init; } = string.Empty;

    public string? Category { get; init; }

    public string AddedBy { get; init; } = string.Empty;

    public DateTimeOffset AddedAt { get; init; }

    public string Evidence { get; init; } = string.Empty;

    public bool IsWithdrawn { get; init; }

    /// <summary>The row of a why or factor.</summary>
    public static CauseRow Of(WorkspaceId workspace, IncidentId incident, Cause cause) => new()
    {
        Workspace = workspace.Value,
        Incident = incident.Number,
        Number = cause.Number,
        Version = cause.Version,
        Kind = Language.Words.Of(cause.Kind),
        Under = cause.Under,
        Place = cause.Place,
        Words = cause.Text,
        Category = cause.Category is { } category ? Language.Words.Of(category) : null,
        AddedBy = JsonSerializer.Serialize(cause.By, CausesJson.Default.Person),
        AddedAt = cause.At,
        Evidence = JsonSerializer.Serialize(cause.Evidence, CausesJson.Default.IReadOnlyListCauseEvidence),
        IsWithdrawn = cause.IsWithdrawn,
    };

    /// <summary>The why or factor.</summary>
    public Cause ToCause() => new(Number, Language.Words.Parse<CauseKind>(Kind), Words, Read(AddedBy), AddedAt)
    {
        Under = Under,
        Place = Place,
        Category = Category is null ? null : Language.Words.Parse<CauseCategory>(Category),
        Evidence = JsonSerializer.Deserialize(Evidence, CausesJson.Default.IReadOnlyListCauseEvidence) ?? [],
        IsWithdrawn = IsWithdrawn,
        Version = Version,
    };

    private static Person Read(string person) =>
        JsonSerializer.Deserialize(person, CausesJson.Default.Person) ?? throw new JsonException("A why or factor is without a person.");
}

/// <summary>How the parts of whys and factors that are not columns are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(IReadOnlyList<CauseEvidence>))]
[JsonSerializable(typeof(CauseFact))]
internal sealed partial class CausesJson : JsonSerializerContext;
