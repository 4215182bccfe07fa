using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Changes.Ranking;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Changes.Decisions;

/// <summary>Where it is kept what people decided about changes, and what they said about the cause in the end.</summary>
public sealed class ChangeDecisionStore(Database database)
{
    private const string SelectDecisions = """
        SELECT number AS Number, deploy_key AS DeployKey, verdict AS Verdict, reason AS Reason, later_key AS LaterKey, entry AS Entry,
               decided_at AS DecidedAt, decided_by AS DecidedBy
        FROM change_decision
        WHERE workspace_id = @Workspace AND incident = @Incident
        ORDER BY number
        """;

    private const string InsertDecision = """
        INSERT INTO change_decision (
            workspace_id, incident, number, deploy_key, verdict, reason, later_key, entry, decided_at, decided_by)
        VALUES (@Workspace, @Incident, @Number, @DeployKey, @Verdict, @Reason, @LaterKey, @Entry, @DecidedAt, @DecidedBy)
        """;

    private const string SelectAnswer = """
        SELECT answer AS Answer, deploy_key AS DeployKey, score_declared AS ScoreDeclared, score_end AS ScoreEnd,
               no_change_declared AS NoChangeDeclared, no_change_end AS NoChangeEnd, answered_at AS AnsweredAt, answered_by AS AnsweredBy,
               other_key AS OtherKey, other_declared AS OtherDeclared, other_end AS OtherEnd
        FROM change_answer
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string InsertAnswer = """
        INSERT INTO change_answer (
            workspace_id, incident, answer, deploy_key, score_declared, score_end, no_change_declared, no_change_end, answered_at,
            answered_by, other_key, other_declared, other_end)
        VALUES (
            @Workspace, @Incident, @Answer, @DeployKey, @ScoreDeclared, @ScoreEnd, @NoChangeDeclared, @NoChangeEnd, @AnsweredAt,
            @AnsweredBy, @OtherKey, @OtherDeclared, @OtherEnd)
        """;

    private const string UpdateAnswer = """
        UPDATE change_answer
        SET answer = @Answer, deploy_key = @DeployKey, score_declared = @ScoreDeclared, score_end = @ScoreEnd,
            no_change_declared = @NoChangeDeclared, no_change_end = @NoChangeEnd, answered_at = @AnsweredAt, answered_by = @AnsweredBy,
            other_key = @OtherKey, other_declared = @OtherDeclared, other_end = @OtherEnd
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private readonly string newest = Newest(database.Dialect);

