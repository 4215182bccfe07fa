using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Timeline.Files;

/// <summary>Where the files of captured messages are kept, each content once in a workspace, until their author takes them away.</summary>
public sealed class FileStore(Database database)
{
    private const int LongestLink = 2000;

    private const string Select = """
        SELECT incident AS Incident, channel AS Channel, ts AS Id, file_id AS FileId, name AS Name, media_type AS MediaType, state AS State,
               problem AS Problem, link AS Link, sha256 AS Sha256, size AS Size, attempts AS Attempts, place AS Place
        FROM timeline_file
        WHERE workspace_id = @Workspace
        """;

    private const string OfIncident = Select + " AND incident = @Incident ORDER BY channel, ts, place";

    private const string OfMessage = Select + " AND incident = @Incident AND channel = @Channel AND ts = @Id ORDER BY place";

    private const string Everywhere = Select + " AND file_id = @FileId AND state <> 'removed' ORDER BY incident";

    private const string Insert = """
        INSERT INTO timeline_file (workspace_id, incident, channel, ts, file_id, place, name, media_type, state, attempts)
        VALUES (@Workspace, @Incident, @Channel, @Id, @FileId, @Place, @Name, @MediaType, @State, @Attempts)
        """;

    private const string Update = """
        UPDATE timeline_file
        SET name = @Name, media_type = @MediaType, state = @State, problem = @Problem, link = @Link,
            sha256 = @Sha256, size = @Size, attempts = @Attempts
        WHERE workspace_id = @Workspace AND incident = @Incident AND channel = @Channel AND ts = @Id AND file_id = @FileId
        AND state = @Before AND attempts = @AttemptsBefore
        """;

    private const string SumSizes = "SELECT COALESCE(SUM(size), 0) AS Size FROM file_content";

    internal const string SelectContent =
        "SELECT content AS Content FROM file_content WHERE workspace_id = @Workspace AND sha256 = @Sha256";

    private const string DeleteContent = """
        DELETE FROM file_content
        WHERE workspace_id = @Workspace AND sha256 = @Sha256
          AND NOT EXISTS (SELECT 1 FROM timeline_file WHERE workspace_id = @Workspace AND sha256 = @Sha256)
        """;

    private const string MoveFiles = "UPDATE timeline_file SET channel = @To WHERE workspace_id = @Workspace AND channel = @From";

    /// <summary>The files of an incident, by message, then in the order in which they stand there.</summary>
    public async Task<IReadOnlyList<EntryFile>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [
            .. (
                await database.QueryAsync<FileRow>(
                    OfIncident, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken))
                .Select(row => row.ToFile()),
        ];

    /// <summary>The files of a message, in the order in which they stand there.</summary>
    public async Task<IReadOnlyList<EntryFile>> ListAsync(
        WorkspaceId workspace, IncidentId incident, MessageId message, CancellationToken cancellationToken)
    {
        var key = new { Workspace = workspace.Value, Incident = incident.Number, Channel = message.Channel.Value, message.Id };
        return [.. (await database.QueryAsync<FileRow>(OfMessage, key, cancellationToken)).Select(row => row.ToFile())];
    }

    /// <summary>A file wherever it is on record and not removed, with its incident.</summary>
    public async Task<IReadOnlyList<(IncidentId Incident, EntryFile File)>> FindEverywhereAsync(
        WorkspaceId workspace, string file, CancellationToken cancellationToken) =>
        [
            .. (await database.QueryAsync<FileRow>(Everywhere, new { Workspace = workspace.Value, FileId = file }, cancellationToken))
                .Select(row => (new IncidentId(row.Incident), row.ToFile())),
        ];

