using System.Net;
using System.Text.Json.Nodes;
using IncidentBot.Host.Management;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>What the admin sees, and where.</summary>
public sealed class ManagementTests : IAsyncLifetime
{
    private FragileStage stage = null!;
    private HttpClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        stage = await FragileStage.OpenAsync();
        admin = new HttpClient { BaseAddress = new Uri(stage.Stage.Bot.Services.GetRequiredService<ManagementServer>().Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await stage.DisposeAsync();
    }

    [Theory]
    [InlineData("/health/details")]
    [InlineData("/metrics")]
    public async Task The_admins_pages_are_not_on_Slacks_port(string path)
    {
        using var there = await stage.Bot.GetAsync(path);
        using var here = await admin.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, there.StatusCode);
        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5078")]
    [InlineData("localhost.evil.example")]
    [InlineData("10.0.0.7")]
    public async Task The_details_are_only_for_who_asks_by_a_known_name(string host)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/health/details", host));
        foreach (var open in new[] { "/metrics", "/healthz", "/readyz" }) Assert.Equal(HttpStatusCode.OK, await AskAsync(open, host));
    }

    [Theory]
    [InlineData("localhost", null)]
    [InlineData("[::1]:5078", null)]
    [InlineData("127.0.0.1", "http://127.0.0.1")]
    public async Task This_machines_own_names_are_known(string host, string? origin) =>
        Assert.Equal(HttpStatusCode.OK, await AskAsync("/health/details", host, origin));

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("https://127.0.0.1")]
    public async Task Another_sites_page_learns_nothing_of_the_details(string origin) =>
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/health/details", "127.0.0.1", origin));

    [Fact]
    public async Task All_is_well_after_a_start()
    {
        await stage.StartAsync();

        var details = await DetailsAsync();

        Assert.Equal("ok", (string)details["status"]!);
        Assert.Equal((int)details["store"]!["programVersion"]!, (int)details["store"]!["schemaVersion"]!);
        Assert.Equal(0, (int)details["outbox"]!["depth"]!);
        Assert.Empty((JsonArray)details["warnings"]!);
    }

    [Fact]
    public async Task Files_that_nearly_fill_their_share_are_warned_of_and_measured()
    {
        await stage.Stage.Bot.Services.GetRequiredService<Database>().ChangeAsync<long>(
            "INSERT INTO file_content (workspace_id, sha256, size, content) VALUES ('T2', 'x', 4300000000, x'') RETURNING size", null, CancellationToken.None);

        var details = await DetailsAsync();

        Assert.Equal("warning", (string)details["status"]!);
        Assert.Contains("Files of captured messages take 4100.8 MB of 5000 MB. When that is full", details["warnings"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(4_300_000_000, (long)details["store"]!["fileBytes"]!);
        Assert.Equal(5_242_880_000, (long)details["store"]!["fileLimitBytes"]!);
        var metrics = await admin.GetStringAsync("/metrics");
        Assert.True(metrics.Contains("incidentbot_files_bytes{} 4300000000", StringComparison.Ordinal), metrics);
        Assert.True(metrics.Contains("incidentbot_files_limit_bytes{} 5242880000", StringComparison.Ordinal), metrics);
    }

    [Fact]
    public async Task A_store_that_is_away_is_a_sentence_and_not_an_error_page()
    {
        stage.Store.IsGone = true;

        var details = await DetailsAsync();

        Assert.Equal("failing", (string)details["status"]!);
        Assert.Contains(FailingDatabase.Sentence, details["warnings"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_no_good_shows_with_the_messages_that_wait_for_it_and_requests_are_taken_on()
    {
        await stage.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "conversations.create" }, ["error"] = "token_revoked" });
        await stage.Slack.CommandAsync("maya", "incidents", "start Checkout returns 500s", CancellationToken.None);
        await stage.SettleAsync();
        stage.Stage.Clock.Set(stage.Stage.Clock.GetUtcNow().AddMinutes(3));

        var details = await DetailsAsync();

        Assert.Equal("warning", (string)details["status"]!);
        Assert.Equal("token_revoked", (string)details["slackToken"]!);
        Assert.True((int)details["outbox"]!["depth"]! > 0);
        Assert.Equal(180, (double)details["outbox"]!["oldestSeconds"]!);
        Assert.Contains("token_revoked", details["warnings"]!.ToJsonString(), StringComparison.Ordinal);
        using var ready = await stage.Bot.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public async Task The_metrics_count_what_was_accepted_worked_and_sent()
    {
        await stage.StartAsync();

        var lines = await MetricsAsync();

        Assert.Contains("# TYPE incidentbot_accepted_total counter", lines);
        Assert.Contains("# HELP incidentbot_accepted_total Requests that were stored.", lines);
        Assert.Contains("incidentbot_accepted_total{kind=\"command\",platform=\"slack\"} 1", lines);
        Assert.Contains("incidentbot_work_age_seconds_bucket{kind=\"command\",le=\"+Inf\"} 1", lines);
        Assert.Contains("incidentbot_work_age_seconds_count{kind=\"command\"} 1", lines);
        Assert.Contains("incidentbot_sends_total{action=\"OpenChannel\",platform=\"slack\",result=\"ok\"} 1", lines);
        Assert.Contains("incidentbot_outbox_depth{} 0", lines);
    }

    [Fact]
    public async Task A_delivery_that_comes_twice_is_counted_as_a_duplicate()
    {
        await stage.StartAsync();
        var journal = (JsonArray)await stage.ReadAsync("journal?since=0");
        var command = journal.Last(entry => (string?)entry!["kind"] == "command")!;
        await stage.ControlAsync("redeliver", new JsonObject { ["n"] = command["n"]!.DeepClone(), ["times"] = 2 });

        Assert.Contains("incidentbot_duplicates_total{kind=\"command\",platform=\"slack\"} 2", await MetricsAsync());
    }

    [Fact]
    public async Task A_wait_that_Slack_asks_for_is_counted()
    {
        await stage.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "conversations.create" }, ["retry_after"] = 7 });
        await stage.Slack.CommandAsync("maya", "incidents", "start Checkout returns 500s", CancellationToken.None);
        await stage.SettleAsync();

        Assert.Contains("incidentbot_ratelimit_waits_total{action=\"OpenChannel\",by=\"platform\",platform=\"slack\"} 1", await MetricsAsync());
    }

    [Fact]
    public async Task A_wait_that_the_bot_imposes_on_itself_is_counted()
    {
        for (var n = 0; n < 12; n++) await stage.Slack.CommandAsync("maya", "incidents", $"start Number {n}", CancellationToken.None);
        await stage.SettleAsync();

        Assert.Contains(await MetricsAsync(), line => line.StartsWith("incidentbot_ratelimit_waits_total{", StringComparison.Ordinal) && line.Contains("by=\"bot\",platform=\"slack\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_token_shows_even_when_nothing_waits_for_it()
    {
        // Once it is known who she is, the form is the only call.
        await stage.Slack.CommandAsync("maya", "incidents", "list", CancellationToken.None);
        await stage.SettleAsync();
        await stage.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "views.open" }, ["error"] = "token_revoked" });
        await stage.Slack.CommandAsync("maya", "incidents", "start", CancellationToken.None);

        var details = await DetailsAsync();

        Assert.Equal(("warning", "token_revoked"), ((string)details["status"]!, (string)details["slackToken"]!));
        Assert.Contains("Reinstall the app", details["warnings"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_scope_shows_with_its_name()
    {
        await stage.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "pins.add" }, ["error"] = "missing_scope" });
        await stage.StartAsync();

        Assert.Equal("missing_scope", (string)(await DetailsAsync())["slackToken"]!);
    }

    [Theory]
    [InlineData("FormatException", "Maya wrote: the vault code is 4711", "(FormatException). The bot's log says what went wrong.")]
    [InlineData("not_reached", "Slack cannot be reached.", "(not_reached). Slack cannot be reached.")]
    public async Task What_waits_is_told_in_the_bots_own_words_alone(string error, string kept, string told)
    {
        await stage.StartAsync();
        var batch = new Batch();
        batch.Add("UPDATE inbox SET state = 'waiting', done_at = NULL, due_at = '2100-01-01', last_error = @Error, last_sentence = @Kept WHERE kind = 'command'", new { Error = error, Kept = kept }, 1);
        await stage.Store.CommitAsync(batch, CancellationToken.None);

        var details = string.Join(' ', ((JsonArray)(await DetailsAsync())["warnings"]!).Select(warning => (string)warning!));

        Assert.Contains(told, details, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", details, StringComparison.Ordinal);
    }

    private async Task<JsonNode> DetailsAsync() => JsonNode.Parse(await admin.GetStringAsync("/health/details"))!;

    private async Task<string[]> MetricsAsync() => (await admin.GetStringAsync("/metrics")).Split('\n');

    private async Task<HttpStatusCode> AskAsync(string path, string host, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var response = await admin.SendAsync(request);
        return response.StatusCode;
    }
}
