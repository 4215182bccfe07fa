namespace IncidentBot.Simulator.GitHub;

/// <summary>A repository with what was deployed, released, merged and committed; oldest first.</summary>
internal sealed class Repository(string fullName)
{
    public string FullName { get; } = fullName;

    public List<Deployment> Deployments { get; } = [];

    public List<Release> Releases { get; } = [];

    public List<PullRequest> Pulls { get; } = [];

    public List<Commit> Commits { get; } = [];

    /// <summary>The commit a branch, tag, deployed ref or the start of a sha stands for.</summary>
    public Commit? Resolve(string reference)
    {
        var sha = Releases.Find(r => r.Tag == reference)?.Sha ?? Deployments.FindLast(d => d.Ref == reference)?.Sha ?? reference;
        return Commits.Find(c => c.Sha == sha)
            ?? (sha.Length >= 7 ? Commits.Find(c => c.Sha.StartsWith(sha, StringComparison.Ordinal)) : null);
    }

    /// <summary>Keeps a commit once, in the order of time.</summary>
    public void AddCommit(Commit commit)
    {
        if (Commits.Exists(c => c.Sha == commit.Sha)) return;
        var later = Commits.FindIndex(c => c.At > commit.At);
        if (later < 0) Commits.Add(commit);
        else Commits.Insert(later, commit);
    }
}

/// <summary>One deployment and its statuses, oldest first.</summary>
internal sealed record Deployment(
    long Id, string Ref, string Sha, string Environment, string Description, string Creator, DateTimeOffset At)
{
    public List<DeploymentStatus> Statuses { get; } = [];

    public DateTimeOffset UpdatedAt => Statuses.Count == 0 ? At : Statuses[^1].At;
}

/// <summary>A state a deployment reached, and when.</summary>
internal sealed record DeploymentStatus(long Id, string State, string Description, DateTimeOffset At);

/// <summary>A published release.</summary>
internal sealed record Release(
    long Id, string Tag, string Name, string Body, string Sha, string Author, bool Prerelease, DateTimeOffset At);

/// <summary>A pull request, merged or not.</summary>
internal sealed record PullRequest(
    long Id, int Number, string Title, string Body, string Author, string Head, string Base, string State, string? MergeSha,
    DateTimeOffset CreatedAt, DateTimeOffset? MergedAt)
{
    public DateTimeOffset UpdatedAt => MergedAt ?? CreatedAt;
}

/// <summary>A commit on the one line of history each local repository has.</summary>
internal sealed record Commit(string Sha, string Message, string Author, DateTimeOffset At, IReadOnlyList<string> Files);