    /// <summary>How many bytes the contents of all workspaces have together.</summary>
    public async Task<long> SizeAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync<long>(SumSizes, null, cancellationToken))[0];

    /// <summary>The bytes of this hash; null: there are none.</summary>
    public async Task<byte[]?> ReadAsync(WorkspaceId workspace, string sha256, CancellationToken cancellationToken) =>
        (
            await database.FindAsync<ContentRow>(
                SelectContent, new { Workspace = workspace.Value, Sha256 = sha256 }, cancellationToken))?.Content;

    /// <summary>
    /// Notes that a captured message has a file, which is still to be downloaded; who is second with the same is in conflict.
    /// </summary>
    /// <param name="batch">Where it is written.</param>
    /// <param name="workspace">Whose record.</param>
    /// <param name="incident">Whose record.</param>
    /// <param name="fact">The file.</param>
    /// <param name="place">Counts from 0 in its message.</param>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, FileNoted fact, int place)
    {
        var noted = new EntryFile
        {
            Message = fact.Message,
            Id = fact.File.Id,
            Name = fact.File.Name,
            MediaType = fact.File.MediaType,
            Place = place,
        };
        var row = FileRow.Of(workspace, incident, noted, noted);
        batch.Add(Insert, row, expectedRows: 1);
        batch.Record(
            new Change(
                incident.Number, nameof(FileNoted), TimelineJson.Write(fact, TimelineJson.Default.FileNoted), noted.Subject)
            {
                Rows = [TimelineTables.Files.Row(row)],
            });
    }

    /// <summary>Keeps a file's bytes, once for each content; a file of which something else has become meanwhile is a conflict.</summary>
    public void Keep(Batch batch, WorkspaceId workspace, IncidentId incident, EntryFile before, FileKept fact, byte[] content)
    {
        batch.Add(InsertContent(database.Dialect), new { Workspace = workspace.Value, fact.Sha256, fact.Size, Content = content });
        Change(
            batch, workspace, incident, before,
            before with
            {
                Name = fact.File.Name,
                MediaType = fact.File.MediaType,
                State = FileState.Kept,
                Problem = null,
                Link = null,
                Sha256 = fact.Sha256,
                Size = fact.Size,
            },
            nameof(FileKept), TimelineJson.Write(fact, TimelineJson.Default.FileKept));
    }

    /// <summary>Gives a file up.</summary>
    public static void GiveUp(Batch batch, WorkspaceId workspace, IncidentId incident, EntryFile before, FileGivenUp fact)
    {
        Change(
            batch, workspace, incident, before,
            before with
            {
                Name = fact.File.Name,
                MediaType = fact.File.MediaType,
                State = FileState.Missing,
                Problem = fact.Problem,
                Link = fact.Link,
                Attempts = before.Attempts + 1,
            },
            nameof(FileGivenUp), TimelineJson.Write(fact, TimelineJson.Default.FileGivenUp));
    }

    /// <summary>Puts a file that was given up back in line to be downloaded.</summary>
    public static void Want(Batch batch, WorkspaceId workspace, IncidentId incident, EntryFile before) =>
        Change(
            batch, workspace, incident, before, before with { State = FileState.Waiting }, nameof(FileWanted),
            TimelineJson.Write(new FileWanted(before.Message, before.Id), TimelineJson.Default.FileWanted));

    /// <summary>Notes that a file was tried in vain, and why.</summary>
    public static void PutOff(Batch batch, WorkspaceId workspace, IncidentId incident, EntryFile before, string problem) =>
        Change(
            batch, workspace, incident, before, before with { Problem = problem, Link = null, Attempts = before.Attempts + 1 },
            nameof(FilePutOff), problem);

    /// <summary>
    /// Takes a file's name and bytes away for good, and the words of the trail about it; bytes that another message has as well stay for
    /// that one.
    /// </summary>
    public static void Remove(Batch batch, WorkspaceId workspace, IncidentId incident, EntryFile before)
    {
        Change(
            batch, workspace, incident, before,
            before with
            {
                Name = string.Empty,
                MediaType = string.Empty,
                State = FileState.Removed,
                Problem = null,
                Link = null,
                Sha256 = null,
                Size = null,
            },
            AuditCheck.FileRemoved, before.Id, new ErasedSubject(before.Subject));
        if (before.Sha256 is { } sha256)
            batch.Add(DeleteContent, new { Workspace = workspace.Value, Sha256 = sha256 });
    }

    /// <summary>A channel has another id.</summary>
    public static void Move(Batch batch, WorkspaceId workspace, ChannelId from, ChannelId to) =>
        batch.Add(MoveFiles, new { Workspace = workspace.Value, From = from.Value, To = to.Value });

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) => [InsertContent(dialect)];

    private static string InsertContent(Dialect dialect) => dialect.InsertOnce(
        "file_content", "workspace_id, sha256, size, content", "@Workspace, @Sha256, @Size, @Content",
        "workspace_id = @Workspace AND sha256 = @Sha256");

    private static void Change(
        Batch batch, WorkspaceId workspace, IncidentId incident, EntryFile before, EntryFile now, string kind, string words,
        ErasedSubject? erases = null)
    {
        var row = FileRow.Of(workspace, incident, before, now);
        batch.Add(Update, row, expectedRows: 1);
        batch.Record(
            new Change(incident.Number, kind, words, before.Subject) { Rows = [TimelineTables.Files.Row(row)], Erases = erases });
    }

    // A link that is cut leads nowhere.
    private static string? LinkOf(EntryFile file) => file.Link is { AbsoluteUri: { Length: <= LongestLink } link } ? link : null;

    private sealed class ContentRow
    {
        public byte[] Content { get; init; } = [];
    }

    private sealed class FileRow
    {
        public string Workspace { get; init; } = string.Empty;

        public string Before { get; init; } = string.Empty;

        public int AttemptsBefore { get; init; }

        public int Place { get; init; }

        public int Incident { get; init; }

        public string Channel { get; init; } = string.Empty;

        public string Id { get; init; } = string.Empty;

        public string FileId { get; init; } = string.Empty;

        public string Name { get; init; } = string.Empty;

        public string MediaType { get; init; } = string.Empty;

        public string State { get; init; } = string.Empty;

        public string? Problem { get; init; }

        public string? Link { get; init; }

        public string? Sha256 { get; init; }

        public long? Size { get; init; }

        public int Attempts { get; init; }

        public static FileRow Of(WorkspaceId workspace, IncidentId incident, EntryFile before, EntryFile now) => new()
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            Channel = before.Message.Channel.Value,
            Id = before.Message.Id,
            FileId = before.Id,
            Before = Words.Of(before.State),
            AttemptsBefore = before.Attempts,
            Place = before.Place,
            Name = now.Name,
            MediaType = now.MediaType,
            State = Words.Of(now.State),
            Problem = now.Problem,
            Link = LinkOf(now),
            Sha256 = now.Sha256,
            Size = now.Size,
            Attempts = now.Attempts,
        };

        public EntryFile ToFile() => new()
        {
            Message = new MessageId(new ChannelId(Channel), Id),
            Id = FileId,
            Name = Name,
            MediaType = MediaType,
            State = Words.Parse<FileState>(State),
            Problem = Problem,
            Link = Link is null ? null : new Uri(Link),
            Sha256 = Sha256,
            Size = Size,
            Attempts = Attempts,
            Place = Place,
        };
    }
}
