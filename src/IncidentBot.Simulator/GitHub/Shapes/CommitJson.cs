using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.State;
using static IncidentBot.Simulator.GitHub.Shapes.Words;

namespace IncidentBot.Simulator.GitHub.Shapes;

/// <summary>Commits, files and trees as GitHub answers them.</summary>
internal static class CommitJson
{
    public static JsonObject Of(string api, Repository repository, Commit commit) => new()
    {
        ["sha"] = commit.Sha,
        ["node_id"] = "C_" + commit.Sha,
        ["commit"] = new JsonObject
        {
            ["author"] = Signature(commit),
            ["committer"] = Signature(commit),
            ["message"] = commit.Message,
            ["tree"] = new JsonObject
            {
                ["sha"] = commit.TreeSha, ["url"] = $"{Url(api, repository)}/git/trees/{commit.TreeSha}",
            },
            ["url"] = $"{Url(api, repository)}/git/commits/{commit.Sha}",
            ["comment_count"] = 0,
            ["verification"] = Verification(),
        },
        ["url"] = $"{Url(api, repository)}/commits/{commit.Sha}",
        ["html_url"] = $"{Html(api, repository)}/commit/{commit.Sha}",
        ["comments_url"] = $"{Url(api, repository)}/commits/{commit.Sha}/comments",
        ["author"] = User(api, commit.Author),
        ["committer"] = User(api, commit.Author),
        ["parents"] = List(commit.Parents.Select(p => new JsonObject
        {
            ["sha"] = p, ["url"] = $"{Url(api, repository)}/commits/{p}", ["html_url"] = $"{Html(api, repository)}/commit/{p}",
        })),
    };

    /// <summary>A commit with its stats and one page of its files.</summary>
    public static JsonObject Full(string api, Repository repository, Commit commit, IEnumerable<FileChange> page)
    {
        var shape = Of(api, repository, commit);
        var (added, removed) = (commit.Changes.Sum(c => c.Additions), commit.Changes.Sum(c => c.Deletions));
        shape["stats"] = new JsonObject { ["total"] = added + removed, ["additions"] = added, ["deletions"] = removed };
        shape["files"] = List(page.Select(c => File(api, repository, c, commit.Sha)));
        return shape;
    }

    /// <summary>A commit as the git database has it.</summary>
    public static JsonObject Git(string api, Repository repository, Commit commit) => new()
    {
        ["sha"] = commit.Sha, ["node_id"] = "C_" + commit.Sha, ["url"] = $"{Url(api, repository)}/git/commits/{commit.Sha}",
        ["html_url"] = $"{Html(api, repository)}/commit/{commit.Sha}", ["author"] = Signature(commit), ["committer"] = Signature(commit),
        ["tree"] = new JsonObject { ["sha"] = commit.TreeSha, ["url"] = $"{Url(api, repository)}/git/trees/{commit.TreeSha}" },
        ["message"] = commit.Message,
        ["parents"] = List(commit.Parents.Select(p => new JsonObject
        {
            ["sha"] = p, ["url"] = $"{Url(api, repository)}/git/commits/{p}", ["html_url"] = $"{Html(api, repository)}/commit/{p}",
        })),
        ["verification"] = Verification(),
    };

    public static JsonObject File(string api, Repository repository, FileChange change, string sha)
    {
        var path = string.Join('/', change.Name.Split('/').Select(Uri.EscapeDataString));
        var shape = new JsonObject
        {
            ["sha"] = change.Blob ?? GitObjects.MadeUpSha(change.Name + " at " + sha), ["filename"] = change.Name,
            ["status"] = change.Status, ["additions"] = change.Additions, ["deletions"] = change.Deletions,
            ["changes"] = change.Additions + change.Deletions, ["blob_url"] = $"{Html(api, repository)}/blob/{sha}/{path}",
            ["raw_url"] = $"{Html(api, repository)}/raw/{sha}/{path}",
            ["contents_url"] = $"{Url(api, repository)}/contents/{path}?ref={sha}",
        };
        if (change.Patch is { } patch) shape["patch"] = patch;
        if (change.FormerName is { } former) shape["previous_filename"] = former;
        return shape;
    }

    public static string Diff(IEnumerable<FileChange> changes) => string.Concat(changes.Select(c =>
        $"diff --git a/{c.FormerName ?? c.Name} b/{c.Name}\n--- {(c.Status == "added" ? "/dev/null" : "a/" + (c.FormerName ?? c.Name))}\n"
        + $"+++ {(c.Status == "removed" ? "/dev/null" : "b/" + c.Name)}\n{c.Patch}\n"));

    public static JsonObject Tree(string api, Repository repository, string sha, IReadOnlyDictionary<string, TreeFile> files,
        bool recursive)
    {
        var url = $"{Url(api, repository)}/git";
        var entries = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        GitObjects.TreeSha(files, (found, folder) => folders[folder] = found);
        foreach (var (path, file) in files)
        {
            if (!recursive && path.Contains('/', StringComparison.Ordinal)) continue;
            entries[path] = new JsonObject
            {
                ["path"] = path, ["mode"] = file.Mode, ["type"] = "blob", ["sha"] = file.Blob,
                ["size"] = repository.History.Blob(file.Blob)?.Length ?? 0, ["url"] = $"{url}/blobs/{file.Blob}",
            };
        }
        foreach (var (folder, found) in folders)
        {
            if (folder.Length == 0 || (!recursive && folder.Contains('/', StringComparison.Ordinal))) continue;
            entries[folder] = new JsonObject
            {
                ["path"] = folder, ["mode"] = "040000", ["type"] = "tree", ["sha"] = found, ["url"] = $"{url}/trees/{found}",
            };
        }
        return new JsonObject
        {
            ["sha"] = sha, ["url"] = $"{url}/trees/{sha}", ["tree"] = List(entries.Values), ["truncated"] = false,
        };
    }

    /// <summary>A file or folder of the contents API.</summary>
    public static JsonObject Content(string api, Repository repository, string path, string reference, TreeFile? file)
    {
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        var url = $"{Url(api, repository)}/contents/{escaped}?ref={Uri.EscapeDataString(reference)}";
        var git = file is null ? null : $"{Url(api, repository)}/git/blobs/{file.Blob}";
        var html = $"{Html(api, repository)}/{(file is null ? "tree" : "blob")}/{reference}/{escaped}";
        return new JsonObject
        {
            ["name"] = path[(path.LastIndexOf('/') + 1)..], ["path"] = path,
            ["sha"] = file?.Blob ?? GitObjects.MadeUpSha("folder " + path + reference),
            ["size"] = file is null ? 0 : repository.History.Blob(file.Blob)?.Length ?? 0, ["url"] = url, ["html_url"] = html,
            ["git_url"] = git, ["download_url"] = file is null ? null : $"{Html(api, repository)}/raw/{reference}/{escaped}",
            ["type"] = file is null ? "dir" : "file",
            ["_links"] = new JsonObject { ["self"] = url, ["git"] = git, ["html"] = html },
        };
    }

    private static JsonObject Signature(Commit commit) => new()
    {
        ["name"] = commit.Author, ["email"] = commit.Email ?? $"{commit.Author}@local.example", ["date"] = Time(commit.At),
    };

    private static JsonObject Verification() => new()
    {
        ["verified"] = false, ["reason"] = "unsigned", ["signature"] = null, ["payload"] = null, ["verified_at"] = null,
    };
}
