using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Editing;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Gives an incident out as a file; only reads, so that it works while the bot runs.</summary>
public sealed class IncidentExport(PostmortemRecords records, DraftToExport drafts, PicturesToEmbed pictures, AuditCheck audit)
{
    /// <summary>The incident in the requested form; ends with a line feed.</summary>
    public Task<string> WriteAsync(Incident incident, ExportFormat format, CancellationToken cancellationToken) => format switch
    {
        ExportFormat.Markdown => FileAsync(incident, cancellationToken),
        ExportFormat.Html => HtmlAsync(incident, cancellationToken),
        ExportFormat.Confluence => ConfluenceAsync(incident, cancellationToken),
        _ => JsonAsync(incident, cancellationToken),
    };

    /// <summary>The newest draft alone; where none is stored, one assembled now.</summary>
    public async Task<string> MarkdownAsync(Incident incident, CancellationToken cancellationToken)
    {
        var record = await records.ReadAsync(incident, cancellationToken);
        return (await drafts.FindAsync(record, cancellationToken)).Given;
    }

    /// <summary>The same as one self-contained page, with its pictures and the head of the audit trail.</summary>
    /// <exception cref="InvalidDataException">A picture's bytes are gone, or are not those of its hash.</exception>
    public async Task<string> HtmlAsync(Incident incident, CancellationToken cancellationToken)
    {
        var record = await records.ReadAsync(incident, cancellationToken);
        var markdown = await WithHeadAsync(record, cancellationToken);
        return PostmortemPage.Render(
            $"{incident.Id}: {incident.Title}", markdown, await pictures.ReadAsync(record, cancellationToken));
    }

    /// <summary>The same in Confluence's storage format.</summary>
    public async Task<string> ConfluenceAsync(Incident incident, CancellationToken cancellationToken) =>
        ConfluencePage.Render(await WithHeadAsync(incident, cancellationToken));

    /// <summary>
    /// The whole record for other programs. Times are UTC to the millisecond; the draft's version is null when none is stored.
    /// </summary>
    public async Task<string> JsonAsync(Incident incident, CancellationToken cancellationToken)
    {
        var record = await records.ReadAsync(incident, cancellationToken);
        var heads = await HeadAsync(incident, cancellationToken);
        var exported = ExportRules.Of(
            record, (await drafts.FindAsync(record, cancellationToken)).Exported) with { Audit = ExportedAudit.Of(heads) };
        return ReadableJson.Write(exported) + "\n";
    }

    private async Task<string> FileAsync(Incident incident, CancellationToken cancellationToken)
    {
        var found = await drafts.FindAsync(await records.ReadAsync(incident, cancellationToken), cancellationToken);
        return DraftFile.Write(found.Draft, found.Roles, incident.Id, found.Published, await HeadAsync(incident, cancellationToken));
    }

    private async Task<string> WithHeadAsync(Incident incident, CancellationToken cancellationToken) =>
        await WithHeadAsync(await records.ReadAsync(incident, cancellationToken), cancellationToken);

    private async Task<string> WithHeadAsync(PostmortemRecord record, CancellationToken cancellationToken)
    {
        var found = await drafts.FindAsync(record, cancellationToken);
        return AuditLine.Append(found.Given, record.Incident.Id, await HeadAsync(record.Incident, cancellationToken))
            + DraftFile.Said(found.Draft, found.Published);
    }

    private Task<AuditHeads> HeadAsync(Incident incident, CancellationToken cancellationToken) =>
        audit.FindHeadsAsync(incident.Workspace, incident.Id.Number, cancellationToken);
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

    /// <summary>The draft in Confluence's storage format.</summary>
    Confluence,
}
