using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>The hypotheses of an incident with the timeline that they rest on.</summary>
/// <param name="List">The hypotheses.</param>
/// <param name="Entries">The timeline.</param>
/// <param name="NextEntry">The number that the timeline's next entry gets.</param>
internal sealed record SeenHypotheses(HypothesisList List, IReadOnlyList<TimelineEntry> Entries, int NextEntry);

/// <summary>
/// Keeps the hypotheses in one message of the incident's channel, edited in place: whoever states the first one posts it, and what becomes
/// of them is told in its thread, so that the channel reads only what was confirmed.
/// </summary>
internal sealed class HypothesisBoard(HypothesisStore store, TimelineStore timeline, SentKeys sent)
{
    /// <summary>Reads them as they stand.</summary>
    public async Task<SeenHypotheses> ReadAsync(Incident incident, CancellationToken cancellationToken)
    {
        var (workspace, id) = (incident.Workspace, incident.Id);
        return new SeenHypotheses(
            await store.ListAsync(workspace, id, cancellationToken), await timeline.ListAsync(workspace, id, cancellationToken),
            await timeline.NextAsync(workspace, id, cancellationToken));
    }

    /// <summary>Writes what has happened with its entry, and shows both.</summary>
    /// <param name="incident">Whose hypotheses.</param>
    /// <param name="seen">As they were.</param>
    /// <param name="fact">What has happened.</param>
    /// <param name="work">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The hypotheses as they stand now.</returns>
    public async Task<HypothesisList> CommitAsync(
        Incident incident, SeenHypotheses seen, HypothesisFact fact, Work work, CancellationToken cancellationToken)
    {
        var now = HypothesisStore.Save(work.Batch, work.Workspace, seen.List, fact);
        var isThere = await ShowAsync(incident, now, seen.Entries, work, cancellationToken);
        var isForAll = !isThere || fact is HypothesisMoved { Step.To: HypothesisState.Confirmed };
        var toldAs = isForAll
            ? IncidentKeys.Entry(incident.Id, seen.NextEntry)
            : IncidentKeys.EntryOfHypothesis(incident.Id, seen.NextEntry);
        if (HypothesisEntries.Of(fact, now.Find(fact.Hypothesis)!, toldAs) is { } entry)
        {
            TimelineStore.Add(work.Batch, work.Workspace, incident.Id, entry);
            EntryBoard.Post(incident, entry, work);
        }

        return now;
    }

    /// <summary>Posts the message, or edits it; where nobody can write, nothing is shown.</summary>
    /// <returns>Whether it is there, so that something can be told in its thread.</returns>
    public async Task<bool> ShowAsync(
        Incident incident, HypothesisList list, IReadOnlyList<TimelineEntry> entries, Work work, CancellationToken cancellationToken)
    {
        var key = IncidentKeys.Hypotheses(incident.Id);
        var isThere = (await sent.ListAsync(work.Workspace, key, cancellationToken)).Contains(key);
        if (!incident.CanPost)
            return isThere;

        var card = HypothesisCard.Of(list, entries, work.Now);
        work.Send(
            isThere
                ? new Outgoing($"{work.Key}/hypotheses", new UpdateCard(MessageTarget.From(key), card) { MayBeGone = true })
                {
                    After = key, Lane = key, Replaces = key,
                }
                : new Outgoing(key, new PostCard(IncidentBoard.Channel(incident), card))
                {
                    After = incident.Channel is null ? IncidentKeys.Channel(incident.Id) : null, Lane = key,
                });
        return true;
    }
}
