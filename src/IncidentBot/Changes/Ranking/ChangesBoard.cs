using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Changes.Ranking;

/// <summary>Keeps the one message about an incident's changes current.</summary>
internal sealed class ChangesBoard(RankingStore rankings)
{
    /// <summary>Posts it for the first time, or edits it in place.</summary>
    /// <param name="material">The record as this work leaves it.</param>
    /// <param name="isFirst">Whether it is to be posted.</param>
    /// <param name="work">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The message.</returns>
    public async Task<Card> ShowAsync(RankingMaterial material, bool isFirst, Work work, CancellationToken cancellationToken)
    {
        var (view, former) = await ViewAsync(material, work, cancellationToken);
        return Show(view, former, isFirst, work);
    }

    /// <summary>Edits it in place if it says anything else by now.</summary>
    /// <param name="material">The record as this work leaves it.</param>
    /// <param name="work">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task ShowIfMovedAsync(RankingMaterial material, Work work, CancellationToken cancellationToken)
    {
        var (view, former) = await ViewAsync(material, work, cancellationToken);
        if (view.Incident.CanPost && DigestOf(view) != former.Digest)
            Show(view, former, isFirst: false, work);
    }

    /// <summary>What is shown, and what of it is new; nothing is written.</summary>
    public Task<(ChangesView View, StoredRanking Former)> ViewAsync(
        RankingMaterial material, Work work, CancellationToken cancellationToken) => ViewAsync(material, work.Now, cancellationToken);

    /// <summary>The same at a moment, for what is answered at once.</summary>
    public async Task<(ChangesView View, StoredRanking Former)> ViewAsync(
        RankingMaterial material, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var former = await rankings.FindAsync(material.Incident.Workspace, material.Incident.Id, cancellationToken);
        var ranked = RankedChanges.Of(material, now);
        var view = new ChangesView(material.Incident, material.Changes, ranked, former.After(ranked)) { Findings = material.Findings };
        return (view, former);
    }

    /// <summary>Writes what is shown from now on, such as the numbers that people were given.</summary>
    public static void Save(ChangesView view, Work work) =>
        RankingStore.Save(work.Batch, work.Workspace, view.Incident.Id, view.Shown);

    private static Card Show(ChangesView view, StoredRanking former, bool isFirst, Work work)
    {
        var (incident, key) = (view.Incident, IncidentKeys.Deploys(view.Incident.Id));
        var card = ChangesCard.Of(view);
        Save(view with { Shown = view.Shown with { Digest = DigestOf(view) } }, work);
        if (isFirst)
            work.Send(new Outgoing(key, new PostCard(IncidentBoard.Channel(incident), card)) { Lane = IncidentKeys.Opening(incident.Id) });
        else
            IncidentBoard.Refresh(work, key, "deploys", card);
        return card;
    }

    // What moved is only told with a message that says something else anyway.
    private static string DigestOf(ChangesView view) =>
        Digest.Of(ChatJson.Write(ChangesCard.Of(view with { Shown = view.Shown with { Move = null } })));
}
