namespace IncidentBot.Postmortem.Exports;

/// <summary>Finds the draft that every form of export gives out: the newest stored one; where none is stored, one assembled now.</summary>
public sealed class DraftToExport(PostmortemStore drafts)
{
    /// <summary>The draft of this record's incident.</summary>
    internal async Task<ExportedPostmortem> FindAsync(PostmortemRecord record, CancellationToken cancellationToken)
    {
        var newest = await drafts.FindNewestAsync(record.Incident.Workspace, record.Incident.Id, cancellationToken);
        return newest is null or { IsWithdrawn: true }
            ? new ExportedPostmortem(null, PostmortemDocument.Assemble(record))
            : new ExportedPostmortem(newest.Version, newest.Markdown);
    }
}