    /// <summary>The decisions about an incident's changes, in order.</summary>
    public async Task<IReadOnlyList<ChangeDecision>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<DecisionRow>(SelectDecisions, Key(workspace, incident), cancellationToken))
            .Select(row => row.ToDecision())];

    /// <summary>What was said about the cause of an incident; null: nothing yet.</summary>
    public async Task<CauseAnswer?> FindAnswerAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        (await database.FindAsync<AnswerRow>(SelectAnswer, Key(workspace, incident), cancellationToken))?.ToAnswer();

    /// <summary>What was said about the causes of a workspace's newest incidents, the newest first; of drills nothing is kept.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<CauseAnswer>> ListAnswersAsync(
        WorkspaceId workspace, int most, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<AnswerRow>(newest, new { Workspace = workspace.Value, Count = most }, cancellationToken))
            .Select(row => row.ToAnswer())];

    /// <summary>How many of a workspace's newest incidents came from a change of its own.</summary>
    public async Task<OwnChanges> CountOwnAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var answers = await ListAnswersAsync(workspace, OwnChanges.Most, cancellationToken);
        return new OwnChanges(answers.Count(answer => answer.IsOwnChange), answers.Count);
    }

    /// <summary>Writes a decision; who was second with its number is in conflict.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, ChangeDecision decision)
    {
        var row = new
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            decision.Number,
            DeployKey = decision.Change,
            Verdict = Language.Words.Of(decision.Verdict),
            decision.Reason,
            LaterKey = decision.Later,
            decision.Entry,
            DecidedAt = decision.At,
            DecidedBy = JsonSerializer.Serialize(decision.By, DecisionJson.Default.Person),
        };
        batch.Add(InsertDecision, row, expectedRows: 1);
        batch.Record(
            new Change(incident.Number, "ChangeDecided", JsonSerializer.Serialize(decision, DecisionJson.Default.ChangeDecision))
            {
                Rows = [ChangeTables.Decisions.Row(row)],
            });
    }

    /// <summary>Writes what was said about the cause.</summary>
    /// <param name="batch">Where it is written.</param>
    /// <param name="workspace">Whose incident.</param>
    /// <param name="incident">Which incident.</param>
    /// <param name="answer">What was said.</param>
    /// <param name="isNew">Whether nothing was said before.</param>
    public static void Save(Batch batch, WorkspaceId workspace, IncidentId incident, CauseAnswer answer, bool isNew)
    {
        var row = new
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            Answer = Language.Words.Of(answer.Answer),
            DeployKey = answer.Change,
            ScoreDeclared = answer.Declared.Change,
            ScoreEnd = answer.End.Change,
            NoChangeDeclared = answer.Declared.NoChange,
            NoChangeEnd = answer.End.NoChange,
            AnsweredAt = answer.At,
            AnsweredBy = JsonSerializer.Serialize(answer.By, DecisionJson.Default.Person),
            OtherKey = answer.Other,
            answer.OtherDeclared,
            answer.OtherEnd,
        };
        batch.Add(isNew ? InsertAnswer : UpdateAnswer, row, expectedRows: 1);
        batch.Record(
            new Change(incident.Number, "CauseAnswered", JsonSerializer.Serialize(answer, DecisionJson.Default.CauseAnswer))
            {
                Rows = [ChangeTables.Answers.Row(row)],
            });
    }

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) => [Newest(dialect)];

    private static string Newest(Dialect dialect) =>
        $"""
        SELECT answer AS Answer, deploy_key AS DeployKey, score_declared AS ScoreDeclared, score_end AS ScoreEnd,
               no_change_declared AS NoChangeDeclared, no_change_end AS NoChangeEnd, answered_at AS AnsweredAt, answered_by AS AnsweredBy,
               other_key AS OtherKey, other_declared AS OtherDeclared, other_end AS OtherEnd
        FROM change_answer
        WHERE workspace_id = @Workspace
        ORDER BY incident DESC {dialect.Limit("@Count")}
        """;

    private static object Key(WorkspaceId workspace, IncidentId incident) =>
        new { Workspace = workspace.Value, Incident = incident.Number };

    private static Person PersonOf(string json) =>
        JsonSerializer.Deserialize(json, DecisionJson.Default.Person) ?? throw new JsonException("A decision is without a person.");

    private sealed class DecisionRow
    {
        public int Number { get; init; }

        public string DeployKey { get; init; } = string.Empty;

        public string Verdict { get; init; } = string.Empty;

        public string? Reason { get; init; }

        public string? LaterKey { get; init; }

        public int Entry { get; init; }

        public DateTimeOffset DecidedAt { get; init; }

        public string DecidedBy { get; init; } = string.Empty;

        public ChangeDecision ToDecision() => new(
            Number, DeployKey, Language.Words.Parse<ChangeVerdict>(Verdict), Reason, LaterKey, Entry, PersonOf(DecidedBy), DecidedAt);
    }

    private sealed class AnswerRow
    {
        public string Answer { get; init; } = string.Empty;

        public string DeployKey { get; init; } = string.Empty;

        public int ScoreDeclared { get; init; }

        public int ScoreEnd { get; init; }

        public int NoChangeDeclared { get; init; }

        public int NoChangeEnd { get; init; }

        public DateTimeOffset AnsweredAt { get; init; }

        public string AnsweredBy { get; init; } = string.Empty;

        public string? OtherKey { get; init; }

        public int? OtherDeclared { get; init; }

        public int? OtherEnd { get; init; }

        public CauseAnswer ToAnswer() => new(
            Language.Words.Parse<WasIt>(Answer), DeployKey, new ScorePair(ScoreDeclared, NoChangeDeclared),
            new ScorePair(ScoreEnd, NoChangeEnd), PersonOf(AnsweredBy), AnsweredAt)
        {
            Other = OtherKey,
            OtherDeclared = OtherDeclared,
            OtherEnd = OtherEnd,
        };
    }
}

/// <summary>How decisions and the shown ranking are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(ChangeDecision))]
[JsonSerializable(typeof(CauseAnswer))]
[JsonSerializable(typeof(StoredRanking))]
internal sealed partial class DecisionJson : JsonSerializerContext;
