using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Access;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Reads;

/// <summary>Accounts, their repositories, limits, and the search for issues.</summary>
internal sealed class AccountReads(LocalGitHub gitHub, Limits limits)
{
    private static readonly string[] Resources = ["core", "search", "graphql", "integration_manifest", "code_search"];

    public IEnumerable<AccountRoute> Routes =>
    [
        new("GET", "/", "root", Asker.Anybody, call => call.One(new JsonObject
        {
            ["current_user_url"] = call.Api + "/user", ["rate_limit_url"] = call.Api + "/rate_limit",
            ["repository_url"] = call.Api + "/repos/{owner}/{repo}", ["user_url"] = call.Api + "/users/{user}",
        })),
        new("GET", "/meta", "meta", Asker.Anybody, call => call.One(new JsonObject
        {
            ["verifiable_password_authentication"] = false, ["hooks"] = new JsonArray("127.0.0.0/8", "::1/128"),
        })),
        new("GET", "/rate_limit", "rate_limit", Asker.Anybody, RateLimit),
        new("GET", "/user", "user", Asker.AnyToken, OwnUser),
        new("GET", "/user/repos", "repositories", Asker.AnyToken, call => Repositories(call, _ => true)),
        new("GET", "/users/{login}", "account", Asker.Anybody, call => Account(call, call.Route("login"))),
        new("GET", "/users/{login}/repos", "repositories", Asker.Anybody, call => Repositories(call, IsOf(call.Route("login")))),
        new("GET", "/orgs/{login}", "account", Asker.Anybody, call => Account(call, call.Route("login"))),
        new("GET", "/orgs/{login}/repos", "repositories", Asker.Anybody, call => Repositories(call, IsOf(call.Route("login")))),
        new("GET", "/search/issues", "search", Asker.Anybody, Search),
    ];

    private CallAnswer RateLimit(GitHubCall call)
    {
        JsonObject Show(string resource)
        {
            var (limit, used, remaining, reset) = limits.Show(call.Caller.Key, resource, gitHub.Now);
            return new JsonObject
            {
                ["limit"] = limit, ["used"] = used, ["remaining"] = remaining, ["reset"] = reset, ["resource"] = resource,
            };
        }
        return GitHubCall.Done(StatusCodes.Status200OK, new JsonObject
        {
            ["resources"] = new JsonObject(Resources.Select(r => KeyValuePair.Create(r, (JsonNode?)Show(r)))), ["rate"] = Show("core"),
        });
    }

    private CallAnswer OwnUser(GitHubCall call)
    {
        // An installation is nobody.
        if (call.Caller.Installation is not null) throw GitHubRefusal.Forbidden("Resource not accessible by integration");
        var login = call.Login;
        var user = Words.User(call.Api, login, isOrganization: false);
        foreach (var (name, value) in Profile(login)) user[name] = value?.DeepClone();
        user["private_gists"] = 0;
        user["total_private_repos"] = gitHub.Repositories.Count(r => r.IsPrivate);
        user["owned_private_repos"] = 0;
        user["disk_usage"] = 0;
        user["collaborators"] = 0;
        user["two_factor_authentication"] = true;
        user["plan"] = new JsonObject { ["name"] = "free", ["space"] = 0, ["private_repos"] = 0, ["collaborators"] = 0 };
        return call.One(user);
    }

    private CallAnswer Account(GitHubCall call, string login)
    {
        if (!gitHub.IsKnown(login)) throw GitHubRefusal.NotFound();
        var user = Words.User(call.Api, login, gitHub.IsOrganization(login));
        foreach (var (name, value) in Profile(login)) user[name] = value?.DeepClone();
        return call.One(user);
    }

    private JsonObject Profile(string login) => new()
    {
        ["name"] = login, ["company"] = null, ["blog"] = "", ["location"] = null, ["email"] = null, ["hireable"] = null, ["bio"] = null,
        ["twitter_username"] = null, ["public_repos"] = gitHub.Repositories.Count(r => !r.IsPrivate && IsOf(login)(r)),
        ["public_gists"] = 0, ["followers"] = 0, ["following"] = 0, ["created_at"] = "2020-01-01T00:00:00Z",
        ["updated_at"] = "2020-01-01T00:00:00Z",
    };

