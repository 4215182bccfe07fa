using IncidentBot.Incidents;

namespace IncidentBot.Postmortem.Blame;

/// <summary>Reads the newest draft with what blames in it.</summary>
internal sealed class ReadBlame(PostmortemStore drafts, PostmortemRecords records, LeftSentenceStore left)
{
    /// <summary>Reads it; null: there is no draft.</summary>
    public async Task<DraftBlame?> FindAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (await drafts.FindNewestAsync(incident.Workspace, incident.Id, cancellationToken) is not { IsWithdrawn: false } draft)
            return null;

        var record = await records.ReadAsync(incident, cancellationToken);
        return new DraftBlame(draft, record, await left.ListAsync(incident.Workspace, incident.Id, cancellationToken));
    }
}

/// <summary>A draft, and what blames in it.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Record">What it was made of.</param>
/// <param name="Left">What people left as it is.</param>
internal sealed record DraftBlame(PostmortemDraft Draft, PostmortemRecord Record, IReadOnlyList<LeftSentence> Left)
{
    /// <summary>The sentences that blame, in their order.</summary>
    public IReadOnlyList<BlamingSentence> Sentences { get; } = BlameInDraft.Of(new DraftBesideRecord(Record, Draft.Markdown), Left);

    /// <summary>What blames on record: in action items, updates and entries.</summary>
    public IReadOnlyList<BlamingRecord> OnRecord { get; } = BlameInRecord.Of(Record);

    /// <summary>The sentence of a key; null: none stands there any more.</summary>
    public BlamingSentence? Find(string key) => Sentences.FirstOrDefault(one => one.Key == key);
}
