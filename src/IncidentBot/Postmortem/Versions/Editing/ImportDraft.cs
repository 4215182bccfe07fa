using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Postmortem.Versions.Editing;

/// <summary>Takes a draft that was edited as a file; one of an older version is merged, one of another incident refused.</summary>
internal sealed class ImportDraft(KeepEdit keep)
{
    /// <summary>Takes it.</summary>
    public async Task<Happened> HandleAsync(ImportDraftCommand command, Call call, CancellationToken cancellationToken)
    {
        var decision = ImportDraftRules.Decide(call.Incident.Id, DraftFile.Read(command.Text), command.Version);
        return decision.Fact is { } read
            ? await keep.HandleAsync(
                call.Incident, read.Version, from => from.Back(read.Markdown), call.By.Who, call.Work, cancellationToken)
            : Happened.Refused(decision.Sentence);
    }
}

/// <summary>Whether a file is a draft of an incident, and of which version.</summary>
internal static class ImportDraftRules
{
    /// <summary>Decides by the line that the export wrote into the file.</summary>
    /// <param name="incident">Whose draft it is to be.</param>
    /// <param name="file">The file.</param>
    /// <param name="said">The version that the person says it is; null: the file has to tell.</param>
    public static Delivery.Decision<DraftToImport> Decide(IncidentId incident, ReadDraftFile file, int? said)
    {
        if (file.Incident is { } other && other != incident)
            return new Delivery.Refusal($"Nothing was changed: this file is the postmortem of {other}, not of {incident}.");
        if (string.IsNullOrWhiteSpace(file.Markdown))
            return new Delivery.Refusal("Nothing was changed: the file is empty.");
        if ((said ?? file.Version) is not { } version)
            return new Delivery.Refusal(
                "Nothing was changed: the file doesn't tell which draft it was made of. Add --version with the number of the draft, "
                    + "such as --version 3.");

        return new DraftToImport(file.Markdown, version);
    }
}

/// <summary>A draft that comes back.</summary>
/// <param name="Markdown">The text.</param>
/// <param name="Version">The version that was edited.</param>
internal sealed record DraftToImport(string Markdown, int Version);
