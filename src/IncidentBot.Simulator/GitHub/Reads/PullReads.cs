using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Reads;

/// <summary>Pull requests, their commits and files.</summary>
internal static class PullReads
{
    public static IEnumerable<RepositoryRoute> Routes =>
    [
        new("GET", "/pulls", "pulls", "pull_requests", Pulls),
        new("GET", "/pulls/{number}", "pull", "pull_requests", Pull),
        new("GET", "/pulls/{number}/files", "pull_files", "pull_requests", Files),
        new("GET", "/pulls/{number}/commits", "pull_commits", "pull_requests", Commits),
        new("GET", "/pulls/{number}/merge", "pull_merged", "pull_requests", (call, repo) =>
            Find(call, repo).Pull!.MergedAt is null ? throw GitHubRefusal.NotFound() : GitHubCall.Nothing()),
        new("GET", "/pulls/{number}/reviews", "reviews", "pull_requests", Empty),
        new("GET", "/pulls/{number}/comments", "review_comments", "pull_requests", Empty),
    ];

    public static Issue Find(GitHubCall call, Repository repository) =>
        repository.Issues.Find(i => i.Pull is not null && i.Number == call.Id("number")) ?? throw GitHubRefusal.NotFound();

    public static JsonObject Full(string api, Repository repository, Issue issue)
    {
        var (commits, files) = Story(repository, issue.Pull!);
        var (head, into) = Ends(repository, issue.Pull!);
        bool? mergeable = issue.IsClosed || head is null || into is null ? null : repository.History.Merge(into, head) is not null;
        return PullJson.Full(api, repository, issue, commits.Count, [.. files], mergeable);
    }

    /// <summary>The commits at the two ends; null where nobody told of one.</summary>
    public static (Commit? Head, Commit? Base) Ends(Repository repository, PullRequest pull) =>
        (repository.History.Find(repository.HeadOf(pull)),
            pull.BaseSha is { } sha ? repository.History.Find(sha) : repository.History.Head(pull.Base));

    private static (IReadOnlyList<Commit> Commits, IReadOnlyList<FileChange> Files) Story(Repository repository, PullRequest pull)
    {
        // Of a told merge only its commit may be known; that commit is then all that the pull request brought.
        if (pull.MergeSha is { } merge && (pull.HeadSha is null || pull.HeadSha == merge || repository.History.Find(pull.HeadSha) is null))
            return repository.History.Find(merge) is { } told ? ([told], told.Changes) : ([], []);
        var (head, into) = Ends(repository, pull);
        if (head is null || into is null) return ([], []);
        var comparison = repository.History.Compare(into, head);
        return (comparison.Ahead, repository.History.ChangesOf(comparison, head));
    }

    private static CallAnswer Pulls(GitHubCall call, Repository repository)
    {
        var state = call.Query("state") ?? "open";
        var head = call.Query("head");
        var found = repository.Pulls.Where(p => (state == "all" || p.State == state) && call.Allows("base", p.Pull!.Base)
            && (head is null || head.Equals($"{repository.Owner}:{p.Pull!.Head}", StringComparison.OrdinalIgnoreCase)
                || !head.Contains(':', StringComparison.Ordinal)));
        var sort = call.Query("sort");
        var sorted = sort switch
        {
            "updated" => found.OrderBy(p => p.UpdatedAt),
            "popularity" => found.OrderBy(p => p.Comments.Count),
            _ => found.OrderBy(p => p.CreatedAt),
        };
        var list = sorted.ThenBy(p => p.Number).ToList();
        if ((call.Query("direction") ?? (sort is null or "created" ? "desc" : "asc")) == "desc") list.Reverse();
        return call.Page(list, p => PullJson.Of(call.Api, repository, p));
    }

    private static CallAnswer Pull(GitHubCall call, Repository repository)
    {
        var issue = Find(call, repository);
        return call.Wants("diff") || call.Wants("patch")
            ? call.Text(CommitJson.Diff(Story(repository, issue.Pull!).Files), "diff")
            : call.One(Full(call.Api, repository, issue));
    }

    private static CallAnswer Files(GitHubCall call, Repository repository)
    {
        var pull = Find(call, repository).Pull!;
        var sha = repository.HeadOf(pull);
        // docs.github.com/rest/pulls/pulls: at most 3,000 files.
        return call.Page(Story(repository, pull).Files.Take(3000), f => CommitJson.File(call.Api, repository, f, sha));
    }

    private static CallAnswer Commits(GitHubCall call, Repository repository) => call.Page(
        Story(repository, Find(call, repository).Pull!).Commits.Take(250), c => CommitJson.Of(call.Api, repository, c));

    private static CallAnswer Empty(GitHubCall call, Repository repository)
    {
        Find(call, repository);
        return call.Page(Array.Empty<string>(), s => s);
    }
}
