using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Hooks;
using IncidentBot.Simulator.GitHub.Reads;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Writes;

/// <summary>Issues, their comments, labels and assignees (docs.github.com/rest/issues).</summary>
internal sealed class IssueWrites(LocalGitHub gitHub, HookEvents events)
{
    private const int LongestTitle = 256;
    private const int LongestBody = 65_536;
    private const int MostAssignees = 10;
    private static readonly string[] LockReasons = ["off-topic", "too heated", "resolved", "spam"];
    private static readonly string[] StateReasons = ["completed", "not_planned", "reopened", "duplicate"];

    public IEnumerable<RepositoryRoute> Routes =>
    [
        new("POST", "/issues", "create_issue", "issues", Create),
        new("PATCH", "/issues/{number}", "update_issue", "issues", Update),
        new("POST", "/issues/{number}/comments", "create_comment", "issues", CreateComment),
        new("PATCH", "/issues/comments/{id}", "update_comment", "issues", UpdateComment),
        new("DELETE", "/issues/comments/{id}", "delete_comment", "issues", DeleteComment),
        new("POST", "/issues/{number}/assignees", "add_assignees", "issues", AddAssignees),
        new("DELETE", "/issues/{number}/assignees", "remove_assignees", "issues", RemoveAssignees),
        new("PUT", "/issues/{number}/lock", "lock_issue", "issues", Lock),
        new("DELETE", "/issues/{number}/lock", "unlock_issue", "issues", Unlock),
        new("POST", "/milestones", "create_milestone", "issues", CreateMilestone),
    ];

    /// <summary>Checks a title and body and refuses what is too long.</summary>
    public static void CheckWords(GitHubBody body, string resource)
    {
        if (body.Text("title") is { } title)
        {
            if (string.IsNullOrWhiteSpace(title)) throw GitHubRefusal.Invalid(resource, "missing_field", "title");
            if (title.Length > LongestTitle)
                throw GitHubRefusal.Custom(resource, $"title is too long (maximum is {LongestTitle} characters)", "title");
        }
        if (body.Text("body") is { Length: > LongestBody })
            throw GitHubRefusal.Custom(resource, $"body is too long (maximum is {LongestBody} characters)", "body");
    }

    private CallAnswer Create(GitHubCall call, Repository repository)
    {
        if (!repository.HasIssues) throw new GitHubRefusal(StatusCodes.Status410Gone, "Issues are disabled for this repo");
        var title = call.Body.Required("title");
        CheckWords(call.Body, "Issue");
        var (labels, assignees, milestone) = (call.Body.Texts("labels") ?? [], AssigneesOf(call), MilestoneOf(call, repository));
        CheckAssignees(repository, assignees);
        CheckLabels(labels);
        var issue = new Issue(gitHub.NextId(), repository.NextNumber(), title, call.Login, gitHub.Now)
        {
            Body = call.Body.Text("body"), Milestone = milestone,
        };
        foreach (var label in labels) AddLabel(repository, issue, label);
        issue.Assignees.AddRange(assignees.Distinct(StringComparer.OrdinalIgnoreCase));
        Repository.Keep(repository.Issues, issue);
        events.IssueChanged(repository, issue, "opened", call.Login);
        return GitHubCall.Created(IssueJson.Of(call.Api, repository, issue));
    }

    private CallAnswer Update(GitHubCall call, Repository repository)
    {
        var issue = IssueReads.Find(call, repository);
        CheckWords(call.Body, "Issue");
        var state = call.Body.Text("state");
        if (state is not (null or "open" or "closed")) throw GitHubRefusal.Invalid("Issue", "invalid", "state", state);
        var reason = call.Body.Text("state_reason");
        if (reason is not null && !StateReasons.Contains(reason, StringComparer.Ordinal))
            throw GitHubRefusal.Invalid("Issue", "invalid", "state_reason", reason);
        var labels = call.Body.Texts("labels");
        var assignees = call.Body.Has("assignees") || call.Body.Has("assignee") ? AssigneesOf(call) : null;
        if (assignees is not null) CheckAssignees(repository, assignees);
        CheckLabels(labels ?? []);
        if (call.Body.Has("milestone")) issue.Milestone = MilestoneOf(call, repository);
        var changes = new JsonObject();
        if (call.Body.Text("title") is { } title && title != issue.Title)
        {
            changes["title"] = new JsonObject { ["from"] = issue.Title };
            issue.Title = title;
        }
        if (call.Body.Has("body") && call.Body.Text("body") != issue.Body)
        {
            changes["body"] = new JsonObject { ["from"] = issue.Body };
            issue.Body = call.Body.Text("body");
        }
        issue.UpdatedAt = gitHub.Now;
        if (changes.Count > 0) events.IssueChanged(repository, issue, "edited", call.Login, new JsonObject { ["changes"] = changes });
        if (labels is not null) SetLabels(repository, issue, labels, call.Login);
        if (assignees is not null) SetAssignees(repository, issue, assignees, call.Login);
        if (state is not null) SetState(repository, issue, state == "closed", reason, call.Login);
        return call.One(IssueJson.Of(call.Api, repository, issue));
    }

