using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Hooks;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Writes;

/// <summary>A repository's webhooks and their deliveries (docs.github.com/rest/repos/webhooks).</summary>
internal sealed class HookRoutes(HookSender hooks)
{
    public IEnumerable<RepositoryRoute> Routes =>
    [
        new("GET", "/hooks", "hooks", "repository_hooks", (call, repo) =>
            call.Page(hooks.Hooks.Where(h => h.Repository == repo), h => h.ToJson(call.Api))),
        new("POST", "/hooks", "create_hook", "repository_hooks", Create),
        new("GET", "/hooks/{id}", "hook", "repository_hooks", (call, repo) => call.One(Find(call, repo).ToJson(call.Api))),
        new("PATCH", "/hooks/{id}", "update_hook", "repository_hooks", Update),
        new("DELETE", "/hooks/{id}", "delete_hook", "repository_hooks", Delete),
        new("POST", "/hooks/{id}/pings", "ping_hook", "repository_hooks", Ping),
        new("GET", "/hooks/{id}/deliveries", "hook_deliveries", "repository_hooks", Deliveries),
        new("POST", "/hooks/{id}/deliveries/{delivery}/attempts", "redeliver_hook", "repository_hooks", Redeliver),
    ];

    private CallAnswer Create(GitHubCall call, Repository repository)
    {
        var config = new GitHubBody(call.Body.Object("config") ?? throw GitHubRefusal.Missing("config"));
        var url = UrlOf(config) ?? throw GitHubRefusal.Custom("Hook", "Url is missing a scheme", "url");
        if (hooks.Hooks.Any(h => h.Repository == repository && h.Url == url))
            throw GitHubRefusal.Custom("Hook", "Hook already exists on this repository");
        var hook = hooks.Add(new Hook(0, url, config.Text("secret"))
        {
            Repository = repository, Events = call.Body.Texts("events") ?? ["push"], IsActive = call.Body.Flag("active") ?? true,
            IsForm = config.Text("content_type") is not "json",
        });
        return GitHubCall.Created(hook.ToJson(call.Api));
    }

    private CallAnswer Update(GitHubCall call, Repository repository)
    {
        var hook = Find(call, repository);
        var config = call.Body.Object("config") is { } given ? new GitHubBody(given) : null;
        var changed = hook with
        {
            Events = call.Body.Texts("events") ?? hook.Events, IsActive = call.Body.Flag("active") ?? hook.IsActive,
            Url = config is null ? hook.Url : UrlOf(config) ?? hook.Url, Secret = config is null ? hook.Secret : config.Text("secret"),
        };
        hooks.Replace(changed);
        return call.One(changed.ToJson(call.Api));
    }

    private CallAnswer Delete(GitHubCall call, Repository repository)
    {
        hooks.Remove(Find(call, repository));
        return GitHubCall.Nothing();
    }

    private CallAnswer Ping(GitHubCall call, Repository repository)
    {
        hooks.Ping(Find(call, repository));
        return GitHubCall.Nothing();
    }

    private CallAnswer Deliveries(GitHubCall call, Repository repository)
    {
        var hook = Find(call, repository);
        return call.Page(hooks.Deliveries.Where(d => d.Hook.Id == hook.Id).Reverse(), d => d.ToJson());
    }

    private CallAnswer Redeliver(GitHubCall call, Repository repository)
    {
        var (hook, id) = (Find(call, repository), call.Id("delivery"));
        hooks.Again(hooks.Deliveries.FirstOrDefault(d => d.Hook.Id == hook.Id && d.Id == id) ?? throw GitHubRefusal.NotFound());
        return GitHubCall.Accepted([]);
    }

    private Hook Find(GitHubCall call, Repository repository) =>
        hooks.Find(call.Id()) is { } hook && hook.Repository == repository
            ? hook
            : throw GitHubRefusal.NotFound();

    private static Uri? UrlOf(GitHubBody config) =>
        Uri.TryCreate(config.Required("url"), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;
}
