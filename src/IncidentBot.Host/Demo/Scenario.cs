using IncidentBot.Changes.Suspicion;
using IncidentBot.Timeline;

namespace IncidentBot.Host.Demo;

/// <summary>An incident that happened, or could have: what the demo plays.</summary>
internal sealed record Scenario
{
    /// <summary>What is wrong, one line.</summary>
    public required string Title { get; init; }

    /// <summary>1 to 4; null: the bot's default.</summary>
    public int? Severity { get; init; }

    /// <summary>The affected services; empty: not said.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Who leads the response; null: nobody takes command.</summary>
    public string? Commander { get; init; }

    /// <summary>What happened, by time; entries of the same time in the order of the file.</summary>
    public required IReadOnlyList<ScenarioEntry> Entries { get; init; }

    /// <summary>Other messages; by time.</summary>
    public IReadOnlyList<ScenarioChat> Chat { get; init; } = [];

    /// <summary>Checklist steps that people tick or answer; by time.</summary>
    public IReadOnlyList<ScenarioStep> Steps { get; init; } = [];

    /// <summary>What went live; by time.</summary>
    public IReadOnlyList<ScenarioDeploy> Deploys { get; init; } = [];

    /// <summary>What the file says of services, by their names; empty: nothing.</summary>
    public IReadOnlyList<ScenarioService> Catalogue { get; init; } = [];

    /// <summary>When the incident is started; UTC.</summary>
    public required DateTimeOffset Declared { get; init; }

    /// <summary>Who starts it.</summary>
    public required string DeclaredBy { get; init; }

    /// <summary>When the impact began; UTC; null if not known.</summary>
    public DateTimeOffset? ImpactStart { get; init; }

    /// <summary>When it was noticed; UTC; null if not known.</summary>
    public DateTimeOffset? Detected { get; init; }

    /// <summary>When the impact stopped; UTC; null if not known.</summary>
    public DateTimeOffset? Mitigated { get; init; }

    /// <summary>When service was restored; UTC; null if not known.</summary>
    public DateTimeOffset? Resolved { get; init; }

    /// <summary>When the work was over; UTC; null if not known.</summary>
    public DateTimeOffset? Closed { get; init; }

    /// <summary>Whether it is known of any deploy what it touched, or what it took back.</summary>
    public bool HasFiles => Deploys.Any(deploy => deploy.Files.Count > 0 || deploy.Diff is not null || deploy.RollbackOf is not null);

    /// <summary>The names of everybody who takes part.</summary>
    public IEnumerable<string> Everybody() =>
        Entries.Select(e => e.Actor).Concat(Chat.Select(c => c.Actor)).Concat(Steps.Select(s => s.Actor))
            .Append(DeclaredBy).Concat(Commander is null ? [] : [Commander]).Distinct(StringComparer.Ordinal);
}

/// <summary>One line of what happened.</summary>
/// <param name="At">When; UTC.</param>
/// <param name="Actor">Who says it.</param>
/// <param name="Kind">The kind of entry.</param>
/// <param name="Note">The words.</param>
internal sealed record ScenarioEntry(DateTimeOffset At, string Actor, EntryKind Kind, string Note);

/// <summary>A message that does not become a timeline entry.</summary>
internal sealed record ScenarioChat(DateTimeOffset At, string Actor, string Text);

/// <summary>A step of the checklist that someone ticks, or answers.</summary>
/// <param name="At">When; UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Step">The step's key in the template.</param>
/// <param name="Answer">What is answered; null: the step is ticked.</param>
internal sealed record ScenarioStep(DateTimeOffset At, string Actor, string Step, string? Answer);

/// <summary>A deploy for the local GitHub.</summary>
/// <param name="At">When it was live; UTC.</param>
/// <param name="Service">The service by name.</param>
/// <param name="Environment">Where it went.</param>
/// <param name="Ref">The version.</param>
/// <param name="Description">Its description; null if there is none.</param>
/// <param name="State">The state that GitHub tells of it.</param>
internal sealed record ScenarioDeploy(
    DateTimeOffset At, string Service, string Environment, string Ref, string? Description, string State = ScenarioDeploy.Success)
{
    /// <summary>The state of a deploy that went live.</summary>
    public const string Success = "success";

    /// <summary>The state of a deploy that was live and has been replaced.</summary>
    public const string Inactive = "inactive";

    /// <summary>What kind of change it is; a deploy by default.</summary>
    public ChangeKind Kind { get; init; }

    /// <summary>The paths that it touched; empty: not said.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>A unified diff or a piece of one; null: not said.</summary>
    public string? Diff { get; init; }

    /// <summary>The version that it took back; null: none.</summary>
    public string? RollbackOf { get; init; }

    /// <summary>Whether it goes to the place of another one: a setting takes no deploy's place.</summary>
    public bool IsInPlaceOf(ScenarioDeploy other) =>
        Kind == other.Kind
        && Service.Equals(other.Service, StringComparison.OrdinalIgnoreCase)
        && Environment.Equals(other.Environment, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a file says of a service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Environments">The environments that count; empty: all.</param>
/// <param name="Dependencies">The services that it stands on.</param>
internal sealed record ScenarioService(string Name, IReadOnlyList<string> Environments, IReadOnlyList<string> Dependencies);
