namespace IncidentBot.GitHub.Reading;

/// <summary>
/// What is read of a deployment (docs.github.com/rest/deployments/deployments). Octokit's own class has a payload of texts and throws on
/// any other.
/// </summary>
internal sealed class DeploymentRow
{
    public long Id { get; set; }

    public string? Ref { get; set; }

    public string? Sha { get; set; }

    public string? Task { get; set; }

    public string? Environment { get; set; }

    public string? Description { get; set; }

    public AccountRow? Creator { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? UpdatedAt { get; set; }

    public bool TransientEnvironment { get; set; }

    public bool? ProductionEnvironment { get; set; }
}

/// <summary>
/// What is read of a deployment's status (docs.github.com/rest/deployments/statuses). Octokit's own class doesn't know every state.
/// </summary>
internal sealed class StatusRow
{
    public long Id { get; set; }

    public string? State { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public string? TargetUrl { get; set; }

    public string? LogUrl { get; set; }

    public AccountRow? Creator { get; set; }
}

/// <summary>What is read of an account.</summary>
internal sealed class AccountRow
{
    public string? Login { get; set; }
}

/// <summary>
/// What is read of a page of workflow runs (docs.github.com/rest/actions/workflow-runs); Octokit's own reads whole repositories with each.
/// </summary>
internal sealed class RunsRow
{
    public List<RunRow>? WorkflowRuns { get; set; }
}

/// <summary>What is read of a run of a workflow.</summary>
internal sealed class RunRow
{
    public long Id { get; set; }

    public string? Name { get; set; }

    public string? DisplayTitle { get; set; }

    public string? HeadBranch { get; set; }

    public string? HeadSha { get; set; }

    public string? Status { get; set; }

    public string? Conclusion { get; set; }

    public string? HtmlUrl { get; set; }

    public long RunAttempt { get; set; }

    public AccountRow? Actor { get; set; }

    public AccountRow? TriggeringActor { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What is read of a release (docs.github.com/rest/releases/releases).</summary>
internal sealed record ReleaseRow(
    long Id, string? TagName, string? Name, string? HtmlUrl, string? Author, string? TargetCommitish, bool Prerelease);

/// <summary>What is read of a pull request (docs.github.com/rest/pulls/pulls).</summary>
internal sealed record PullRow(long Number, string? Title, string? HtmlUrl, string? Author, string? MergeCommitSha);

/// <summary>What is read of a push (docs.github.com/webhooks/webhook-events-and-payloads#push).</summary>
/// <param name="Head">The newest commit.</param>
/// <param name="Commits">All of them, oldest first.</param>
/// <param name="Files">What they touched.</param>
/// <param name="CompareUrl">Where they can be read.</param>
internal sealed record PushRow(PushedCommit Head, IReadOnlyList<PushedCommit> Commits, IReadOnlyList<string> Files, string? CompareUrl);

/// <summary>A commit of a push.</summary>
/// <param name="Sha">Its id.</param>
/// <param name="Title">The first line of its message.</param>
/// <param name="PullTitle">The title of the pull request that it merges, as the message tells it; null: it merges none.</param>
/// <param name="PullNumber">The number of that pull request; null: it merges none.</param>
/// <param name="Url">Where it can be read.</param>
/// <param name="Author">The account of its author; null: none is known.</param>
internal sealed record PushedCommit(string Sha, string Title, string? PullTitle, long? PullNumber, string? Url, string? Author);
