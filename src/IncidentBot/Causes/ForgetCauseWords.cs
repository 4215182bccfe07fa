using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Erasure;

namespace IncidentBot.Causes;

/// <summary>
/// Takes words whose author deleted them out of the whys and factors that quote them, those that were taken back too; what people say in
/// their own words stays, even if its evidence is gone.
/// </summary>
internal sealed class ForgetCauseWords(CauseStore store)
{
    /// <summary>Words left the record: once for all that left it together, since each is written on top of the one before.</summary>
    public async Task<Happened> HandleAsync(WordsRemoved removed, FactCall call, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Before, call.Work);
        var all = call.All.OfType<WordsRemoved>().ToList();
        if (!ReferenceEquals(all[0], removed))
            return Happened.Nothing;

        var tree = await store.ListAsync(work.Workspace, incident.Id, cancellationToken);
        if (tree.Version == 0)
            return Happened.Nothing;

        var former = await store.ListFormerAsync(work.Workspace, incident.Id, cancellationToken);
        foreach (var cut in ForgetCauseWordsRules.Decide(tree, former, [.. all.SelectMany(one => one.Texts)], work.Now))
            tree = CauseStore.Save(work.Batch, work.Workspace, tree, cut);
        // Evidence whose words are gone is shown as removed, whether or not a why quotes them.
        return CauseBoard.Later(incident.Id, work);
    }
}

/// <summary>Which whys and factors quote words that left the record.</summary>
internal static class ForgetCauseWordsRules
{
    /// <summary>What is cut, by number; empty: nothing quotes them.</summary>
    /// <param name="tree">The whys and factors as they stand.</param>
    /// <param name="former">What each of them said since it was added, by number.</param>
    /// <param name="removed">The words.</param>
    /// <param name="at">When; UTC.</param>
    public static IReadOnlyList<CauseWordsRemoved> Decide(
        CauseTree tree, ILookup<int, string> former, IReadOnlyList<RemovedText> removed, DateTimeOffset at) =>
    [
        .. tree.All.Where(cause => former[cause.Number].Append(cause.Text).Any(text => CutWords.Of(text, removed) != text))
            .Select(cause => new CauseWordsRemoved(at, cause.Number, CutWords.Of(cause.Text, removed))),
    ];
}
