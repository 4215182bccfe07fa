using IncidentBot.Postmortem.Templates;
using IncidentBot.Postmortem.Versions;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Finds the draft that every form of export gives out: the newest stored one; where none is stored, one assembled now.</summary>
public sealed class DraftToExport(PostmortemStore drafts)
{
    /// <summary>The draft of this record's incident.</summary>
    internal async Task<FoundDraft> FindAsync(PostmortemRecord record, CancellationToken cancellationToken)
    {
        var (incident, roles) = (record.Incident, record.Templates.Roles);
        var newest = await drafts.FindNewestAsync(incident.Workspace, incident.Id, cancellationToken);
        return newest is null or { IsWithdrawn: true }
            ? new FoundDraft(new PostmortemDraft(0, default, PostmortemDocument.Assemble(record)), null, roles)
            : new FoundDraft(newest, (await drafts.States.FindAsync(incident.Workspace, incident.Id, cancellationToken)).Published, roles);
    }
}

/// <summary>A draft to give out.</summary>
/// <param name="Draft">The draft; one that was assembled for this and isn't kept has the version 0.</param>
/// <param name="Published">What was published of it; null: nothing.</param>
/// <param name="Roles">What the titles of its sections stand for.</param>
internal sealed record FoundDraft(PostmortemDraft Draft, PublishedDraft? Published, SectionRoles Roles)
{
    /// <summary>Its text for its readers.</summary>
    public string Given => Draft.Given(Roles);

    /// <summary>The same for other programs.</summary>
    public ExportedPostmortem Exported =>
        new(Draft.Version > 0 ? Draft.Version : null, Given, ExportedPublication.Of(Published));
}
