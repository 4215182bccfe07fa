using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Timeline;

/// <summary>Deletes the second of two messages that the bot has posted for one outbox row.</summary>
internal sealed class DeleteStray(StrayMessages strays)
{
    /// <summary>Compares a message of the bot that was seen with what it has sent.</summary>
    public async Task<Happened> HandleAsync(OwnMessageSeen seen, Work work, CancellationToken cancellationToken)
    {
        await strays.DeleteAsync(seen.Message, seen.Key, work, cancellationToken);
        return Happened.Nothing;
    }
}
