using IncidentBot.Chat;
using IncidentBot.Incidents;

namespace IncidentBot.Access;

/// <summary>Whether somebody may see an incident: decided here for every command, button, form, page, export and list.</summary>
internal sealed class IncidentVisibility(ChatPlatforms platforms, IncidentOptions options)
{
    /// <summary>Says that there is no such incident, in the same words whether there is none or they may not see it.</summary>
    public static Card Refusal(IncidentId incident) =>
        Card.Of(
            $"Nothing was done: I can't find {incident}, or you don't have access to it. If it's private, ask its commander to "
                + "invite you to its channel.");

    /// <summary>Whether they may see it; who reads in a private incident's channel is a member of it.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked who is in the channel.</exception>
    public async Task<bool> MaySeeAsync(Incident incident, Inbound by, string platform, CancellationToken cancellationToken)
    {
        if (IsOpenTo(incident, by.Who.Id))
            return true;

        // Until the channel is open there are no members but the one who started it.
        if (incident.Channel is not { } channel)
            return by.Who.Id == incident.StartedBy.Id;

        // A form carries the channel that it was opened from, which its sender may have left since.
        if (by is not FormSubmitted && by.Channel == channel)
            return true;

        return (await platforms.Of(platform).ListMembersAsync(by.Workspace, channel, cancellationToken)).Contains(by.Who.Id);
    }

    /// <summary>
    /// Those of some incidents that may be listed for somebody who asks in a channel; who asks elsewhere is not known to be a member.
    /// </summary>
    public IReadOnlyList<Incident> Listed(IReadOnlyList<Incident> incidents, PersonId person, ChannelId askedIn) =>
        [.. incidents.Where(incident => IsOpenTo(incident, person) || incident.Channel == askedIn)];

    /// <summary>
    /// Who is in the channels of the private ones among some incidents, so that several people's views can be told apart.
    /// </summary>
    /// <param name="incidents">The incidents.</param>
    /// <param name="most">So many channels are looked into at most; incidents beyond are shown to admins alone.</param>
    /// <param name="workspace">Whose.</param>
    /// <param name="platform">Where.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="ChatUnavailableException">The platform could not be asked who is in a channel.</exception>
    internal async Task<ChannelMembers> ReadMembersAsync(
        IReadOnlyList<Incident> incidents, int most, WorkspaceId workspace, string platform, CancellationToken cancellationToken)
    {
        var members = new Dictionary<IncidentId, IReadOnlyList<PersonId>>();
        foreach (
            var incident in incidents.Where(incident => incident is { Visibility: Visibility.Private, Channel: not null, CanPost: true })
                .Take(most))
            members[incident.Id] = await platforms.Of(platform).ListMembersAsync(workspace, incident.Channel!.Value, cancellationToken);

        return new ChannelMembers(members);
    }

    /// <summary>The incidents that somebody may see; one whose channel could not be looked into is shown to admins alone.</summary>
    internal IReadOnlyList<Incident> Seen(IReadOnlyList<Incident> incidents, PersonId person, ChannelMembers members) =>
        [.. incidents.Where(incident => IsOpenTo(incident, person) || members.Have(incident.Id, person))];

    private bool IsOpenTo(Incident incident, PersonId person) =>
        incident.Visibility == Visibility.Public || options.On(incident.Platform).IsAdmin(person);
}

/// <summary>Who is in the channels of private incidents.</summary>
internal sealed record ChannelMembers(IReadOnlyDictionary<IncidentId, IReadOnlyList<PersonId>> ByIncident)
{
    /// <summary>Whether somebody is in an incident's channel.</summary>
    public bool Have(IncidentId incident, PersonId person) => ByIncident.TryGetValue(incident, out var there) && there.Contains(person);
}
