using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents.Routes;

/// <summary>What messages about an incident are sent for, where something follows from their end.</summary>
internal static class SentPurposes
{
    /// <summary>The incident's channel is opened.</summary>
    public const string Channel = "channel";

    /// <summary>The record points to the message.</summary>
    public const string Evidence = "evidence";

    /// <summary>People were asked something, and the buttons go when it is answered.</summary>
    public const string Question = "question";

    /// <summary>The incident is announced.</summary>
    public const string Announcement = "announcement";

    /// <summary>Those who were told of the incident hear how it goes on.</summary>
    public const string News = "news";

    /// <summary>People are invited.</summary>
    public const string Invitation = "invitation";

    /// <summary>A file is uploaded.</summary>
    public const string Upload = "upload";

    /// <summary>Somebody's page of the bot is shown.</summary>
    public const string Home = "home";

    /// <summary>What is sent for one of these and is about no incident.</summary>
    public static SentFor OfNoIncident(string purpose) => new(0, purpose, null);

    /// <summary>A message about an incident that is sent for one of these.</summary>
    public static SentFor For(IncidentId incident, string purpose, long? fact = null) => new(incident.Number, purpose, fact);
}
