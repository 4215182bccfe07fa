using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Checklist;

/// <summary>Where the checklists of the incidents are kept.</summary>
public sealed class ChecklistStore(Database database)
{
    private const string SelectHeader =
        "SELECT version AS Version, shown_phase AS ShownPhase FROM checklist WHERE workspace_id = @Workspace AND incident = @Incident";

    private const string Steps = """
        SELECT step AS Step, phase AS Phase, words AS Words, hint AS Hint, is_question AS IsQuestion, is_pinned AS IsPinned,
               settled_by AS SettledBy, asked_until AS AskedUntil,
               state AS State, assigned_to AS AssignedTo, done_by AS DoneBy, done_at AS DoneAt, answer AS Answer
        FROM checklist_step
        WHERE workspace_id = @Workspace AND incident = @Incident
        ORDER BY position
        """;

    private const string Insert =
        "INSERT INTO checklist (workspace_id, incident, version, shown_phase) VALUES (@Workspace, @Incident, @Version, @ShownPhase)";

    private const string InsertStep = """
        INSERT INTO checklist_step (
            workspace_id, incident, position, step, phase, words, hint, is_question, is_pinned, settled_by, asked_until, state)
        VALUES (
            @Workspace, @Incident, @Position, @Step, @Phase, @Words, @Hint, @IsQuestion, @IsPinned, @SettledBy, @AskedUntil, @State)
        """;

    private const string Update = """
        UPDATE checklist SET version = @NextVersion, shown_phase = @ShownPhase
        WHERE workspace_id = @Workspace AND incident = @Incident AND version = @Version
        """;

    private const string UpdateStep = """
        UPDATE checklist_step SET state = @State, assigned_to = @AssignedTo, done_by = @DoneBy, done_at = @DoneAt, answer = @Answer
        WHERE workspace_id = @Workspace AND incident = @Incident AND step = @Step
        """;

    private const string SelectSeen = """
        SELECT seen_at AS At, ticked AS Ticked FROM checklist_seen
        WHERE workspace_id = @Workspace AND incident = @Incident AND boxes = @Boxes AND person_id = @Person
        """;

    private const string ForgetSeen = """
        DELETE FROM checklist_seen
        WHERE workspace_id = @Workspace AND incident = @Incident AND boxes = @Boxes AND person_id = @Person
        """;

    private const string ForgetOldSeen =
        "DELETE FROM checklist_seen WHERE workspace_id = @Workspace AND incident = @Incident AND seen_at < @Before";

    private const string InsertSeen = """
        INSERT INTO checklist_seen (workspace_id, incident, boxes, person_id, seen_at, ticked)
        VALUES (@Workspace, @Incident, @Boxes, @Person, @At, @Ticked)
        """;

    private const string InsertFact = """
        INSERT INTO checklist_fact (workspace_id, incident, number, kind, happened_at, by_person, body)
        VALUES (@Workspace, @Incident, @Number, @Kind, @At, @By, @Body)
        """;

    /// <summary>The checklist of an incident; null: it has none.</summary>
    public async Task<IncidentChecklist?> FindAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var key = new { Workspace = workspace.Value, Incident = incident.Number };
        var header = await database.FindAsync<HeaderRow>(SelectHeader, key, cancellationToken);
        if (header is null)
            return null;

