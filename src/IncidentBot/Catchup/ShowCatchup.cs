using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Catchup;

/// <summary>Tells one person privately how things stand: who asks, and once whoever joins the channel.</summary>
internal sealed class ShowCatchup(IncidentStore incidents, ReadSituation situations, CatchupStore told)
{
    /// <summary>Somebody asks; whoever has just been told is not told the same again, whether they asked or joined.</summary>
    public async Task<Happened> HandleAsync(Incident incident, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var situation = await situations.ReadAsync(incident, work.Now, cancellationToken);
        if (IncidentBoard.IsReadBy(incident, by.Reply))
        {
            var before = await told.FindAsync(work.Workspace, incident.Id, by.Who.Id, cancellationToken);
            if (before is { } at && ShowCatchupRules.HasJustRead(situation, at))
                return Happened.Answered(
                    Card.Of($"The message above says how things stand; nothing has changed since. ({When.ToTheSecond(by.At)})"));
            // Whoever came in by asking is told as if they had only come in.
            if (before is null)
                CatchupStore.Add(work.Batch, work.Workspace, incident.Id, by.Who.Id, work.Now);
        }

        return Happened.Answered(CatchupCard.Compose(situation));
    }

    /// <summary>Somebody has joined a channel.</summary>
    public async Task<Happened> OnJoinedAsync(MemberJoined joined, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindByChannelAsync(work.Workspace, joined.Channel, cancellationToken) is not { } incident
            || !ShowCatchupRules.IsLate(incident, joined)
            || await told.FindAsync(work.Workspace, incident.Id, joined.Who.Id, cancellationToken) is not null)
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

    /// <summary>For so long what somebody was told still stands before them.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    /// <summary>Whether what somebody was told still stands before them, and still holds.</summary>
    /// <param name="now">How things stand.</param>
    /// <param name="told">When they were told; UTC.</param>
    public static bool HasJustRead(Situation now, DateTimeOffset told) => now.Now - told < Recent
        && !now.Facts.Any(fact => fact.At > told) && !now.Timeline.Any(entry => entry.RecordedAt > told)
        && !now.Actions.Any(item => item.OpenedAt > told);

    /// <summary>Whether somebody who has just joined has missed something that the bot can tell them.</summary>
    public static bool IsLate(Incident incident, MemberJoined joined)
    {
        if (joined.Who.IsBot || joined.Who.Id == incident.StartedBy.Id || !incident.CanPost || incident.Status >= IncidentStatus.Closed)
            return false;

        return !joined.IsInvitedByBot || incident.At(Milestone.Declared) is not { } declared || joined.At - declared >= Opening;
    }
}