    private void SetState(Repository repository, Issue issue, bool closed, string? reason, string login)
    {
        if (issue.IsClosed == closed) return;
        if (closed) issue.Close(gitHub.Now, login, reason);
        else issue.Reopen(gitHub.Now);
        var action = closed ? "closed" : "reopened";
        if (issue.Pull is null) events.IssueChanged(repository, issue, action, login);
        else events.PullChanged(repository, issue, action, login, api => PullReads.Full(api, repository, issue));
    }

    private void SetLabels(Repository repository, Issue issue, IReadOnlyList<string> labels, string login)
    {
        foreach (var gone in issue.Labels.Except(labels, StringComparer.OrdinalIgnoreCase).ToList())
        {
            issue.Labels.Remove(gone);
            events.IssueChanged(repository, issue, "unlabeled", login, LabelField(repository, gone));
        }
        foreach (var added in labels.Except(issue.Labels, StringComparer.OrdinalIgnoreCase).ToList())
        {
            AddLabel(repository, issue, added);
            events.IssueChanged(repository, issue, "labeled", login, LabelField(repository, added));
        }
    }

    private void SetAssignees(Repository repository, Issue issue, IReadOnlyList<string> assignees, string login)
    {
        foreach (var gone in issue.Assignees.Except(assignees, StringComparer.OrdinalIgnoreCase).ToList())
        {
            issue.Assignees.Remove(gone);
            events.IssueChanged(repository, issue, "unassigned", login, AssigneeField(gone));
        }
        foreach (var added in assignees.Except(issue.Assignees, StringComparer.OrdinalIgnoreCase).ToList())
        {
            issue.Assignees.Add(added);
            events.IssueChanged(repository, issue, "assigned", login, AssigneeField(added));
        }
    }

    private CallAnswer CreateComment(GitHubCall call, Repository repository)
    {
        var issue = IssueReads.Find(call, repository);
        var body = call.Body.Required("body");
        CheckWords(call.Body, "IssueComment");
        if (string.IsNullOrWhiteSpace(body)) throw GitHubRefusal.Invalid("IssueComment", "missing_field", "body");
        if (issue.IsLocked && call.Caller.Permissions is not null && !call.Caller.May("issues", write: true))
            throw GitHubRefusal.Forbidden("Unable to create comment because issue is locked.");
        var comment = new Comment(gitHub.NextId(), body, call.Login, gitHub.Now);
        Repository.Keep(issue.Comments, comment);
        issue.UpdatedAt = gitHub.Now;
        events.Commented(repository, issue, comment, "created", call.Login);
        return GitHubCall.Created(IssueJson.Comment(call.Api, repository, issue, comment));
    }

    private CallAnswer UpdateComment(GitHubCall call, Repository repository)
    {
        var (issue, comment) = IssueReads.FindComment(call, repository);
        var body = call.Body.Required("body");
        CheckWords(call.Body, "IssueComment");
        (comment.Body, comment.UpdatedAt, issue.UpdatedAt) = (body, gitHub.Now, gitHub.Now);
        events.Commented(repository, issue, comment, "edited", call.Login);
        return call.One(IssueJson.Comment(call.Api, repository, issue, comment));
    }

    private CallAnswer DeleteComment(GitHubCall call, Repository repository)
    {
        var (issue, comment) = IssueReads.FindComment(call, repository);
        issue.Comments.Remove(comment);
        events.Commented(repository, issue, comment, "deleted", call.Login);
        return GitHubCall.Nothing();
    }

