using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace IncidentBot.Incidents;

/// <summary>A part that somebody has in the response: one of the usual three, or one that the organisation has set.</summary>
/// <param name="Word">How people type it: small letters, digits and hyphens.</param>
[JsonConverter(typeof(IncidentRoleConverter))]
public readonly partial record struct IncidentRole(string Word)
{
    /// <summary>Leads the response, decides, does not fix.</summary>
    public static readonly IncidentRole Commander = new("commander");

    /// <summary>Keeps the record.</summary>
    public static readonly IncidentRole Scribe = new("scribe");

    /// <summary>Tells the others.</summary>
    public static readonly IncidentRole Comms = new("comms");

    /// <summary>Those that every incident has.</summary>
    public static IReadOnlyList<IncidentRole> Usual { get; } = [Commander, Scribe, Comms];

    /// <summary>The word as it stands at the start of a line: <c>Customer liaison</c>.</summary>
    public string Title => char.ToUpperInvariant(Word[0]) + Word[1..].Replace('-', ' ');

    /// <summary>The usual roles, and after them the others that somebody has, in the order of their words.</summary>
    public static IReadOnlyList<IncidentRole> In(Incident incident) =>
        [.. Usual, .. incident.Roles.Keys.Except(Usual).OrderBy(role => role.Word, StringComparer.Ordinal)];

    /// <summary>Reads a word that has the form of a role, whether or not there is such a one.</summary>
    public static bool TryRead(string? word, out IncidentRole role)
    {
        var small = word?.Trim().ToLowerInvariant() ?? string.Empty;
        role = new IncidentRole(small);
        return Form().IsMatch(small) && small is not ("me" or "none");
    }

    /// <inheritdoc/>
    public override string ToString() => Word;

    [GeneratedRegex("^[a-z][a-z0-9-]{1,29}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();
}

/// <summary>How a role stands in the store, also as the key of its holder.</summary>
internal sealed class IncidentRoleConverter : JsonConverter<IncidentRole>
{
    public override IncidentRole Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Of(reader.GetString());

    public override void Write(Utf8JsonWriter writer, IncidentRole value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Word);

    public override IncidentRole ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Of(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, IncidentRole value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Word);

    // Former versions wrote the usual ones with a capital letter.
    private static IncidentRole Of(string? word) =>
        IncidentRole.TryRead(word, out var role) ? role : throw new JsonException($"'{word}' is no role.");
}
