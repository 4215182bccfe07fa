using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Updates;

/// <summary>Where it is kept when someone is reminded next.</summary>
internal sealed class ReminderStore(Database database)
{
    private const string Select = """
        SELECT number AS Number, due_at AS DueAt, stopped AS Stopped, unanswered AS Unanswered FROM update_reminder
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string Insert = """
        INSERT INTO update_reminder (workspace_id, incident, number, due_at, stopped, unanswered)
        VALUES (@Workspace, @Incident, @Number, @DueAt, @Stopped, @Unanswered)
        """;

    private const string Update = """
        UPDATE update_reminder SET number = @Number, due_at = @DueAt, stopped = @Stopped, unanswered = @Unanswered
        WHERE workspace_id = @Workspace AND incident = @Incident AND number = @Former
        """;

    /// <summary>The plan of an incident.</summary>
    public async Task<ReminderPlan> FindAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<PlanRow>(
            Select, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken);
        return row is null ? ReminderPlan.None(incident) : new ReminderPlan(incident, row.Number, row.DueAt, row.Stopped, row.Unanswered);
    }

    /// <summary>Writes the next plan, provided that nobody else has since this one was loaded.</summary>
    public static void Save(Batch batch, WorkspaceId workspace, ReminderPlan loaded, ReminderPlan next)
    {
        var row = new
        {
            Workspace = workspace.Value,
            Incident = next.Incident.Number,
            next.Number,
            Former = loaded.Number,
            next.DueAt,
            Stopped = next.IsStopped,
            next.Unanswered,
        };
        batch.Add(loaded.Number == 0 ? Insert : Update, row, expectedRows: 1);
        batch.Record(
            new Change(next.Incident.Number, "ReminderPlanned", next.DueAt is { } due ? When.ToTheSecond(due) : "none")
            {
                Rows = [ReminderTables.Plan.Row(row)],
            });
    }

    private sealed class PlanRow
    {
        public int Number { get; init; }

        public DateTimeOffset? DueAt { get; init; }

        public bool Stopped { get; init; }

        public int Unanswered { get; init; }
    }
}