        var steps = await ListAsync(workspace, incident, cancellationToken);
        return new IncidentChecklist(
            incident, header.Version, header.ShownPhase is null ? null : Language.Words.Parse<Phase>(header.ShownPhase), steps);
    }

    /// <summary>The steps of an incident's checklist, in order; empty: it has none.</summary>
    public async Task<IReadOnlyList<ChecklistStep>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<StepRow>(
            Steps, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken);
        return [.. rows.Select(row => row.ToStep())];
    }

    /// <summary>Writes a new checklist.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentChecklist checklist)
    {
        var header = Header(workspace, checklist, checklist);
        batch.Add(Insert, header, expectedRows: 1);
        var steps = checklist.Steps.Select(step => StepRow.Of(workspace, checklist, step)).ToList();
        foreach (var step in steps)
            batch.Add(InsertStep, step, expectedRows: 1);
        batch.Record(
            new Change(
                checklist.Incident.Number, "ChecklistPosted",
                string.Join('\n', checklist.Steps.Select(step => $"{step.Key}: {step.Text}")))
            {
                Rows = [ChecklistTables.Checklist.Row(header), .. steps.Select(ChecklistTables.Steps.Row)],
            });
    }

    /// <summary>Writes what has happened, provided that nobody else has written since the checklist was loaded.</summary>
    /// <returns>The checklist as it stands now.</returns>
    public static IncidentChecklist Save(Batch batch, WorkspaceId workspace, IncidentChecklist loaded, ChecklistFact fact)
    {
        var now = loaded.After(fact);
        var incident = loaded.Incident.Number;
        var header = Header(workspace, loaded, now);
        batch.Add(Update, header, expectedRows: 1);
        List<RecordRow> rows = [ChecklistTables.Checklist.Row(header)];
        if (fact is StepFact changed && now.Find(changed.Step) is { } step)
        {
            var stands = StepRow.Of(workspace, now, step);
            batch.Add(UpdateStep, stands, expectedRows: 1);
            rows.Add(ChecklistTables.Steps.Row(stands));
        }

        var body = JsonSerializer.Serialize(fact, ChecklistJson.Default.ChecklistFact);
        var row = new
        {
            Workspace = workspace.Value,
            Incident = incident,
            Number = now.Version,
            Kind = ChecklistFactNames.Of(fact),
            fact.At,
            By = fact.By.Id.Value,
            Body = body,
        };
        batch.Add(InsertFact, row, expectedRows: 1);
        rows.Add(ChecklistTables.Facts.Row(row));
        batch.Record(new Change(incident, row.Kind, body) { Rows = rows });
        return now;
    }

    /// <summary>What a person last ticked in these boxes; null: they have not touched them.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="incident">Whose checklist.</param>
    /// <param name="boxes">What the boxes carry.</param>
    /// <param name="person">Who ticked.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<BoxesSeen?> FindSeenAsync(
        WorkspaceId workspace, IncidentId incident, string boxes, PersonId person, CancellationToken cancellationToken) =>
        await database.FindAsync<SeenRow>(
            SelectSeen, new { Workspace = workspace.Value, Incident = incident.Number, Boxes = boxes, Person = person.Value },
            cancellationToken) is { } row
            ? new BoxesSeen(row.At, row.Ticked.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            : null;

    /// <summary>Remembers what a person has ticked in these boxes, until they tick again.</summary>
    internal static void Remember(
        Batch batch, WorkspaceId workspace, IncidentId incident, string boxes, PersonId person, BoxesSeen seen)
    {
        var row = new
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            Boxes = boxes,
            Person = person.Value,
            seen.At,
            Ticked = string.Join(' ', seen.Ticked),
        };
        batch.Add(ForgetSeen, row);
        batch.Add(InsertSeen, row, expectedRows: 1);
    }

    /// <summary>Forgets what people have ticked in an incident's boxes.</summary>
    /// <param name="batch">What it is written with.</param>
    /// <param name="workspace">Where.</param>
    /// <param name="incident">Whose checklist.</param>
    /// <param name="before">What was ticked before this is forgotten; UTC.</param>
    internal static void Forget(Batch batch, WorkspaceId workspace, IncidentId incident, DateTimeOffset before) =>
        batch.Add(ForgetOldSeen, new { Workspace = workspace.Value, Incident = incident.Number, Before = before });

    /// <summary>Takes the turn to show the checklist: whoever shows it must have seen its newest state.</summary>
    public static void Touch(Batch batch, WorkspaceId workspace, IncidentChecklist loaded, IncidentChecklist now) =>
        batch.Add(Update, Header(workspace, loaded, now), expectedRows: 1);

    private static object Header(WorkspaceId workspace, IncidentChecklist loaded, IncidentChecklist now) => new
    {
        Workspace = workspace.Value,
        Incident = loaded.Incident.Number,
        loaded.Version,
        NextVersion = now.Version,
        ShownPhase = Shown(now),
    };

    private static string? Shown(IncidentChecklist checklist) => checklist.Chosen is { } phase ? Language.Words.Of(phase) : null;

    private static string? Write(Person? person) => person is null ? null : JsonSerializer.Serialize(person, ChecklistJson.Default.Person);

    private static Person? Read(string? person) => person is null ? null : JsonSerializer.Deserialize(person, ChecklistJson.Default.Person);

    private sealed class HeaderRow
    {
        public long Version { get; init; }

        public string? ShownPhase { get; init; }
    }

    private sealed class SeenRow
    {
        public DateTimeOffset At { get; init; }

        public string Ticked { get; init; } = string.Empty;
    }

    private sealed class StepRow
    {
        public string Workspace { get; init; } = string.Empty;

        public int Incident { get; init; }

        public int Position { get; init; }

        public string Step { get; init; } = string.Empty;

        public string Phase { get; init; } = string.Empty;

        public string Words { get; init; } = string.Empty;

        public string? Hint { get; init; }

        public bool IsQuestion { get; init; }

        public bool IsPinned { get; init; }

        public string? SettledBy { get; init; }

        public string? AskedUntil { get; init; }

        public string State { get; init; } = string.Empty;

        public string? AssignedTo { get; init; }

        public string? DoneBy { get; init; }

        public DateTimeOffset? DoneAt { get; init; }

        public string? Answer { get; init; }

        public static StepRow Of(WorkspaceId workspace, IncidentChecklist checklist, ChecklistStep step) => new()
        {
            Workspace = workspace.Value,
            Incident = checklist.Incident.Number,
            Position = checklist.NumberOf(step) - 1,
            Step = step.Key,
            Phase = Language.Words.Of(step.Phase),
            Words = step.Text,
            Hint = step.Hint,
            IsQuestion = step.IsQuestion,
            IsPinned = step.IsPinned,
            SettledBy = step.Role,
            AskedUntil = step.Until is { } until ? Language.Words.Of(until) : null,
            State = Language.Words.Of(step.State),
            AssignedTo = Write(step.AssignedTo),
            DoneBy = Write(step.By),
            DoneAt = step.At,
            Answer = step.Answer,
        };

        public ChecklistStep ToStep() => new()
        {
            Key = Step,
            Phase = Language.Words.Parse<Phase>(Phase),
            Text = Words,
            Hint = Hint,
            IsQuestion = IsQuestion,
            IsPinned = IsPinned,
            Role = SettledBy,
            Until = AskedUntil is null ? null : Language.Words.Parse<IncidentStatus>(AskedUntil),
            State = Language.Words.Parse<StepState>(State),
            AssignedTo = Read(AssignedTo),
            By = Read(DoneBy),
            At = DoneAt,
            Answer = Answer,
        };
    }
}

/// <summary>How the parts of a checklist that are not columns stand in the store.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ChecklistFact))]
[JsonSerializable(typeof(Person))]
internal sealed partial class ChecklistJson : JsonSerializerContext;