    private static Func<Repository, bool> IsOf(string login) => r => r.Owner.Equals(login, StringComparison.OrdinalIgnoreCase);

    private CallAnswer Repositories(GitHubCall call, Func<Repository, bool> which) => call.Page(
        gitHub.Repositories.Where(r => which(r) && (!r.IsPrivate || call.Caller.Reaches(r)))
            .OrderBy(r => r.FullName, StringComparer.OrdinalIgnoreCase),
        r => RepositoryJson.Of(call.Api, r, call.Caller));

    // Enough of docs.github.com/search-github/searching-on-github/searching-issues-and-pull-requests to find what was written here.
    private CallAnswer Search(GitHubCall call)
    {
        var query = call.Query("q") ?? throw GitHubRefusal.Invalid("Search", "missing", "q");
        var words = new List<string>();
        IEnumerable<(Repository Repository, Issue Issue)> found = gitHub.Repositories.Where(r => !r.IsPrivate || call.Caller.Reaches(r))
            .SelectMany(r => r.Issues, (r, i) => (r, i));
        var inside = new[] { "title", "body", "comments" };
        foreach (var term in Terms(query))
        {
            var colon = term.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = colon < 0 ? ("", term) : (term[..colon], term[(colon + 1)..].Trim('"'));
            switch (name)
            {
                case "repo":
                    if (value.Split('/') is not [var owner, var repo] || gitHub.Find(owner, repo) is null)
                        throw new GitHubRefusal(StatusCodes.Status422UnprocessableEntity, "Validation Failed")
                        {
                            Errors =
                            [
                                new JsonObject
                                {
                                    ["message"] = "The listed users and repositories cannot be searched either because the resources do "
                                        + "not exist or you do not have permission to view them.",
                                    ["resource"] = "Search", ["field"] = "q", ["code"] = "invalid",
                                },
                            ],
                        };
                    found = found.Where(f => f.Repository.FullName.Equals(value, StringComparison.OrdinalIgnoreCase));
                    break;
                case "org" or "user": found = found.Where(f => IsOf(value)(f.Repository)); break;
                case "in": inside = value.Split(','); break;
                case "is" or "type" when value is "issue" or "pr":
                    found = found.Where(f => f.Issue.Pull is null == (value == "issue"));
                    break;
                case "is" or "state" when value is "open" or "closed": found = found.Where(f => f.Issue.State == value); break;
                case "label": found = found.Where(f => f.Issue.Labels.Contains(value, StringComparer.OrdinalIgnoreCase)); break;
                case "author": found = found.Where(f => f.Issue.Author.Equals(value, StringComparison.OrdinalIgnoreCase)); break;
                case "assignee": found = found.Where(f => f.Issue.Assignees.Contains(value, StringComparer.OrdinalIgnoreCase)); break;
                default: words.Add(term.Trim('"')); break;
            }
        }
        var list = found.Where(f => words.TrueForAll(w => Text(f.Issue, inside).Contains(w, StringComparison.OrdinalIgnoreCase)))
            .OrderByDescending(f => f.Issue.CreatedAt).Take(1000).ToList();
        return call.Linked(
            call.One(new JsonObject
            {
                ["total_count"] = list.Count, ["incomplete_results"] = false,
                ["items"] = Words.List(call.Slice(list).Select(f =>
                {
                    var shape = IssueJson.Of(call.Api, f.Repository, f.Issue);
                    shape["score"] = 1.0;
                    return shape;
                })),
            }),
            list.Count);
    }

    private static string Text(Issue issue, string[] inside) => string.Join('\n',
        new[] { inside.Contains("title") ? issue.Title : "", inside.Contains("body") ? issue.Body : "" }
            .Concat(inside.Contains("comments") ? issue.Comments.Select(c => c.Body) : []));

    private static IEnumerable<string> Terms(string query)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i <= query.Length; i++)
        {
            if (i < query.Length && query[i] == '"') quoted = !quoted;
            if (i < query.Length && (quoted || query[i] != ' ')) continue;
            if (i > start) yield return query[start..i];
            start = i + 1;
        }
    }
}
