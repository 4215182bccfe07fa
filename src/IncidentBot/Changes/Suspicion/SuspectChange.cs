namespace IncidentBot.Changes.Suspicion;

/// <summary>A change that may have caused an incident, whatever it was read from: what a suspicion is worked out of.</summary>
/// <param name="At">When it went live; for one that failed or is under way, when that was last said; UTC.</param>
public sealed record SuspectChange(DateTimeOffset At)
{
    /// <summary>The service by its name in the catalogue, or a repository as <c>owner/name</c>; null: not known.</summary>
    public string? Service { get; init; }

    /// <summary>Where it went, such as <c>production</c>; null: not said.</summary>
    public string? Environment { get; init; }

    /// <summary>The version, branch, commit or flag; null: not said.</summary>
    public string? Ref { get; init; }

    /// <summary>What it says of itself; null: nothing.</summary>
    public string? Description { get; init; }

    /// <summary>The paths that it touched; empty: not known.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>A unified diff, or a piece of one; null: not known.</summary>
    public string? Diff { get; init; }

    /// <summary>The titles of the commits or pull requests that it brought; empty: not known.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>Whether a person decided that it isn't the cause; then it never stands out.</summary>
    public bool IsRuledOut { get; init; }

    /// <summary>When a person says that it was rolled back; null: nobody does; UTC.</summary>
    public DateTimeOffset? RolledBackAt { get; init; }

    /// <summary>What kind of change it is.</summary>
    public ChangeKind Kind { get; init; }

    /// <summary>How far it came.</summary>
    public ChangeState State { get; init; }

    /// <summary>The ref that it took back; null: it is no rollback, or does not say so.</summary>
    public string? RollbackOf { get; init; }
}

/// <summary>What kind of change it is; the words of <c>POST /changes</c>.</summary>
public enum ChangeKind
{
    /// <summary>A new version of a program.</summary>
    Deploy,

    /// <summary>A setting.</summary>
    Config,

    /// <summary>A feature flag.</summary>
    Flag,

    /// <summary>A change of a database's structure or of many rows.</summary>
    Migration,

    /// <summary>A job or script that was run or scheduled.</summary>
    Job,

    /// <summary>Machines, network, permissions.</summary>
    Infrastructure,

    /// <summary>A library, a base image or another product's version.</summary>
    Dependency,
}

/// <summary>How far a change came.</summary>
public enum ChangeState
{
    /// <summary>It is live.</summary>
    Success,

    /// <summary>It was live and has been replaced since.</summary>
    Inactive,

    /// <summary>It failed, and may be there by half.</summary>
    Failure,

    /// <summary>It is rolling out.</summary>
    InProgress,

    /// <summary>It waits for somebody, and is not live.</summary>
    Waiting,
}
