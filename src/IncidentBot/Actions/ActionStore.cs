using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Actions;

/// <summary>Where action items and what happened to them are kept.</summary>
public sealed class ActionStore(Database database)
{
    private const string Columns = """
        workspace_id AS Workspace, incident AS Incident, number AS Number, version AS Version, words AS Words, owner AS Owner,
               owner_id AS OwnerId, due_on AS DueOn, kind AS Kind, horizon AS Horizon, done_when AS DoneWhen, state AS State,
               reason AS Reason, settled_by AS SettledBy, settled_at AS SettledAt, channel AS Channel, ts AS Id, permalink AS Permalink,
               opened_by AS OpenedBy, opened_at AS OpenedAt, issue_repository AS IssueRepository, issue_number AS IssueNumber,
               issue AS Issue
        FROM action_item
        """;

    private const string Of =
        $"SELECT {Columns} WHERE workspace_id = @Workspace AND incident = @Incident ORDER BY number";

    private const string One =
        $"SELECT {Columns} WHERE workspace_id = @Workspace AND incident = @Incident AND number = @Number";

    // Not in an order, for which a database would read by another index.
    private const string OfMessage =
        $"SELECT {Columns} WHERE workspace_id = @Workspace AND channel = @Channel AND ts = @Id";

    private const string OfIssue =
        $"SELECT {Columns} WHERE issue_repository = @Repository AND issue_number = @Number";

    private const string Highest =
        "SELECT COALESCE(MAX(number), 0) AS Number FROM action_item WHERE workspace_id = @Workspace AND incident = @Incident";

    private const string Insert = """
        INSERT INTO action_item (
            workspace_id, incident, number, version, words, owner, owner_id, due_on, kind, horizon, done_when, state, reason, settled_by,
            settled_at, channel, ts, permalink, opened_by, opened_at, issue_repository, issue_number, issue)
        VALUES (
            @Workspace, @Incident, @Number, @Version, @Words, @Owner, @OwnerId, @DueOn, @Kind, @Horizon, @DoneWhen, @State, @Reason,
            @SettledBy, @SettledAt, @Channel, @Id, @Permalink, @OpenedBy, @OpenedAt, @IssueRepository, @IssueNumber, @Issue)
        """;

    private const string Update = """
        UPDATE action_item
        SET version = @Version, words = @Words, owner = @Owner, owner_id = @OwnerId, due_on = @DueOn, kind = @Kind, horizon = @Horizon,
            done_when = @DoneWhen, state = @State, reason = @Reason, settled_by = @SettledBy, settled_at = @SettledAt,
            issue_repository = @IssueRepository, issue_number = @IssueNumber, issue = @Issue
        WHERE workspace_id = @Workspace AND incident = @Incident AND number = @Number AND version = @Former
        """;

    private const string InsertFact = """
        INSERT INTO action_fact (workspace_id, incident, action, number, kind, happened_at, by_person, body)
        VALUES (@Workspace, @Incident, @Action, @Number, @Kind, @At, @By, @Body)
        """;

    private const string EmptyFacts = """
        UPDATE action_fact SET body = ''
        WHERE workspace_id = @Workspace AND incident = @Incident AND action = @Number AND number <= @Former
        """;

    private const string Bodies = """
        SELECT body FROM action_fact
        WHERE workspace_id = @Workspace AND incident = @Incident AND action = @Number AND kind IN ('ActionOpened', 'ActionChanged')
        """;

    private const string Moved = """
        UPDATE action_item SET channel = @To WHERE workspace_id = @Workspace AND channel = @From
        """;

    private const string IncidentsIn = """
        SELECT incident AS Number FROM action_item WHERE workspace_id = @Workspace AND channel = @Channel
        """;

