using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Store;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Timeline;

/// <summary>
/// Where the entries of the timelines are kept; entries and their changes are only ever added, until their words have to go.
/// </summary>
public sealed class TimelineStore(Database database, MessageHistoryStore messages, FileStore files)
{
    private const string Select = """
        SELECT e.number AS Number, e.happened_at AS HappenedAt, e.recorded_at AS RecordedAt, e.kind AS Kind, e.author AS Author,
               e.captured_by AS CapturedBy, e.words AS Words, e.formats AS Formats, e.effect_key AS EffectKey,
               e.channel AS OwnChannel, e.ts AS OwnId, v.channel AS ToldChannel, v.ts AS ToldId,
               COALESCE(e.permalink, v.permalink) AS Permalink, e.split_channel AS SplitChannel, e.split_ts AS SplitId
        FROM timeline_entry e
        LEFT JOIN evidence v ON v.workspace_id = e.workspace_id AND v.effect_key = e.effect_key
        WHERE e.workspace_id = @Workspace AND e.incident = @Incident
        """;

    private const string ByMessage = Select + " AND ((e.channel = @Channel AND e.ts = @Id) OR (v.channel = @Channel AND v.ts = @Id))";

    private const string IncidentsOf =
        "SELECT DISTINCT incident AS Number FROM timeline_entry WHERE workspace_id = @Workspace AND channel = @Channel AND ts = @Id "
            + "ORDER BY incident";

    private const string IncidentsIn = """
        SELECT incident AS Number FROM timeline_entry WHERE workspace_id = @Workspace AND (channel = @Channel OR split_channel = @Channel)
        UNION SELECT incident AS Number FROM timeline_sign WHERE workspace_id = @Workspace AND channel = @Channel
        UNION SELECT incident AS Number FROM timeline_revision WHERE workspace_id = @Workspace AND channel = @Channel
        UNION SELECT incident AS Number FROM timeline_removal WHERE workspace_id = @Workspace AND channel = @Channel
        UNION SELECT incident AS Number FROM timeline_file WHERE workspace_id = @Workspace AND channel = @Channel
        UNION SELECT incident AS Number FROM evidence WHERE workspace_id = @Workspace AND channel = @Channel
        """;

    private const string MoveEntries = "UPDATE timeline_entry SET channel = @To WHERE workspace_id = @Workspace AND channel = @From";

    private const string MoveParts =
        "UPDATE timeline_entry SET split_channel = @To WHERE workspace_id = @Workspace AND split_channel = @From";

    private const string ByNumber = Select + " AND e.number = @Number";

    private const string Changes = """
        SELECT entry AS Entry, field AS Field, former AS Former, latest AS Latest, changed_at AS ChangedAt, changed_by AS ChangedBy
        FROM timeline_change
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string ChangesInOrder = Changes + " ORDER BY entry, number";

    private const string ChangesOfEntry = Changes + " AND entry = @Entry ORDER BY number";

    private const string Messages = """
        SELECT COALESCE(e.channel, v.channel) AS Channel, COALESCE(e.ts, v.ts) AS Id
        FROM timeline_entry e
        LEFT JOIN evidence v ON v.workspace_id = e.workspace_id AND v.effect_key = e.effect_key
        WHERE e.workspace_id = @Workspace AND e.incident = @Incident AND COALESCE(e.ts, v.ts) IS NOT NULL
        """;

    private const string People = """
        SELECT author FROM timeline_entry WHERE workspace_id = @Workspace AND incident = @Incident
        UNION
        SELECT captured_by FROM timeline_entry WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string Highest =
        "SELECT COALESCE(MAX(number), 0) AS Number FROM timeline_entry WHERE workspace_id = @Workspace AND incident = @Incident";

    private const string Insert = """
        INSERT INTO timeline_entry (
            workspace_id, incident, number, happened_at, recorded_at, kind, author, captured_by, words, formats,
            channel, ts, permalink, effect_key, split_channel, split_ts)
        VALUES (
            @Workspace, @Incident, @Number, @HappenedAt, @RecordedAt, @Kind, @Author, @CapturedBy, @Words, @Formats,
            @Channel, @Id, @Permalink, @EffectKey, @SplitChannel, @SplitId)
        """;

    private const string InsertChange = """
        INSERT INTO timeline_change (workspace_id, incident, entry, number, field, former, latest, changed_at, changed_by)
        VALUES (@Workspace, @Incident, @Entry, @Number, @Field, @Former, @Latest, @At, @By)
        """;

    private const string RemoveWords = """
        UPDATE timeline_entry SET words = '', formats = NULL
        WHERE workspace_id = @Workspace AND incident = @Incident
        AND ((channel = @Channel AND ts = @Id) OR (split_channel = @Channel AND split_ts = @Id))
        """;

