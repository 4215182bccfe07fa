using System.Globalization;
using System.Security.Cryptography;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Timeline.Files;

/// <summary>
/// Downloads a file of a captured message and keeps it; what does not succeed is tried again for some days, and stays visible.
/// </summary>
internal sealed partial class KeepFile(
    FileStore files, FileRequests requests, ChatPlatforms platforms, TimelineOptions options, ILogger<KeepFile> log)
{
    /// <summary>The kind of own work that leads here; earlier versions wrote <c>INC-7|channel|message|file</c>.</summary>
    internal static readonly WorkKind<FileToKeep> Kind = new(
        "own/keep-file", static () => TimelineJson.Default.FileToKeep, FileToKeep.ReadFormer);

    /// <summary>An entry's files that were given up are downloaded after all; whoever asked hears how many.</summary>
    public async Task<Happened> TryAgainAsync(IncidentId incident, int entry, Inbound by, Work work, CancellationToken cancellationToken) =>
        Happened.Answered(
            FileWords.TriedAgain(incident, await requests.TryAgainAsync(incident, entry, work, cancellationToken), by.At));

    /// <summary>Tries it once.</summary>
    /// <exception cref="ChatUnavailableException">The platform asks to wait.</exception>
    public async Task<Happened> HandleAsync(FileToKeep wanted, Work work, CancellationToken cancellationToken)
    {
        var (incident, message, id) = (
            new IncidentId(wanted.Incident), new MessageId(new ChannelId(wanted.Channel), wanted.Message), wanted.File);
        var all = await files.ListAsync(work.Workspace, incident, cancellationToken);
        if (all.FirstOrDefault(known => known.Message == message && known.Id == id) is not { State: FileState.Waiting } file)
            return Happened.Nothing;

        var room = KeepFileRules.Room(all, await files.SizeAsync(cancellationToken), options);
        var reading = room.Least <= 0
            ? new FileTooLarge(new ChatFile(file.Id, file.Name, file.MediaType))
            : await AskAsync(file, Math.Min(room.Least, options.MaxFileBytes), work, cancellationToken);
        switch (KeepFileRules.Decide(file, reading, room, options))
        {
            case FileKept kept:
                files.Keep(work.Batch, work.Workspace, incident, file, kept, ((FileRead)reading).Content);
                Kept(id, incident, kept.Sha256);
                break;
            case FileGivenUp given:
                FileStore.GiveUp(work.Batch, work.Workspace, incident, file, given);
                GivenUp(id, incident, given.Problem);
                break;
            case FilePutOff later:
                FileStore.PutOff(work.Batch, work.Workspace, incident, file, later.Problem);
                work.Then(Later(incident, message, id, file.Attempts + 1, work.Now + later.Wait));
                PutOff(id, incident, later.Problem, later.Wait);
                break;
        }

        return Happened.Nothing;
    }

    private async Task<FileReading> AskAsync(EntryFile file, long mostBytes, Work work, CancellationToken cancellationToken)
    {
        var asked = new ChatFile(file.Id, file.Name, file.MediaType);
        try
        {
            return await platforms.Of(work.Platform).ReadFileAsync(work.Workspace, asked, mostBytes, cancellationToken);
        }
        catch (ChatUnavailableException failed) when (failed.MayBeOutage || failed.RetryAfter is null)
        {
            // As a retry of its own it does not hold up the incident's other files.
            return new FileNotRead(asked, "the download failed", Permanent: false);
        }
    }

    /// <summary>
    /// The work that downloads a file. Files of one incident are downloaded one after the other, so that they take few of the workers.
    /// </summary>
    /// <param name="incident">Whose file.</param>
    /// <param name="message">The message that shares it.</param>
    /// <param name="file">The platform's id of the file.</param>
    /// <param name="attempt">How often it was tried before.</param>
    /// <param name="dueAt">Not before this instant; null: at once.</param>
    internal static FollowUp Later(IncidentId incident, MessageId message, string file, int attempt, DateTimeOffset? dueAt) => Kind.Later(
        string.Create(CultureInfo.InvariantCulture, $"{incident}/file/{message}/{file}/{attempt}"),
        $"{incident}/files",
        new FileToKeep(incident.Number, message.Channel.Value, message.Id, file),
        dueAt);

    [LoggerMessage(Level = LogLevel.Information, Message = "File {File} of {Incident} is kept, SHA-256 {Sha256}")]
    private partial void Kept(string file, IncidentId incident, string sha256);

    [LoggerMessage(Level = LogLevel.Warning, Message = "File {File} of {Incident} is not kept: {Problem}")]
    private partial void GivenUp(string file, IncidentId incident, string problem);

    [
        LoggerMessage(
            Level = LogLevel.Warning, Message = "File {File} of {Incident} is not downloaded yet: {Problem}; the next try is in {Wait}"),
    ]
    private partial void PutOff(string file, IncidentId incident, string problem, TimeSpan wait);
}

