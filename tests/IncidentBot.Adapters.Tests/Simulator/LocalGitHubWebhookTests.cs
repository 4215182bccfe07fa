using System.Text;
using System.Text.Json.Nodes;
using Octokit.Webhooks;
using Octokit.Webhooks.Events;
using static IncidentBot.Adapters.Tests.Simulator.GitHubCaller;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>What the local GitHub tells of itself: signed, once, in the shapes that GitHub's own library reads.</summary>
public sealed class LocalGitHubWebhookTests
{
    private const string Secret = "hush";

    [Fact]
    public async Task Whatever_changes_is_told_signed_and_readable()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await HookAsync(slack);
        var gitHub = await WithHistoryAsync(slack);
        var deployment = (await slack.DoAsync("github/deployments", new JsonObject
        {
            ["repository"] = "acme/checkout", ["ref"] = "main", ["statuses"] = new JsonArray(new JsonObject { ["state"] = "waiting" }),
        }))["id"]!.GetValue<long>();
        await gitHub.MustAsync("POST", $"{Repo}/deployments/{deployment}/statuses", new JsonObject { ["state"] = "success" });
        await gitHub.MustAsync("POST", Repo + "/releases", new JsonObject { ["tag_name"] = "v2" });
        await gitHub.MustAsync("POST", Repo + "/issues", new JsonObject { ["title"] = "Limit the cache" });
        await gitHub.MustAsync("PATCH", Repo + "/issues/1", new JsonObject { ["state"] = "closed" });
        await gitHub.MustAsync("POST", Repo + "/issues/1/comments", new JsonObject { ["body"] = "done" });
        await slack.DoAsync("github/pulls", new JsonObject { ["repository"] = "acme/checkout", ["title"] = "Raise", ["merged_at"] = "2026-03-01T08:30:00Z" });
        await slack.DoAsync("github/runs", new JsonObject { ["repository"] = "acme/checkout", ["conclusion"] = "success" });
        await slack.DoAsync("github/checks", new JsonObject { ["repository"] = "acme/checkout", ["name"] = "test", ["conclusion"] = "success" });
        await gitHub.MustAsync("POST", Repo + "/statuses/main", new JsonObject { ["state"] = "success" });
        await slack.SettleAsync();