    // Here GitHub leaves out those who cannot be assigned and says nothing of them.
    private CallAnswer AddAssignees(GitHubCall call, Repository repository)
    {
        var issue = IssueReads.Find(call, repository);
        var known = (call.Body.Texts("assignees") ?? []).Where(a =>
            gitHub.AssignableIn(repository).Contains(a, StringComparer.OrdinalIgnoreCase));
        var all = issue.Assignees.Concat(known).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostAssignees);
        SetAssignees(repository, issue, [.. all], call.Login);
        issue.UpdatedAt = gitHub.Now;
        return GitHubCall.Done(StatusCodes.Status201Created, IssueJson.Of(call.Api, repository, issue));
    }

    private CallAnswer RemoveAssignees(GitHubCall call, Repository repository)
    {
        var issue = IssueReads.Find(call, repository);
        SetAssignees(
            repository, issue, [.. issue.Assignees.Except(call.Body.Texts("assignees") ?? [], StringComparer.OrdinalIgnoreCase)],
            call.Login);
        issue.UpdatedAt = gitHub.Now;
        return call.One(IssueJson.Of(call.Api, repository, issue));
    }

    private CallAnswer Lock(GitHubCall call, Repository repository)
    {
        var issue = IssueReads.Find(call, repository);
        var reason = call.Body.Text("lock_reason");
        if (reason is not null && !LockReasons.Contains(reason, StringComparer.Ordinal))
            throw GitHubRefusal.Invalid("Issue", "invalid", "lock_reason", reason);
        (issue.IsLocked, issue.LockReason) = (true, reason);
        events.IssueChanged(repository, issue, "locked", call.Login);
        return GitHubCall.Nothing();
    }

    private CallAnswer Unlock(GitHubCall call, Repository repository)
    {
        var issue = IssueReads.Find(call, repository);
        (issue.IsLocked, issue.LockReason) = (false, null);
        events.IssueChanged(repository, issue, "unlocked", call.Login);
        return GitHubCall.Nothing();
    }

    private CallAnswer CreateMilestone(GitHubCall call, Repository repository)
    {
        var title = call.Body.Required("title");
        if (repository.Milestones.Exists(m => m.Title.Equals(title, StringComparison.OrdinalIgnoreCase)))
            throw GitHubRefusal.Invalid("Milestone", "already_exists", "title");
        var milestone = new Milestone(
            gitHub.NextId(), repository.Milestones.Count + 1, title, call.Body.Text("description"), call.Body.Instant("due_on"),
            gitHub.Now);
        Repository.Keep(repository.Milestones, milestone);
        return GitHubCall.Created(IssueJson.Milestone(call.Api, repository, milestone));
    }

    private static IReadOnlyList<string> AssigneesOf(GitHubCall call) =>
        call.Body.Texts("assignees") ?? (call.Body.Text("assignee") is { Length: > 0 } one ? [one] : []);

    private void CheckAssignees(Repository repository, IReadOnlyList<string> assignees)
    {
        var assignable = gitHub.AssignableIn(repository).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (assignees.FirstOrDefault(a => !assignable.Contains(a)) is { } stranger)
            throw GitHubRefusal.Invalid("Issue", "invalid", "assignees", stranger);
        if (assignees.Count > MostAssignees) throw GitHubRefusal.Invalid("Issue", "invalid", "assignees");
    }

    private static void CheckLabels(IReadOnlyList<string> labels)
    {
        foreach (var label in labels) LabelWrites.Check(label, null);
    }

    private static int? MilestoneOf(GitHubCall call, Repository repository) => call.Body.Number("milestone") is not { } number ? null
        : repository.Milestones.Exists(m => m.Number == number) ? (int)number
        : throw GitHubRefusal.Invalid("Issue", "invalid", "milestone", number);

    // Whoever may write makes a label by using it.
    private void AddLabel(Repository repository, Issue issue, string name)
    {
        var label = LabelWrites.Known(gitHub, repository, name);
        if (!issue.Labels.Contains(label.Name, StringComparer.OrdinalIgnoreCase)) issue.Labels.Add(label.Name);
    }

    private JsonObject LabelField(Repository repository, string name) =>
        repository.Labels.Find(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } label
            ? new JsonObject { ["label"] = IssueJson.Label(gitHub.Address(), repository, label) }
            : [];

    private JsonObject AssigneeField(string login) => new() { ["assignee"] = Words.User(gitHub.Address(), login, isOrganization: false) };
}
