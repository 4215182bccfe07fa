using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Timeline;

/// <summary>Where it is kept what is known of messages; pieces are only ever added, until their words have to go.</summary>
public sealed class MessageHistoryStore(Database database)
{
    private const string ThisMessage = " AND channel = @Channel AND ts = @Id";

    private const string Signs = """
        SELECT channel AS Channel, ts AS Id, sign AS Sign, happened_at AS HappenedAt, is_on AS IsOn, kind AS Kind, by_person AS ByPerson
        FROM timeline_sign
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string Revisions = """
        SELECT channel AS Channel, ts AS Id, written_at AS WrittenAt, told_at AS ToldAt, is_edit AS IsEdit, words AS Words,
               formats AS Formats
        FROM timeline_revision
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string Removals = """
        SELECT channel AS Channel, ts AS Id, removed_at AS RemovedAt, posted_at AS PostedAt, author AS Author, is_text_kept AS IsTextKept
        FROM timeline_removal
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SignsOfMessage = Signs + ThisMessage;

    private const string RevisionsOfMessage = Revisions + ThisMessage;

    private const string RemovalOfMessage = Removals + ThisMessage;

    private const string InsertSign = """
        INSERT INTO timeline_sign (workspace_id, incident, channel, ts, sign, person, happened_at, is_on, kind, by_person)
        VALUES (@Workspace, @Incident, @Channel, @Id, @Sign, @Person, @HappenedAt, @IsOn, @Kind, @ByPerson)
        """;

    private const string InsertRevision = """
        INSERT INTO timeline_revision (workspace_id, incident, channel, ts, written_at, told_at, is_edit, words, formats)
        VALUES (@Workspace, @Incident, @Channel, @Id, @WrittenAt, @ToldAt, @IsEdit, @Words, @Formats)
        """;

    private const string InsertRemoval = """
        INSERT INTO timeline_removal (workspace_id, incident, channel, ts, removed_at, posted_at, author, is_text_kept)
        VALUES (@Workspace, @Incident, @Channel, @Id, @RemovedAt, @PostedAt, @Author, @IsTextKept)
        """;

    private const string DeleteRevisions = """
        DELETE FROM timeline_revision
        WHERE workspace_id = @Workspace AND incident = @Incident AND channel = @Channel AND ts = @Id
        """;

    private const string DeleteRemoval = """
        DELETE FROM timeline_removal
        WHERE workspace_id = @Workspace AND incident = @Incident AND channel = @Channel AND ts = @Id
        """;

    private const string MoveSigns = "UPDATE timeline_sign SET channel = @To WHERE workspace_id = @Workspace AND channel = @From";

    private const string MoveRevisions = "UPDATE timeline_revision SET channel = @To WHERE workspace_id = @Workspace AND channel = @From";

    private const string MoveRemovals = "UPDATE timeline_removal SET channel = @To WHERE workspace_id = @Workspace AND channel = @From";

    /// <summary>What is known of a message.</summary>
    public async Task<MessageHistory> FindAsync(
        WorkspaceId workspace, IncidentId incident, MessageId message, CancellationToken cancellationToken)
    {
        var key = new { Workspace = workspace.Value, Incident = incident.Number, Channel = message.Channel.Value, message.Id };
        return Fold(
            await database.QueryAsync<SignRow>(SignsOfMessage, key, cancellationToken),
            await database.QueryAsync<RevisionRow>(RevisionsOfMessage, key, cancellationToken),
            await database.FindAsync<RemovalRow>(RemovalOfMessage, key, cancellationToken));
    }

    /// <summary>What is known of every message of an incident.</summary>
    public async Task<IReadOnlyDictionary<MessageId, MessageHistory>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var key = new { Workspace = workspace.Value, Incident = incident.Number };
        var signs = (await database.QueryAsync<SignRow>(Signs, key, cancellationToken)).ToLookup(row => row.Message);
        var revisions = (await database.QueryAsync<RevisionRow>(Revisions, key, cancellationToken)).ToLookup(row => row.Message);
        var removals = (await database.QueryAsync<RemovalRow>(Removals, key, cancellationToken)).ToDictionary(row => row.Message);
        return signs.Select(group => group.Key).Concat(revisions.Select(group => group.Key)).Concat(removals.Keys).Distinct()
            .ToDictionary(message => message, message => Fold(signs[message], revisions[message], removals.GetValueOrDefault(message)));
    }

    /// <summary>Adds what put a message into the timeline, or took it out; who is second with the same is in conflict.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, MessageMarked fact)
    {
        batch.Add(
            InsertSign,
            new
            {
                Workspace = workspace.Value,
                Incident = incident.Number,
                Channel = fact.Message.Channel.Value,
                fact.Message.Id,
                Sign = fact.Sign.Name,
                Person = fact.Sign.Holder,
                HappenedAt = fact.Sign.At,
                fact.Sign.IsOn,
                Kind = Words.Of(fact.Sign.Kind),
                ByPerson = JsonSerializer.Serialize(fact.Sign.By, TimelineJson.Default.Person),
            },
            expectedRows: 1);
        batch.Record(
            new Change(
                incident.Number, nameof(MessageMarked), TimelineJson.Write(fact, TimelineJson.Default.MessageMarked),
                fact.Message.ToString()));
    }

    /// <summary>Adds how a message's words read; who is second with the same is in conflict.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, MessageRevised fact)
    {
        batch.Add(
            InsertRevision,
            new
            {
                Workspace = workspace.Value,
                Incident = incident.Number,
                Channel = fact.Message.Channel.Value,
                fact.Message.Id,
                fact.Revision.WrittenAt,
                fact.Revision.ToldAt,
                fact.Revision.IsEdit,
                Words = fact.Revision.Text,
                Formats = TimelineJson.WriteFormats(fact.Revision.Formats),
            },
            expectedRows: 1);
        batch.Record(
            new Change(
                incident.Number, nameof(MessageRevised), TimelineJson.Write(fact, TimelineJson.Default.MessageRevised),
                fact.Message.ToString()));
    }

    /// <summary>Adds that a message is gone, and unless they are kept lets its words go.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, MessageRemoved fact)
    {
        batch.Add(
            InsertRemoval,
            new
            {
                Workspace = workspace.Value,
                Incident = incident.Number,
                Channel = fact.Message.Channel.Value,
                fact.Message.Id,
                RemovedAt = fact.Removal.At,
                fact.Removal.PostedAt,
                Author = JsonSerializer.Serialize(fact.Removal.Author, TimelineJson.Default.Person),
                fact.Removal.IsTextKept,
            },
            expectedRows: 1);
        batch.Record(
            new Change(
                incident.Number, AuditCheck.Removed, TimelineJson.Write(fact, TimelineJson.Default.MessageRemoved),
                fact.Message.ToString()));
        if (!fact.Removal.IsTextKept)
            DeleteWords(batch, workspace, incident, fact.Message);
    }

    /// <summary>A channel has another id.</summary>
    public static void Move(Batch batch, WorkspaceId workspace, ChannelId from, ChannelId to)
    {
        var ids = new { Workspace = workspace.Value, From = from.Value, To = to.Value };
        batch.Add(MoveSigns, ids);
        batch.Add(MoveRevisions, ids);
        batch.Add(MoveRemovals, ids);
    }

    /// <summary>Lets go what was learned of a message that nobody put into the timeline.</summary>
    public static void Forget(Batch batch, WorkspaceId workspace, IncidentId incident, MessageId message)
    {
        DeleteWords(batch, workspace, incident, message);
        batch.Add(DeleteRemoval, Key(workspace, incident, message));
        batch.Record(new Change(incident.Number, AuditCheck.Forgotten, string.Empty, message.ToString()));
    }

    private static void DeleteWords(Batch batch, WorkspaceId workspace, IncidentId incident, MessageId message)
    {
        batch.Add(DeleteRevisions, Key(workspace, incident, message));
        AuditTrail.Erase(batch, workspace, incident.Number, message.ToString());
    }

    private static object Key(WorkspaceId workspace, IncidentId incident, MessageId message) =>
        new { Workspace = workspace.Value, Incident = incident.Number, Channel = message.Channel.Value, message.Id };

    private static MessageHistory Fold(IEnumerable<SignRow> signs, IEnumerable<RevisionRow> revisions, RemovalRow? removal) =>
        new([.. signs.Select(row => row.ToSign())], [.. revisions.Select(row => row.ToRevision())], removal?.ToRemoval());

    private abstract class MessageRow
    {
        public string Channel { get; init; } = string.Empty;

        public string Id { get; init; } = string.Empty;

        public MessageId Message => new(new ChannelId(Channel), Id);
    }

    private sealed class SignRow : MessageRow
    {
        public string Sign { get; init; } = string.Empty;

        public DateTimeOffset HappenedAt { get; init; }

        public bool IsOn { get; init; }

        public string Kind { get; init; } = string.Empty;

        public string ByPerson { get; init; } = string.Empty;

        public CaptureSign ToSign() => new(Sign, TimelineJson.ReadPerson(ByPerson), HappenedAt, IsOn, Words.Parse<EntryKind>(Kind));
    }

    private sealed class RevisionRow : MessageRow
    {
        public DateTimeOffset WrittenAt { get; init; }

        public DateTimeOffset ToldAt { get; init; }

        public bool IsEdit { get; init; }

        public string Words { get; init; } = string.Empty;

        public string? Formats { get; init; }

        public MessageRevision ToRevision() => new(WrittenAt, ToldAt, IsEdit, Words) { Formats = TimelineJson.ReadFormats(Formats) };
    }

    private sealed class RemovalRow : MessageRow
    {
        public DateTimeOffset RemovedAt { get; init; }

        public DateTimeOffset PostedAt { get; init; }

        public string Author { get; init; } = string.Empty;

        public bool IsTextKept { get; init; }

        public MessageRemoval ToRemoval() => new(RemovedAt, PostedAt, TimelineJson.ReadPerson(Author), IsTextKept);
    }
}
