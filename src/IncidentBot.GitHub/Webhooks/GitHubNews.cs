using IncidentBot.GitHub.Reading;

namespace IncidentBot.GitHub.Webhooks;

/// <summary>What a webhook tells, and no more of it than is used.</summary>
/// <param name="Repository">Its repository by its current name, as <c>owner/name</c>.</param>
internal abstract record GitHubNews(string Repository);

/// <summary>A deployment was made, or a status of it was said.</summary>
internal sealed record DeploymentNews(string Repository, DeploymentRow Deployment, StatusRow? Status) : GitHubNews(Repository);

/// <summary>A release was published, edited or taken back.</summary>
/// <param name="Repository">Its repository.</param>
/// <param name="Release">The release.</param>
/// <param name="At">When it was published; UTC. Null: not said.</param>
/// <param name="IsTakenBack">Whether it was deleted or made a draft again.</param>
internal sealed record ReleaseNews(string Repository, ReleaseRow Release, DateTimeOffset? At, bool IsTakenBack) : GitHubNews(Repository);

/// <summary>A run of a workflow has gone on.</summary>
/// <param name="Repository">Its repository.</param>
/// <param name="File">The workflow's file, such as <c>deploy.yml</c>.</param>
/// <param name="Run">The run.</param>
internal sealed record RunNews(string Repository, string File, RunRow Run) : GitHubNews(Repository);

/// <summary>A pull request was merged to the default branch.</summary>
internal sealed record MergeNews(string Repository, PullRow Pull, DateTimeOffset At) : GitHubNews(Repository);

/// <summary>An issue was closed, or opened again.</summary>
/// <param name="Repository">Its repository.</param>
/// <param name="Number">Its number there.</param>
/// <param name="At">When; UTC.</param>
/// <param name="IsClosed">Whether it is closed now.</param>
/// <param name="IsDone">Whether it was closed as done, rather than as not planned.</param>
/// <param name="By">Who did it, by login; null: not said.</param>
internal sealed record IssueMovedNews(string Repository, int Number, DateTimeOffset At, bool IsClosed, bool IsDone, string? By)
    : GitHubNews(Repository);

/// <summary>Commits were pushed to the default branch.</summary>
/// <param name="Repository">Its repository.</param>
/// <param name="At">When; UTC. Null: not said.</param>
/// <param name="Pushed">What was pushed.</param>
internal sealed record PushNews(string Repository, DateTimeOffset? At, PushRow Pushed) : GitHubNews(Repository);
