using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Gives an incident out as a file; only reads, so that it works while the bot runs.</summary>
public sealed class IncidentExport(PostmortemRecords records, PostmortemStore drafts, AuditCheck audit)
{
    /// <summary>The incident in the requested form; ends with a line feed.</summary>
    public Task<string> WriteAsync(Incident incident, ExportFormat format, CancellationToken cancellationToken) => format switch
    {
        ExportFormat.Markdown => WithHeadAsync(incident, cancellationToken),
        ExportFormat.Html => HtmlAsync(incident, cancellationToken),
        _ => JsonAsync(incident, cancellationToken),
    };

    /// <summary>The newest draft alone; where none is stored, one assembled now.</summary>
    public async Task<string> MarkdownAsync(Incident incident, CancellationToken cancellationToken)
    {
        var record = await records.ReadAsync(incident, cancellationToken);
        return (await DraftAsync(record, cancellationToken)).Markdown;
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
        var exported = ExportRules.Of(
            record, await DraftAsync(record, cancellationToken)) with { Audit = ExportedAudit.Of(heads) };
        return ReadableJson.Write(exported) + "\n";
    }

    private async Task<string> WithHeadAsync(Incident incident, CancellationToken cancellationToken) =>
        AuditLine.Append(await MarkdownAsync(incident, cancellationToken), incident.Id, await HeadAsync(incident, cancellationToken));

    private Task<AuditHeads> HeadAsync(Incident incident, CancellationToken cancellationToken) =>
        audit.FindHeadsAsync(incident.Workspace, incident.Id.Number, cancellationToken);

    private async Task<ExportedPostmortem> DraftAsync(PostmortemRecord record, CancellationToken cancellationToken)
    {
        var newest = await drafts.FindNewestAsync(record.Incident.Workspace, record.Incident.Id, cancellationToken);
        return newest is null or { IsWithdrawn: true }
            ? new ExportedPostmortem(null, PostmortemDocument.Assemble(record))
            : new ExportedPostmortem(newest.Version, newest.Markdown);
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
