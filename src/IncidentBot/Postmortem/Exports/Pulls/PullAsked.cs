using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem.Exports.Pulls;

/// <summary>Own work that puts a draft into a repository.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Number">The number of the row that asks for it.</param>
/// <param name="Reply">Where whoever asked reads the answer; null: nobody asked.</param>
/// <param name="Origin">Who asked and from where; null: the bot itself.</param>
/// <param name="Tries">How often it was tried before.</param>
internal sealed record PullAsked(int Incident, int Number, ReplyTo? Reply = null, Origin? Origin = null, int Tries = 0)
{
    /// <summary>The incident.</summary>
    [JsonIgnore]
    public IncidentId Id => new(Incident);
}

/// <summary>How it is stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PullAsked))]
internal sealed partial class PullAskedJson : JsonSerializerContext;
