using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.State;
using static IncidentBot.Simulator.GitHub.Shapes.Words;

namespace IncidentBot.Simulator.GitHub.Shapes;

/// <summary>Issues, comments, labels and milestones as GitHub answers them.</summary>
internal static class IssueJson
{
    public static JsonObject Of(string api, Repository repository, Issue issue)
    {
        var url = $"{Url(api, repository)}/issues/{Text(issue.Number)}";
        var html = $"{Html(api, repository)}/{(issue.Pull is null ? "issues" : "pull")}/{Text(issue.Number)}";
        var shape = new JsonObject
        {
            ["url"] = url, ["repository_url"] = Url(api, repository), ["labels_url"] = url + "/labels{/name}",
            ["comments_url"] = url + "/comments", ["events_url"] = url + "/events", ["html_url"] = html, ["id"] = issue.Id,
            ["node_id"] = "I_" + Text(issue.Id), ["number"] = issue.Number, ["title"] = issue.Title, ["user"] = User(api, issue.Author),
            ["labels"] = Labels(api, repository, issue), ["state"] = issue.State, ["locked"] = issue.IsLocked,
            ["assignee"] = User(api, issue.Assignees.FirstOrDefault()), ["assignees"] = Assignees(api, issue),
            ["milestone"] = repository.Milestones.Find(m => m.Number == issue.Milestone) is { } milestone
                ? Milestone(api, repository, milestone)
                : null,
            ["comments"] = issue.Comments.Count, ["created_at"] = Time(issue.CreatedAt), ["updated_at"] = Time(issue.UpdatedAt),
            ["closed_at"] = Time(issue.ClosedAt), ["author_association"] = Association(repository, issue.Author),
            ["active_lock_reason"] = issue.LockReason, ["body"] = issue.Body, ["closed_by"] = User(api, issue.ClosedBy),
            ["reactions"] = Reactions(url), ["timeline_url"] = url + "/timeline", ["performed_via_github_app"] = null,
            ["state_reason"] = issue.StateReason,
        };
        if (issue.Pull is not { } pull) return shape;
        shape["draft"] = pull.IsDraft;
        shape["pull_request"] = new JsonObject
        {
            ["url"] = $"{Url(api, repository)}/pulls/{Text(issue.Number)}", ["html_url"] = html, ["diff_url"] = html + ".diff",
            ["patch_url"] = html + ".patch", ["merged_at"] = Time(pull.MergedAt),
        };
        return shape;
    }

    public static JsonArray Labels(string api, Repository repository, Issue issue) =>
        List(issue.Labels.Select(n => repository.Labels.Find(l => l.Name.Equals(n, StringComparison.OrdinalIgnoreCase))).OfType<Label>()
            .Select(l => Label(api, repository, l)));

    public static JsonArray Assignees(string api, Issue issue) => List(issue.Assignees.Select(a => User(api, a, isOrganization: false)));

    public static JsonObject Label(string api, Repository repository, Label label) => new()
    {
        ["id"] = label.Id, ["node_id"] = "LA_" + Text(label.Id),
        ["url"] = $"{Url(api, repository)}/labels/{Uri.EscapeDataString(label.Name)}", ["name"] = label.Name, ["color"] = label.Color,
        ["default"] = false, ["description"] = label.Description,
    };

    public static JsonObject Milestone(string api, Repository repository, Milestone milestone)
    {
        var url = $"{Url(api, repository)}/milestones/{Text(milestone.Number)}";
        var issues = repository.Issues.Where(i => i.Milestone == milestone.Number).ToList();
        return new JsonObject
        {
            ["url"] = url, ["html_url"] = $"{Html(api, repository)}/milestone/{Text(milestone.Number)}", ["labels_url"] = url + "/labels",
            ["id"] = milestone.Id, ["node_id"] = "MI_" + Text(milestone.Id), ["number"] = milestone.Number, ["title"] = milestone.Title,
            ["description"] = milestone.Description, ["creator"] = User(api, repository.Owner),
            ["open_issues"] = issues.Count(i => !i.IsClosed), ["closed_issues"] = issues.Count(i => i.IsClosed), ["state"] = "open",
            ["created_at"] = Time(milestone.At), ["updated_at"] = Time(milestone.At), ["due_on"] = Time(milestone.DueOn),
            ["closed_at"] = null,
        };
    }

    public static JsonObject Comment(string api, Repository repository, Issue issue, Comment comment)
    {
        var url = $"{Url(api, repository)}/issues/comments/{Text(comment.Id)}";
        var kind = issue.Pull is null ? "issues" : "pull";
        return new JsonObject
        {
            ["url"] = url, ["html_url"] = $"{Html(api, repository)}/{kind}/{Text(issue.Number)}#issuecomment-{Text(comment.Id)}",
            ["issue_url"] = $"{Url(api, repository)}/issues/{Text(issue.Number)}", ["id"] = comment.Id,
            ["node_id"] = "IC_" + Text(comment.Id), ["user"] = User(api, comment.Author), ["created_at"] = Time(comment.CreatedAt),
            ["updated_at"] = Time(comment.UpdatedAt), ["author_association"] = Association(repository, comment.Author),
            ["body"] = comment.Body, ["reactions"] = Reactions(url), ["performed_via_github_app"] = null,
        };
    }

    public static string Association(Repository repository, string login) =>
        login.Equals(repository.Owner, StringComparison.OrdinalIgnoreCase) ? "OWNER" : "COLLABORATOR";

    private static JsonObject Reactions(string url) => new()
    {
        ["url"] = url + "/reactions", ["total_count"] = 0, ["+1"] = 0, ["-1"] = 0, ["laugh"] = 0, ["hooray"] = 0, ["confused"] = 0,
        ["heart"] = 0, ["rocket"] = 0, ["eyes"] = 0,
    };
}
