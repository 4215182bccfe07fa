using System.Text;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Makes the files that are uploaded into a channel at the moment when they are sent.</summary>
internal sealed class ExportMaker(IncidentStore incidents, IncidentExport export, IncidentArchive archive)
{
    private const string Name = "postmortem-export";

    /// <summary>How the outbox knows a file.</summary>
    public static FileMadeBy Of(IncidentId incident, FileForm form) => new(Name, $"{incident} {FileForms.Word(form)}");

    /// <summary>How the outbox has it made.</summary>
    public FileMaker ToMaker() => new(Name, MakeAsync);

    private async Task<byte[]> MakeAsync(WorkspaceId workspace, string of, CancellationToken cancellationToken)
    {
        if (of.Split(' ') is not [var number, var word]
            || !IncidentId.TryParse(number, out var id)
            || FileForms.Read(word) is not { } form
            || await incidents.FindAsync(workspace, id, cancellationToken) is not { } incident)
            throw new InvalidDataException($"There is nothing to make of {of}.");

        return form switch
        {
            FileForm.Zip => await ZipAsync(incident, cancellationToken),
            FileForm.Html => Encoding.UTF8.GetBytes(await export.WriteAsync(incident, ExportFormat.Html, cancellationToken)),
            FileForm.Json => Encoding.UTF8.GetBytes(await export.WriteAsync(incident, ExportFormat.Json, cancellationToken)),
            FileForm.Confluence => Encoding.UTF8.GetBytes(await export.WriteAsync(incident, ExportFormat.Confluence, cancellationToken)),
            _ => Encoding.UTF8.GetBytes(await export.WriteAsync(incident, ExportFormat.Markdown, cancellationToken)),
        };
    }

    private async Task<byte[]> ZipAsync(Incident incident, CancellationToken cancellationToken)
    {
        using var to = new MemoryStream();
        await archive.WriteAsync(incident, to, cancellationToken);
        return to.ToArray();
    }
}