    private const string RemoveChangedWords = """
        UPDATE timeline_change SET former = '', latest = ''
        WHERE workspace_id = @Workspace AND incident = @Incident AND field = 'text' AND entry IN (
            SELECT e.number FROM timeline_entry e
            WHERE e.workspace_id = @Workspace AND e.incident = @Incident
              AND ((e.channel = @Channel AND e.ts = @Id) OR (e.split_channel = @Channel AND e.split_ts = @Id)))
        """;

    /// <summary>Everybody who wrote an entry of an incident or put one on record, each once for each name that they had.</summary>
    internal async Task<IReadOnlyList<Person>> ListPeopleAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [
            .. (await database.QueryAsync<string>(
                People, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken))
                .Select(TimelineJson.ReadPerson),
        ];

    /// <summary>
    /// The timeline of an incident, by when it happened, then in the order of recording; what was withdrawn is not in it.
    /// </summary>
    public async Task<IReadOnlyList<TimelineEntry>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [.. (await ListAllAsync(workspace, incident, cancellationToken)).Where(entry => !entry.IsWithdrawn)];

    /// <summary>The same with what was withdrawn.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> ListAllAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        await ListAllAsync(workspace, incident, await messages.ListAsync(workspace, incident, cancellationToken), cancellationToken);

    /// <summary>The same by what is known of the incident's messages, for who has read that already.</summary>
    internal async Task<IReadOnlyList<TimelineEntry>> ListAllAsync(
        WorkspaceId workspace, IncidentId incident, IReadOnlyDictionary<MessageId, MessageHistory> histories,
        CancellationToken cancellationToken)
    {
        var key = new { Workspace = workspace.Value, Incident = incident.Number };
        var entries = await database.QueryAsync<EntryRow>(Select, key, cancellationToken);
        var changes = (await database.QueryAsync<EntryChangeRow>(ChangesInOrder, key, cancellationToken)).ToLookup(change => change.Entry);
        var shared = (await files.ListAsync(workspace, incident, cancellationToken)).ToLookup(file => file.Message);
        return
        [
            .. entries
                .Select(row => row.ToEntry(row.WordsFrom is { } message ? histories.GetValueOrDefault(message) : null, changes[row.Number]))
                .Select(entry => FilesOf(entry, shared) is { Count: > 0 } some ? entry with { Files = some } : entry)
                .OrderBy(entry => entry.At)
                .ThenBy(entry => entry.Number),
        ];
    }

    /// <summary>The messages that entries were captured from, or by which the bot told them, withdrawn or not.</summary>
    public async Task<HashSet<MessageId>> ListMessagesAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [
            .. (
                await database.QueryAsync<MessageRow>(
                    Messages, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken))
                .Select(row => row.ToId()),
        ];

    /// <summary>The entry that this message was captured as, or by which the bot told it, withdrawn or not; null: there is none.</summary>
    public async Task<TimelineEntry?> FindByMessageAsync(
        WorkspaceId workspace, IncidentId incident, MessageId message, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<EntryRow>(
            ByMessage,
            new { Workspace = workspace.Value, Incident = incident.Number, Channel = message.Channel.Value, message.Id },
            cancellationToken);
        return row is null ? null : await AsItStandsAsync(workspace, incident, row, cancellationToken);
    }

    /// <summary>The incidents in whose timelines a message is.</summary>
    public async Task<IReadOnlyList<IncidentId>> ListIncidentsOfAsync(
        WorkspaceId workspace, MessageId message, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<NumberRow>(
            IncidentsOf, new { Workspace = workspace.Value, Channel = message.Channel.Value, message.Id }, cancellationToken);
        return [.. rows.Select(row => new IncidentId(row.Number))];
    }

    /// <summary>The incidents on whose record messages of a channel are.</summary>
    public async Task<IReadOnlyList<IncidentId>> ListIncidentsInAsync(
        WorkspaceId workspace, ChannelId channel, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<NumberRow>(
            IncidentsIn, new { Workspace = workspace.Value, Channel = channel.Value }, cancellationToken);
        return [.. rows.Select(row => new IncidentId(row.Number)).OrderBy(id => id.Number)];
    }

    /// <summary>A channel has another id.</summary>
    public static void Move(Batch batch, WorkspaceId workspace, ChannelId from, ChannelId to)
    {
        var ids = new { Workspace = workspace.Value, From = from.Value, To = to.Value };
        batch.Add(MoveEntries, ids);
        batch.Add(MoveParts, ids);
    }

