using System.Globalization;
using System.Security.Cryptography;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Timeline.Files;

/// <summary>
/// Keeps pictures that the bot itself made as evidence of an entry, in the store of captured files and within its bounds, so that whatever
/// gives the record out gives them too.
/// </summary>
internal sealed partial class KeepPicture(FileStore files, TimelineOptions options, ILogger<KeepPicture> log)
{
    private const string Maker = "kept-picture", MediaType = "image/png";

    /// <summary>Keeps a picture with the entry that it belongs to, in the same transaction.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="entry">The entry's number; it may be written in the same work.</param>
    /// <param name="place">Counts from 0 where an entry has several; the same place twice is a conflict.</param>
    /// <param name="fileName">What people call it, with its extension.</param>
    /// <param name="png">The picture.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// How a chat is sent it; null: the store has no room for it (<see cref="TimelineOptions.MaxFileMegabytes"/> and its like), which the
    /// log says.
    /// </returns>
    public async Task<ChartPicture?> KeepAsync(
        IncidentId incident, int entry, int place, string fileName, byte[] png, Work work, CancellationToken cancellationToken)
    {
        var all = await files.ListAsync(work.Workspace, incident, cancellationToken);
        var room = KeepFileRules.Room(all, await files.SizeAsync(cancellationToken), options);
        if (png.Length > Math.Min(room.Least, options.MaxFileBytes))
        {
            NoRoom(fileName, incident, png.Length);
            return null;
        }

        var file = new ChatFile(string.Create(CultureInfo.InvariantCulture, $"own-{place + 1}"), fileName, MediaType);
        var message = EntryFile.OwnMessage(entry);
        var kept = new FileKept(message, file, HashOf(png), png.Length);
        FileStore.Add(work.Batch, work.Workspace, incident, new FileNoted(message, file), place);
        var noted = new EntryFile { Message = message, Id = file.Id, Name = fileName, MediaType = MediaType, Place = place };
        files.Keep(work.Batch, work.Workspace, incident, noted, kept, png);
        return new ChartPicture(fileName, new FileMadeBy(Maker, kept.Sha256));
    }

    /// <summary>How the outbox has a kept picture made: it is read when it is sent.</summary>
    public FileMaker ToMaker() => new(Maker, ReadAsync);

    private async Task<byte[]> ReadAsync(WorkspaceId workspace, string sha256, CancellationToken cancellationToken) =>
        await files.ReadAsync(workspace, sha256, cancellationToken) is { } png && HashOf(png) == sha256
            ? png
            : throw new InvalidDataException("The picture is not in the store any more, or is not what was kept.");

    private static string HashOf(byte[] png) => Convert.ToHexStringLower(SHA256.HashData(png));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Picture {Name} of {Incident} is not kept: there is no room for its {Bytes} bytes")]
    private partial void NoRoom(string name, IncidentId incident, int bytes);
}
