using IncidentBot.Chat;
using IncidentBot.Incidents;

namespace IncidentBot.Access;

/// <summary>Keeps what people press elsewhere, on a page or a card of long ago, from reaching a private incident whose channel they are not in.</summary>
public sealed class CheckMembership(ChatPlatforms platforms)
{
    /// <summary>What somebody is told whom an incident does not concern; the same as for a number that there is not.</summary>
    public static Card Refusal(IncidentId incident) =>
        Card.Of($"Nothing was done: there is no {incident} that you can see. If it is private and you should be in it, ask who leads it to invite you to its channel.");

    /// <summary>Whether somebody may act on an incident; a public one is everybody's.</summary>
    /// <param name="incident">The incident as it stands.</param>
    /// <param name="by">Who, and from which channel: only members can do something in a private one.</param>
    /// <param name="platform">The name of the platform.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="ChatUnavailableException">The platform could not be asked who is in the channel.</exception>
    public async Task<bool> MaySeeAsync(Incident incident, Inbound by, string platform, CancellationToken cancellationToken)
    {
        if (incident.Visibility == Visibility.Public)
            return true;

        // Until the channel is open there are no members but the one who started it.
        if (incident.Channel is not { } channel)
            return by.Who.Id == incident.StartedBy.Id;

        // A form carries the channel that it was opened from, which its sender may have left since.
        if (by is not FormSubmitted && by.Channel == channel)
            return true;

        return (await platforms.Of(platform).ListMembersAsync(by.Workspace, channel, cancellationToken)).Contains(by.Who.Id);
    }
}
