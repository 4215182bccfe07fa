using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.GitHub.State;

/// <summary>One deployment and its statuses, oldest first.</summary>
internal sealed record Deployment(
    long Id, string Ref, string Sha, string Environment, string Description, string Creator, DateTimeOffset At)
{
    public string Task { get; init; } = "deploy";

    /// <summary>Whatever the deployer wrote: an object, a text, a number, a list.</summary>
    public JsonNode? Payload { get; init; }

    public bool IsTransient { get; init; }

    public bool IsProduction { get; init; } = Environment == "production";

    public List<DeploymentStatus> Statuses { get; } = [];

    public DateTimeOffset UpdatedAt => Statuses.Count == 0 ? At : Statuses[^1].At;
}

/// <summary>A state a deployment reached, and when.</summary>
internal sealed record DeploymentStatus(long Id, string State, string Description, DateTimeOffset At)
{
    /// <summary>The states that GitHub knows.</summary>
    public static readonly string[] All = ["error", "failure", "inactive", "in_progress", "queued", "pending", "waiting", "success"];

    public string LogUrl { get; init; } = "";

    public string EnvironmentUrl { get; init; } = "";

    public string? Creator { get; init; }
}

/// <summary>A release, published or a draft.</summary>
internal sealed record Release(
    long Id, string Tag, string Name, string Body, string Sha, string Author, bool Prerelease, DateTimeOffset At)
{
    public bool IsDraft { get; init; }
}

/// <summary>A label of a repository.</summary>
internal sealed record Label(long Id, string Name, string Color, string? Description);

/// <summary>A milestone of a repository.</summary>
internal sealed record Milestone(long Id, int Number, string Title, string? Description, DateTimeOffset? DueOn, DateTimeOffset At);

/// <summary>A comment under an issue or pull request.</summary>
internal sealed class Comment(long id, string body, string author, DateTimeOffset at)
{
    public long Id { get; } = id;

    public string Body { get; set; } = body;

    public string Author { get; } = author;

    public DateTimeOffset CreatedAt { get; } = at;

    public DateTimeOffset UpdatedAt { get; set; } = at;
}

/// <summary>An issue, or the issue side of a pull request; both count in one row of numbers.</summary>
internal sealed class Issue(long id, int number, string title, string author, DateTimeOffset at)
{
    public long Id { get; } = id;

    public int Number { get; } = number;

    public string Title { get; set; } = title;

    public string? Body { get; set; }

    public string Author { get; } = author;

    public bool IsClosed { get; set; }

    public string? StateReason { get; set; }

    public string? ClosedBy { get; set; }

    public List<string> Labels { get; } = [];

    public List<string> Assignees { get; } = [];

    public int? Milestone { get; set; }

    public bool IsLocked { get; set; }

    public string? LockReason { get; set; }

    public List<Comment> Comments { get; } = [];

    public DateTimeOffset CreatedAt { get; } = at;

    public DateTimeOffset UpdatedAt { get; set; } = at;

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Null: an issue.</summary>
    public PullRequest? Pull { get; init; }

    public string State => IsClosed ? "closed" : "open";

    public void Close(DateTimeOffset at, string by, string? reason)
    {
        (IsClosed, ClosedAt, ClosedBy, UpdatedAt) = (true, at, by, at);
        StateReason = Pull is null ? reason ?? "completed" : null;
    }

    public void Reopen(DateTimeOffset at)
    {
        (IsClosed, ClosedAt, ClosedBy, UpdatedAt) = (false, null, null, at);
        StateReason = Pull is null ? "reopened" : null;
    }
}

/// <summary>What a pull request has besides its issue.</summary>
internal sealed class PullRequest(string head, string into)
{
    public string Head { get; } = head;

    public string Base { get; set; } = into;

    /// <summary>The head's commit where there is no such branch, or when it was closed.</summary>
    public string? HeadSha { get; set; }

    /// <summary>The base's commit when it was merged.</summary>
    public string? BaseSha { get; set; }

    public bool IsDraft { get; set; }

    public string? MergeSha { get; set; }

    public DateTimeOffset? MergedAt { get; set; }

    public string? MergedBy { get; set; }

    public List<string> Reviewers { get; } = [];
}

/// <summary>A run of a workflow; a run that is repeated keeps its id and counts its attempts.</summary>
internal sealed class WorkflowRun(long id, string workflow, int number)
{
    public long Id { get; } = id;

    /// <summary>The workflow's name, such as <c>Deploy</c>.</summary>
    public string Workflow { get; } = workflow;

    public int Number { get; } = number;

    public required string Branch { get; init; }

    public required string Sha { get; init; }

    public required string Event { get; init; }

    public required string Title { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The attempts, the first first.</summary>
    public List<RunAttempt> Attempts { get; } = [];
}

/// <summary>One attempt of a workflow run.</summary>
internal sealed record RunAttempt(string Status, string? Conclusion, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt);

/// <summary>A check of a commit.</summary>
internal sealed record CheckRun(
    long Id, string Name, string Sha, string Status, string? Conclusion, DateTimeOffset StartedAt, DateTimeOffset? CompletedAt)
{
    public string? Title { get; init; }

    public string? Summary { get; init; }
}

/// <summary>A status that an outside service set on a commit.</summary>
internal sealed record CommitStatus(
    long Id, string Sha, string State, string Context, string? Description, string? TargetUrl, string Creator, DateTimeOffset At);

/// <summary>What a repository refuses for branches of a name: a ruleset or branch protection.</summary>
/// <param name="Pattern">A branch, or its start and <c>*</c>.</param>
/// <param name="Refusal">What the rule says.</param>
internal sealed record BranchRule(string Pattern, string Refusal)
{
    public bool Covers(string branch) =>
        Pattern == branch || (Pattern.EndsWith('*') && branch.StartsWith(Pattern[..^1], StringComparison.Ordinal));
}