    /// <summary>The entry of this number, withdrawn or not; null: there is none.</summary>
    public async Task<TimelineEntry?> FindAsync(WorkspaceId workspace, IncidentId incident, int number, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<EntryRow>(
            ByNumber,
            new { Workspace = workspace.Value, Incident = incident.Number, Number = number },
            cancellationToken);
        return row is null ? null : await AsItStandsAsync(workspace, incident, row, cancellationToken);
    }

    /// <summary>The number for the next entry; whoever commits it first has it, the other's commit is a conflict.</summary>
    public async Task<int> NextAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<NumberRow>(
            Highest, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken);
        return (row?.Number ?? 0) + 1;
    }

    /// <summary>Writes a new entry.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, TimelineEntry entry)
    {
        var row = new
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            entry.Number,
            HappenedAt = entry.At,
            entry.RecordedAt,
            Kind = Language.Words.Of(entry.Kind),
            Author = JsonSerializer.Serialize(entry.Author, TimelineJson.Default.Person),
            CapturedBy = JsonSerializer.Serialize(entry.CapturedBy, TimelineJson.Default.Person),
            Words = entry.Text,
            Formats = TimelineJson.WriteFormats(entry.Formats),
            Channel = entry.Message?.Channel.Value,
            entry.Message?.Id,
            Permalink = entry.Permalink?.OriginalString,
            EffectKey = entry.ToldAs,
            SplitChannel = entry.SplitFrom?.Channel.Value,
            SplitId = entry.SplitFrom?.Id,
        };
        batch.Add(Insert, row, expectedRows: 1);
        batch.Record(
            new Change(
                incident.Number, nameof(EntryRecorded), TimelineJson.Write(new EntryRecorded(entry), TimelineJson.Default.EntryRecorded),
                Subject(entry))
            {
                Rows = [TimelineTables.Entries.Row(row)],
            });
    }

    /// <summary>Writes what a person has changed of an entry, and what the entry is after that.</summary>
    /// <param name="batch">Where it is written.</param>
    /// <param name="workspace">Whose timeline.</param>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="entry">The entry as it was read; who changes it at the same time is in conflict.</param>
    /// <param name="changes">What is changed, in order.</param>
    public static void AddChanges(
        Batch batch, WorkspaceId workspace, IncidentId incident, TimelineEntry entry, IReadOnlyList<EntryChange> changes)
    {
        foreach (var (order, change) in changes.Index())
        {
            var row = new
            {
                Workspace = workspace.Value,
                Incident = incident.Number,
                Entry = entry.Number,
                Number = entry.Changes.Count + 1 + order,
                Field = Language.Words.Of(change.Field),
                change.Former,
                change.Latest,
                change.At,
                By = JsonSerializer.Serialize(change.By, TimelineJson.Default.Person),
            };
            batch.Add(InsertChange, row, expectedRows: 1);
            var subject = change.Field == EntryField.Text ? Subject(entry) : string.Empty;
            batch.Record(
                new Change(
                    incident.Number, nameof(EntryChanged),
                    TimelineJson.Write(new EntryChanged(entry.Number, change), TimelineJson.Default.EntryChanged), subject)
                {
                    Rows = [TimelineTables.Changes.Row(row)],
                });
        }
    }

    /// <summary>Takes the words of a message's entry away for good, with what people made of them.</summary>
    public static void Remove(Batch batch, WorkspaceId workspace, IncidentId incident, MessageId message)
    {
        var key = new { Workspace = workspace.Value, Incident = incident.Number, Channel = message.Channel.Value, message.Id };
        batch.Add(RemoveWords, key);
        batch.Add(RemoveChangedWords, key);
    }

    private static List<EntryFile> FilesOf(TimelineEntry entry, ILookup<MessageId, EntryFile> files) =>
        [.. entry.Message is { } message ? files[message] : [], .. files[EntryFile.OwnMessage(entry.Number)]];

    // The message with which the words have to go.
    private static string Subject(TimelineEntry entry) => (entry.SplitFrom ?? entry.Message)?.ToString() ?? string.Empty;

    private async Task<TimelineEntry> AsItStandsAsync(
        WorkspaceId workspace, IncidentId incident, EntryRow row, CancellationToken cancellationToken)
    {
        var changes = await database.QueryAsync<EntryChangeRow>(
            ChangesOfEntry, new { Workspace = workspace.Value, Incident = incident.Number, Entry = row.Number }, cancellationToken);
        var history = row.WordsFrom is { } message ? await messages.FindAsync(workspace, incident, message, cancellationToken) : null;
        return row.ToEntry(history, changes);
    }

    private sealed class MessageRow
    {
        public string Channel { get; init; } = string.Empty;

        public string Id { get; init; } = string.Empty;

        public MessageId ToId() => new(new ChannelId(Channel), Id);
    }

    private sealed class NumberRow
    {
        public int Number { get; init; }
    }
}
