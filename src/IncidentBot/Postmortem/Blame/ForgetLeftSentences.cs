using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Erasure;

namespace IncidentBot.Postmortem.Blame;

/// <summary>Takes away a sentence that somebody left, and the reason, when they quote words that left the record for good.</summary>
internal sealed class ForgetLeftSentences(LeftSentenceStore left)
{
    /// <summary>Once for all words that left together.</summary>
    public async Task<Happened> HandleAsync(WordsRemoved removed, FactCall call, CancellationToken cancellationToken)
    {
        var all = call.All.OfType<WordsRemoved>().ToList();
        if (!ReferenceEquals(all[0], removed))
            return Happened.Nothing;

        List<RemovedText> texts = [.. all.SelectMany(one => one.Texts)];
        var (workspace, incident) = (call.Work.Workspace, call.Before.Id);
        foreach (var sentence in await left.ListAsync(workspace, incident, cancellationToken))
        {
            if (Quotes(sentence.Words, texts) || Quotes(sentence.Reason, texts))
                LeftSentenceStore.Forget(call.Work.Batch, workspace, incident, sentence);
        }

        return Happened.Nothing;
    }

    private static bool Quotes(string words, IReadOnlyList<RemovedText> texts) => CutWords.Of(words, texts) != words;
}
