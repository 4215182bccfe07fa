using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Access;

/// <summary>Apps, installations and their tokens (docs.github.com/rest/apps/apps).</summary>
internal sealed class AppRoutes(LocalGitHub gitHub, Doorkeeper doorkeeper)
{
    private const int MostRepositories = 500;

    public IEnumerable<AccountRoute> Routes =>
    [
        new("GET", "/app", "app", Asker.App, call => call.One(AppJson.Of(call.Api, call.Caller.App!, Own(call).Count()))),
        new("GET", "/app/installations", "installations", Asker.App, call =>
            call.Page(Own(call), i => AppJson.Installation(call.Api, i))),
        new("GET", "/app/installations/{id}", "installation", Asker.App, call => call.One(AppJson.Installation(call.Api, Find(call)))),
        new("POST", "/app/installations/{id}/access_tokens", "installation_token", Asker.App, CreateToken),
        new("GET", "/repos/{owner}/{repo}/installation", "repository_installation", Asker.App, OfRepository),
        new("GET", "/orgs/{login}/installation", "account_installation", Asker.App, OfAccount),
        new("GET", "/users/{login}/installation", "account_installation", Asker.App, OfAccount),
        new("GET", "/installation/repositories", "installation_repositories", Asker.Installation, Repositories),
        new("DELETE", "/installation/token", "revoke_token", Asker.Installation, Revoke),
    ];

    private IEnumerable<Installation> Own(GitHubCall call) => doorkeeper.Installations.Where(i => i.App.Id == call.Caller.App!.Id);

    private Installation Find(GitHubCall call) => Own(call).FirstOrDefault(i => i.Id == call.Id()) ?? throw GitHubRefusal.NotFound();

    private CallAnswer OfRepository(GitHubCall call)
    {
        var repository = gitHub.Find(call.Route("owner"), call.Route("repo")) ?? throw GitHubRefusal.NotFound();
        return call.One(AppJson.Installation(
            call.Api, Own(call).FirstOrDefault(i => i.Covers(repository)) ?? throw GitHubRefusal.NotFound()));
    }

    private CallAnswer OfAccount(GitHubCall call) => call.One(AppJson.Installation(
        call.Api, Own(call).FirstOrDefault(i => i.Account.Equals(call.Route("login"), StringComparison.OrdinalIgnoreCase))
            ?? throw GitHubRefusal.NotFound()));

    private CallAnswer CreateToken(GitHubCall call)
    {
        var installation = Find(call);
        if (installation.IsSuspended) throw GitHubRefusal.Forbidden("This installation has been suspended");
        var permissions = PermissionsOf(call, installation);
        var repositories = RepositoriesOf(call, installation);
        var (token, expires) = doorkeeper.Issue(installation, permissions, repositories?.Select(r => r.Id).ToList());
        var answer = new JsonObject
        {
            ["token"] = token, ["expires_at"] = Words.Time(expires), ["permissions"] = PermissionWords.Write(permissions),
            ["repository_selection"] = repositories is null && installation.Selected is null ? "all" : "selected",
        };
        if (repositories is not null) answer["repositories"] = Words.List(repositories.Select(r => RepositoryJson.Of(call.Api, r)));
        return GitHubCall.Done(StatusCodes.Status201Created, answer);
    }

    private static IReadOnlyDictionary<string, string> PermissionsOf(GitHubCall call, Installation installation)
    {
        if (PermissionWords.Read(call.Body.Object("permissions")) is not { Count: > 0 } wanted) return installation.Permissions;
        foreach (var (name, level) in wanted)
        {
            var granted = name == "metadata" && level == "read" ? "read" : installation.Permissions.GetValueOrDefault(name);
            if (granted is null || Rank(level) > Rank(granted))
                throw GitHubRefusal.Unprocessable("The permissions requested are not granted to this installation.");
        }
        wanted.TryAdd("metadata", "read");
        return wanted;
    }

    private IReadOnlyList<Repository>? RepositoriesOf(GitHubCall call, Installation installation)
    {
        var names = call.Body.Texts("repositories");
        var ids = call.Body.Fields["repository_ids"] is JsonArray list ? list.Select(i => i?.GetValue<long>() ?? 0).ToList() : null;
        // An empty list narrows nothing, which surprises people.
        if ((names?.Count ?? 0) + (ids?.Count ?? 0) == 0) return null;
        var found = (names ?? []).Select(n => gitHub.Find(installation.Account, n)).Concat((ids ?? []).Select(gitHub.Find)).ToList();
        if (found.Exists(r => r is null || !installation.Covers(r)))
            throw GitHubRefusal.Unprocessable(
                "There is at least one repository that does not exist or is not accessible to the parent installation.");
        return found.Count <= MostRepositories
            ? [.. found.OfType<Repository>().Distinct()]
            : throw GitHubRefusal.Unprocessable($"At most {MostRepositories} repositories can be listed.");
    }

    private CallAnswer Repositories(GitHubCall call) => call.Counted(
        "repositories",
        gitHub.Repositories.Where(call.Caller.Reaches).OrderBy(r => r.FullName, StringComparer.OrdinalIgnoreCase),
        r => RepositoryJson.Of(call.Api, r, call.Caller));

    private CallAnswer Revoke(GitHubCall call)
    {
        var authorization = call.Authorization!;
        doorkeeper.Revoke(authorization[(authorization.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim());
        return GitHubCall.Nothing();
    }

    private static int Rank(string level) => level switch { "admin" => 3, "write" => 2, "read" => 1, _ => 4 };
}
