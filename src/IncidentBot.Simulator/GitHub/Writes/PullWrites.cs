using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Hooks;
using IncidentBot.Simulator.GitHub.Reads;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Writes;

/// <summary>Opening, changing and merging pull requests (docs.github.com/rest/pulls/pulls).</summary>
internal sealed class PullWrites(LocalGitHub gitHub, HookEvents events)
{
    public IEnumerable<RepositoryRoute> Routes =>
    [
        new("POST", "/pulls", "create_pull", "pull_requests", Create),
        new("PATCH", "/pulls/{number}", "update_pull", "pull_requests", Update),
        new("PUT", "/pulls/{number}/merge", "merge_pull", "contents", Merge),
        new("POST", "/pulls/{number}/requested_reviewers", "request_reviewers", "pull_requests", RequestReviewers),
    ];

    private CallAnswer Create(GitHubCall call, Repository repository)
    {
        var (head, into) = (call.Body.Required("head"), call.Body.Required("base"));
        if (!call.Body.Has("issue")) call.Body.Required("title");
        IssueWrites.CheckWords(call.Body, "PullRequest");
        var colon = head.IndexOf(':', StringComparison.Ordinal);
        var branch = head[(colon + 1)..];
        var isElsewhere = colon > 0 && !head[..colon].Equals(repository.Owner, StringComparison.OrdinalIgnoreCase);
        if (repository.History.Head(into) is not { } target) throw GitHubRefusal.Invalid("PullRequest", "invalid", "base");
        if (isElsewhere || repository.History.Head(branch) is not { } tip) throw GitHubRefusal.Invalid("PullRequest", "invalid", "head");
        if (repository.Pulls.Any(p => !p.IsClosed && p.Pull!.Head == branch && p.Pull.Base == into))
            throw GitHubRefusal.Custom("PullRequest", $"A pull request already exists for {repository.Owner}:{branch}.");
        if (repository.History.Compare(target, tip).Ahead.Count == 0)
            throw GitHubRefusal.Custom("PullRequest", $"No commits between {into} and {branch}");
        var issue = new Issue(gitHub.NextId(), repository.NextNumber(), call.Body.Text("title") ?? branch, call.Login, gitHub.Now)
        {
            Body = call.Body.Text("body"), Pull = new PullRequest(branch, into) { IsDraft = call.Body.Flag("draft") == true },
        };
        Repository.Keep(repository.Issues, issue);
        Tell(repository, issue, "opened", call.Login);
        return GitHubCall.Created(PullReads.Full(call.Api, repository, issue));
    }

    private CallAnswer Update(GitHubCall call, Repository repository)
    {
        var issue = PullReads.Find(call, repository);
        IssueWrites.CheckWords(call.Body, "PullRequest");
        var state = call.Body.Text("state");
        if (state is not (null or "open" or "closed")) throw GitHubRefusal.Invalid("PullRequest", "invalid", "state", state);
        if (state == "open" && issue.IsClosed)
        {
            if (issue.Pull!.MergedAt is not null)
                throw GitHubRefusal.Custom("PullRequest", "state cannot be changed. The pull request cannot be reopened.", "state");
            if (repository.History.Head(issue.Pull.Head) is null)
                throw GitHubRefusal.Custom(
                    "PullRequest", $"state cannot be changed. The {issue.Pull.Head} branch has been deleted.", "state");
        }
        if (call.Body.Text("base") is { } into)
            issue.Pull!.Base = repository.History.Head(into) is null
                ? throw GitHubRefusal.Custom("PullRequest", $"Proposed base branch '{into}' was not found", "base")
                : into;
        var (title, body) = (call.Body.Text("title") ?? issue.Title, call.Body.Has("body") ? call.Body.Text("body") : issue.Body);
        var isEdited = title != issue.Title || body != issue.Body || call.Body.Has("base");
        (issue.Title, issue.Body, issue.UpdatedAt) = (title, body, gitHub.Now);
        if (isEdited) Tell(repository, issue, "edited", call.Login);
        if (state is not null && issue.IsClosed != (state == "closed"))
        {
            if (state == "closed") issue.Close(gitHub.Now, call.Login, null);
            else issue.Reopen(gitHub.Now);
            issue.Pull!.HeadSha = issue.IsClosed ? repository.HeadOf(issue.Pull) : null;
            Tell(repository, issue, issue.IsClosed ? "closed" : "reopened", call.Login);
        }
        return call.One(PullReads.Full(call.Api, repository, issue));
    }

