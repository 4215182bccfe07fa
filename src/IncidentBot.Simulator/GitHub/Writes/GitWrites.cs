using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Hooks;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Writes;

/// <summary>The git database: refs, blobs, trees and commits (docs.github.com/rest/git).</summary>
internal sealed class GitWrites(LocalGitHub gitHub, HookEvents events)
{
    private static readonly string[] Modes = ["100644", "100755", "040000", "160000", "120000"];

    public IEnumerable<RepositoryRoute> Routes =>
    [
        new("POST", "/git/refs", "create_ref", "contents", CreateRef),
        new("PATCH", "/git/refs/{**ref}", "update_ref", "contents", UpdateRef),
        new("DELETE", "/git/refs/{**ref}", "delete_ref", "contents", DeleteRef),
        new("POST", "/git/blobs", "create_blob", "contents", CreateBlob),
        new("POST", "/git/trees", "create_tree", "contents", CreateTree),
        new("POST", "/git/commits", "create_commit", "contents", CreateCommit),
    ];

    /// <summary>Makes a commit of these files; nothing points at it yet.</summary>
    public static Commit Make(
        Repository repository, ImmutableSortedDictionary<string, TreeFile> files, IReadOnlyList<Commit> parents, string message,
        string login,
        DateTimeOffset at)
    {
        var tree = repository.History.AddTree(files);
        var seconds = at.ToUnixTimeSeconds();
        var text = $"tree {tree}\n{string.Concat(parents.Select(p => $"parent {p.Sha}\n"))}"
            + $"author {login} <{login}@local.example> {Words.Text(seconds)} +0000\n"
            + $"committer {login} <{login}@local.example> {Words.Text(seconds)} +0000\n\n{message}";
        var before = repository.History.FilesOf(parents.Count > 0 ? parents[0] : null);
        var commit = new Commit(
            GitObjects.Sha("commit", Encoding.UTF8.GetBytes(text)), message, login, DateTimeOffset.FromUnixTimeSeconds(seconds),
            repository.History.Diff(before, files)) { Tree = tree, Parents = [.. parents.Select(p => p.Sha)] };
        repository.History.Add(commit);
        return commit;
    }

