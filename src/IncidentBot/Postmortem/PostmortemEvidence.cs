using IncidentBot.Incidents;
using IncidentBot.Postmortem.Facts;

namespace IncidentBot.Postmortem;

/// <summary>Reads a postmortem as people left it, with its record, and finds what has no evidence.</summary>
public sealed class PostmortemEvidence(PostmortemRecords records, PostmortemStore drafts)
{
    /// <summary>The factual lines that lead nowhere, in their order; empty: none.</summary>
    public async Task<IReadOnlyList<UnsourcedLine>> ListAsync(Incident incident, CancellationToken cancellationToken) =>
        EvidenceCheck.Lines(await ReadAsync(incident, cancellationToken));

    /// <summary>The newest text beside the record; where there is none, what would be assembled now.</summary>
    internal async Task<DraftBesideRecord> ReadAsync(Incident incident, CancellationToken cancellationToken)
    {
        var record = await records.ReadAsync(incident, cancellationToken);
        var newest = await drafts.FindNewestAsync(incident.Workspace, incident.Id, cancellationToken);
        if (newest is { IsWithdrawn: false })
            return new DraftBesideRecord(record, newest.Markdown);

        var assembled = PostmortemDocument.Assemble(record);
        return new DraftBesideRecord(record, assembled, assembled);
    }
}
