using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Incidents.Services;

/// <summary>
/// Keeps the links and owners of the affected services in the thread of the incident's card: one message, edited in place, and none where
/// the catalogue has nothing to say.
/// </summary>
internal sealed class PostServiceLinks(IncidentStore incidents, CatalogueOptions catalogue, SentKeys sent)
{
    /// <summary>Whether a fact may change what the message says.</summary>
    public static bool Matters(IncidentFact fact) => fact is IncidentStarted or ServicesChanged or OwnersInvited or StatusChanged
        or ChannelMadePrivate or ChannelStateChanged
        or MilestoneSet { Milestone: Milestone.ImpactStart or Milestone.Declared or Milestone.Resolved or Milestone.Closed };

    /// <summary>Something has happened to an incident.</summary>
    public async Task<Happened> HandleAsync(FactCall call, CancellationToken cancellationToken)
    {
        var (now, work) = (call.After, call.Work);
        if (catalogue.Services.Count == 0 || !now.CanPost)
            return Happened.Nothing;

        var key = IncidentKeys.Links(now.Id);
        var facts = call.All.Any(fact => fact is IncidentStarted)
            ? []
            : await incidents.ListFactsAsync(work.Workspace, now.Id, cancellationToken);
        var card = ServiceLinksCard.Compose(now, catalogue, work.Now, InviteOwners.Invited([.. facts, .. call.All.OfType<IncidentFact>()]));
        var isThere = (await sent.ListAsync(work.Workspace, key, cancellationToken)).Contains(key);
        if (isThere || card is not null)
            IncidentBoard.KeepBelowCard(
                work, now, key, isThere, "links", card ?? Card.Of($"{now.Id}: the catalogue has no links for its services."));

        return Happened.Nothing;
    }
}
