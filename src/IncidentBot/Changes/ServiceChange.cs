using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;

namespace IncidentBot.Changes;

/// <summary>A change of a service that may have caused an incident, whatever it was read from.</summary>
/// <param name="Key">
/// The same for the same change, such as <c>github:deployment:shop/checkout:42</c>; a deployment that went live again has a key of its own
/// for each later time.
/// </param>
/// <param name="At">When it went live; for one that failed, waits or is under way, when that was last said; UTC.</param>
/// <param name="Service">
/// The service by its name in the catalogue; where none fits, the repository as <c>owner/name</c>; empty: a person typed it and named none.
/// </param>
/// <param name="Environment">Where it went, such as <c>production</c>; null: not said.</param>
/// <param name="Ref">The version, branch, commit or flag.</param>
/// <param name="Description">What it says of itself; null: nothing.</param>
/// <param name="Url">Where it can be read; null: nowhere.</param>
/// <param name="By">The account that made it, by the name that the source knows; null: not said.</param>
public sealed record ServiceChange(
    string Key, DateTimeOffset At, string Service, string? Environment, string Ref, string? Description, Uri? Url, string? By = null)
{
    /// <summary>What kind of change it is; a deploy by default.</summary>
    public ChangeKind Kind { get; init; }

    /// <summary>How far it came; live by default.</summary>
    public ChangeState State { get; init; }

    /// <summary>What it was read from; a GitHub deployment by default.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>What more is known of it; nothing by default.</summary>
    public ChangeDetails Details { get; init; } = ChangeDetails.None;

    /// <summary>Whether it is live, or was until something replaced it.</summary>
    public bool WentLive => State is ChangeState.Success or ChangeState.Inactive;

    /// <summary>
    /// What a merge is known by, whether its pull request or its push told of it; null: it is neither, or its commit isn't known. A pull
    /// request that was merged by rebasing leaves no trace in its commits but that the last of them is its merge commit.
    /// </summary>
    public string? Merge =>
        Origin is ChangeOrigin.PullRequest or ChangeOrigin.Push && Details is { Repository: { } repository, Commit: { } commit }
            ? $"{repository.ToLowerInvariant()} {commit}"
            : null;

    /// <summary>Whether both tell of the same merge to the default branch.</summary>
    public bool IsSameMerge(ServiceChange other) => Merge is { } merge && merge == other.Merge;

    /// <summary>
    /// Whether an address may be shown with a change: one of the web, without a name or password before its host, which everybody would
    /// see.
    /// </summary>
    public static bool MayShow(Uri address) =>
        address is { IsAbsoluteUri: true, Scheme: "https" or "http", Host.Length: > 0, UserInfo: "" };
}

/// <summary>What a change was read from.</summary>
public enum ChangeOrigin
{
    /// <summary>A GitHub deployment.</summary>
    Deployment,

    /// <summary>A GitHub release.</summary>
    Release,

    /// <summary>A pull request that was merged to the default branch.</summary>
    PullRequest,

    /// <summary>A run of a configured workflow.</summary>
    WorkflowRun,

    /// <summary>A deploy bot's message in a configured channel.</summary>
    BotMessage,

    /// <summary>A program told it to <c>POST /changes</c>.</summary>
    Posted,

    /// <summary>A person typed it.</summary>
    Typed,

    /// <summary>Commits that were pushed to the default branch without a pull request.</summary>
    Push,
}

/// <summary>What more may be known of a change than when, what and where.</summary>
public sealed record ChangeDetails
{
    /// <summary>The most paths that are kept.</summary>
    public const int MostFiles = 300;

    /// <summary>The most of a diff that is kept, in characters.</summary>
    public const int LongestDiff = 20_000;

    /// <summary>The most commits that are kept.</summary>
    public const int MostCommits = 100;

    /// <summary>Nothing more.</summary>
    public static ChangeDetails None { get; } = new();

    /// <summary>Its repository, as <c>owner/name</c>; null: not known.</summary>
    public string? Repository { get; init; }

    /// <summary>The full id of its commit; null: not known.</summary>
    public string? Commit { get; init; }

    /// <summary>The ref that was live there before it; null: not known.</summary>
    public string? Former { get; init; }

    /// <summary>The ref that it took back; null: it is no rollback, or does not say so.</summary>
    public string? RollbackOf { get; init; }

    /// <summary>Whether it is a prerelease.</summary>
    public bool IsPrerelease { get; init; }

    /// <summary>Whether its environment is gone after a while, such as a preview's.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether its environment is one that users use, as the source says; null: it doesn't say.</summary>
    public bool? IsProduction { get; init; }

    /// <summary>Whether whoever told it has taken it back, so that it no longer counts.</summary>
    public bool IsTakenBack { get; init; }

    /// <summary>The paths that it touched, at most <see cref="MostFiles"/>; empty: not known.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>A unified diff or a piece of one, at most <see cref="LongestDiff"/> characters; null: not known.</summary>
    public string? Diff { get; init; }

    /// <summary>What it brought since <see cref="Former"/>, newest first, at most <see cref="MostCommits"/>; empty: not known.</summary>
    public IReadOnlyList<ChangeCommit> Commits { get; init; } = [];

    /// <summary>Where the comparison with <see cref="Former"/> can be read; null: nowhere.</summary>
    public Uri? CompareUrl { get; init; }

    /// <summary>Whether something is known here that was not known there.</summary>
    internal bool KnowsMoreThan(ChangeDetails other) =>
        this != None && (other == None || (other.Former is null && Former is not null)
            || (other.RollbackOf is null && RollbackOf is not null) || (other.Files.Count == 0 && Files.Count > 0)
            || (other.Commits.Count == 0 && Commits.Count > 0) || (other.Diff is null && Diff is not null));

    /// <summary>The same, with what only the other knows: what was compared once need not be compared each time.</summary>
    internal ChangeDetails WithWhatIsMissing(ChangeDetails other) => this with
    {
        Repository = Repository ?? other.Repository,
        Commit = Commit ?? other.Commit,
        Former = Former ?? other.Former,
        RollbackOf = CompareUrl is null ? RollbackOf ?? other.RollbackOf : RollbackOf,
        IsProduction = IsProduction ?? other.IsProduction,
        Files = Files.Count > 0 ? Files : other.Files,
        Diff = Diff ?? other.Diff,
        Commits = Commits.Count > 0 ? Commits : other.Commits,
        CompareUrl = CompareUrl ?? other.CompareUrl,
    };
}

/// <summary>A commit or pull request that a change brought.</summary>
/// <param name="Title">Its first line.</param>
/// <param name="Url">Where it can be read; null: nowhere.</param>
/// <param name="Author">The account that may know about it; null: not known.</param>
public sealed record ChangeCommit(string Title, Uri? Url, string? Author);