    private readonly string open = Open(database.Dialect);
    private readonly string owned = Owned(database.Dialect);
    private readonly string tracked = Tracked(database.Dialect);

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) => [Open(dialect), Owned(dialect), Tracked(dialect)];

    /// <summary>An action item; null: the incident has none of this number.</summary>
    internal async Task<ActionItem?> FindAsync(
        WorkspaceId workspace, IncidentId incident, int number, CancellationToken cancellationToken) =>
        (await database.FindAsync<ActionRow>(
            One, new { Workspace = workspace.Value, Incident = incident.Number, Number = number }, cancellationToken))?.ToKept().Item;

    /// <summary>All action items of an incident, in the order of making.</summary>
    internal async Task<IReadOnlyList<ActionItem>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [
            .. (await QueryAsync(Of, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken))
                .Select(kept => kept.Item),
        ];

    /// <summary>The open action items of a workspace, those of the newest incidents first, at most so many.</summary>
    internal Task<IReadOnlyList<KeptAction>> ListOpenAsync(WorkspaceId workspace, int most, CancellationToken cancellationToken) =>
        QueryAsync(open, new { Workspace = workspace.Value, Count = most }, cancellationToken);

    /// <summary>The open action items of one person, those of the newest incidents first, at most so many.</summary>
    internal Task<IReadOnlyList<KeptAction>> ListOwnedAsync(
        WorkspaceId workspace, PersonId owner, int most, CancellationToken cancellationToken) =>
        QueryAsync(owned, new { Workspace = workspace.Value, Owner = owner.Value, Count = most }, cancellationToken);

    /// <summary>The open action items of a workspace that have an issue, those of the newest incidents first, at most so many.</summary>
    internal Task<IReadOnlyList<KeptAction>> ListTrackedAsync(WorkspaceId workspace, int most, CancellationToken cancellationToken) =>
        QueryAsync(tracked, new { Workspace = workspace.Value, Count = most }, cancellationToken);

    /// <summary>The action items that still have the words of a message.</summary>
    internal async Task<IReadOnlyList<KeptAction>> ListByMessageAsync(
        WorkspaceId workspace, MessageId message, CancellationToken cancellationToken)
    {
        var all = await QueryAsync(
            OfMessage, new { Workspace = workspace.Value, Channel = message.Channel.Value, message.Id }, cancellationToken);
        return [.. all.Where(kept => !kept.Item.IsRemoved).OrderBy(kept => kept.Incident.Number).ThenBy(kept => kept.Item.Number)];
    }

    /// <summary>The action items, of any workspace, whose issue this is.</summary>
    /// <param name="repository">As <c>owner/name</c>; capital letters don't matter.</param>
    /// <param name="number">The issue's number there.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal Task<IReadOnlyList<KeptAction>> ListByIssueAsync(string repository, int number, CancellationToken cancellationToken) =>
        QueryAsync(OfIssue, new { Repository = ActionRow.Key(repository), Number = number }, cancellationToken);

    /// <summary>All that an action item ever said, each wording once.</summary>
    internal async Task<IReadOnlyList<string>> ListWordsAsync(
        WorkspaceId workspace, IncidentId incident, int number, CancellationToken cancellationToken)
    {
        var bodies = await database.QueryAsync<string>(
            Bodies, new { Workspace = workspace.Value, Incident = incident.Number, Number = number }, cancellationToken);
        return
        [
            .. bodies.Where(body => body.Length > 0)
                .Select(body => JsonSerializer.Deserialize(body, ActionsJson.Default.ActionFact))
                .Select(fact => fact switch { ActionOpened opened => opened.Terms, ActionChanged changed => changed.Terms, _ => null })
                .SelectMany(terms => new[] { terms?.Text, terms?.DoneWhen }).OfType<string>().Where(words => words.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The number of an incident's next action item; whoever commits it first has it, the other's commit is a conflict.</summary>
    internal async Task<int> NextAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<NumberRow>(
            Highest, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken);
        return (row?.Number ?? 0) + 1;
    }

    /// <summary>The incidents that have action items made from messages of a channel.</summary>
    internal async Task<IReadOnlyList<IncidentId>> ListIncidentsInAsync(
        WorkspaceId workspace, ChannelId channel, CancellationToken cancellationToken) =>
        [
            .. (await database.QueryAsync<NumberRow>(
                IncidentsIn, new { Workspace = workspace.Value, Channel = channel.Value }, cancellationToken))
                .Select(row => row.Number).Distinct().Order().Select(number => new IncidentId(number)),
        ];

    /// <summary>Writes a new action item.</summary>
    internal static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, ActionOpened opened)
    {
        var row = ActionRow.Of(workspace, incident, opened.Item, former: 0);
        batch.Add(Insert, row, expectedRows: 1);
        AddFact(batch, row, opened, opened.Source);
    }

    /// <summary>Writes what has happened, provided that nobody else has written since the action item was loaded.</summary>
    /// <returns>The action item as it stands now.</returns>
    internal static ActionItem Save(Batch batch, WorkspaceId workspace, IncidentId incident, ActionItem loaded, ActionFact fact)
    {
        var now = fact.Apply(loaded) with { Version = loaded.Version + 1 };
        var row = ActionRow.Of(workspace, incident, now, loaded.Version);
        batch.Add(Update, row, expectedRows: 1);
        if (fact is ActionWordsRemoved)
            batch.Add(EmptyFacts, row);
        AddFact(batch, row, fact, loaded.Source);
        return now;
    }

    /// <summary>Gives the messages of a channel its new id.</summary>
    internal static void Move(Batch batch, WorkspaceId workspace, ChannelId from, ChannelId to) =>
        batch.Add(Moved, new { Workspace = workspace.Value, From = from.Value, To = to.Value });

    private static void AddFact(Batch batch, ActionRow stands, ActionFact fact, MessageId? source)
    {
        var (kind, body) = (ActionFactNames.Of(fact), JsonSerializer.Serialize(fact, ActionsJson.Default.ActionFact));
        var row = new
        {
            stands.Workspace,
            stands.Incident,
            fact.Action,
            Number = stands.Version,
            Kind = kind,
            fact.At,
            By = fact.By?.Id.Value,
            // What takes the words has none, and is hashed like those that it empties.
            Body = fact is ActionWordsRemoved ? string.Empty : body,
        };
        batch.Add(InsertFact, row, expectedRows: 1);
        batch.Record(
            new Change(stands.Incident, kind, body, source?.ToString() ?? string.Empty)
            {
                Rows = [ActionTables.Items.Row(stands), ActionTables.Facts.Row(row)],
                Erases = fact is ActionWordsRemoved && source is { } gone ? new ErasedSubject(gone.ToString()) : null,
            });
    }

    private async Task<IReadOnlyList<KeptAction>> QueryAsync(string sql, object args, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<ActionRow>(sql, args, cancellationToken)).Select(row => row.ToKept())];

    private static string Open(Dialect dialect) =>
        $"SELECT {Columns} WHERE workspace_id = @Workspace AND state = 'open' ORDER BY incident DESC, number {dialect.Limit("@Count")}";

    private static string Owned(Dialect dialect) =>
        $"SELECT {Columns} WHERE workspace_id = @Workspace AND state = 'open' AND owner_id = @Owner ORDER BY incident DESC, number "
            + dialect.Limit("@Count");

    private static string Tracked(Dialect dialect) =>
        $"SELECT {Columns} WHERE workspace_id = @Workspace AND state = 'open' AND issue_number IS NOT NULL ORDER BY incident DESC, number "
            + dialect.Limit("@Count");

    private sealed class NumberRow
    {
        public int Number { get; init; }
    }
}
