using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Catchup;

/// <summary>Tells one person privately how things stand: who asks, and once whoever joins the channel.</summary>
internal sealed class ShowCatchup(IncidentStore incidents, ReadSituation situations, CatchupStore told)
{
    /// <summary>Somebody asks.</summary>
    public async Task<Happened> HandleAsync(Incident incident, Work work, CancellationToken cancellationToken) =>
        Happened.Answered(CatchupCard.Compose(await situations.ReadAsync(incident, work.Now, cancellationToken)));

    /// <summary>Somebody has joined a channel.</summary>
    public async Task<Happened> OnJoinedAsync(MemberJoined joined, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindByChannelAsync(work.Workspace, joined.Channel, cancellationToken) is not { } incident
            || !ShowCatchupRules.IsLate(incident, joined)
            || await told.HasAsync(work.Workspace, incident.Id, joined.Who.Id, cancellationToken))
            return Happened.Nothing;

        CatchupStore.Add(work.Batch, work.Workspace, incident.Id, joined.Who.Id, work.Now);
        var card = CatchupCard.Compose(await situations.ReadAsync(incident, work.Now, cancellationToken));
        return Happened.Answered(card, joined.Reply with { IsOnlyThere = true });
    }
}

/// <summary>Who is told how things stand without asking.</summary>
internal static class ShowCatchupRules
{
    /// <summary>Whoever the bot brings so soon after the start has missed nothing: all that is known is on the screen.</summary>
    public static readonly TimeSpan Opening = TimeSpan.FromMinutes(5);

    /// <summary>Whether somebody who has just joined has missed something that the bot can tell them.</summary>
    public static bool IsLate(Incident incident, MemberJoined joined)
    {
        if (joined.Who.IsBot || joined.Who.Id == incident.StartedBy.Id || !incident.CanPost || incident.Status >= IncidentStatus.Closed)
            return false;

        return !joined.IsInvitedByBot || incident.At(Milestone.Declared) is not { } declared || joined.At - declared >= Opening;
    }
}
