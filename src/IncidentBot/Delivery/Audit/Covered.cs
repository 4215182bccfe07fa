using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Delivery.Audit;

/// <summary>What a link covers beside its own words; its text is part of the link's hash.</summary>
internal sealed record Covered
{
    /// <summary>The rows of the record that it wrote, as they are after it.</summary>
    public IReadOnlyList<CoveredRow>? Rows { get; init; }

    /// <summary>The words that it took away.</summary>
    public CoveredErasure? Erases { get; init; }

    /// <summary>The chain that began before this one in the store; null: this link begins no chain.</summary>
    public FormerChain? Former { get; init; }

    /// <summary>The id of the key that begins with this link; null: none does.</summary>
    public string? Key { get; init; }

    // Somebody else's text may leave out what the program always writes.
    private bool IsWhole =>
        (Rows ?? []).All(static row => row is { Table: not null, Key: not null, Kept: not null })
        && (Erases is null || (Erases is { Subject: not null, Words: { } words } && words.All(static one => one is { Hash: not null })));

    /// <summary>The text of this, which never changes.</summary>
    public string Write() => JsonSerializer.Serialize(this, AuditJson.Default.Covered);

    /// <summary>Reads it; null: it is none.</summary>
    public static Covered? Read(string text)
    {
        try
        {
            var covered = JsonSerializer.Deserialize(text, AuditJson.Default.Covered);
            return covered is { IsWhole: true } ? covered : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A row of the record as a link states it.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Version">The version of the table's hashes.</param>
/// <param name="Key">Which row it is.</param>
/// <param name="Kept">The hash of what stays.</param>
/// <param name="Words">The salted hash of the words that may have to go; null: it has none.</param>
/// <param name="Subject">What the words are about, where the salt is the row's own; null: it is the link's.</param>
internal sealed record CoveredRow(
    [property: JsonPropertyName("t")] string Table,
    [property: JsonPropertyName("v")] int Version,
    [property: JsonPropertyName("k")] IReadOnlyList<string?> Key,
    [property: JsonPropertyName("h")] string Kept,
    [property: JsonPropertyName("w")] string? Words = null,
    [property: JsonPropertyName("s")] string? Subject = null);

/// <summary>The words that a link took away for good.</summary>
/// <param name="Subject">What they are about.</param>
/// <param name="Below">Those numbered below this; null: the subject itself.</param>
/// <param name="Words">Where they stood, with their hashes.</param>
internal sealed record CoveredErasure(string Subject, int? Below, IReadOnlyList<ErasedWords> Words);

/// <summary>Words that were taken away.</summary>
/// <param name="Seq">Of which link.</param>
/// <param name="Row">Of which of its rows, counted from 0; null: its own.</param>
/// <param name="Hash">The hash that they had.</param>
internal sealed record ErasedWords(long Seq, int? Row, string Hash);

/// <summary>The chain that began before another one in the store.</summary>
/// <param name="Place">The place of the new chain among all, from 1.</param>
/// <param name="Workspace">Whose the former one is; null: the new one is the first.</param>
/// <param name="Incident">The former incident's number.</param>
/// <param name="Head">The head that the former chain had.</param>
internal sealed record FormerChain(long Place, string? Workspace = null, int? Incident = null, string? Head = null);

/// <summary>How the texts of the audit trail are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Covered))]
internal sealed partial class AuditJson : JsonSerializerContext;
