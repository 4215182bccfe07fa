using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Investigation.Nudges;

/// <summary>Where it is kept who turned which nudge off or on, in an incident or for good.</summary>
internal sealed class NudgeStore(Database database)
{
    private const string On = "on", Off = "off";

    private const string SelectChoices = """
        SELECT number AS Number, nudge AS Nudge, choice AS Choice, chosen_by AS ChosenBy, chosen_at AS ChosenAt FROM nudge_choice
        WHERE workspace_id = @Workspace AND incident = @Incident
        ORDER BY number
        """;

    private const string SelectSettings = """
        SELECT number AS Number, nudge AS Nudge, choice AS Choice, chosen_by AS ChosenBy, chosen_at AS ChosenAt FROM nudge_setting
        WHERE workspace_id = @Workspace AND nudge = @Nudge
        ORDER BY number
        """;

    private const string InsertChoice = """
        INSERT INTO nudge_choice (workspace_id, incident, number, nudge, choice, chosen_by, chosen_at)
        VALUES (@Workspace, @Incident, @Number, @Nudge, @Choice, @ChosenBy, @ChosenAt)
        """;

    private const string InsertSetting = """
        INSERT INTO nudge_setting (workspace_id, number, nudge, choice, chosen_by, chosen_at)
        VALUES (@Workspace, @Number, @Nudge, @Choice, @ChosenBy, @ChosenAt)
        """;

    /// <summary>What was chosen for the team and in an incident.</summary>
    public async Task<NudgeChoices> ReadAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var key = new { Workspace = workspace.Value, Incident = incident.Number };
        var settings = new List<ChoiceRow>();
        foreach (var nudge in Words.All<Nudge>())
            settings.AddRange(
                await database.QueryAsync<ChoiceRow>(
                    SelectSettings, new { Workspace = workspace.Value, Nudge = nudge }, cancellationToken));
        var choices = await database.QueryAsync<ChoiceRow>(SelectChoices, key, cancellationToken);
        return new NudgeChoices([.. settings.Select(row => row.ToChoice())], [.. choices.Select(row => row.ToChoice())]);
    }

    /// <summary>Writes what somebody chose in an incident; who was second with its number is in conflict.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, NudgeChoice choice)
    {
        var row = new
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            choice.Number,
            Nudge = Words.Of(choice.Nudge),
            Choice = choice.IsOn ? On : Off,
            ChosenBy = JsonSerializer.Serialize(choice.By, NudgeJson.Default.Person),
            ChosenAt = choice.At,
        };
        batch.Add(InsertChoice, row, expectedRows: 1);
        batch.Record(
            new Change(incident.Number, "NudgeChosen", JsonSerializer.Serialize(choice, NudgeJson.Default.NudgeChoice))
            {
                Rows = [NudgeTables.Choices.Row(row)],
            });
    }

    /// <summary>Writes what somebody chose for good; who was second with its number is in conflict.</summary>
    public static void AddForGood(Batch batch, WorkspaceId workspace, NudgeChoice choice) => batch.Add(
        InsertSetting,
        new
        {
            Workspace = workspace.Value,
            choice.Number,
            Nudge = Words.Of(choice.Nudge),
            Choice = choice.IsOn ? On : Off,
            ChosenBy = JsonSerializer.Serialize(choice.By, NudgeJson.Default.Person),
            ChosenAt = choice.At,
        },
        expectedRows: 1);

    private sealed class ChoiceRow
    {
        public int Number { get; init; }

        public string Nudge { get; init; } = string.Empty;

        public string Choice { get; init; } = string.Empty;

        public string ChosenBy { get; init; } = string.Empty;

        public DateTimeOffset ChosenAt { get; init; }

        public NudgeChoice ToChoice() => new(
            Number, Words.Parse<Nudge>(Nudge), Choice == On,
            JsonSerializer.Deserialize(ChosenBy, NudgeJson.Default.Person) ?? throw new JsonException("A choice is without a person."),
            ChosenAt);
    }
}

/// <summary>Somebody turned a nudge off or on.</summary>
/// <param name="Number">Counts from 1, in its incident or of its nudge in the workspace.</param>
/// <param name="Nudge">Which one.</param>
/// <param name="IsOn">Whether it comes.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When; UTC.</param>
internal sealed record NudgeChoice(int Number, Nudge Nudge, bool IsOn, Person By, DateTimeOffset At);

/// <summary>What was chosen about nudges, in order.</summary>
/// <param name="ForGood">For the whole team.</param>
/// <param name="Here">In one incident, which counts for more.</param>
internal sealed record NudgeChoices(IReadOnlyList<NudgeChoice> ForGood, IReadOnlyList<NudgeChoice> Here)
{
    /// <summary>The choice that counts; null: nobody chose, so it comes.</summary>
    public NudgeChoice? Of(Nudge nudge) => LastHere(nudge) ?? LastForGood(nudge);

    /// <summary>Whether a nudge comes.</summary>
    public bool IsOn(Nudge nudge) => Of(nudge)?.IsOn ?? true;

    /// <summary>The last choice in the incident; null: there is none.</summary>
    public NudgeChoice? LastHere(Nudge nudge) => Here.LastOrDefault(choice => choice.Nudge == nudge);

    /// <summary>The last choice for the team; null: there is none.</summary>
    public NudgeChoice? LastForGood(Nudge nudge) => ForGood.LastOrDefault(choice => choice.Nudge == nudge);
}

/// <summary>How choices are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(NudgeChoice))]
internal sealed partial class NudgeJson : JsonSerializerContext;
