using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>The wordings that the cards and sentences about an incident have in common.</summary>
internal static class IncidentWords
{
    /// <summary>How the severity is written: <c>SEV2</c>.</summary>
    public static string Severity(int severity) => $"SEV{severity.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    /// <summary>
    /// The channel's topic: what is wrong and how bad; once it is over, that it is. People read a line whenever it changes, so what changes
    /// often, such as the status and who leads, is only on the pinned card.
    /// </summary>
    public static string Topic(Incident incident)
    {
        var head = $"{Drill(incident)}{incident.Id} · {Severity(incident.Severity)}";
        return incident.Status switch
        {
            IncidentStatus.Cancelled => $"{head} · {Words.Title(incident.Status)}",
            // True of what is resolved and of what is closed, so that closing costs no further line.
            >= IncidentStatus.Resolved => $"{head} · Over",
            _ => $"{head} · {incident.Title}",
        };
    }

    /// <summary>Its state on one line: <c>INC-7 · SEV2 · Investigating</c>.</summary>
    public static string Headline(Incident incident) =>
        $"{Drill(incident)}{incident.Id} · {Severity(incident.Severity)} · {Words.Title(incident.Status)}";

    /// <summary>What stands before everything about an incident that is only practised; empty for a real one.</summary>
    public static string Drill(Incident incident) => incident.IsDrill ? "DRILL · " : string.Empty;

    /// <summary>The commander's name, or that there is none.</summary>
    public static string Commander(Incident incident) =>
        incident.Roles.TryGetValue(IncidentRole.Commander, out var commander) ? commander.Name : "nobody yet";

    /// <summary>Says in an incident's channel which status it has reached: <c>Mitigated</c>, without a full stop.</summary>
    public static string Became(IncidentStatus status) =>
        status == IncidentStatus.Identified ? "Cause identified" : Words.Title(status);

    /// <summary>A milestone inside a sentence.</summary>
    public static string Name(Milestone milestone) => Words.Of(milestone).Replace('-', ' ');

    /// <summary>A milestone after "when was it": <c>detected</c>, but <c>first causing impact</c> for the start of the impact.</summary>
    public static string Was(Milestone milestone) => milestone == Milestone.ImpactStart ? "first causing impact" : Name(milestone);

    /// <summary>A link to the channel, or the incident's name while there is none.</summary>
    public static RichText WithChannel(RichText text, Incident incident) =>
        incident is { Channel: { } channel, ChannelName: { } name } ? text.Channel(channel, name) : text.Plain(incident.Id.ToString());
}
