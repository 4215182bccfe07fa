using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Reads;

/// <summary>Commits, what they changed, and how two of them stand to each other.</summary>
internal static class CommitReads
{
    private const int FilesOfAPage = 300;
    private const int MostCommitsUnpaged = 250;

    public static IEnumerable<RepositoryRoute> Routes =>
    [
        new("GET", "/commits", "commits", "contents", Commits),
        new("GET", "/commits/{sha}/pulls", "commit_pulls", "contents", CommitPulls),
        new("GET", "/commits/{sha}/branches-where-head", "commit_branches", "contents", BranchesWhereHead),
        new("GET", "/commits/{**sha}", "commit", "contents", Commit),
        new("GET", "/compare/{**basehead}", "compare", "contents", Compare),
    ];

    /// <summary>The commit of a ref; GitHub says 422 for what could be none.</summary>
    public static Commit Find(Repository repository, string reference) => repository.History.IsEmpty
        ? throw GitHubRefusal.Conflict("Git Repository is empty.")
        : repository.History.Resolve(reference) ?? throw GitHubRefusal.Unprocessable($"No commit found for SHA: {reference}");

    private static CallAnswer Commits(GitHubCall call, Repository repository)
    {
        if (repository.History.IsEmpty) throw GitHubRefusal.Conflict("Git Repository is empty.");
        var from = repository.History.Resolve(call.Query("sha") ?? repository.DefaultBranch) ?? throw GitHubRefusal.NotFound();
        var (since, until, path) = (call.QueryInstant("since"), call.QueryInstant("until"), call.Query("path"));
        var found = repository.History.Log(from).Where(c => (since is null || c.At >= since) && (until is null || c.At <= until)
            && call.Allows("author", c.Author)
            && (path is null || c.Changes.Any(f => f.Name == path || f.Name.StartsWith(path + "/", StringComparison.Ordinal))));
        return call.Page(found, c => CommitJson.Of(call.Api, repository, c));
    }

    private static CallAnswer Commit(GitHubCall call, Repository repository)
    {
        var commit = Find(repository, call.Route("sha"));
        if (call.Wants("sha")) return call.Text(commit.Sha, "sha");
        if (call.Wants("diff") || call.Wants("patch")) return call.Text(CommitJson.Diff(commit.Changes), "diff");
        // docs.github.com/rest/commits/commits: up to 300 files a page, 3,000 in all.
        var files = commit.Changes.Take(3000).ToList();
        var size = call.Query("per_page") is null ? FilesOfAPage : call.PageSize;
        var page = call.IsPaged ? files.Skip((call.PageNumber - 1) * size).Take(size) : files.Take(FilesOfAPage);
        var answer = call.One(CommitJson.Full(call.Api, repository, commit, page));
        return call.IsPaged && call.Query("per_page") is not null ? call.Linked(answer, files.Count) : answer;
    }

    private static CallAnswer CommitPulls(GitHubCall call, Repository repository)
    {
        var commit = repository.History.Resolve(call.Route("sha"));
        var sha = commit?.Sha ?? call.Route("sha");
        var found = repository.Pulls.Where(p => p.Pull!.MergeSha == sha || Contains(repository, p.Pull, commit)).ToList();
        return commit is null && found.Count == 0
            ? throw GitHubRefusal.Unprocessable($"No commit found for SHA: {sha}")
            : call.Page(found, p => PullJson.Of(call.Api, repository, p));
    }

    private static CallAnswer BranchesWhereHead(GitHubCall call, Repository repository)
    {
        var commit = Find(repository, call.Route("sha"));
        return call.Page(
            repository.History.Refs.Where(r => r.Value == commit.Sha && r.Key.StartsWith("heads/", StringComparison.Ordinal)),
            r => RepositoryJson.Branch(call.Api, repository, r.Key[6..], r.Value));
    }

    private static CallAnswer Compare(GitHubCall call, Repository repository)
    {
        var basehead = call.Route("basehead");
        if (basehead.Split("...") is not [{ Length: > 0 } from, { Length: > 0 } to]) throw GitHubRefusal.NotFound();
        var (before, after) = (End(repository, from), End(repository, to));
        var comparison = repository.History.Compare(before, after);
        if (comparison.Base is not { } shared)
            throw GitHubRefusal.NotFound($"No common ancestor between {from} and {to}.");
        var changes = repository.History.ChangesOf(comparison, after);
        if (call.Wants("diff") || call.Wants("patch")) return call.Text(CommitJson.Diff(changes), "diff");
        var (ahead, behind) = (comparison.Ahead.Count, comparison.Behind);
        // Without paging the newest 250 commits; files stand on the first page only, at most 300 of them.
        var commits = call.IsPaged ? call.Slice(comparison.Ahead) : comparison.Ahead.TakeLast(MostCommitsUnpaged);
        var files = call.PageNumber == 1 ? changes.Take(FilesOfAPage) : [];
        var url = $"{Words.Url(call.Api, repository)}/compare/{basehead}";
        var html = Words.Html(call.Api, repository);
        var answer = call.One(new JsonObject
        {
            ["url"] = url, ["html_url"] = $"{html}/compare/{basehead}",
            ["permalink_url"] =
                $"{html}/compare/{repository.Owner}:{Words.Short(before.Sha)}...{repository.Owner}:{Words.Short(after.Sha)}",
            ["diff_url"] = $"{html}/compare/{basehead}.diff", ["patch_url"] = $"{html}/compare/{basehead}.patch",
            ["base_commit"] = CommitJson.Of(call.Api, repository, before),
            ["merge_base_commit"] = CommitJson.Of(call.Api, repository, shared),
            ["status"] = (ahead, behind) switch { (0, 0) => "identical", (> 0, > 0) => "diverged", (> 0, _) => "ahead", _ => "behind" },
            ["ahead_by"] = ahead, ["behind_by"] = behind, ["total_commits"] = ahead,
            ["commits"] = Words.List(commits.Select(c => CommitJson.Of(call.Api, repository, c))),
            ["files"] = Words.List(files.Select(f => CommitJson.File(call.Api, repository, f, after.Sha))),
        });
        return call.IsPaged ? call.Linked(answer, ahead) : answer;
    }

    // A branch may be written with its owner, as pull requests do.
    private static Commit End(Repository repository, string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && !reference[..colon].Equals(repository.Owner, StringComparison.OrdinalIgnoreCase)) throw GitHubRefusal.NotFound();
        return repository.History.Resolve(reference[(colon + 1)..]) ?? throw GitHubRefusal.NotFound();
    }

    private static bool Contains(Repository repository, PullRequest pull, Commit? commit)
    {
        if (commit is null || repository.History.Find(repository.HeadOf(pull)) is not { } head || pull.HeadSha == pull.MergeSha)
            return false;
        var into = pull.BaseSha is { } sha ? repository.History.Find(sha) : repository.History.Head(pull.Base);
        return into is not null && repository.History.Compare(into, head).Ahead.Contains(commit);
    }
}