        var told = slack.App.All.Where(r => r.Path == "/github/webhooks").ToList();
        Assert.Equal(
            ["ping", "push", "push", "deployment", "deployment_status", "deployment_status", "release", "release", "release", "issues", "issues", "issue_comment", "pull_request", "workflow_run", "check_run", "status"],
            told.Select(r => r.Header("X-GitHub-Event")));
        Assert.All(told, r => Assert.Equal(WebhookSignatureValidationResult.Valid, WebhookSignatureValidator.Verify(r.Header("X-Hub-Signature-256"), Secret, Encoding.UTF8.GetBytes(r.Body))));
        Assert.Equal(told.Count, told.Select(r => Guid.Parse(r.Header("X-GitHub-Delivery")!)).Distinct().Count());
        Assert.All(told, r => Assert.Equal("7001", r.Header("X-GitHub-Hook-ID")));
        var read = told.Select(Read).ToList();
        Assert.Equal("success", ((DeploymentStatusEvent)read[5]).DeploymentStatus.State.StringValue);
        Assert.Equal("waiting", ((DeploymentStatusEvent)read[4]).DeploymentStatus.State.StringValue);
        Assert.Equal("refs/heads/main", ((PushEvent)read[1]).Ref);
        Assert.Equal(["config/cache.yaml"], ((PushEvent)read[2]).Commits.Single().Added);
        Assert.Equal(["opened", "closed"], read.OfType<IssuesEvent>().Select(e => e.Action));
        Assert.All(read.Skip(1), e => Assert.Equal("acme/checkout", e.Repository?.FullName));
    }

    [Fact]
    public async Task A_delivery_that_fails_is_sent_again_only_on_demand_and_keeps_its_number()
    {
        await using var slack = await LocalWorkspace.StartAsync(retryScale: 0);
        await HookAsync(slack);
        await slack.SettleAsync();
        slack.App.Answer = _ => Task.FromResult(new Reply(503));
        var gitHub = await WithHistoryAsync(slack);
        await slack.SettleAsync();
        Assert.Equal(3, slack.App.All.Count);
        var failed = (JsonObject)((JsonArray)await slack.ReadAsync("github/deliveries"))[^1]!;
        Assert.Equal(("failed", 503), (failed["status"]!.ToString(), failed["status_code"]!.GetValue<int>()));

        slack.App.Answer = _ => Task.FromResult(new Reply(202));
        await slack.DoAsync("github/redeliver", new JsonObject { ["id"] = failed["id"]!.GetValue<long>() });
        await slack.SettleAsync();
        var (first, again) = (slack.App.All[2], slack.App.All[3]);
        Assert.Equal((first.Body, first.Header("X-GitHub-Delivery")), (again.Body, again.Header("X-GitHub-Delivery")));
        var last = ((JsonArray)await slack.ReadAsync("github/deliveries"))[^1]!;
        Assert.Equal((true, "OK"), (last["redelivery"]!.GetValue<bool>(), last["status"]!.ToString()));
    }

    [Fact]
    public async Task Any_event_can_be_sent_also_forged_and_unsigned()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await HookAsync(slack);
        foreach (var signature in new[] { "true", "forged", "none" })
            await slack.DoAsync("github/webhooks", new JsonObject { ["event"] = "made_up", ["payload"] = new JsonObject { ["x"] = 1 }, ["signature"] = signature });
        await slack.SettleAsync();
        var told = slack.App.All.Where(r => r.Header("X-GitHub-Event") == "made_up").ToList();
        Assert.All(told, r => Assert.Equal("""{"x":1}""", r.Body));
        Assert.Equal(
            [WebhookSignatureValidationResult.Valid, WebhookSignatureValidationResult.SignatureMismatch, WebhookSignatureValidationResult.MissingSignature],
            told.Select(r => WebhookSignatureValidator.Verify(r.Header("X-Hub-Signature-256"), Secret, Encoding.UTF8.GetBytes(r.Body))));
    }

    [Fact]
    public async Task A_fault_may_lose_a_webhook_or_let_others_overtake_it()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await HookAsync(slack);
        await slack.SettleAsync();
        await slack.DoAsync("faults", new JsonObject { ["match"] = new JsonObject { ["delivery"] = "github.push" }, ["status"] = 500 });
        await slack.DoAsync("faults", new JsonObject { ["match"] = new JsonObject { ["delivery"] = "github.push" }, ["hold"] = "before" });
        var gitHub = await WithHistoryAsync(slack);
        await gitHub.MustAsync("POST", Repo + "/issues", new JsonObject { ["title"] = "x" });
        await slack.SettleAsync();
        Assert.Equal(["ping", "issues"], slack.App.All.Select(r => r.Header("X-GitHub-Event")));
        await slack.Http.DeleteAsync("/sim/faults");
        await slack.SettleAsync();
        Assert.Equal(["ping", "issues", "push"], slack.App.All.Select(r => r.Header("X-GitHub-Event")));
    }

    [Fact]
    public async Task An_app_hears_only_of_what_it_is_installed_on_and_by_which_installation()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var app = (await slack.DoAsync("github/apps", new JsonObject { ["webhook_url"] = slack.App.Url + "/github/webhooks", ["webhook_secret"] = Secret, ["events"] = new JsonArray("issues") }))["id"]!.GetValue<long>();
        await slack.DoAsync("github/installations", new JsonObject { ["app"] = app, ["account"] = "acme", ["id"] = 77, ["repositories"] = new JsonArray("checkout") });
        foreach (var name in new[] { "acme/checkout", "acme/search", "other/checkout" })
            await slack.DoAsync("github/issues", new JsonObject { ["repository"] = name, ["title"] = "x" });
        await slack.SettleAsync();
        var told = Assert.Single(slack.App.All, r => r.Header("X-GitHub-Event") == "issues");
        Assert.Equal(("acme/checkout", 77), (told.Json["repository"]!["full_name"]!.ToString(), told.Json["installation"]!["id"]!.GetValue<int>()));
        Assert.Equal("integration", told.Header("X-GitHub-Hook-Installation-Target-Type"));
    }

    [Fact]
    public async Task A_repository_has_hooks_of_its_own()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        var made = await gitHub.MustAsync("POST", Repo + "/hooks", new JsonObject
        {
            ["events"] = new JsonArray("issues"), ["config"] = new JsonObject { ["url"] = slack.App.Url + "/hook", ["secret"] = Secret, ["content_type"] = "json" },
        });
        Assert.Equal("********", made.Json["config"]!["secret"]!.ToString());
        await gitHub.MustAsync("PUT", Repo + "/contents/a.md", GitHubCaller.File("a", "a"));
        await gitHub.MustAsync("POST", Repo + "/issues", new JsonObject { ["title"] = "x" });
        await slack.SettleAsync();
        Assert.Equal(["ping", "issues"], slack.App.All.Where(r => r.Path == "/hook").Select(r => r.Header("X-GitHub-Event")));
        var hook = $"{Repo}/hooks/{made.Json["id"]}";
        var delivery = (await gitHub.GetAsync(hook + "/deliveries")).List[0]!["id"];
        await gitHub.MustAsync("POST", $"{hook}/deliveries/{delivery}/attempts");
        await gitHub.MustAsync("DELETE", hook);
        await slack.SettleAsync();
        Assert.Equal(3, slack.App.All.Count(r => r.Path == "/hook"));
        Assert.Empty((await gitHub.GetAsync(Repo + "/hooks")).List);
    }

    private static Task<JsonObject> HookAsync(LocalWorkspace slack) =>
        slack.DoAsync("github/hooks", new JsonObject { ["url"] = slack.App.Url + "/github/webhooks", ["secret"] = Secret });

    private static WebhookEvent Read(Received received)
    {
        var headers = received.Headers.ToDictionary(h => h.Key, h => new Microsoft.Extensions.Primitives.StringValues(h.Value), StringComparer.OrdinalIgnoreCase);
        return new Reader().DeserializeWebhookEvent(WebhookHeaders.Parse(headers), received.Body)!;
    }

    private sealed class Reader : WebhookEventProcessor;
}
