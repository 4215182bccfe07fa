using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Causes;

/// <summary>Where whys and factors, and what happened to them, are kept.</summary>
public sealed class CauseStore(Database database)
{
    private const string SelectVersion =
        "SELECT version AS Version FROM cause_tree WHERE workspace_id = @Workspace AND incident = @Incident";

    private const string Select = """
        SELECT number AS Number, version AS Version, kind AS Kind, under_number AS Under, place AS Place, words AS Words,
               category AS Category, added_by AS AddedBy, added_at AS AddedAt, evidence AS Evidence, is_withdrawn AS IsWithdrawn
        FROM cause
        WHERE workspace_id = @Workspace AND incident = @Incident
        ORDER BY number
        """;

    private const string SelectBodies =
        "SELECT body FROM cause_fact WHERE workspace_id = @Workspace AND incident = @Incident AND body <> ''";

    private const string InsertTree = "INSERT INTO cause_tree (workspace_id, incident, version) VALUES (@Workspace, @Incident, @Version)";

    private const string UpdateTree = """
        UPDATE cause_tree SET version = @Version WHERE workspace_id = @Workspace AND incident = @Incident AND version = @Former
        """;

    private const string Insert = """
        INSERT INTO cause (
            workspace_id, incident, number, version, kind, under_number, place, words, category, added_by, added_at, evidence, is_withdrawn)
        VALUES (
            @Workspace, @Incident, @Number, @Version, @Kind, @Under, @Place, @Words, @Category, @AddedBy, @AddedAt, @Evidence,
            @IsWithdrawn)
        """;

    private const string Update = """
        UPDATE cause SET version = @Version, words = @Words, category = @Category, evidence = @Evidence, is_withdrawn = @IsWithdrawn
        WHERE workspace_id = @Workspace AND incident = @Incident AND number = @Number
        """;

    private const string InsertFact = """
        INSERT INTO cause_fact (workspace_id, incident, number, cause, kind, happened_at, by_person, body)
        VALUES (@Workspace, @Incident, @Number, @Cause, @Kind, @At, @By, @Body)
        """;

    private const string EmptyFacts = """
        UPDATE cause_fact SET body = '' WHERE workspace_id = @Workspace AND incident = @Incident AND cause = @Number
        """;

    /// <summary>The whys and factors of an incident, those that were taken back too.</summary>
    public async Task<CauseTree> ListAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var key = new { Workspace = workspace.Value, Incident = incident.Number };
        var tree = await database.FindAsync<TreeRow>(SelectVersion, key, cancellationToken);
        if (tree is null)
            return CauseTree.None(incident);

        var rows = await database.QueryAsync<CauseRow>(Select, key, cancellationToken);
        return new CauseTree(incident, tree.Version, [.. rows.Select(row => row.ToCause())]);
    }

    /// <summary>
    /// What the whys and factors of an incident said since they were added, by their numbers; what was erased is left out.
    /// </summary>
    internal async Task<ILookup<int, string>> ListFormerAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var bodies = await database.QueryAsync<string>(
            SelectBodies, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken);
        return bodies.Select(body => JsonSerializer.Deserialize(body, CausesJson.Default.CauseFact))
            .SelectMany(
                fact => fact switch
                {
                    CauseAdded added => [(added.Cause, added.Added.Text)],
                    CauseChanged changed => [(changed.Cause, changed.Text), (changed.Cause, changed.Former)],
                    _ => Array.Empty<(int Cause, string Text)>(),
                })
            .ToLookup(one => one.Cause, one => one.Text);
    }

    /// <summary>Writes what has happened, provided that nobody else has written since the tree was loaded.</summary>
    /// <returns>The whys and factors as they stand now.</returns>
    internal static CauseTree Save(Batch batch, WorkspaceId workspace, CauseTree loaded, CauseFact fact)
    {
        var now = loaded.After(fact);
        var header = new { Workspace = workspace.Value, Incident = now.Incident.Number, now.Version, Former = loaded.Version };
        batch.Add(loaded.Version == 0 ? InsertTree : UpdateTree, header, expectedRows: 1);
        var row = CauseRow.Of(workspace, now.Incident, now.All.First(cause => cause.Number == fact.Cause));
        batch.Add(fact is CauseAdded ? Insert : Update, row, expectedRows: 1);
        if (fact is CauseWordsRemoved)
            batch.Add(EmptyFacts, row);
        AddFact(batch, row, now.Version, fact);
        return now;
    }

    private static void AddFact(Batch batch, CauseRow stands, long number, CauseFact fact)
    {
        // What takes words away repeats none of them, and is hashed like those that it empties.
        var body = fact is CauseWordsRemoved ? string.Empty : JsonSerializer.Serialize(fact, CausesJson.Default.CauseFact);
        var row = new
        {
            stands.Workspace,
            stands.Incident,
            Number = number,
            fact.Cause,
            Kind = CauseFactNames.Of(fact),
            fact.At,
            By = fact.By?.Id.Value,
            Body = body,
        };
        batch.Add(InsertFact, row, expectedRows: 1);
        var subject = CauseTables.SubjectOf(fact.Cause);
        batch.Record(
            new Change(stands.Incident, row.Kind, body, subject)
            {
                Rows = [CauseTables.Causes.Row(stands), CauseTables.Facts.Row(row)],
                Erases = fact is CauseWordsRemoved ? new ErasedSubject(subject) : null,
            });
    }

    private sealed class TreeRow
    {
        public long Version { get; init; }
    }
}
