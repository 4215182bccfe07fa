using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Access;
using IncidentBot.Simulator.GitHub.State;
using static IncidentBot.Simulator.GitHub.Shapes.Words;

namespace IncidentBot.Simulator.GitHub.Shapes;

/// <summary>Repositories, refs, branches and tags as GitHub answers them.</summary>
internal static class RepositoryJson
{
    private static readonly (string Name, string Path)[] Links =
    [
        ("forks", "/forks"), ("keys", "/keys{/key_id}"), ("collaborators", "/collaborators{/collaborator}"), ("teams", "/teams"),
        ("hooks", "/hooks"), ("issue_events", "/issues/events{/number}"), ("events", "/events"), ("assignees", "/assignees{/user}"),
        ("branches", "/branches{/branch}"), ("tags", "/tags"), ("blobs", "/git/blobs{/sha}"), ("git_tags", "/git/tags{/sha}"),
        ("git_refs", "/git/refs{/sha}"), ("trees", "/git/trees{/sha}"), ("statuses", "/statuses/{sha}"), ("languages", "/languages"),
        ("stargazers", "/stargazers"), ("contributors", "/contributors"), ("subscribers", "/subscribers"),
        ("subscription", "/subscription"), ("commits", "/commits{/sha}"), ("git_commits", "/git/commits{/sha}"),
        ("comments", "/comments{/number}"), ("issue_comment", "/issues/comments{/number}"), ("contents", "/contents/{+path}"),
        ("compare", "/compare/{base}...{head}"), ("merges", "/merges"), ("archive", "/{archive_format}{/ref}"),
        ("downloads", "/downloads"), ("issues", "/issues{/number}"), ("pulls", "/pulls{/number}"),
        ("milestones", "/milestones{/number}"), ("notifications", "/notifications{?since,all,participating}"),
        ("labels", "/labels{/name}"), ("releases", "/releases{/id}"), ("deployments", "/deployments"),
    ];

    public static JsonObject Of(string api, Repository repository, Identity? caller = null)
    {
        var (url, html) = (Url(api, repository), Html(api, repository));
        var open = repository.Issues.Count(i => !i.IsClosed);
        var shape = new JsonObject
        {
            ["id"] = repository.Id, ["node_id"] = "R_" + Text(repository.Id), ["name"] = repository.Name,
            ["full_name"] = repository.FullName, ["private"] = repository.IsPrivate, ["owner"] = User(api, repository.Owner),
            ["html_url"] = html, ["description"] = repository.Description, ["fork"] = false, ["url"] = url,
        };
        foreach (var (name, path) in Links) shape[name + "_url"] = url + path;
        foreach (var (name, value) in new JsonObject
        {
            ["created_at"] = Time(repository.CreatedAt), ["updated_at"] = Time(repository.PushedAt),
            ["pushed_at"] = Time(repository.PushedAt), ["git_url"] = $"git://local.example/{repository.FullName}.git",
            ["ssh_url"] = $"git@local.example:{repository.FullName}.git", ["clone_url"] = html + ".git", ["svn_url"] = html,
            ["homepage"] = null, ["size"] = repository.History.Bytes / 1024, ["stargazers_count"] = 0, ["watchers_count"] = 0,
            ["language"] = null, ["has_issues"] = repository.HasIssues, ["has_projects"] = false, ["has_downloads"] = true,
            ["has_wiki"] = false, ["has_pages"] = false, ["has_discussions"] = false, ["forks_count"] = 0, ["mirror_url"] = null,
            ["archived"] = repository.IsArchived, ["disabled"] = false, ["open_issues_count"] = open, ["license"] = null,
            ["allow_forking"] = true, ["is_template"] = false, ["web_commit_signoff_required"] = false, ["topics"] = new JsonArray(),
            ["visibility"] = repository.IsPrivate ? "private" : "public", ["forks"] = 0, ["open_issues"] = open, ["watchers"] = 0,
            ["default_branch"] = repository.DefaultBranch,
        })
            shape[name] = value?.DeepClone();
        if (caller is { IsAnonymous: false })
        {
            var push = caller.Reaches(repository) && caller.May("contents", write: true);
            shape["permissions"] = new JsonObject
            {
                ["admin"] = caller.Permissions is null, ["maintain"] = push, ["push"] = push, ["triage"] = push, ["pull"] = true,
            };
        }
        return shape;
    }

    public static JsonObject Ref(string api, Repository repository, string name, string sha) => new()
    {
        ["ref"] = "refs/" + name, ["node_id"] = "REF_" + name, ["url"] = $"{Url(api, repository)}/git/refs/{name}",
        ["object"] = new JsonObject { ["sha"] = sha, ["type"] = "commit", ["url"] = $"{Url(api, repository)}/git/commits/{sha}" },
    };

    public static JsonObject Branch(string api, Repository repository, string name, string sha)
    {
        var isProtected = repository.RuleAgainst(name) is not null;
        return new JsonObject
        {
            ["name"] = name, ["commit"] = new JsonObject { ["sha"] = sha, ["url"] = $"{Url(api, repository)}/commits/{sha}" },
            ["protected"] = isProtected,
            ["protection"] = new JsonObject
            {
                ["enabled"] = isProtected,
                ["required_status_checks"] = new JsonObject
                {
                    ["enforcement_level"] = "off", ["contexts"] = new JsonArray(), ["checks"] = new JsonArray(),
                },
            },
            ["protection_url"] = $"{Url(api, repository)}/branches/{name}/protection",
        };
    }

    public static JsonObject FullBranch(string api, Repository repository, string name, Commit head)
    {
        var branch = Branch(api, repository, name, head.Sha);
        branch["commit"] = CommitJson.Of(api, repository, head);
        branch["_links"] = new JsonObject
        {
            ["self"] = $"{Url(api, repository)}/branches/{name}", ["html"] = $"{Html(api, repository)}/tree/{name}",
        };
        return branch;
    }

    public static JsonObject Tag(string api, Repository repository, string name, string sha) => new()
    {
        ["name"] = name, ["zipball_url"] = $"{Url(api, repository)}/zipball/refs/tags/{name}",
        ["tarball_url"] = $"{Url(api, repository)}/tarball/refs/tags/{name}",
        ["commit"] = new JsonObject { ["sha"] = sha, ["url"] = $"{Url(api, repository)}/commits/{sha}" },
        ["node_id"] = "REF_tags/" + name,
    };
}