    private CallAnswer CreateRef(GitHubCall call, Repository repository)
    {
        var (name, sha) = (call.Body.Required("ref"), call.Body.Required("sha"));
        if (repository.History.IsEmpty) throw GitHubRefusal.Conflict("Git Repository is empty.");
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Split('/').Length < 3)
            throw GitHubRefusal.Unprocessable("Reference name must start with 'refs/' and contain at least two slashes.");
        var inner = name[5..];
        if (!RefNames.IsAllowed(inner)) throw GitHubRefusal.Unprocessable($"{name} is not a valid ref name.");
        var commit = CommitOf(repository, sha);
        if (repository.History.Refs.ContainsKey(inner)) throw GitHubRefusal.Unprocessable("Reference already exists");
        if (RefNames.Collides(repository, inner)) throw GitHubRefusal.Unprocessable("Reference update failed");
        RefNames.Obey(repository, inner, StatusCodes.Status422UnprocessableEntity);
        gitHub.MakeRoom(repository);
        repository.History.Refs[inner] = commit.Sha;
        Moved(repository, name, null, commit, call.Login);
        return GitHubCall.Created(RepositoryJson.Ref(call.Api, repository, inner, commit.Sha));
    }

    private CallAnswer UpdateRef(GitHubCall call, Repository repository)
    {
        var name = call.Route("ref");
        var commit = CommitOf(repository, call.Body.Required("sha"));
        if (!repository.History.Refs.TryGetValue(name, out var old)) throw GitHubRefusal.Unprocessable("Reference does not exist");
        RefNames.Obey(repository, name, StatusCodes.Status422UnprocessableEntity);
        var before = repository.History.Find(old);
        if (call.Body.Flag("force") != true && before is not null && !repository.History.IsAncestor(before, commit))
            throw GitHubRefusal.Unprocessable("Update is not a fast forward");
        repository.History.Refs[name] = commit.Sha;
        Moved(repository, "refs/" + name, before, commit, call.Login);
        return call.One(RepositoryJson.Ref(call.Api, repository, name, commit.Sha));
    }

    private CallAnswer DeleteRef(GitHubCall call, Repository repository)
    {
        var name = call.Route("ref");
        if (!repository.History.Refs.TryGetValue(name, out var old)) throw GitHubRefusal.Unprocessable("Reference does not exist");
        if (name == "heads/" + repository.DefaultBranch) throw GitHubRefusal.Unprocessable("Cannot delete the default branch");
        RefNames.Obey(repository, name, StatusCodes.Status422UnprocessableEntity);
        // What is open from a branch that goes keeps its last commit, and is closed.
        foreach (var issue in repository.Pulls.Where(p => !p.IsClosed && "heads/" + p.Pull!.Head == name).ToList())
        {
            issue.Pull!.HeadSha = old;
            issue.Close(gitHub.Now, call.Login, null);
        }
        repository.History.Refs.Remove(name);
        events.Pushed(repository, "refs/" + name, repository.History.Find(old), null, call.Login);
        return GitHubCall.Nothing();
    }

    private CallAnswer CreateBlob(GitHubCall call, Repository repository)
    {
        if (repository.History.IsEmpty) throw GitHubRefusal.Conflict("Git Repository is empty.");
        gitHub.MakeRoom(repository);
        var sha = repository.History.AddBlob(call.Body.Content());
        return GitHubCall.Created(new JsonObject { ["sha"] = sha, ["url"] = $"{Words.Url(call.Api, repository)}/git/blobs/{sha}" });
    }

    private CallAnswer CreateTree(GitHubCall call, Repository repository)
    {
        if (!call.Body.Has("tree")) throw GitHubRefusal.Missing("tree");
        if (repository.History.IsEmpty) throw GitHubRefusal.Conflict("Git Repository is empty.");
        gitHub.MakeRoom(repository);
        var files = ImmutableSortedDictionary.Create<string, TreeFile>(StringComparer.Ordinal);
        if (call.Body.Text("base_tree") is { } from)
            files = repository.History.Tree(from) ?? throw GitHubRefusal.NotFound();
        foreach (var item in call.Body.Objects("tree")) files = Put(files, repository, new GitHubBody(item));
        var sha = repository.History.AddTree(files);
        return GitHubCall.Created(CommitJson.Tree(call.Api, repository, sha, files, recursive: false));
    }

    private static ImmutableSortedDictionary<string, TreeFile> Put(
        ImmutableSortedDictionary<string, TreeFile> files, Repository repository, GitHubBody entry)
    {
        var path = entry.Required("path");
        if (path.StartsWith('/') || path.EndsWith('/') || path.Split('/').Any(p => p is "" or "." or ".." or ".git"))
            throw GitHubRefusal.Unprocessable("tree.path contains a malformed path component");
        var mode = entry.Text("mode") ?? GitObjects.PlainFile;
        if (!Modes.Contains(mode, StringComparer.Ordinal)) throw GitHubRefusal.Unprocessable("Must supply a valid tree.mode");
        if (entry.Has("content") && entry.Has("sha")) throw GitHubRefusal.Unprocessable("Must supply either tree.sha or tree.content");
        if (entry.Text("content") is { } content)
            return files.SetItem(path, new TreeFile(mode, repository.History.AddBlob(Encoding.UTF8.GetBytes(content))));
        if (!entry.Has("sha")) throw GitHubRefusal.Unprocessable("Must supply either tree.sha or tree.content");
        if (entry.Text("sha") is not { } sha)
            return files.RemoveRange(files.Keys.Where(k => k == path || k.StartsWith(path + "/", StringComparison.Ordinal)).ToList());
        if (mode == "040000")
        {
            var folder = repository.History.Tree(sha) ?? throw GitHubRefusal.Unprocessable($"tree.sha {sha} is not a valid tree");
            return files.SetItems(folder.Select(f => KeyValuePair.Create($"{path}/{f.Key}", f.Value)));
        }
        return repository.History.Blob(sha) is null
            ? throw GitHubRefusal.Unprocessable($"tree.sha {sha} is not a valid blob")
            : files.SetItem(path, new TreeFile(mode, sha));
    }

    private CallAnswer CreateCommit(GitHubCall call, Repository repository)
    {
        var (message, tree) = (call.Body.Required("message"), call.Body.Required("tree"));
        if (repository.History.IsEmpty) throw GitHubRefusal.Conflict("Git Repository is empty.");
        gitHub.MakeRoom(repository);
        var files = repository.History.Tree(tree) ?? throw GitHubRefusal.Unprocessable("Tree SHA does not exist");
        var parents = (call.Body.Texts("parents") ?? [])
            .Select(p => repository.History.Find(p)
                ?? throw GitHubRefusal.Unprocessable("Parent SHA does not exist or is not a commit object"))
            .ToList();
        var person = call.Body.Object("author") is { } author ? new GitHubBody(author) : null;
        var commit = Make(
            repository, files, parents, message, person?.Text("name") ?? call.Login, person?.Instant("date") ?? gitHub.Now);
        return GitHubCall.Created(CommitJson.Git(call.Api, repository, commit));
    }

    private void Moved(Repository repository, string name, Commit? before, Commit after, string login)
    {
        repository.PushedAt = gitHub.Now;
        events.Pushed(repository, name, before, after, login);
        foreach (var issue in repository.Pulls.Where(p => !p.IsClosed && "refs/heads/" + p.Pull!.Head == name && before is not null))
        {
            issue.UpdatedAt = gitHub.Now;
            events.PullChanged(repository, issue, "synchronize", login, api => Reads.PullReads.Full(api, repository, issue));
        }
    }

    private static Commit CommitOf(Repository repository, string sha)
    {
        if (sha.Length < 40 && repository.History.Find(sha) is null)
            throw GitHubRefusal.Unprocessable("The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
        return repository.History.Find(sha) ?? throw GitHubRefusal.Unprocessable("Object does not exist");
    }
}
