using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;
using IncidentBot.GitHub.Setup;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Tests.Faults;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Process;

/// <summary>GitHub tells what changed: what is signed acts once, in whatever order it comes, and nothing else acts at all.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private const string Secret = "It's a Secret to Everybody";
    private const string Repository = "acme/checkout";
    private Workplace workplace = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        workplace = await Workplace.OpenAsync(settings => settings with
        {
            Catalogue = Catalogue(),
            Changes = new ChangesOptions { Workflows = ["acme/jobs:deploy.yml"] },
            GitHub = new GitHubOptions { WebhookSecret = Secret },
        });
        http = new HttpClient { BaseAddress = new Uri(workplace.Stage.Bot.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await workplace.DisposeAsync();
    }

    [Fact]
    public async Task A_deploy_during_an_open_incident_is_one_line_that_follows_it_and_the_list_has_it()
    {
        await HookAsync();
        var room = await StartAsync();
        workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(2));

        var id = await DeployAsync("v2.3.1");
        await FollowAsync();
        Assert.Contains("checkout v2.3.1 is rolling out in production", Assert.Single(await LinesAsync(room)), StringComparison.Ordinal);

        await StatusAsync(id, "success");
        await FollowAsync();

        Assert.Contains("checkout v2.3.1 went live in production", Assert.Single(await LinesAsync(room)), StringComparison.Ordinal);
        Assert.Contains("1 went live after", Assert.Single(await ListsAsync(room)), StringComparison.Ordinal);
        Assert.Single(await SeenAsync());
    }

    [Fact]
    public async Task A_lost_webhook_is_made_up_for_by_asking_and_told_once_when_it_comes_after_all()
    {
        await workplace.ControlAsync("github/repositories", new JsonObject { ["repository"] = Repository });
        var room = await StartAsync();
        workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(2));
        var id = await DeployAsync("v2.3.1");
        await StatusAsync(id, "success");
        await workplace.SettleAsync();
        Assert.Empty(await LinesAsync(room));

        await PassAsync(TimeSpan.FromMinutes(6));
        Assert.Contains("checkout v2.3.1 went live in production", Assert.Single(await LinesAsync(room)), StringComparison.Ordinal);
        Assert.Contains("1 went live after", Assert.Single(await ListsAsync(room)), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("deployment_status", Status(id, 1, "success", "v2.3.1", at: "2026-03-02T09:02:00Z")));
        await FollowAsync();
        await PassAsync(TimeSpan.FromMinutes(12));
        Assert.Single(await LinesAsync(room));
    }

    [Fact]
    public async Task Asking_again_posts_nothing_when_nothing_moved_and_ends_with_the_incident()
    {
        await workplace.ControlAsync("github/repositories", new JsonObject { ["repository"] = Repository });
        var room = await StartAsync();
        await PassAsync(TimeSpan.FromMinutes(1));
        var before = await ListsAsync(room);
        var pulls = await PullsAsync();
        var asked = await AskedAsync();

        await PassAsync(TimeSpan.FromMinutes(16));
        Assert.InRange(await AskedAsync() - asked, 3, 100);
        Assert.Equal(pulls, await PullsAsync());
        Assert.Equal(before, await ListsAsync(room));
        Assert.Empty(await LinesAsync(room));

        await workplace.CommandAsync("maya", room.Id, "status resolved");
        await PassAsync(TimeSpan.FromMinutes(6));
        asked = await AskedAsync();
        await PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(asked, await AskedAsync());
    }

    [Fact]
    public async Task A_private_incident_hears_of_a_deploy_in_its_own_channel_and_nowhere_else()
    {
        await HookAsync();
        var room = await StartAsync("The zebrafish leak --service checkout --private");
        workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(2));

        await StatusAsync(await DeployAsync("v2.3.1"), "success");
        await FollowAsync();

        Assert.Single(await LinesAsync(room));
        foreach (var channel in (await workplace.Slack.StateAsync(default)).Channels.Where(channel => channel.Id != room.Id))
            Assert.DoesNotContain(await workplace.MessagesAsync(channel.Id), message => message.EphemeralTo is null && message.Text?.Contains("v2.3.1", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task The_statuses_of_a_deployment_mean_the_same_in_whatever_order_they_come()
    {
        string[] all =
        [
            Status(1, 11, "in_progress", "v1", "2026-03-02T08:01:00Z"), Status(1, 12, "success", "v1", "2026-03-02T08:02:00Z"),
            Status(1, 13, "inactive", "v1", "2026-03-02T08:03:00Z"), Status(1, 14, "success", "v1", "2026-03-02T08:04:00Z"),
            Status(1, 15, "failure", "v1", "2026-03-02T08:05:00Z"),
        ];
        int[][] orders = [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 1, 3, 0], [3, 0, 4, 1, 2]];
        foreach (var (n, order) in orders.Index())
        {
            foreach (var at in order)
                Assert.Equal(HttpStatusCode.Accepted, await SendAsync("deployment_status", all[at].Replace("\"id\":1,", $"\"id\":{n + 1},", StringComparison.Ordinal)));
            string[] expected =
            [
                $"github:deployment:acme/checkout:{n + 1} 08:02 Inactive", $"github:deployment:acme/checkout:{n + 1}:14 08:04 Success",
                $"github:deployment:acme/checkout:{n + 1}:15 08:05 Failure",
            ];
            Assert.Equal(expected, Told(await SeenAsync()).Where(line => line.Contains($":{n + 1} ", StringComparison.Ordinal) || line.Contains($":{n + 1}:", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_replay_under_another_delivery_id_does_nothing()
    {
        await HookAsync();
        var room = await StartAsync();
        workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(2));
        var body = Status(1, 11, "success", "v1", "2026-03-02T09:01:00Z");
        await SendAsync("deployment_status", body);
        await FollowAsync();
        var before = JsonSerializer.Serialize(await workplace.MessagesAsync(room.Id));
        var received = Instants.ToText((await SeenAsync())[0].At);

        for (var n = 0; n < 5; n++)
            Assert.Equal(HttpStatusCode.Accepted, await SendAsync("deployment_status", body));
        await FollowAsync();

        Assert.Equal(before, JsonSerializer.Serialize(await workplace.MessagesAsync(room.Id)));
        Assert.Equal(received, Instants.ToText(Assert.Single(await SeenAsync()).At));
    }

    [Fact]
    public async Task Many_statuses_at_once_lose_none()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => SendAsync(
            "deployment_status", Status(1, n, n == 8 ? "success" : "in_progress", "v1", string.Create(CultureInfo.InvariantCulture, $"2026-03-02T08:0{n}:00Z")))));

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.Accepted, status));
        Assert.Equal("github:deployment:acme/checkout:1 08:08 Success", Assert.Single(Told(await SeenAsync())));
    }

    [Fact]
    public async Task A_repeated_success_is_a_going_live_again_once_another_took_its_place()
    {
        await SendAsync("deployment_status", Status(1, 11, "success", "v1", "2026-03-02T08:01:00Z"));
        await SendAsync("deployment_status", Status(1, 12, "success", "v1", "2026-03-02T08:02:00Z"));
        Assert.Single(await SeenAsync());
        await SendAsync("deployment_status", Status(2, 21, "success", "v2", "2026-03-02T08:03:00Z"));
        await SendAsync("deployment_status", Status(1, 13, "success", "v1", "2026-03-02T08:04:00Z"));

        Assert.Equal(
            ["github:deployment:acme/checkout:1 08:01 Inactive", "github:deployment:acme/checkout:2 08:03 Success", "github:deployment:acme/checkout:1:13 08:04 Success"],
            Told(await SeenAsync()));
    }

    [Fact]
    public async Task A_release_that_is_taken_back_counts_no_more_and_a_late_replay_does_not_bring_it_back()
    {
        await SendAsync("release", Release("published"));
        Assert.Equal("github:release:acme/checkout:7 08:00 Success", Assert.Single(Told(await SeenAsync())));
        await SendAsync("release", Release("deleted"));
        await SendAsync("release", Release("published"));

        Assert.True(Assert.Single(await SeenAsync()).Details.IsTakenBack);
        var room = await StartAsync();
        Assert.DoesNotContain("v7", Assert.Single(await ListsAsync(room)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_and_its_push_are_one_change_and_a_push_without_a_pull_request_is_its_newest_commit()
    {
        var merge = new string('a', 40);
        await SendAsync("push", Push(merge, "Lower the limit (#12)\\n\\nSECRET LINE"));
        await SendAsync("pull_request", Merged(12, merge, merged: true));
        await SendAsync("pull_request", Merged(13, merge, merged: false));
        await SendAsync("push", Push(new string('b', 40), "Fix it now"));
        await SendAsync("push", Push(new string('c', 40), "On a branch", branch: "feature"));
        await SendAsync("pull_request", Merged(14, new string('b', 40), merged: true));

        var seen = await SeenAsync();
        Assert.Equal(["github:commit:acme/checkout:" + new string('b', 40), "github:pull:acme/checkout:12"], seen.Select(change => change.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["Fix it now", "Lower the limit"], seen.Select(change => change.Description).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(seen, change => JsonSerializer.Serialize(change).Contains("SECRET", StringComparison.Ordinal) || JsonSerializer.Serialize(change).Contains('@', StringComparison.Ordinal));
        Assert.All(seen, change => Assert.Contains("src/limit.cs", change.Details.Files.DefaultIfEmpty("src/limit.cs")));
    }

    [Fact]
    public async Task Merged_is_not_deployed_where_deployments_or_workflows_say_what_is()
    {
        await SendAsync("deployment_status", Status(1, 11, "success", "v1", "2026-03-02T08:01:00Z"));
        await SendAsync("push", Push(new string('b', 40), "Fix it now"));
        await SendAsync("pull_request", Merged(14, new string('b', 40), merged: true).Replace(Repository, "acme/jobs", StringComparison.Ordinal));

        Assert.Equal("github:deployment:acme/checkout:1", Assert.Single(await SeenAsync()).Key);
    }

    [Fact]
    public async Task Only_runs_of_the_configured_workflows_are_changes()
    {
        var run = """{"action":"completed","workflow_run":{"id":5,"name":"Deploy","display_title":"Deploy v5","head_branch":"main","head_sha":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","status":"completed","conclusion":"success","html_url":"https://github.com/acme/jobs/actions/runs/5","run_attempt":2,"created_at":"2026-03-02T08:00:00Z","updated_at":"2026-03-02T08:05:00Z"},"repository":{"full_name":"acme/jobs"}}""";
        var body = Contract("workflow_run.completed", payload =>
        {
            foreach (var (name, value) in (JsonObject)JsonNode.Parse(run)!["workflow_run"]!) payload["workflow_run"]![name] = value?.DeepClone();
            payload["workflow"]!["path"] = ".github/workflows/deploy.yml";
            payload["repository"]!["full_name"] = "acme/jobs";
        });
        await SendAsync("workflow_run", body.Replace("workflows/deploy.yml", "workflows/test.yml", StringComparison.Ordinal));
        Assert.Empty(await SeenAsync());
        await SendAsync("workflow_run", body);

        Assert.Equal("github:run:acme/jobs:5:2 08:05 Success", Assert.Single(Told(await SeenAsync())));
    }

    [Fact]
    public async Task Every_recorded_payload_acts_or_is_politely_ignored_and_its_tampered_copy_is_refused()
    {
        foreach (var file in ContractFiles.Webhooks().Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file).Split('.')[0];
            var body = await File.ReadAllTextAsync(file);
            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(name, body + " ", Sign(body)));
            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(name, body.Replace('a', 'b'), Sign(body)));
            Assert.Equal(name == "ping" ? HttpStatusCode.OK : HttpStatusCode.Accepted, await SendAsync(name, body));
        }

        // Where deployments say what is live, what was merged and pushed doesn't count.
        Assert.Equal(
            ["github:deployment:Codertocat/Hello-World:145988746", "github:release:Codertocat/Hello-World:17372790"],
            (await SeenAsync()).Select(change => change.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("deployment", "github:deployment:Codertocat/Hello-World:145988746")]
    [InlineData("deployment_status", "github:deployment:Codertocat/Hello-World:145988746")]
    [InlineData("release.published", "github:release:Codertocat/Hello-World:17372790")]
    public async Task The_recorded_payloads_become_changes_of_their_repository(string file, string key)
    {
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(file.Split('.')[0], Contract(file, _ => { })));

        Assert.Equal(key, Assert.Single(await SeenAsync()).Key);
    }

    [Fact]
    public async Task The_documented_signature_is_accepted_as_documented()
    {
        // docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
        const string Documented = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("push", "Hello, World!", Documented));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("push", "Hello, World?", Documented));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha1=0000000000000000000000000000000000000000")]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sha256=zzzz07ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    public async Task What_is_not_signed_is_refused_without_a_word(string? signature)
    {
        using var answer = await PostAsync("deployment_status", Status(1, 11, "success", "v1", "2026-03-02T08:01:00Z"), signature);

        Assert.Equal((HttpStatusCode.Unauthorized, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Empty(await SeenAsync());
    }

    [Theory]
    [InlineData("push", "{", HttpStatusCode.BadRequest)]
    [InlineData("push", "null", HttpStatusCode.BadRequest)]
    [InlineData("push", "[]", HttpStatusCode.BadRequest)]
    [InlineData("push", "", HttpStatusCode.BadRequest)]
    [InlineData("push", "{}", HttpStatusCode.BadRequest)]
    [InlineData("push", "{\"ref\":5}", HttpStatusCode.BadRequest)]
    [InlineData("release", "{\"action\":\"published\"}", HttpStatusCode.BadRequest)]
    [InlineData("release", "{\"action\":\"brand_new\"}", HttpStatusCode.Accepted)]
    [InlineData("release", "{\"action\":5}", HttpStatusCode.Accepted)]
    [InlineData("brand_new", "{}", HttpStatusCode.Accepted)]
    [InlineData("", "nonsense", HttpStatusCode.Accepted)]
    [InlineData("ping", "{}", HttpStatusCode.OK)]
    public async Task What_is_signed_but_strange_is_never_a_fault_of_ours(string name, string body, HttpStatusCode expected)
    {
        Assert.Equal(expected, await SendAsync(name, body));
        Assert.Empty(await SeenAsync());
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.Accepted)]
    [InlineData("application/json; charset=utf-8", HttpStatusCode.Accepted)]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.BadRequest)]
    public async Task Only_the_types_that_GitHub_sends_are_read(string type, HttpStatusCode expected) =>
        Assert.Equal(expected, await SendAsync("deployment_status", Status(1, 11, "success", "v1", "2026-03-02T08:01:00Z"), type: type));

    [Fact]
    public async Task A_form_is_read_as_GitHub_sends_it()
    {
        var body = "payload=" + Uri.EscapeDataString(Status(1, 11, "success", "v1 + é", "2026-03-02T08:01:00Z"));

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("deployment_status", body, type: "application/x-www-form-urlencoded"));
        Assert.Equal("v1 + é", Assert.Single(await SeenAsync()).Ref);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_25_megabytes_is_read_and_a_larger_one_refused_however_it_is_sent(bool isAnnounced)
    {
        var body = Status(1, 11, "success", "v1", "2026-03-02T08:01:00Z");
        var largest = body + new string(' ', (25 * 1024 * 1024) - Encoding.UTF8.GetByteCount(body));
        using var taken = await PostAsync("deployment_status", largest, Sign(largest), isChunked: !isAnnounced);
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        Assert.Single(await SeenAsync());

        try
        {
            using var refused = await PostAsync("deployment_status", largest + " ", Sign(largest + " "), isChunked: !isAnnounced);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        }
        catch (HttpRequestException e)
        {
            // The connection may be closed while the client still sends.
            Assert.NotNull(e.InnerException);
        }
    }

    [Fact]
    public async Task A_repository_that_no_service_has_and_an_environment_that_none_counts_leave_nothing()
    {
        var body = Status(1, 11, "success", "v1", "2026-03-02T08:01:00Z");

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("deployment_status", body.Replace(Repository, "acme/other", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("deployment_status", body.Replace("production", "staging", StringComparison.Ordinal)));
        Assert.Empty(await SeenAsync());
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("deployment_status", body.Replace(Repository, "Acme/Checkout", StringComparison.Ordinal)));
        Assert.Equal("github:deployment:acme/checkout:1", Assert.Single(await SeenAsync()).Key);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_not_acknowledged_and_counted()
    {
        await using var stage = await FragileStage.OpenAsync(new BotSettings { Catalogue = Catalogue(), GitHub = new GitHubOptions { WebhookSecret = Secret } });
        var counted = new ConcurrentBag<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, all) => { if (instrument.Name == "incidentbot.github.webhooks") all.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add($"{tags[0].Value} {tags[1].Value}"));
        listener.Start();
        var body = Status(1, 11, "success", "v1", "2026-03-02T08:01:00Z");
        stage.Store.IsGone = true;

        using var answer = await PostAsync("deployment_status", body, Sign(body), to: stage.Bot);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "10"), (answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        stage.Store.IsGone = false;
        foreach (var (name, signature) in new[] { ("deployment_status", Sign(body)), ("deployment_status", Sign(body)), ("made_up_by_strangers", Sign(body)), ("made_up_by_strangers", "") })
            (await PostAsync(name, body, signature, to: stage.Bot)).Dispose();

        string[] expected = ["deployment_status kept", "deployment_status known", "deployment_status not-stored", "other unknown-event", "unverified refused"];
        Assert.Equal(expected, counted.Intersect(expected).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(counted, line => line.Contains("strangers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_lies_in_the_future_counts_as_of_now_and_a_replay_does_not_move_it()
    {
        var morning = workplace.Stage.Clock.GetUtcNow();
        var body = Release("published").Replace("2026-03-02T08:00:00Z", Instants.ToText(morning.AddMinutes(5)), StringComparison.Ordinal);
        await SendAsync("release", body);
        await SendAsync("deployment_status", Status(1, 11, "success", "v1", Instants.ToText(morning.AddMinutes(3))));
        string[] expected = [.. Told(await SeenAsync())];
        Assert.All(await SeenAsync(), change => Assert.InRange(change.At, morning.AddSeconds(-1), morning.AddSeconds(30)));

        foreach (var minutes in new[] { 2, 10 })
        {
            workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(minutes));
            Assert.Equal(HttpStatusCode.Accepted, await SendAsync("release", body));
            await SendAsync("deployment_status", Status(1, 11, "success", "v1", Instants.ToText(morning.AddMinutes(3))));
            Assert.Equal(expected, Told(await SeenAsync()));
        }
    }

    [Fact]
    public async Task A_pull_request_that_was_merged_by_rebasing_is_one_change_also_where_its_paths_name_another_service()
    {
        var last = new string('d', 40);
        await SendAsync("push", Push(last, "The last of three commits").Replace(Repository, "acme/shop", StringComparison.Ordinal));
        await SendAsync("pull_request", Merged(15, last, merged: true).Replace(Repository, "acme/shop", StringComparison.Ordinal));
        await SendAsync("push", Push(last, "The last of three commits").Replace(Repository, "acme/shop", StringComparison.Ordinal));

        Assert.Equal(("limits", "The last of three commits"), Assert.Single(await SeenAsync()) is var one ? (one.Service, one.Description) : default);
    }

    [Theory]
    [InlineData("{\"a\":", "}", 200)]
    [InlineData("[", "]", 200)]
    [InlineData("{\"deployment_status\":", "}", 5000)]
    [InlineData("[", "]", 1_000_000)]
    public async Task A_body_of_great_depth_is_refused_and_nothing_falls(string open, string close, int depth)
    {
        var body = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
        var nested = Status(1, 11, "success", "v1", "2026-03-02T08:01:00Z").Replace("\"payload\":{}", "\"payload\":" + body, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("deployment_status", body));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("deployment_status", nested));
        Assert.Empty(await SeenAsync());
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("deployment_status", Status(1, 11, "success", "v1", "2026-03-02T08:01:00Z")));
    }

    [Fact]
    public async Task Whatever_field_is_missing_or_of_another_kind_the_answer_is_no_fault_of_ours()
    {
        var faults = new List<string>();
        foreach (var (name, body) in new[]
        {
            ("deployment_status", Status(1, 11, "success", "v1", "2026-03-02T08:01:00Z")), ("release", Release("published")),
            ("push", Push(new string('b', 40), "Fix it now")), ("pull_request", Merged(14, new string('b', 40), merged: true)),
        })
        {
            foreach (var (what, strange) in Strange(body))
            {
                if ((int)await SendAsync(name, strange) >= 500)
                    faults.Add($"{name}: {what}");
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_repository_by_its_new_name_is_unknown_until_the_catalogue_has_that()
    {
        var body = Status(1, 11, "success", "v1", "2026-03-02T08:01:00Z").Replace(Repository, "acme/checkout-renamed", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("deployment_status", body));
        Assert.Empty(await SeenAsync());
    }

    [Theory]
    [InlineData("sha256=", 2)]
    [InlineData("", 1)]
    public async Task Two_signatures_or_one_without_its_algorithm_sign_nothing(string before, int times)
    {
        var body = Status(1, 11, "success", "v1", "2026-03-02T08:01:00Z");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/github/webhooks") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("X-GitHub-Event", "deployment_status");
        for (var n = 0; n < times; n++)
            request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", before + Sign(body)["sha256=".Length..]);

        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await SeenAsync());
    }

    // Each field in turn is left out, null, a number, a text, a list or nothing that it should be.
    private static IEnumerable<(string What, string Body)> Strange(string body)
    {
        foreach (var top in (JsonObject)JsonNode.Parse(body)!)
        {
            foreach (var path in new[] { "" }.Concat(top.Value is JsonObject inner ? inner.Select(field => field.Key) : []))
            {
                foreach (var value in new[] { "absent", "null", "-1", "99999999999999999999", "\"\"", "\"\\u0000\\ud800\"", "[]", "{}", "true", $"\"{new string('x', 5_000)}\"" })
                {
                    var changed = (JsonObject)JsonNode.Parse(body)!;
                    var (parent, name) = path.Length == 0 ? (changed, top.Key) : ((JsonObject)changed[top.Key]!, path);
                    if (value == "absent") parent.Remove(name);
                    yield return ($"{top.Key}.{path} {value[..Math.Min(value.Length, 20)]}", value == "absent" ? changed.ToJsonString() : Put(changed, parent, name, value));
                }
            }
        }
    }

    private static string Put(JsonObject changed, JsonObject parent, string name, string value)
    {
        const string Mark = "the-strange-one";
        parent[name] = Mark;
        return changed.ToJsonString().Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_secret_there_is_no_such_address()
    {
        await using var other = await Workplace.OpenAsync(settings => settings with { Catalogue = Catalogue() });
        using var client = new HttpClient { BaseAddress = new Uri(other.Stage.Bot.Urls.First()) };
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/github/webhooks", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static CatalogueOptions Catalogue()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = [Repository], Environments = ["production"] };
        catalogue.Services["jobs"] = new CatalogueService { Repositories = ["acme/jobs"] };
        catalogue.Services["shop"] = new CatalogueService { Repositories = ["acme/shop"], Paths = ["web/**"] };
        catalogue.Services["limits"] = new CatalogueService { Repositories = ["acme/shop"], Paths = ["src/**"] };
        catalogue.Services["hello"] = new CatalogueService { Repositories = ["Codertocat/Hello-World"] };
        return catalogue;
    }

    private static string Status(long deployment, long status, string state, string reference, string at) =>
        $$"""
        {"action":"created","deployment_status":{"url":"x","id":{{status}},"node_id":"x","state":"{{state}}","creator":{{Account}},"description":"","environment":"production","target_url":"","log_url":"","environment_url":"","created_at":"{{at}}","updated_at":"{{at}}","deployment_url":"x","repository_url":"x"},
        "deployment":{"url":"x","id":{{deployment}},"node_id":"x","sha":"f95f852bd8fca8fcc58a9a2d6c842781e32a215e","ref":"{{reference}}","task":"deploy","payload":{},"original_environment":"production","environment":"production","description":null,"creator":{{Account}},"created_at":"2026-03-02T08:00:00Z","updated_at":"2026-03-02T08:00:00Z","statuses_url":"x","repository_url":"x"},
        "repository":{{RepositoryJson}},"sender":{{Account}}}
        """;

    private static string Release(string action) =>
        $$"""
        {"action":"{{action}}","release":{"url":"x","assets_url":"x","upload_url":"x","html_url":"https://github.com/acme/checkout/releases/tag/v7","id":7,"node_id":"x","tag_name":"v7","target_commitish":"main","name":"Seven","draft":false,"author":{{Account}},"prerelease":false,"created_at":"2026-03-02T08:00:00Z","published_at":"2026-03-02T08:00:00Z","assets":[],"tarball_url":"x","zipball_url":"x","body":"much text"},
        "repository":{{RepositoryJson}},"sender":{{Account}}}
        """;

    private static string Push(string sha, string message, string branch = "main") => Contract("push", payload =>
    {
        payload["ref"] = $"refs/heads/{branch}";
        (payload["deleted"], payload["after"]) = (false, sha);
        var commit = JsonNode.Parse($$"""{"id":"{{sha}}","tree_id":"x","distinct":true,"message":"{{message}}","timestamp":"2026-03-02T08:00:00Z","url":"https://github.com/acme/checkout/commit/{{sha}}","author":{"name":"Mia","email":"mia@example.com","username":"mia"},"committer":{"name":"Mia","email":"mia@example.com","username":"mia"},"added":[],"removed":[],"modified":["src/limit.cs"]}""")!;
        payload["head_commit"] = commit;
        payload["commits"] = new JsonArray(commit.DeepClone());
        payload["repository"] = JsonNode.Parse(RepositoryJson.Replace("\"pushed_at\":\"2026-03-02T08:00:00Z\"", "\"pushed_at\":1772438400", StringComparison.Ordinal));
    });

    private static string Merged(int number, string sha, bool merged) => Contract("pull_request.closed", payload =>
    {
        payload["number"] = number;
        var pull = payload["pull_request"]!;
        (pull["number"], pull["title"], pull["merged"], pull["merge_commit_sha"]) = (number, "Lower the limit", merged, sha);
        pull["merged_at"] = merged ? "2026-03-02T08:00:01Z" : null;
        pull["base"]!["ref"] = "main";
        payload["repository"] = JsonNode.Parse(RepositoryJson);
    });

    private static string Contract(string name, Action<JsonNode> change)
    {
        var payload = JsonNode.Parse(File.ReadAllText(ContractFiles.Webhooks().First(file => Path.GetFileName(file) == name + ".json")))!;
        change(payload);
        return payload.ToJsonString();
    }

    private static string Account => JsonNode.Parse(File.ReadAllText(ContractFiles.Webhooks().First(file => file.EndsWith("release.published.json", StringComparison.Ordinal))))!["sender"]!.ToJsonString().Replace("Codertocat", "mia", StringComparison.Ordinal);

    private static string RepositoryJson
    {
        get
        {
            var repository = JsonNode.Parse(File.ReadAllText(ContractFiles.Webhooks().First(file => file.EndsWith("release.published.json", StringComparison.Ordinal))))!["repository"]!;
            (repository["full_name"], repository["default_branch"], repository["pushed_at"]) = (Repository, "main", "2026-03-02T08:00:00Z");
            return repository.ToJsonString();
        }
    }

    private static string Sign(string body) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)));

    private static IEnumerable<string> Told(IEnumerable<ServiceChange> seen) =>
        seen.OrderBy(change => change.At).Select(change => string.Create(CultureInfo.InvariantCulture, $"{change.Key} {change.At:HH:mm} {change.State}"));

    private Task<HttpStatusCode> SendAsync(string name, string body, string? signature = null, string type = "application/json") =>
        StatusOfAsync(PostAsync(name, body, signature ?? Sign(body), type));

    private static async Task<HttpStatusCode> StatusOfAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> PostAsync(string name, string body, string? signature, string type = "application/json", bool isChunked = false, HttpClient? to = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/github/webhooks") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.TryAddWithoutValidation("X-GitHub-Event", name);
        request.Headers.TryAddWithoutValidation("X-GitHub-Delivery", Guid.CreateVersion7(Workplace.Morning).ToString());
        if (signature is not null) request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature);
        if (isChunked) request.Headers.TransferEncodingChunked = true;
        return await (to ?? http).SendAsync(request);
    }

    private async Task HookAsync()
    {
        await workplace.ControlAsync("github/repositories", new JsonObject { ["repository"] = Repository });
        await workplace.ControlAsync("github/hooks", new JsonObject
        {
            ["url"] = new Uri(http.BaseAddress!, "/github/webhooks").AbsoluteUri, ["secret"] = Secret, ["repository"] = Repository,
            ["events"] = new JsonArray("deployment", "deployment_status", "release", "push", "workflow_run", "pull_request"),
        });
    }

    private Task<LocalChannel> StartAsync(string title = "Checkout returns 500s --service checkout") => workplace.StartAsync(title);

    private async Task<long> DeployAsync(string reference) =>
        (long)(await workplace.ControlAsync("github/deployments", new JsonObject { ["repository"] = Repository, ["environment"] = "production", ["ref"] = reference }))["id"]!;

    private Task StatusAsync(long deployment, string state) =>
        workplace.ControlAsync("github/deployment-statuses", new JsonObject { ["repository"] = Repository, ["deployment"] = deployment, ["state"] = state });

    // What is told is told at once, and the list follows within 10 s.
    private async Task FollowAsync()
    {
        await workplace.SettleAsync();
        await PassAsync(TimeSpan.FromSeconds(11));
    }

    private async Task PassAsync(TimeSpan time)
    {
        await workplace.SettleAsync();
        await workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow() + time, default);
        await workplace.SettleAsync();
    }

    private async Task<IReadOnlyList<ServiceChange>> SeenAsync() =>
        await workplace.Stage.Bot.Services.GetRequiredService<SeenChangeStore>().ListAsync([], DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, default);

    private async Task<int> PullsAsync()
    {
        var store = workplace.Stage.Bot.Services.GetRequiredService<ChangeStore>();
        var incidents = workplace.Stage.Bot.Services.GetRequiredService<IncidentBot.Incidents.IncidentStore>();
        var workspace = (await incidents.ListWorkspacesAsync(default))[0];
        return (await store.FindLastPullAsync(workspace, new IncidentBot.Incidents.IncidentId(1), default))!.Number;
    }

    private async Task<int> AskedAsync() =>
        (await workplace.ReadAsync("journal?since=0")).AsArray().Count(call => ((string?)call!["method"])?.StartsWith("github.deployments", StringComparison.Ordinal) is true);

    private async Task<IReadOnlyList<string>> LinesAsync(LocalChannel room) =>
        [.. (await workplace.MessagesAsync(room.Id)).Where(message => message.EphemeralTo is null && message.Text?.StartsWith("checkout v2.3.1 ", StringComparison.Ordinal) is true).Select(message => message.Text!)];

    private async Task<IReadOnlyList<string>> ListsAsync(LocalChannel room) =>
        [.. (await workplace.MessagesAsync(room.Id)).Where(message => message.EphemeralTo is null && message.BotId is not null && JsonSerializer.Serialize(message, JsonSerializerOptions.Web).Contains("Checked", StringComparison.Ordinal)).Select(message => message.Text!)];
}
