using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Actions;

/// <summary>Finds who owns an action item, and says who can't.</summary>
internal sealed class ActionOwners(ChatPlatforms platforms)
{
    /// <summary>The person as they are now; null: nobody was named.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked.</exception>
    public async Task<Person?> FindAsync(PersonId? owner, Work work, CancellationToken cancellationToken) => owner is { } id
        ? await platforms.Of(work.Platform).FindPersonAsync(work.Workspace, id, cancellationToken)
        : null;

    /// <summary>
    /// Invites a new owner who is not in the channel, since a mention there does not reach them. Nobody is invited into a private one.
    /// </summary>
    public static void Bring(Incident incident, Person? owner, Person by, Work work)
    {
        if (owner is not null && incident.CanPost)
            IncidentBoard.InviteAsked(work, incident, owner, by);
    }

    /// <summary>Why somebody can't own one; null: they can, or nobody does.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked who is in a private channel.</exception>
    public async Task<Refusal?> RefuseAsync(
        Incident incident, Person? owner, Person by, Work work, CancellationToken cancellationToken) => owner switch
    {
        null => null,
        { IsBot: true } => new Refusal($"{owner.Name} is a bot. Give the action item to a person; nothing was changed."),
        { Membership: Membership.Closed } =>
            new Refusal($"The account of {owner.Name} was closed. Give the action item to someone else; nothing was changed."),
        _ => await PrivateRoom.RefuseAsync(incident, owner, by, platforms.Of(work.Platform), cancellationToken),
    };
}
