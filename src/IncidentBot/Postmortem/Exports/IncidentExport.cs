using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Editing;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Gives an incident out as a file; only reads, so that it works while the bot runs.</summary>
public sealed class IncidentExport(PostmortemRecords records, PostmortemStore drafts, AuditCheck audit)
{
    /// <summary>The incident in the requested form; ends with a line feed.</summary>
    public Task<string> WriteAsync(Incident incident, ExportFormat format, CancellationToken cancellationToken) => format switch
    {
        ExportFormat.Markdown => FileAsync(incident, cancellationToken),
        ExportFormat.Html => HtmlAsync(incident, cancellationToken),
        _ => JsonAsync(incident, cancellationToken),
    };

    /// <summary>The newest draft alone; where none is stored, one assembled now.</summary>
    public async Task<string> MarkdownAsync(Incident incident, CancellationToken cancellationToken)
    {
        var record = await records.ReadAsync(incident, cancellationToken);
        return (await DraftAsync(record, cancellationToken)).Draft.Markdown;
    }

    /// <summary>The same as one self-contained page, with the head of the audit trail.</summary>
    public async Task<string> HtmlAsync(Incident incident, CancellationToken cancellationToken) =>
        PostmortemPage.Render($"{incident.Id}: {incident.Title}", await WithHeadAsync(incident, cancellationToken));

    /// <summary>
    /// The whole record for other programs. Times are UTC to the millisecond; the draft's version is null when none is stored.
    /// </summary>
    public async Task<string> JsonAsync(Incident incident, CancellationToken cancellationToken)
    {
        var record = await records.ReadAsync(incident, cancellationToken);
        var heads = await HeadAsync(incident, cancellationToken);
        var (draft, published) = await DraftAsync(record, cancellationToken);
        var exported = ExportRules.Of(
            record, new ExportedPostmortem(draft.Version > 0 ? draft.Version : null, draft.Markdown, ExportedPublication.Of(published)))
            with { Audit = ExportedAudit.Of(heads) };
        return ReadableJson.Write(exported) + "\n";
    }

    private async Task<string> FileAsync(Incident incident, CancellationToken cancellationToken)
    {
        var (draft, published) = await DraftAsync(await records.ReadAsync(incident, cancellationToken), cancellationToken);
        return DraftFile.Write(draft, incident.Id, published, await HeadAsync(incident, cancellationToken));
    }

    private async Task<string> WithHeadAsync(Incident incident, CancellationToken cancellationToken)
    {
        var (draft, published) = await DraftAsync(await records.ReadAsync(incident, cancellationToken), cancellationToken);
        return AuditLine.Append(draft.Markdown, incident.Id, await HeadAsync(incident, cancellationToken))
            + DraftFile.Said(draft, published);
    }

    private Task<AuditHeads> HeadAsync(Incident incident, CancellationToken cancellationToken) =>
        audit.FindHeadsAsync(incident.Workspace, incident.Id.Number, cancellationToken);

    // One that is assembled here and not kept has no version.
    private async Task<(PostmortemDraft Draft, PublishedDraft? Published)> DraftAsync(
        PostmortemRecord record, CancellationToken cancellationToken)
    {
        var incident = record.Incident;
        var newest = await drafts.FindNewestAsync(incident.Workspace, incident.Id, cancellationToken);
        return newest is null or { IsWithdrawn: true }
            ? (new PostmortemDraft(0, default, PostmortemDocument.Assemble(record)), null)
            : (newest, (await drafts.States.FindAsync(incident.Workspace, incident.Id, cancellationToken)).Published);
    }
}

/// <summary>The forms in which an incident is given out.</summary>
public enum ExportFormat
{
    /// <summary>The draft as Markdown.</summary>
    Markdown,

    /// <summary>The whole record for other programs.</summary>
    Json,

    /// <summary>The draft as one page.</summary>
    Html,
}