/// <summary>Whether a file is kept, given up, or tried again.</summary>
internal static class KeepFileRules
{
    /// <summary>The pauses between tries: about two days in all, long enough to see to a missing permission.</summary>
    public static IReadOnlyList<TimeSpan> Waits { get; } =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <summary>How many bytes may still be kept; each content counts once.</summary>
    /// <param name="all">The incident's files.</param>
    /// <param name="stored">How many bytes the files of all incidents have.</param>
    /// <param name="options">What the organisation has set.</param>
    public static FileRoom Room(IReadOnlyList<EntryFile> all, long stored, TimelineOptions options) => new(
        options.MaxIncidentBytes - all.Where(file => file.Sha256 is not null).DistinctBy(file => file.Sha256, StringComparer.Ordinal)
            .Sum(file => file.Size ?? 0),
        options.MaxStoreBytes - stored);

    /// <summary>
    /// Decides on what the platform handed over: <see cref="FileKept"/>, <see cref="FileGivenUp"/> or <see cref="FilePutOff"/>.
    /// </summary>
    /// <param name="file">The file as it is on record.</param>
    /// <param name="reading">What the platform handed over.</param>
    /// <param name="room">How many bytes may still be kept.</param>
    /// <param name="options">What the organisation has set.</param>
    public static FileFact Decide(EntryFile file, FileReading reading, FileRoom room, TimelineOptions options) => reading switch
    {
        FileRead read =>
            new FileKept(file.Message, read.File, Convert.ToHexStringLower(SHA256.HashData(read.Content)), read.Content.Length),
        FileTooLarge large => new FileGivenUp(file.Message, large.File, TooLarge(room, options), large.Link),
        FileNotRead { Permanent: false } failed when file.Attempts < Waits.Count => new FilePutOff(failed.Problem, Waits[file.Attempts]),
        FileNotRead failed => new FileGivenUp(file.Message, failed.File, failed.Problem, failed.Link),
        _ => throw new InvalidOperationException($"No rule for {reading.GetType().Name}."),
    };

    private static string TooLarge(FileRoom room, TimelineOptions options) => options switch
    {
        { MaxFileMegabytes: 0 } => "files are not kept here",
        _ when room.OfStore < options.MaxFileBytes && room.OfStore <= room.OfIncident => string.Create(
            CultureInfo.InvariantCulture, $"the files of all incidents would be larger than {options.MaxStoreMegabytes} MB in all"),
        _ when room.OfIncident < options.MaxFileBytes => string.Create(
            CultureInfo.InvariantCulture, $"the incident's files would be larger than {options.MaxIncidentMegabytes} MB in all"),
        _ => string.Create(CultureInfo.InvariantCulture, $"larger than {options.MaxFileMegabytes} MB"),
    };
}

/// <summary>How many bytes may still be kept.</summary>
/// <param name="OfIncident">Of the incident's files.</param>
/// <param name="OfStore">Of the files of all incidents.</param>
internal sealed record FileRoom(long OfIncident, long OfStore)
{
    /// <summary>Of a single file.</summary>
    public long Least => Math.Min(OfIncident, OfStore);
}

/// <summary>A file that is to be kept.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Channel">The id of its message's channel.</param>
/// <param name="Message">The message's id in it.</param>
/// <param name="File">The platform's id of the file.</param>
internal sealed record FileToKeep(int Incident, string Channel, string Message, string File)
{
    /// <summary>Reads <c>INC-7|channel|message|file</c>.</summary>
    public static FileToKeep? ReadFormer(string text) =>
        text.Split('|') is [var incident, var channel, var message, var file] && IncidentId.TryParse(incident, out var id)
        ? new FileToKeep(id.Number, channel, message, file)
        : null;
}
