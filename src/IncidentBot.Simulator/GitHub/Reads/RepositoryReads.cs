using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Access;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Reads;

/// <summary>A repository itself, its branches, tags and refs, its files, and who may be assigned.</summary>
internal sealed class RepositoryReads(LocalGitHub gitHub)
{
    public IEnumerable<RepositoryRoute> Routes =>
    [
        new("GET", "", "repository", "metadata", (call, repo) => call.One(RepositoryJson.Of(call.Api, repo, call.Caller))),
        new("GET", "/branches", "branches", "contents", Branches),
        new("GET", "/branches/{**branch}", "branch", "contents", Branch),
        new("GET", "/tags", "tags", "contents", Tags),
        new("GET", "/git/ref/{**ref}", "ref", "contents", Ref),
        new("GET", "/git/refs", "refs", "contents", (call, repo) => Refs(call, repo, "")),
        new("GET", "/git/refs/{**ref}", "refs", "contents", FormerRef),
        new("GET", "/git/matching-refs/{**ref}", "refs", "contents", (call, repo) => Refs(call, repo, call.Route("ref"))),
        new("GET", "/git/blobs/{sha}", "blob", "contents", Blob),
        new("GET", "/git/trees/{**sha}", "tree", "contents", Tree),
        new("GET", "/git/commits/{sha}", "git_commit", "contents", GitCommit),
        new("GET", "/contents", "contents", "contents", (call, repo) => Contents(call, repo, "")),
        new("GET", "/contents/{**path}", "contents", "contents", (call, repo) => Contents(call, repo, call.Route("path").Trim('/'))),
        new("GET", "/readme", "readme", "contents", Readme),
        new("GET", "/collaborators", "collaborators", "metadata", (call, repo) => call.Page(
            gitHub.AssignableIn(repo), login => Collaborator(call, login))),
        new("GET", "/collaborators/{login}", "collaborator", "metadata", IsAssignable),
        new("GET", "/collaborators/{login}/permission", "collaborator", "metadata", PermissionOf),
        new("GET", "/assignees", "assignees", "metadata", (call, repo) => call.Page(
            gitHub.AssignableIn(repo), login => Words.User(call.Api, login, isOrganization: false))),
        new("GET", "/assignees/{login}", "assignee", "metadata", IsAssignable),
    ];

    private static CallAnswer Branches(GitHubCall call, Repository repository) => call.Page(
        repository.History.Refs.Where(r => r.Key.StartsWith("heads/", StringComparison.Ordinal))
            .Where(r => call.Query("protected") is not { } wanted
                || (repository.RuleAgainst(r.Key[6..]) is not null) == (wanted == "true")),
        r => RepositoryJson.Branch(call.Api, repository, r.Key[6..], r.Value));

    private static CallAnswer Branch(GitHubCall call, Repository repository)
    {
        var name = call.Route("branch");
        var head = repository.History.Head(name) ?? throw GitHubRefusal.NotFound("Branch not found");
        return call.One(RepositoryJson.FullBranch(call.Api, repository, name, head));
    }

    private static CallAnswer Tags(GitHubCall call, Repository repository) => call.Page(
        repository.History.Refs.Where(r => r.Key.StartsWith("tags/", StringComparison.Ordinal)).Reverse(),
        r => RepositoryJson.Tag(call.Api, repository, r.Key[5..], r.Value));

    private static CallAnswer Ref(GitHubCall call, Repository repository)
    {
        if (repository.History.IsEmpty) throw GitHubRefusal.Conflict("Git Repository is empty.");
        var name = call.Route("ref");
        return repository.History.Refs.TryGetValue(name, out var sha)
            ? call.One(RepositoryJson.Ref(call.Api, repository, name, sha))
            : throw GitHubRefusal.NotFound();
    }

    // The form before /git/ref and /git/matching-refs, which Octokit for .NET still asks for: the ref itself, else those that begin so.
    private static CallAnswer FormerRef(GitHubCall call, Repository repository)
    {
        var name = call.Route("ref");
        if (repository.History.Refs.ContainsKey(name)) return Ref(call, repository);
        return repository.History.Refs.Keys.Any(k => k.StartsWith(name, StringComparison.Ordinal))
            ? Refs(call, repository, name)
            : throw GitHubRefusal.NotFound();
    }

    private static CallAnswer Refs(GitHubCall call, Repository repository, string start)
    {
        if (repository.History.IsEmpty) throw GitHubRefusal.Conflict("Git Repository is empty.");
        return call.Page(
            repository.History.Refs.Where(r => r.Key.StartsWith(start, StringComparison.Ordinal)),
            r => RepositoryJson.Ref(call.Api, repository, r.Key, r.Value));
    }

