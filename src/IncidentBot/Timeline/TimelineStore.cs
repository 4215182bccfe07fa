using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Timeline;

/// <summary>Where the entries of the timelines are kept; entries and their changes are only ever added, until their words have to go.</summary>
public sealed class TimelineStore(Database database, MessageHistoryStore messages)
{
    private const string Select = """
        SELECT e.number AS Number, e.happened_at AS HappenedAt, e.recorded_at AS RecordedAt, e.kind AS Kind, e.author AS Author,
               e.captured_by AS CapturedBy, e.words AS Words, e.effect_key AS EffectKey,
               e.channel AS OwnChannel, e.ts AS OwnTs, v.channel AS ToldChannel, v.ts AS ToldTs,
               COALESCE(e.permalink, v.permalink) AS Permalink
        FROM timeline_entry e
        LEFT JOIN evidence v ON v.workspace_id = e.workspace_id AND v.effect_key = e.effect_key
        WHERE e.workspace_id = @Workspace AND e.incident = @Incident
        """;

    private const string ByMessage = Select + " AND ((e.channel = @Channel AND e.ts = @Ts) OR (v.channel = @Channel AND v.ts = @Ts))";

    private const string ByNumber = Select + " AND e.number = @Number";

    private const string Changes = """
        SELECT entry AS Entry, number AS Number, latest AS Latest
        FROM timeline_change
        WHERE workspace_id = @Workspace AND incident = @Incident AND field = 'kind'
        ORDER BY entry, number
        """;

    private const string Highest = "SELECT COALESCE(MAX(number), 0) AS Number FROM timeline_entry WHERE workspace_id = @Workspace AND incident = @Incident";

    private const string HighestChange = """
        SELECT COALESCE(MAX(number), 0) AS Number FROM timeline_change
        WHERE workspace_id = @Workspace AND incident = @Incident AND entry = @Entry
        """;

    private const string Insert = """
        INSERT INTO timeline_entry (workspace_id, incident, number, happened_at, recorded_at, kind, author, captured_by, words, channel, ts, permalink, effect_key)
        VALUES (@Workspace, @Incident, @Number, @HappenedAt, @RecordedAt, @Kind, @Author, @CapturedBy, @Words, @Channel, @Ts, @Permalink, @EffectKey)
        """;

    private const string InsertChange = """
        INSERT INTO timeline_change (workspace_id, incident, entry, number, field, former, latest, changed_at, changed_by)
        VALUES (@Workspace, @Incident, @Entry, @Number, 'kind', @Former, @Latest, @At, @By)
        """;

    private const string RemoveWords = """
        UPDATE timeline_entry SET words = ''
        WHERE workspace_id = @Workspace AND incident = @Incident AND channel = @Channel AND ts = @Ts
        """;

