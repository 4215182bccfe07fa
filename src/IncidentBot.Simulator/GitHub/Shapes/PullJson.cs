using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.State;
using static IncidentBot.Simulator.GitHub.Shapes.Words;

namespace IncidentBot.Simulator.GitHub.Shapes;

/// <summary>Pull requests as GitHub answers them.</summary>
internal static class PullJson
{
    /// <summary>A pull request as lists show it.</summary>
    public static JsonObject Of(string api, Repository repository, Issue issue)
    {
        var pull = issue.Pull!;
        var url = $"{Url(api, repository)}/pulls/{Text(issue.Number)}";
        var html = $"{Html(api, repository)}/pull/{Text(issue.Number)}";
        var issueUrl = $"{Url(api, repository)}/issues/{Text(issue.Number)}";
        var head = repository.HeadOf(pull);
        var statuses = $"{Url(api, repository)}/statuses/{head}";
        return new JsonObject
        {
            ["url"] = url, ["id"] = issue.Id, ["node_id"] = "PR_" + Text(issue.Id), ["html_url"] = html, ["diff_url"] = html + ".diff",
            ["patch_url"] = html + ".patch", ["issue_url"] = issueUrl, ["number"] = issue.Number, ["state"] = issue.State,
            ["locked"] = issue.IsLocked, ["title"] = issue.Title, ["user"] = User(api, issue.Author), ["body"] = issue.Body,
            ["created_at"] = Time(issue.CreatedAt), ["updated_at"] = Time(issue.UpdatedAt), ["closed_at"] = Time(issue.ClosedAt),
            ["merged_at"] = Time(pull.MergedAt), ["merge_commit_sha"] = pull.MergeSha,
            ["assignee"] = User(api, issue.Assignees.FirstOrDefault()), ["assignees"] = IssueJson.Assignees(api, issue),
            ["requested_reviewers"] = List(pull.Reviewers.Select(r => User(api, r, isOrganization: false))),
            ["requested_teams"] = new JsonArray(), ["labels"] = IssueJson.Labels(api, repository, issue), ["milestone"] = null,
            ["draft"] = pull.IsDraft, ["commits_url"] = url + "/commits", ["review_comments_url"] = url + "/comments",
            ["review_comment_url"] = $"{Url(api, repository)}/pulls/comments{{/number}}", ["comments_url"] = issueUrl + "/comments",
            ["statuses_url"] = statuses, ["head"] = End(api, repository, pull.Head, head),
            ["base"] = End(api, repository, pull.Base, pull.BaseSha ?? repository.History.Head(pull.Base)?.Sha ?? ""),
            ["_links"] = new JsonObject
            {
                ["self"] = Link(url), ["html"] = Link(html), ["issue"] = Link(issueUrl), ["comments"] = Link(issueUrl + "/comments"),
                ["review_comments"] = Link(url + "/comments"),
                ["review_comment"] = Link($"{Url(api, repository)}/pulls/comments{{/number}}"), ["commits"] = Link(url + "/commits"),
                ["statuses"] = Link(statuses),
            },
            ["author_association"] = IssueJson.Association(repository, issue.Author), ["auto_merge"] = null,
            ["active_lock_reason"] = issue.LockReason,
        };
    }

    /// <summary>A pull request on its own, with its counts and whether it can be merged.</summary>
    public static JsonObject Full(
        string api, Repository repository, Issue issue, int commits, IReadOnlyCollection<FileChange> files, bool? mergeable)
    {
        var shape = Of(api, repository, issue);
        foreach (var (name, value) in new JsonObject
        {
            ["merged"] = issue.Pull!.MergedAt is not null, ["mergeable"] = mergeable, ["rebaseable"] = mergeable,
            ["mergeable_state"] = mergeable switch { null => "unknown", false => "dirty", _ => issue.Pull.IsDraft ? "draft" : "clean" },
            ["merged_by"] = User(api, issue.Pull.MergedBy), ["comments"] = issue.Comments.Count, ["review_comments"] = 0,
            ["maintainer_can_modify"] = false, ["commits"] = commits, ["additions"] = files.Sum(f => f.Additions),
            ["deletions"] = files.Sum(f => f.Deletions), ["changed_files"] = files.Count,
        })
            shape[name] = value?.DeepClone();
        return shape;
    }

    private static JsonObject End(string api, Repository repository, string branch, string sha) => new()
    {
        ["label"] = $"{repository.Owner}:{branch}", ["ref"] = branch, ["sha"] = sha, ["user"] = User(api, repository.Owner),
        ["repo"] = RepositoryJson.Of(api, repository),
    };

    private static JsonObject Link(string url) => new() { ["href"] = url };
}
