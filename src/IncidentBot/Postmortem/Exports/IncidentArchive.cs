using System.IO.Compression;
using System.Text;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Editing;
using IncidentBot.Postmortem.Versions.Merging;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Postmortem.Exports;

/// <summary>
/// Gives an incident out with its files as one archive: the draft as Markdown that shows them, the record for other programs, the files
/// themselves, and
/// their hashes in the form that <c>sha256sum -c</c> reads. The same record and heads of the audit trail give the same bytes.
/// </summary>
public sealed class IncidentArchive(PostmortemRecords records, DraftToExport drafts, FileStore files, AuditCheck audit)
{
    // The earliest that the format knows; when the archive was made is nothing of the record.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the archive; only reads the store, so that it works while the bot runs.</summary>
    /// <param name="incident">Which incident.</param>
    /// <param name="to">Where it is written; stays open.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="InvalidDataException">A file's bytes are gone, or are not those of its hash.</exception>
    public async Task WriteAsync(Incident incident, Stream to, CancellationToken cancellationToken)
    {
        var record = await records.ReadAsync(incident, cancellationToken);
        record = record with { EvidencePaths = EvidencePaths.Of(record.Timeline) };
        var heads = await audit.FindHeadsAsync(incident.Workspace, incident.Id.Number, cancellationToken);
        var found = await drafts.FindAsync(record, cancellationToken);
        var markdown = MarkdownOf(record, found);
        var exported = ExportRules.Of(record, found.Exported with { Markdown = markdown }) with { Audit = ExportedAudit.Of(heads) };

        await using var archive = await ZipArchive.CreateAsync(
            to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        var sums = new StringBuilder();
        var text = AuditLine.Append(markdown, incident.Id, heads) + DraftFile.Said(found.Draft, found.Published);
        await AddAsync(archive, "postmortem.md", Encoding.UTF8.GetBytes(text), sums, cancellationToken);
        await AddAsync(archive, "incident.json", Encoding.UTF8.GetBytes(ReadableJson.Write(exported) + "\n"), sums, cancellationToken);
        foreach (var (sha256, path) in record.EvidencePaths.OrderBy(one => one.Value, StringComparer.Ordinal))
        {
            var content = await KeptContent.ReadAsync(files, incident, sha256, path, cancellationToken);
            await AddAsync(archive, path, content, sums, cancellationToken);
        }

        await AddAsync(archive, "SHA256SUMS", Encoding.UTF8.GetBytes(sums.ToString()), new StringBuilder(), cancellationToken);
    }

    // What people edited is in it, and the files are shown where they stand in the archive.
    private static string MarkdownOf(PostmortemRecord record, FoundDraft newest)
    {
        if (record.EvidencePaths.Count == 0)
            return newest.Given;

        var assembled = PostmortemDocument.Assemble(record);
        return newest.Draft.HasEdits
            ? PostmortemRules.Decide(newest.Draft, assembled, default, MergeNames.Editor).Fact?.Draft.Given(newest.Roles) ?? newest.Given
            : assembled;
    }

    private static async Task AddAsync(
        ZipArchive archive, string path, byte[] content, StringBuilder sums, CancellationToken cancellationToken)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = NoTime;
        await using var stream = await entry.OpenAsync(cancellationToken);
        await stream.WriteAsync(content, cancellationToken);
        sums.Append(KeptContent.HashOf(content)).Append("  ").Append(path).Append('\n');
    }
}
