using IncidentBot.Incidents;
using IncidentBot.Postmortem.Facts;

namespace IncidentBot.Postmortem;

/// <summary>Reads a postmortem as people left it, with its record, and finds what has no evidence.</summary>
public sealed class PostmortemEvidence(PostmortemRecords records, PostmortemStore drafts)
{
    /// <summary>The factual lines that lead nowhere, in their order; empty: none.</summary>
    public async Task<IReadOnlyList<UnsourcedLine>> ListAsync(Incident incident, CancellationToken cancellationToken)
    {
        var (record, markdown) = await ReadAsync(incident, cancellationToken);
        return Lines(record, markdown);
    }

    /// <summary>The record and the newest text; where there is none, what would be assembled now.</summary>
    internal async Task<(PostmortemRecord Record, string Markdown)> ReadAsync(Incident incident, CancellationToken cancellationToken)
    {
        var record = await records.ReadAsync(incident, cancellationToken);
        var newest = await drafts.FindNewestAsync(incident.Workspace, incident.Id, cancellationToken);
        return (record, newest is null or { IsWithdrawn: true } ? PostmortemDocument.Assemble(record) : newest.Markdown);
    }

    /// <summary>The factual lines of a text that lead nowhere.</summary>
    internal static IReadOnlyList<UnsourcedLine> Lines(PostmortemRecord record, string markdown) =>
        EvidenceCheck.Lines(markdown, PostmortemDocument.Assemble(record), record.Templates.Roles);
}
