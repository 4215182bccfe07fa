using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Hooks;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Writes;

/// <summary>Files by their path, each change a commit on a branch (docs.github.com/rest/repos/contents).</summary>
internal sealed class ContentWrites(LocalGitHub gitHub, HookEvents events)
{
    public IEnumerable<RepositoryRoute> Routes =>
    [
        new("PUT", "/contents/{**path}", "put_contents", "contents", Put),
        new("DELETE", "/contents/{**path}", "delete_contents", "contents", Delete),
    ];

    private CallAnswer Put(GitHubCall call, Repository repository)
    {
        var path = Path(call);
        var (message, content) = (call.Body.Required("message"), call.Body.Bytes("content"));
        var (branch, head, files) = Branch(call, repository);
        var exists = files.TryGetValue(path, out var old);
        if (exists) CheckSha(call, path, old!);
        gitHub.MakeRoom(repository);
        var file = new TreeFile(GitObjects.PlainFile, repository.History.AddBlob(content));
        var commit = Commit(repository, branch, head, files.SetItem(path, file), message, call.Login);
        var shape = new JsonObject
        {
            ["content"] = CommitJson.Content(call.Api, repository, path, branch, file),
            ["commit"] = CommitJson.Git(call.Api, repository, commit),
        };
        return GitHubCall.Done(exists ? StatusCodes.Status200OK : StatusCodes.Status201Created, shape);
    }

    private CallAnswer Delete(GitHubCall call, Repository repository)
    {
        var path = Path(call);
        // Clients may give what belongs to a deletion in the query.
        foreach (var name in new[] { "message", "sha", "branch" })
            if (!call.Body.Has(name) && call.Query(name) is { } given) call.Body.Fields[name] = given;
        var message = call.Body.Required("message");
        var (branch, head, files) = Branch(call, repository);
        if (!files.TryGetValue(path, out var old)) throw GitHubRefusal.NotFound();
        CheckSha(call, path, old);
        var commit = Commit(repository, branch, head, files.Remove(path), message, call.Login);
        return GitHubCall.Done(StatusCodes.Status200OK, new JsonObject
        {
            ["content"] = null, ["commit"] = CommitJson.Git(call.Api, repository, commit),
        });
    }

    private static string Path(GitHubCall call)
    {
        var path = call.Route("path");
        return path.Length > 0 && !path.Split('/').Any(p => p is "" or "." or ".." or ".git")
            ? path
            : throw GitHubRefusal.Unprocessable("path contains a malformed path component");
    }

    private static void CheckSha(GitHubCall call, string path, TreeFile old)
    {
        if (!call.Body.Has("sha")) throw GitHubRefusal.Missing("sha");
        var sha = call.Body.Required("sha");
        if (sha != old.Blob) throw GitHubRefusal.Conflict($"{path} does not match {sha}");
    }

    private static (string Branch, Commit? Head, ImmutableSortedDictionary<string, TreeFile> Files) Branch(
        GitHubCall call, Repository repository)
    {
        var branch = call.Body.Text("branch") ?? repository.DefaultBranch;
        var head = repository.History.Head(branch);
        // The first file of an empty repository makes its default branch.
        if (head is null && !(repository.History.IsEmpty && branch == repository.DefaultBranch))
            throw GitHubRefusal.NotFound($"Branch {branch} not found");
        RefNames.Obey(repository, "heads/" + branch, StatusCodes.Status409Conflict);
        return (branch, head, repository.History.FilesOf(head));
    }

    private Commit Commit(
        Repository repository, string branch, Commit? head, ImmutableSortedDictionary<string, TreeFile> files, string message, string login)
    {
        var commit = GitWrites.Make(repository, files, head is null ? [] : [head], message, login, gitHub.Now);
        repository.History.Refs["heads/" + branch] = commit.Sha;
        repository.PushedAt = gitHub.Now;
        events.Pushed(repository, "refs/heads/" + branch, head, commit, login);
        return commit;
    }
}
