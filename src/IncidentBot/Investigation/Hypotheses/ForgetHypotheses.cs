using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Erasure;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>
/// Takes words whose author deleted them out of the hypotheses that quote them, and out of those that were stated from the message.
/// </summary>
internal sealed class ForgetHypotheses(
    HypothesisStore store, HypothesisBoard board, IncidentStore incidents, TimelineOptions options)
{
    /// <summary>A message was deleted from which a hypothesis was stated: tells everybody who may have quoted its words.</summary>
    public async Task<Happened> HandleAsync(MessageDeleted deleted, Work work, CancellationToken cancellationToken)
    {
        if (options.DeletedMessages == DeletedMessages.KeepText)
            return Happened.Nothing;

        var parts = new List<Happened>();
        foreach (var id in await store.ListIncidentsOfAsync(work.Workspace, deleted.Message.Id, cancellationToken))
        {
            if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident)
                continue;

            var from = (await store.ListAsync(work.Workspace, id, cancellationToken)).All
                .Where(one => one.Source?.Message == deleted.Message.Id).ToList();
            var former = await store.ListFormerAsync(work.Workspace, id, cancellationToken);
            var texts = from.SelectMany(one => former[one.Number].Append(one.Terms.Text)).Append(deleted.Message.Text)
                .Where(text => text.Length > 0 && text != CutWords.Mark).Distinct(StringComparer.Ordinal);
            parts.Add(
                Happened.To(
                    incident,
                    new WordsRemoved(
                        [
                            .. texts.Select(
                                text => new RemovedText(
                                    text, deleted.Message.Author.Name, from.FirstOrDefault()?.Source?.Permalink?.AbsoluteUri)),
                        ])));
        }

        return Happened.All(parts);
    }

    /// <summary>Words left the record: once for all that left it together, since each is written on top of the one before.</summary>
    public async Task<Happened> HandleAsync(WordsRemoved removed, FactCall call, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Before, call.Work);
        var all = call.All.OfType<WordsRemoved>().ToList();
        if (!ReferenceEquals(all[0], removed))
            return Happened.Nothing;

        var seen = await board.ReadAsync(incident, cancellationToken);
        if (seen.List.Version == 0)
            return Happened.Nothing;

        var former = await store.ListFormerAsync(work.Workspace, incident.Id, cancellationToken);
        var list = seen.List;
        foreach (var cut in ForgetHypothesesRules.Decide(list, former, [.. all.SelectMany(one => one.Texts)], work.Now))
            list = HypothesisStore.Save(work.Batch, work.Workspace, list, cut);
        // Evidence whose words are gone is shown as removed, whether or not a hypothesis quotes them.
        return RefreshHypotheses.Later(incident.Id, work);
    }

    /// <summary>A channel goes by another id: the messages from which hypotheses were stated do too.</summary>
    public async Task<Happened> HandleAsync(ChannelSeen seen, Work work, CancellationToken cancellationToken)
    {
        var (from, to) = (seen.Channel, seen.Now.Id);
        if (from == to)
            return Happened.Nothing;

        var holders = await store.ListIncidentsInAsync(work.Workspace, from, cancellationToken);
        AuditCheck.NoteMoves(work.Batch, holders.Select(incident => incident.Number), from, to);
        HypothesisStore.Move(work.Batch, work.Workspace, from, to);
        return Happened.Nothing;
    }
}

/// <summary>Which hypotheses quote words that left the record.</summary>
internal static class ForgetHypothesesRules
{
    /// <summary>What is cut, by number; empty: nothing quotes them.</summary>
    /// <param name="list">The hypotheses as they stand.</param>
    /// <param name="former">What people wrote of each of them, by number.</param>
    /// <param name="removed">The words.</param>
    /// <param name="at">When; UTC.</param>
    public static IReadOnlyList<HypothesisWordsRemoved> Decide(
        HypothesisList list, ILookup<int, string> former, IReadOnlyList<RemovedText> removed, DateTimeOffset at)
    {
        var cuts = new List<HypothesisWordsRemoved>();
        foreach (var one in list.All)
        {
            string Cut(string text) => one.Source is not null && removed.Any(gone => gone.Text == text)
                ? CutWords.Mark
                : CutWords.Of(text, removed);
            var texts = former[one.Number].Concat(one.Terms.Texts).Concat(one.Steps.Select(step => step.Reason).OfType<string>());
            if (texts.Any(text => Cut(text) != text))
                cuts.Add(
                    new HypothesisWordsRemoved(
                        at, one.Number, one.Terms.With(Cut),
                        [.. one.Steps.Select(step => step with { Reason = step.Reason is { } reason ? Cut(reason) : null })]));
        }

        return cuts;
    }
}
