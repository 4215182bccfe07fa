using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Investigation.Patterns;

/// <summary>Where it is kept which patterns people don't want to see in an incident, and which are shown there.</summary>
internal sealed class PatternStore(Database database)
{
    /// <summary>The kind of the change by which somebody chose, as the trail names it.</summary>
    public const string Chosen = "PatternChosen";

    private const string SelectChoices = """
        SELECT number AS Number, pattern AS Pattern, choice AS Choice, chosen_by AS ChosenBy, chosen_at AS ChosenAt FROM pattern_choice
        WHERE workspace_id = @Workspace AND incident = @Incident
        ORDER BY number
        """;

    private const string InsertChoice = """
        INSERT INTO pattern_choice (workspace_id, incident, number, pattern, choice, chosen_by, chosen_at)
        VALUES (@Workspace, @Incident, @Number, @Pattern, @Choice, @ChosenBy, @ChosenAt)
        """;

    private const string SelectShown = "SELECT shown FROM pattern_board WHERE workspace_id = @Workspace AND incident = @Incident";

    private const string InsertShown =
        "INSERT INTO pattern_board (workspace_id, incident, shown) VALUES (@Workspace, @Incident, @Shown)";

    private const string UpdateShown =
        "UPDATE pattern_board SET shown = @Shown WHERE workspace_id = @Workspace AND incident = @Incident";

    /// <summary>What people chose in an incident, in order.</summary>
    public async Task<IReadOnlyList<PatternChoice>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [
            .. (await database.QueryAsync<ChoiceRow>(SelectChoices, Key(workspace, incident), cancellationToken))
                .Select(row => row.ToChoice()),
        ];

    /// <summary>What the message about the patterns says; null: there is none yet.</summary>
    public Task<string?> FindShownAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        database.FindAsync<string>(SelectShown, Key(workspace, incident), cancellationToken);

    /// <summary>Writes what somebody chose; who was second with its number is in conflict.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, PatternChoice choice)
    {
        var row = new
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            choice.Number,
            choice.Pattern,
            Choice = choice.IsWanted ? "wanted" : "dismissed",
            ChosenBy = JsonSerializer.Serialize(choice.By, PatternJson.Default.Person),
            ChosenAt = choice.At,
        };
        batch.Add(InsertChoice, row, expectedRows: 1);
        batch.Record(
            new Change(incident.Number, Chosen, JsonSerializer.Serialize(choice, PatternJson.Default.PatternChoice))
            {
                Rows = [PatternTables.Choices.Row(row)],
            });
    }

    /// <summary>Remembers what the message says.</summary>
    public static void Show(Batch batch, WorkspaceId workspace, IncidentId incident, string shown, bool isNew) => batch.Add(
        isNew ? InsertShown : UpdateShown, new { Workspace = workspace.Value, Incident = incident.Number, Shown = shown }, expectedRows: 1);

    private static object Key(WorkspaceId workspace, IncidentId incident) =>
        new { Workspace = workspace.Value, Incident = incident.Number };

    private sealed class ChoiceRow
    {
        public int Number { get; init; }

        public string Pattern { get; init; } = string.Empty;

        public string Choice { get; init; } = string.Empty;

        public string ChosenBy { get; init; } = string.Empty;

        public DateTimeOffset ChosenAt { get; init; }

        public PatternChoice ToChoice() => new(
            Number, Pattern, Choice == "wanted",
            JsonSerializer.Deserialize(ChosenBy, PatternJson.Default.Person) ?? throw new JsonException("A choice is without a person."),
            ChosenAt);
    }
}

/// <summary>Somebody doesn't want to see a pattern in an incident, or does again.</summary>
/// <param name="Number">Counts from 1 in its incident.</param>
/// <param name="Pattern">The pattern's key.</param>
/// <param name="IsWanted">Whether it may be suggested.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When; UTC.</param>
internal sealed record PatternChoice(int Number, string Pattern, bool IsWanted, Person By, DateTimeOffset At);

/// <summary>How choices are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(PatternChoice))]
internal sealed partial class PatternJson : JsonSerializerContext;
