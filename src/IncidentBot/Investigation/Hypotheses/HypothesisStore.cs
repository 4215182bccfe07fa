using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>Where hypotheses, and what happened to them, are kept.</summary>
public sealed class HypothesisStore(Database database)
{
    private const string SelectVersion =
        "SELECT version AS Version FROM hypothesis_board WHERE workspace_id = @Workspace AND incident = @Incident";

    private const string Select = """
        SELECT number AS Number, version AS Version, state AS State, hand_rank AS HandRank, hand_order AS HandOrder, entry AS Entry,
               terms AS Terms, steps AS Steps, stated_by AS StatedBy, stated_at AS StatedAt, channel AS Channel, ts AS Id,
               permalink AS Permalink, change_key AS ChangeKey
        FROM hypothesis
        WHERE workspace_id = @Workspace AND incident = @Incident
        ORDER BY number
        """;

    private const string SelectBodies =
        "SELECT body FROM hypothesis_fact WHERE workspace_id = @Workspace AND incident = @Incident AND body <> ''";

    private const string IncidentsOf =
        "SELECT incident FROM hypothesis WHERE workspace_id = @Workspace AND channel = @Channel AND ts = @Id";

    private const string IncidentsIn = "SELECT incident FROM hypothesis WHERE workspace_id = @Workspace AND channel = @Channel";

    private const string Moved = "UPDATE hypothesis SET channel = @To WHERE workspace_id = @Workspace AND channel = @From";

    private const string InsertBoard =
        "INSERT INTO hypothesis_board (workspace_id, incident, version) VALUES (@Workspace, @Incident, @Version)";

    private const string UpdateBoard = """
        UPDATE hypothesis_board SET version = @Version WHERE workspace_id = @Workspace AND incident = @Incident AND version = @Former
        """;

    private const string Insert = """
        INSERT INTO hypothesis (
            workspace_id, incident, number, version, state, hand_rank, hand_order, entry, terms, steps, stated_by, stated_at, channel, ts,
            permalink, change_key)
        VALUES (
            @Workspace, @Incident, @Number, @Version, @State, @HandRank, @HandOrder, @Entry, @Terms, @Steps, @StatedBy, @StatedAt, @Channel,
            @Id, @Permalink, @ChangeKey)
        """;

    private const string Update = """
        UPDATE hypothesis SET version = @Version, state = @State, hand_rank = @HandRank, hand_order = @HandOrder, terms = @Terms,
            steps = @Steps
        WHERE workspace_id = @Workspace AND incident = @Incident AND number = @Number
        """;

    private const string InsertFact = """
        INSERT INTO hypothesis_fact (workspace_id, incident, number, hypothesis, kind, happened_at, by_person, body)
        VALUES (@Workspace, @Incident, @Number, @Hypothesis, @Kind, @At, @By, @Body)
        """;

    private const string EmptyFacts = """
        UPDATE hypothesis_fact SET body = '' WHERE workspace_id = @Workspace AND incident = @Incident AND hypothesis = @Number
        """;

    /// <summary>The hypotheses of an incident.</summary>
    public async Task<HypothesisList> ListAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var key = new { Workspace = workspace.Value, Incident = incident.Number };
        var board = await database.FindAsync<BoardRow>(SelectVersion, key, cancellationToken);
        if (board is null)
            return HypothesisList.None(incident);

        var rows = await database.QueryAsync<HypothesisRow>(Select, key, cancellationToken);
        return new HypothesisList(incident, board.Version, [.. rows.Select(row => row.ToHypothesis())]);
    }

    /// <summary>What people wrote of the hypotheses of an incident, by their numbers; what was erased is left out.</summary>
    internal async Task<ILookup<int, string>> ListFormerAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var bodies = await database.QueryAsync<string>(
            SelectBodies, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken);
        return bodies.Select(body => JsonSerializer.Deserialize(body, HypothesesJson.Default.HypothesisFact)).OfType<HypothesisFact>()
            .SelectMany(fact => fact.Texts.Select(text => (fact.Hypothesis, Text: text)))
            .ToLookup(one => one.Hypothesis, one => one.Text);
    }

    /// <summary>The incidents that have a hypothesis with a message's words.</summary>
    internal async Task<IReadOnlyList<IncidentId>> ListIncidentsOfAsync(
        WorkspaceId workspace, MessageId message, CancellationToken cancellationToken) =>
        await NumbersAsync(
            IncidentsOf, new { Workspace = workspace.Value, Channel = message.Channel.Value, message.Id }, cancellationToken);

    /// <summary>The incidents that have a hypothesis with the words of a message of a channel.</summary>
    internal async Task<IReadOnlyList<IncidentId>> ListIncidentsInAsync(
        WorkspaceId workspace, ChannelId channel, CancellationToken cancellationToken) =>
        await NumbersAsync(IncidentsIn, new { Workspace = workspace.Value, Channel = channel.Value }, cancellationToken);

    /// <summary>A channel has another id.</summary>
    internal static void Move(Batch batch, WorkspaceId workspace, ChannelId from, ChannelId to) =>
        batch.Add(Moved, new { Workspace = workspace.Value, From = from.Value, To = to.Value });

    /// <summary>Writes what has happened, provided that nobody else has written since the hypotheses were loaded.</summary>
    /// <returns>The hypotheses as they stand now.</returns>
    internal static HypothesisList Save(Batch batch, WorkspaceId workspace, HypothesisList loaded, HypothesisFact fact)
    {
        var now = loaded.After(fact);
        var header = new { Workspace = workspace.Value, Incident = now.Incident.Number, now.Version, Former = loaded.Version };
        batch.Add(loaded.Version == 0 ? InsertBoard : UpdateBoard, header, expectedRows: 1);
        var row = HypothesisRow.Of(workspace, now.Incident, now.Find(fact.Hypothesis)!);
        batch.Add(fact is HypothesisStated ? Insert : Update, row, expectedRows: 1);
        if (fact is HypothesisWordsRemoved)
            batch.Add(EmptyFacts, row);
        AddFact(batch, row, now.Version, fact);
        return now;
    }

    private static void AddFact(Batch batch, HypothesisRow stands, long number, HypothesisFact fact)
    {
        // What takes words away repeats none of them, and is hashed like those that it empties.
        var body = fact is HypothesisWordsRemoved
            ? string.Empty
            : JsonSerializer.Serialize(fact, HypothesesJson.Default.HypothesisFact);
        var row = new
        {
            stands.Workspace,
            stands.Incident,
            Number = number,
            fact.Hypothesis,
            Kind = HypothesisFactNames.Of(fact),
            fact.At,
            By = fact.By?.Id.Value,
            Body = body,
        };
        batch.Add(InsertFact, row, expectedRows: 1);
        var subject = HypothesisTables.SubjectOf(fact.Hypothesis);
        batch.Record(
            new Change(stands.Incident, row.Kind, body, subject)
            {
                Rows = [HypothesisTables.Hypotheses.Row(stands), HypothesisTables.Facts.Row(row)],
                Erases = fact is HypothesisWordsRemoved ? new ErasedSubject(subject) : null,
            });
    }

    private async Task<IReadOnlyList<IncidentId>> NumbersAsync(string sql, object key, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<int>(sql, key, cancellationToken)).Distinct().Order().Select(number => new IncidentId(number))];

    private sealed class BoardRow
    {
        public long Version { get; init; }
    }
}
