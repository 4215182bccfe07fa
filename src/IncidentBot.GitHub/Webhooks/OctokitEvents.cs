using System.Text;
using IncidentBot.Changes;
using IncidentBot.GitHub.Reading;
using IncidentBot.Language;
using Microsoft.Extensions.Primitives;
using Octokit.Webhooks;
using Octokit.Webhooks.Events;
using Octokit.Webhooks.Models;

namespace IncidentBot.GitHub.Webhooks;

/// <summary>Takes out of Octokit's events what is used; the only place that knows them.</summary>
internal static class OctokitEvents
{
    private const int LongestTitle = 200;
    private const int LongestText = 2_000;

    // A commit of a repository with SHA-256.
    private const int LongestSha = 64;

    /// <summary>What an event tells; null: nothing that counts.</summary>
    /// <exception cref="System.Text.Json.JsonException">It isn't as GitHub documents it.</exception>
    public static GitHubNews? Read(string name, byte[] json)
    {
        var headers = WebhookHeaders.Parse(
            new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase)
            {
                ["X-GitHub-Event"] = name, ["X-GitHub-Delivery"] = "-",
            });
        var read = new Processor().DeserializeWebhookEvent(headers, Encoding.UTF8.GetString(json));
        return read.Repository?.FullName is not { Length: > 0 } repository ? null : read switch
        {
            Octokit.Webhooks.Events.DeploymentEvent one => new DeploymentNews(repository, RowOf(one), Status: null),
            DeploymentStatusEvent one => new DeploymentNews(repository, RowOf(one), StatusOf(one)),
            ReleaseEvent one => ReleaseOf(repository, one),
            WorkflowRunEvent one => RunOf(repository, one),
            PullRequestEvent one => MergeOf(repository, one),
            PushEvent one => PushOf(repository, one),
            IssuesEvent one => IssueOf(repository, one),
            _ => null,
        };
    }

    private static DeploymentRow RowOf(Octokit.Webhooks.Events.DeploymentEvent told) => new()
    {
        Id = told.Deployment.Id,
        Ref = told.Deployment.Ref,
        Sha = told.Deployment.Sha,
        Task = told.Deployment.Task,
        Environment = told.Deployment.Environment,
        Description = Text(told.Deployment.Description),
        Creator = Account(told.Deployment.Creator),
        CreatedAt = told.Deployment.CreatedAt,
        TransientEnvironment = told.Deployment.TransientEnvironment ?? false,
        ProductionEnvironment = told.Deployment.ProductionEnvironment,
    };

    private static DeploymentRow RowOf(DeploymentStatusEvent told) => new()
    {
        Id = told.Deployment.Id,
        Ref = told.Deployment.Ref,
        Sha = told.Deployment.Sha,
        Task = told.Deployment.Task,
        Environment = told.Deployment.Environment,
        Description = Text(told.Deployment.Description),
        Creator = Account(told.Deployment.Creator),
        CreatedAt = told.Deployment.CreatedAt,
    };

    private static StatusRow StatusOf(DeploymentStatusEvent told) => new()
    {
        Id = told.DeploymentStatus.Id,
        State = told.DeploymentStatus.State?.StringValue,
        CreatedAt = told.DeploymentStatus.CreatedAt,
        TargetUrl = Text(told.DeploymentStatus.TargetUrl),
        LogUrl = Text(told.DeploymentStatus.LogUrl),
        Creator = Account(told.DeploymentStatus.Creator),
    };

    private static ReleaseNews? ReleaseOf(string repository, ReleaseEvent told)
    {
        var release = told.Release;
        var isTakenBack = told.Action is "unpublished" or "deleted";
        if (!isTakenBack && (release.Draft || release.PublishedAt is null))
            return null;

        var row = new ReleaseRow(
            release.Id, release.TagName, Text(release.Name), release.HtmlUrl, release.Author?.Login, release.TargetCommitish,
            release.Prerelease);
        return new ReleaseNews(repository, row, release.PublishedAt?.ToUniversalTime(), isTakenBack);
    }

    private static RunNews? RunOf(string repository, WorkflowRunEvent told)
    {
        var run = told.WorkflowRun;
        var path = told.Workflow?.Path is { Length: > 0 } given ? given : run.Path ?? "";
        var file = path.Split('@')[0].Split('/')[^1];
        return new RunNews(
            repository, file,
            new RunRow
            {
                Id = run.Id,
                Name = Text(run.Name),
                DisplayTitle = Text(run.DisplayTitle),
                HeadBranch = run.HeadBranch,
                HeadSha = run.HeadSha,
                Status = run.Status?.StringValue,
                Conclusion = run.Conclusion?.StringValue,
                HtmlUrl = run.HtmlUrl,
                RunAttempt = run.RunAttempt,
                Actor = Account(run.Actor),
                TriggeringActor = Account(run.TriggeringActor),
                CreatedAt = run.CreatedAt,
                UpdatedAt = run.UpdatedAt,
            });
    }

    private static MergeNews? MergeOf(string repository, PullRequestEvent told)
    {
        var pull = told.PullRequest;
        return pull is { Merged: true, MergedAt: { } at } && pull.Base.Ref == told.Repository!.DefaultBranch
            ? new MergeNews(
                repository, new PullRow(pull.Number, Text(pull.Title), pull.HtmlUrl, pull.User?.Login, pull.MergeCommitSha),
                at.ToUniversalTime())
            : null;
    }

    private static IssueMovedNews IssueOf(string repository, IssuesEvent told)
    {
        var isClosed = told.Action == "closed";
        return new IssueMovedNews(
            repository, (int)told.Issue.Number, told.Issue.UpdatedAt.ToUniversalTime(), isClosed,
            told.Issue.StateReason is not ("not_planned" or "duplicate"), told.Sender?.Login);
    }

    private static PushNews? PushOf(string repository, PushEvent told)
    {
        if (told.Deleted || told.HeadCommit is not { Id.Length: > 0 and <= LongestSha }
            || told.Ref != $"refs/heads/{told.Repository!.DefaultBranch}")
            return null;

        var files = told.Commits.SelectMany(commit => commit.Added.Concat(commit.Modified).Concat(commit.Removed));
        return new PushNews(
            repository, told.Repository.PushedAt?.ToUniversalTime(),
            new PushRow(
                CommitOf(told.HeadCommit), [.. told.Commits.Select(CommitOf).TakeLast(ChangeDetails.MostCommits)],
                [.. files.Distinct(StringComparer.Ordinal).Take(ChangeDetails.MostFiles)], told.Compare));
    }

    // Neither its further lines nor the addresses of those who made it.
    private static PushedCommit CommitOf(Octokit.Webhooks.Models.PushEvent.Commit commit)
    {
        var lines = commit.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var title = lines is [var first, ..] ? OneLine.Of(first, LongestTitle) : commit.Id;
        var pull = MentionedPull.In(title);
        var pullTitle = pull is not { } mention ? null
            : !mention.IsMerge ? mention.Title
            : lines is [_, var second, ..] ? OneLine.Of(second, LongestTitle) : title;
        return new PushedCommit(commit.Id, title, pullTitle, pull?.Number, commit.Url, commit.Author?.Username);
    }

    private static AccountRow? Account(User? user) => user is null ? null : new AccountRow { Login = user.Login };

    private static string? Text(string? text) => text is { Length: > LongestText } ? OneLine.Of(text, LongestText) : text;

    private sealed class Processor : WebhookEventProcessor;
}
