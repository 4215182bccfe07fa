using System.Text.Json.Serialization;

namespace IncidentBot.Changes.Told;

/// <summary>A change in the body of own work, until it is kept.</summary>
internal sealed record CarriedChange(
    string Key, DateTimeOffset At, string Service, string? Environment, string Ref, string? Description, string? Url, string? By,
    string? More)
{
    /// <summary>The change as it is carried.</summary>
    public static CarriedChange Of(ServiceChange change) => new(
        change.Key, change.At, change.Service, change.Environment, change.Ref, change.Description, change.Url?.OriginalString, change.By,
        StoredChange.TextOf(change));

    /// <summary>The change.</summary>
    public ServiceChange ToChange() => StoredChange.With(
        new ServiceChange(
            Key, At, Service, Environment, Ref, Description,
            Uri.TryCreate(Url, UriKind.Absolute, out var address) ? address : null, By),
        More);
}

/// <summary>A change that a person typed, on its way to the list of an incident.</summary>
/// <param name="Incident">The number of the incident whose record it belongs to.</param>
/// <param name="Change">The change.</param>
internal sealed record TypedForIncident(int Incident, CarriedChange Change);

/// <summary>What a deploy bot's message says, as far as a rule reads it.</summary>
/// <param name="Key">The key of its change.</param>
/// <param name="Change">The change; null: the message was deleted.</param>
internal sealed record BotSaid(string Key, CarriedChange? Change);

/// <summary>How they are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TypedForIncident))]
[JsonSerializable(typeof(BotSaid))]
internal sealed partial class CarriedJson : JsonSerializerContext;
