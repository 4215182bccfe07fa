using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents;

/// <summary>Tries once more to open the channel of an incident, and to post all that waited for it.</summary>
public sealed class OpenChannelAgain
{
    /// <summary>Has everything sent that was given up, unless the channel is open.</summary>
    public static void Handle(Incident incident, Inbound by, Work work)
    {
        if (incident.Channel is not null)
        {
            work.Answer(by.Reply, Card.Of($"The channel of {incident.Id} is open: #{incident.ChannelName}."));
            return;
        }

        work.SendAgain($"{incident.Id}/");
        work.Answer(by.Reply, Card.Of($"I'm trying again to open the channel for {incident.Id}."));
    }
}
