using System.Text.Json.Serialization;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents.Routes;

/// <summary>Own work that is about an incident and needs to know no more.</summary>
/// <param name="Incident">The incident's number.</param>
internal sealed record OfIncident(int Incident)
{
    /// <summary>The incident.</summary>
    [JsonIgnore]
    public IncidentId Id => new(Incident);

    /// <summary>A kind of such work; earlier versions wrote <c>INC-7</c> alone.</summary>
    public static WorkKind<OfIncident> Kind(string name) =>
        new(
            name, static () => OfIncidentJson.Default.OfIncident,
            static text => IncidentId.TryParse(text, out var id) ? new OfIncident(id.Number) : null);
}

/// <summary>How it is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OfIncident))]
internal sealed partial class OfIncidentJson : JsonSerializerContext;