    /// <summary>The timeline of an incident, by when it happened, then in the order of recording; what was withdrawn is not in it.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> ListAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var key = new { Workspace = workspace.Value, Incident = incident.Number };
        var entries = await database.QueryAsync<EntryRow>(Select, key, cancellationToken);
        var changes = (await database.QueryAsync<ChangeRow>(Changes, key, cancellationToken)).ToLookup(change => change.Entry);
        var histories = await messages.ListAsync(workspace, incident, cancellationToken);
        return
        [
            .. entries
                .Select(row => row.ToEntry(row.Own is { } message ? histories.GetValueOrDefault(message) : null, changes[row.Number]))
                .Where(entry => !entry.IsWithdrawn)
                .OrderBy(entry => entry.At)
                .ThenBy(entry => entry.Number),
        ];
    }

    /// <summary>The entry that this message was captured as, or by which the bot told it, withdrawn or not; null: there is none.</summary>
    public async Task<TimelineEntry?> FindByMessageAsync(WorkspaceId workspace, IncidentId incident, MessageId message, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<EntryRow>(
            ByMessage,
            new { Workspace = workspace.Value, Incident = incident.Number, Channel = message.Channel.Value, message.Ts },
            cancellationToken);
        return row is null ? null : await AsItStandsAsync(workspace, incident, row, cancellationToken);
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
        var row = await database.FindAsync<HighestRow>(Highest, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken);
        return (row?.Number ?? 0) + 1;
    }

    /// <summary>The number for the next change of an entry; whoever commits it first has it.</summary>
    public async Task<int> NextChangeAsync(WorkspaceId workspace, IncidentId incident, int entry, CancellationToken cancellationToken)
    {
        var key = new { Workspace = workspace.Value, Incident = incident.Number, Entry = entry };
        return ((await database.FindAsync<HighestRow>(HighestChange, key, cancellationToken))?.Number ?? 0) + 1;
    }

    /// <summary>Writes a new entry.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, TimelineEntry entry)
    {
        batch.Add(
            Insert,
            new
            {
                Workspace = workspace.Value,
                Incident = incident.Number,
                entry.Number,
                HappenedAt = entry.At,
                entry.RecordedAt,
                Kind = Chat.Words.Of(entry.Kind),
                Author = JsonSerializer.Serialize(entry.Author, TimelineJson.Default.Person),
                CapturedBy = JsonSerializer.Serialize(entry.CapturedBy, TimelineJson.Default.Person),
                Words = entry.Text,
                Channel = entry.Message?.Channel.Value,
                entry.Message?.Ts,
                Permalink = entry.Permalink?.OriginalString,
                EffectKey = entry.ToldAs,
            },
            expectedRows: 1);
        batch.Tell(new Change(incident.Number, nameof(EntryRecorded), TimelineJson.Write(new EntryRecorded(entry), TimelineJson.Default.EntryRecorded), entry.Message?.ToString() ?? string.Empty));
    }

    /// <summary>Writes that an entry tells of something else than it was taken for.</summary>
    public static void AddChange(Batch batch, WorkspaceId workspace, IncidentId incident, int number, EntryKindChanged fact)
    {
        batch.Add(
            InsertChange,
            new
            {
                Workspace = workspace.Value,
                Incident = incident.Number,
                fact.Entry,
                Number = number,
                Former = Chat.Words.Of(fact.From),
                Latest = Chat.Words.Of(fact.To),
                fact.At,
                By = JsonSerializer.Serialize(fact.By, TimelineJson.Default.Person),
            },
            expectedRows: 1);
        batch.Tell(new Change(incident.Number, nameof(EntryKindChanged), TimelineJson.Write(fact, TimelineJson.Default.EntryKindChanged)));
    }

    /// <summary>Takes the words of a message's entry away for good.</summary>
    public static void Remove(Batch batch, WorkspaceId workspace, IncidentId incident, MessageId message) => batch.Add(
        RemoveWords,
        new { Workspace = workspace.Value, Incident = incident.Number, Channel = message.Channel.Value, message.Ts });

    private async Task<TimelineEntry> AsItStandsAsync(WorkspaceId workspace, IncidentId incident, EntryRow row, CancellationToken cancellationToken)
    {
        var changes = await database.QueryAsync<ChangeRow>(Changes, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken);
        var history = row.Own is { } message ? await messages.FindAsync(workspace, incident, message, cancellationToken) : null;
        return row.ToEntry(history, changes.Where(change => change.Entry == row.Number));
    }

    private sealed class HighestRow
    {
        public int Number { get; init; }
    }

    private sealed class ChangeRow
    {
        public int Entry { get; init; }

        public int Number { get; init; }

        public string Latest { get; init; } = string.Empty;
    }

    private sealed class EntryRow
    {
        public int Number { get; init; }

        public DateTimeOffset HappenedAt { get; init; }

        public DateTimeOffset RecordedAt { get; init; }

        public string Kind { get; init; } = string.Empty;

        public string Author { get; init; } = string.Empty;

        public string CapturedBy { get; init; } = string.Empty;

        public string Words { get; init; } = string.Empty;

        public string? OwnChannel { get; init; }

        public string? OwnTs { get; init; }

        public string? ToldChannel { get; init; }

        public string? ToldTs { get; init; }

        public string? Permalink { get; init; }

        public string? EffectKey { get; init; }

        /// <summary>The message that the entry is; null: the bot itself told it, or nobody.</summary>
        public MessageId? Own => Id(OwnChannel, OwnTs);

        public TimelineEntry ToEntry(MessageHistory? history, IEnumerable<ChangeRow> changes)
        {
            var entry = Recorded().After(history ?? MessageHistory.None);
            return changes.LastOrDefault() is { } change ? entry with { Kind = Chat.Words.Parse<EntryKind>(change.Latest) } : entry;
        }

        private TimelineEntry Recorded() => new()
        {
            Number = Number,
            At = HappenedAt,
            RecordedAt = RecordedAt,
            Kind = Chat.Words.Parse<EntryKind>(Kind),
            Author = TimelineJson.ReadPerson(Author),
            CapturedBy = TimelineJson.ReadPerson(CapturedBy),
            Text = Words,
            Message = Own ?? Id(ToldChannel, ToldTs),
            Permalink = Uri.TryCreate(Permalink, UriKind.Absolute, out var address) ? address : null,
            ToldAs = EffectKey,
        };

        private static MessageId? Id(string? channel, string? ts) => channel is not null && ts is not null ? new MessageId(new ChannelId(channel), ts) : null;
    }
}