    private static CallAnswer Blob(GitHubCall call, Repository repository)
    {
        var sha = call.Route("sha");
        var bytes = repository.History.Blob(sha) ?? throw GitHubRefusal.NotFound();
        if (call.Wants("raw")) return call.As("raw", bytes);
        return call.One(new JsonObject
        {
            ["sha"] = sha, ["node_id"] = "B_" + sha, ["size"] = bytes.Length,
            ["url"] = $"{Words.Url(call.Api, repository)}/git/blobs/{sha}", ["content"] = Base64(bytes), ["encoding"] = "base64",
        });
    }

    private static CallAnswer Tree(GitHubCall call, Repository repository)
    {
        if (repository.History.IsEmpty) throw GitHubRefusal.Conflict("Git Repository is empty.");
        var sha = call.Route("sha");
        var files = repository.History.Tree(sha) ?? throw GitHubRefusal.NotFound();
        var named = repository.History.Resolve(sha)?.TreeSha ?? sha;
        return call.One(CommitJson.Tree(call.Api, repository, named, files, call.Query("recursive") is not null));
    }

    private static CallAnswer GitCommit(GitHubCall call, Repository repository) => call.One(
        CommitJson.Git(call.Api, repository, repository.History.Find(call.Route("sha")) ?? throw GitHubRefusal.NotFound()));

    private static CallAnswer Contents(GitHubCall call, Repository repository, string path)
    {
        var reference = call.Query("ref") ?? repository.DefaultBranch;
        var commit = repository.History.Resolve(reference);
        if (commit is null)
            throw GitHubRefusal.NotFound(
                repository.History.IsEmpty ? "This repository is empty." : $"No commit found for the ref {reference}");
        var files = repository.History.FilesOf(commit);
        if (files.TryGetValue(path, out var file))
        {
            var bytes = repository.History.Blob(file.Blob) ?? [];
            if (call.Wants("raw")) return call.As("raw", bytes);
            // docs.github.com/rest/repos/contents: above 1 MB only raw or object, above 100 MB nothing.
            var isLarge = bytes.Length > 1_000_000;
            var shape = CommitJson.Content(call.Api, repository, path, reference, file);
            shape["content"] = isLarge ? "" : Base64(bytes);
            shape["encoding"] = isLarge ? "none" : "base64";
            return call.One(shape);
        }

        var folder = path.Length == 0 ? "" : path + "/";
        var inside = files.Where(f => f.Key.StartsWith(folder, StringComparison.Ordinal)).ToList();
        if (inside.Count == 0) throw GitHubRefusal.NotFound();
        var entries = inside.GroupBy(f => f.Key[folder.Length..].Split('/')[0], StringComparer.Ordinal).Take(1000).Select(g =>
            CommitJson.Content(call.Api, repository, folder + g.Key, reference, files.GetValueOrDefault(folder + g.Key)));
        return call.One(Words.List(entries));
    }

    private static CallAnswer Readme(GitHubCall call, Repository repository)
    {
        var commit = repository.History.Resolve(call.Query("ref") ?? repository.DefaultBranch) ?? throw GitHubRefusal.NotFound();
        var name = repository.History.FilesOf(commit).Keys.FirstOrDefault(f => f.StartsWith("README", StringComparison.OrdinalIgnoreCase));
        return name is null ? throw GitHubRefusal.NotFound() : Contents(call, repository, name);
    }

    private CallAnswer IsAssignable(GitHubCall call, Repository repository) =>
        gitHub.AssignableIn(repository).Contains(call.Route("login"), StringComparer.OrdinalIgnoreCase)
            ? GitHubCall.Nothing()
            : throw GitHubRefusal.NotFound();

    private CallAnswer PermissionOf(GitHubCall call, Repository repository)
    {
        var login = call.Route("login");
        if (!gitHub.IsKnown(login)) throw GitHubRefusal.NotFound($"{login} is not a user");
        var may = gitHub.AssignableIn(repository).Contains(login, StringComparer.OrdinalIgnoreCase);
        return call.One(new JsonObject
        {
            ["permission"] = may ? "write" : "read", ["role_name"] = may ? "write" : "read",
            ["user"] = Words.User(call.Api, login, isOrganization: false),
        });
    }

    private static JsonObject Collaborator(GitHubCall call, string login)
    {
        var shape = Words.User(call.Api, login, isOrganization: false);
        shape["permissions"] = new JsonObject
        {
            ["admin"] = false, ["maintain"] = false, ["push"] = true, ["triage"] = true, ["pull"] = true,
        };
        shape["role_name"] = "write";
        return shape;
    }

    // GitHub breaks lines as RFC 2045 does.
    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks)
        .Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";
}
