using IncidentBot.Incidents;

namespace IncidentBot.Postmortem.Templates;

/// <summary>Shows what a template makes of an incident; nothing is kept.</summary>
public sealed class PreviewTemplate(PostmortemRecords records)
{
    /// <summary>The draft as Markdown, whatever people have written into the kept one.</summary>
    /// <param name="incident">Which incident.</param>
    /// <param name="template">The template.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<string> WriteAsync(Incident incident, DraftTemplate template, CancellationToken cancellationToken)
    {
        var record = await records.ReadAsync(incident, cancellationToken);
        return PostmortemDocument.Assemble(record with { Templates = new DraftTemplates(template, template) });
    }
}
