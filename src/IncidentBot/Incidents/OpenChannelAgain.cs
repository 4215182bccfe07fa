using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Incidents;

/// <summary>Tries once more to open the channel of an incident, and to post all that waited for it.</summary>
internal sealed class OpenChannelAgain
{
    /// <summary>Has everything sent that was given up, unless the channel is open.</summary>
    public static Happened Handle(Incident incident, Work work)
    {
        if (incident.Channel is not null)
            return Happened.Refused($"The channel of {incident.Id} is open: #{incident.ChannelName}.");

        work.SendAgain($"{incident.Id}/");
        return Happened.Answered(Card.Of($"I'm trying again to open the channel for {incident.Id}."));
    }
}
