using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Checklist;

/// <summary>
/// What earlier versions had planned for ten minutes after the start: to ask the open questions once more in the channel. People were in
/// the middle of the work by then, so the reminder of an update says now what is missing.
/// </summary>
internal sealed class AskOpenQuestions
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/ask-open-questions");

    /// <summary>Asks nothing any more.</summary>
    public static Happened Handle() => Happened.Nothing;

    /// <summary>The key of the message that an earlier version posted.</summary>
    internal static string Key(IncidentId incident) => $"{incident}/ask-open-questions";
}
