using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Postmortem;

/// <summary>
/// Own work that assembles a draft, in a conversation of the draft's own: a long record keeps nobody in the incident's channel waiting.
/// </summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Reply">Where whoever asked reads the answer; null: nobody asked.</param>
/// <param name="Origin">Who asked and from where; null: the bot itself.</param>
internal sealed record DraftAsked(int Incident, ReplyTo? Reply = null, Origin? Origin = null)
{
    /// <summary>The form in which the file is wanted, as people type it; null: Markdown.</summary>
    public string? Form { get; init; }

    /// <summary>The incident.</summary>
    [JsonIgnore]
    public IncidentId Id => new(Incident);

    /// <summary>A kind of such work; earlier versions wrote <c>INC-7</c> alone, or the number alone.</summary>
    public static WorkKind<DraftAsked> Kind(string name) =>
        new(
            name, static () => DraftAskedJson.Default.DraftAsked,
            static text => IncidentId.TryParse(text, out var id) ? new DraftAsked(id.Number) : null);

    /// <summary>The work that somebody asks for, once for each request.</summary>
    /// <param name="call">Who asks, and about which incident.</param>
    /// <param name="kind">What is to be done.</param>
    /// <param name="form">The form in which a file is wanted, as people type it; null: Markdown, or no file.</param>
    public static FollowUp By(Call call, WorkKind<DraftAsked> kind, string? form = null) =>
        kind.Later(
            $"{call.Work.Key}/{kind.Name}", Conversation(call.Incident.Id),
            new DraftAsked(call.Incident.Id.Number, call.By.Reply, call.Work.Origin) { Form = form });

    /// <summary>In which all work on an incident's draft is done in its order.</summary>
    public static string Conversation(IncidentId incident) => $"{incident}/postmortem";
}

/// <summary>How it is stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DraftAsked))]
internal sealed partial class DraftAskedJson : JsonSerializerContext;
