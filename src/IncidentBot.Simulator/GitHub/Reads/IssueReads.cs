using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Reads;

/// <summary>Issues, which pull requests are as well, their comments, and labels and milestones.</summary>
internal static class IssueReads
{
    public static IEnumerable<RepositoryRoute> Routes =>
    [
        new("GET", "/issues", "issues", "issues", Issues),
        new("GET", "/issues/comments", "comments", "issues", AllComments),
        new("GET", "/issues/comments/{id}", "comment", "issues", Comment),
        new("GET", "/issues/{number}", "issue", "issues", (call, repo) => call.One(IssueJson.Of(call.Api, repo, Find(call, repo)))),
        new("GET", "/issues/{number}/comments", "comments", "issues", Comments),
        new("GET", "/issues/{number}/labels", "issue_labels", "issues", (call, repo) =>
            call.Page(IssueJson.Labels(call.Api, repo, Find(call, repo)).ToList(), l => l!.DeepClone())),
        new("GET", "/labels", "labels", "issues", (call, repo) =>
            call.Page(repo.Labels.OrderBy(l => l.Name, StringComparer.OrdinalIgnoreCase), l => IssueJson.Label(call.Api, repo, l))),
        new("GET", "/labels/{**name}", "label", "issues", (call, repo) =>
            call.One(IssueJson.Label(call.Api, repo, FindLabel(repo, call.Route("name"))))),
        new("GET", "/milestones", "milestones", "issues", (call, repo) =>
            call.Page(repo.Milestones, m => IssueJson.Milestone(call.Api, repo, m))),
        new("GET", "/milestones/{number}", "milestone", "issues", (call, repo) => call.One(IssueJson.Milestone(
            call.Api, repo, repo.Milestones.Find(m => m.Number == call.Id("number")) ?? throw GitHubRefusal.NotFound()))),
    ];

    public static Issue Find(GitHubCall call, Repository repository)
    {
        var issue = repository.Issues.Find(i => i.Number == call.Id("number")) ?? throw GitHubRefusal.NotFound();
        return issue.Pull is null && !repository.HasIssues
            ? throw new GitHubRefusal(StatusCodes.Status410Gone, "Issues are disabled for this repo")
            : issue;
    }

    public static Label FindLabel(Repository repository, string name) =>
        repository.Labels.Find(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw GitHubRefusal.NotFound();

    public static (Issue Issue, Comment Comment) FindComment(GitHubCall call, Repository repository)
    {
        var id = call.Id();
        var issue = repository.Issues.Find(i => i.Comments.Exists(c => c.Id == id)) ?? throw GitHubRefusal.NotFound();
        return (issue, issue.Comments.Find(c => c.Id == id)!);
    }

    private static CallAnswer Issues(GitHubCall call, Repository repository)
    {
        if (!repository.HasIssues && !repository.Pulls.Any()) return call.Page(Array.Empty<Issue>(), _ => "");
        var state = call.Query("state") ?? "open";
        if (state is not ("open" or "closed" or "all")) throw GitHubRefusal.Invalid("Issue", "invalid", "state", state);
        var (since, labels, assignee) = (call.QueryInstant("since"), call.Query("labels")?.Split(',') ?? [], call.Query("assignee"));
        var found = repository.Issues.Where(i => (state == "all" || i.State == state) && (since is null || i.UpdatedAt >= since)
            && Array.TrueForAll(labels, l => i.Labels.Contains(l.Trim(), StringComparer.OrdinalIgnoreCase))
            && call.Allows("creator", i.Author)
            && IsAssigned(i, assignee));
        var sorted = call.Query("sort") switch
        {
            "updated" => found.OrderBy(i => i.UpdatedAt),
            "comments" => found.OrderBy(i => i.Comments.Count),
            _ => found.OrderBy(i => i.CreatedAt),
        };
        var list = sorted.ThenBy(i => i.Number).ToList();
        if (call.Query("direction") != "asc") list.Reverse();
        return call.Page(list, i => IssueJson.Of(call.Api, repository, i));
    }

    private static bool IsAssigned(Issue issue, string? wanted) => wanted switch
    {
        null => true,
        "*" => issue.Assignees.Count > 0,
        "none" => issue.Assignees.Count == 0,
        _ => issue.Assignees.Contains(wanted, StringComparer.OrdinalIgnoreCase),
    };

    private static CallAnswer Comments(GitHubCall call, Repository repository)
    {
        var issue = Find(call, repository);
        var since = call.QueryInstant("since");
        return call.Page(
            issue.Comments.Where(c => since is null || c.UpdatedAt >= since), c => IssueJson.Comment(call.Api, repository, issue, c));
    }

    private static CallAnswer AllComments(GitHubCall call, Repository repository)
    {
        var since = call.QueryInstant("since");
        return call.Page(
            repository.Issues.SelectMany(i => i.Comments, (issue, comment) => (issue, comment))
                .Where(c => since is null || c.comment.UpdatedAt >= since).OrderBy(c => c.comment.Id),
            c => IssueJson.Comment(call.Api, repository, c.issue, c.comment));
    }

    private static CallAnswer Comment(GitHubCall call, Repository repository)
    {
        var (issue, comment) = FindComment(call, repository);
        return call.One(IssueJson.Comment(call.Api, repository, issue, comment));
    }
}