    private CallAnswer Merge(GitHubCall call, Repository repository)
    {
        var issue = PullReads.Find(call, repository);
        var pull = issue.Pull!;
        var method = call.Body.Text("merge_method") ?? "merge";
        if (method is not ("merge" or "squash" or "rebase")) throw GitHubRefusal.Invalid("PullRequest", "invalid", "merge_method", method);
        var (head, into) = PullReads.Ends(repository, pull);
        if (issue.IsClosed || pull.IsDraft || head is null || into is null) throw NotMergeable();
        if (call.Body.Text("sha") is { } expected && expected != head.Sha)
            throw GitHubRefusal.Conflict("Head branch was modified. Review and try the merge again.");
        if (repository.RuleAgainst(pull.Base) is { } rule)
            throw new GitHubRefusal(StatusCodes.Status405MethodNotAllowed, $"Repository rule violations found\n\n{rule}\n\n");
        if (repository.History.Merge(into, head) is not { } files) throw NotMergeable();
        gitHub.MakeRoom(repository);
        var number = Words.Text(issue.Number);
        var title = call.Body.Text("commit_title") ?? (method == "merge"
            ? $"Merge pull request #{number} from {repository.Owner}/{pull.Head}"
            : $"{issue.Title} (#{number})");
        var message = call.Body.Text("commit_message") ?? (method == "merge" ? issue.Title : "");
        // Rebasing is told as one commit, which for a pull request of one commit is what happens.
        var merge = GitWrites.Make(
            repository, files, method == "merge" ? [into, head] : [into], message.Length > 0 ? $"{title}\n\n{message}" : title, call.Login,
            gitHub.Now);
        (pull.HeadSha, pull.BaseSha, pull.MergeSha, pull.MergedAt, pull.MergedBy) = (head.Sha, into.Sha, merge.Sha, gitHub.Now, call.Login);
        issue.Close(gitHub.Now, call.Login, null);
        repository.History.Refs["heads/" + pull.Base] = merge.Sha;
        repository.PushedAt = gitHub.Now;
        Tell(repository, issue, "closed", call.Login);
        events.Pushed(repository, "refs/heads/" + pull.Base, into, merge, call.Login);
        return call.One(new JsonObject { ["sha"] = merge.Sha, ["merged"] = true, ["message"] = "Pull Request successfully merged" });
    }

    private CallAnswer RequestReviewers(GitHubCall call, Repository repository)
    {
        var issue = PullReads.Find(call, repository);
        var reviewers = call.Body.Texts("reviewers") ?? [];
        if (reviewers.Contains(issue.Author, StringComparer.OrdinalIgnoreCase))
            throw GitHubRefusal.Unprocessable("Review cannot be requested from pull request author.");
        if (reviewers.FirstOrDefault(r => !gitHub.AssignableIn(repository).Contains(r, StringComparer.OrdinalIgnoreCase)) is not null)
            throw GitHubRefusal.Unprocessable("Reviews may only be requested from collaborators. One or more of the users or teams you "
                + "specified is not a collaborator of the repository.");
        issue.Pull!.Reviewers.AddRange(reviewers.Except(issue.Pull.Reviewers, StringComparer.OrdinalIgnoreCase));
        Tell(repository, issue, "review_requested", call.Login);
        return GitHubCall.Created(PullJson.Of(call.Api, repository, issue));
    }

    private void Tell(Repository repository, Issue issue, string action, string login) =>
        events.PullChanged(repository, issue, action, login, api => PullReads.Full(api, repository, issue));

    private static GitHubRefusal NotMergeable() => new(StatusCodes.Status405MethodNotAllowed, "Pull Request is not mergeable");
}
