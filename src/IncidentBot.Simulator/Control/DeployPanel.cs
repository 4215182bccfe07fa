using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub;
using IncidentBot.Simulator.GitHub.Hooks;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Control;

/// <summary>What the page's deploy panel shows, and the change of a setting as a push and a deploy of the file that holds it.</summary>
internal sealed class DeployPanel(GitHubDouble gitHub, GitHubStory story, ChangePoster changes)
{
    private const int MostShown = 30;
    private const string Heard = "deployment_status";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Query("github/deployments", _ =>
        {
            lock (gitHub.State.Gate) return Show();
        });
        GitHubControl.Command(routes, gitHub, "settings", SetSetting);
        changes.Map(routes);
    }

    private JsonObject Show()
    {
        var all = gitHub.State.Repositories.SelectMany(r => r.Deployments.Select(d => (Repository: r, Deployment: d))).ToList();
        var places = all.GroupBy(one => (one.Repository, one.Deployment.Environment))
            .Select(g => (g.Key.Repository, g.Key.Environment, Live: LiveOf(g.Select(one => one.Deployment)))).ToList();
        var live = places.SelectMany(p => p.Live.Take(1)).Select(d => d.Id).ToHashSet();
        return ControlRoutes.Ok(
            ("repositories", new JsonArray([.. gitHub.State.Repositories.OrderBy(r => r.FullName, StringComparer.OrdinalIgnoreCase)
                .Select(r => (JsonNode)new JsonObject { ["repository"] = r.FullName, ["default_branch"] = r.DefaultBranch })])),
            ("places", new JsonArray([.. places.Select(p => (JsonNode)new JsonObject
            {
                ["repository"] = p.Repository.FullName, ["environment"] = p.Environment, ["live"] = Name(p.Live.FirstOrDefault()),
                ["former"] = Name(p.Live.Skip(1).FirstOrDefault()),
            })])),
            ("deployments", new JsonArray([.. all.OrderByDescending(one => one.Deployment.UpdatedAt)
                .ThenByDescending(one => one.Deployment.Id).Take(MostShown)
                .Select(one => (JsonNode)Shown(one.Repository, one.Deployment, live.Contains(one.Deployment.Id)))])),
            ("webhook", Webhook()), ("changes", changes.Show()));
    }

    // What is live and what was before, newest first, each version once; a rollback makes the older one the newest.
    private static List<Deployment> LiveOf(IEnumerable<Deployment> deployments) =>
    [
        .. deployments.Where(d => d.Statuses.Exists(IsSuccess))
            .OrderByDescending(d => d.Statuses.FindLast(IsSuccess)!.At).ThenByDescending(d => d.Id)
            .DistinctBy(d => d.Sha),
    ];

    private static bool IsSuccess(DeploymentStatus status) => status.State == "success";

    private static JsonObject? Name(Deployment? deployment) =>
        deployment is null ? null : new JsonObject { ["ref"] = deployment.Ref, ["sha"] = deployment.Sha };

    private static JsonObject Shown(Repository repository, Deployment deployment, bool isLive) => new()
    {
        ["repository"] = repository.FullName, ["id"] = deployment.Id, ["ref"] = deployment.Ref, ["sha"] = deployment.Sha,
        ["environment"] = deployment.Environment, ["description"] = deployment.Description, ["creator"] = deployment.Creator,
        ["state"] = deployment.Statuses.Count == 0 ? "pending" : deployment.Statuses[^1].State,
        ["at"] = ControlText.Iso(deployment.UpdatedAt), ["live"] = isLive,
    };

    /// <summary>What became of the last one; null: nobody is told of deployments.</summary>
    private JsonObject? Webhook()
    {
        if (!gitHub.Hooks.Hooks.Any(h => h.IsActive && h.Hears(Heard))) return null;
        var last = gitHub.Hooks.Deliveries.LastOrDefault(d => d.Event == Heard && d.Status is not null);
        return new JsonObject { ["status"] = last?.Status };
    }

    private JsonObject SetSetting(ControlRequest request)
    {
        var repository = gitHub.State.Known(GitHubControl.RepositoryName(request));
        var (setting, value) = (request.OneLine("setting"), request.OneLine("value"));
        var file = request.Optional("file") is { Length: > 0 } given ? given : "config/settings.yaml";
        var branch = repository.DefaultBranch;
        var history = repository.History;
        var before = history.FilesOf(history.Head(branch)).GetValueOrDefault(file) is { } known ? history.Text(known.Blob) : null;
        var after = With(before, setting, value);
        if (after == before) throw new MalformedRequest($"{setting} is {value} already.");
        return story.AddDeployment(new ControlRequest(new JsonObject
        {
            ["repository"] = repository.FullName, ["ref"] = branch, ["environment"] = request.Optional("environment"),
            ["description"] = request.Optional("description") is { Length: > 0 } words ? words : $"Set {setting} to {value}",
            ["creator"] = request.Optional("creator"),
            ["files"] = new JsonArray(new JsonObject
            {
                ["filename"] = file, ["status"] = before is null ? "added" : "modified", ["content"] = after,
                ["patch"] = LineDiff.Of(before, after).Patch,
            }),
            ["statuses"] = new JsonArray(new JsonObject { ["state"] = "success" }),
        }));
    }

    private static string With(string? file, string setting, string value)
    {
        var text = new StringBuilder();
        var isThere = false;
        foreach (var line in (file ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var isIt = line.StartsWith(setting + ":", StringComparison.Ordinal);
            isThere |= isIt;
            text.Append(isIt ? $"{setting}: {value}" : line).Append('\n');
        }
        return isThere ? text.ToString() : text.Append($"{setting}: {value}\n").ToString();
    }
}
