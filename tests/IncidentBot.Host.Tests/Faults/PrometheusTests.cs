using System.Text.Json.Nodes;
using IncidentBot.GitHub.Setup;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Management;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>What a Prometheus makes of <c>/metrics</c>.</summary>
public sealed class PrometheusTests
{
    [Fact]
    public async Task A_real_Prometheus_reads_every_metric_under_its_name_and_with_its_type()
    {
        await using var stage = await FragileStage.OpenAsync(new BotSettings { GitHub = new GitHubOptions { WebhookSecret = "0123456789abcdef" } });
        await stage.StartAsync();
        using var unsigned = new StringContent("{}");
        using var refused = await stage.Bot.PostAsync(new Uri("/github/webhooks", UriKind.Relative), unsigned);
        await using var prometheus = await LocalPrometheus.StartAsync(new Uri(stage.Stage.Bot.Services.GetRequiredService<ManagementServer>().Urls.First()));

        var accepted = Assert.Single(await prometheus.SeriesAsync("incidentbot_accepted_total"), series => (string?)series!["metric"]!["kind"] == "command")!;
        var age = await prometheus.SeriesAsync("incidentbot_work_age_seconds_bucket{kind=\"command\"}");
        var types = await prometheus.TypesAsync();

        Assert.Equal("1", (string)accepted["value"]![1]!);
        Assert.Equal(["instance", "job", "kind", "platform", "__name__"], ((JsonObject)accepted["metric"]!).Select(label => label.Key).OrderBy(label => label.StartsWith('_')).ThenBy(label => label, StringComparer.Ordinal));
        Assert.Equal(14, age.Count);
        Assert.Equal(
            [
                "incidentbot_accepted_total counter",
                "incidentbot_deadletters_kept gauge",
                "incidentbot_files_bytes gauge",
                "incidentbot_files_limit_bytes gauge",
                "incidentbot_github_webhooks_total counter",
                "incidentbot_inbox_age_seconds gauge",
                "incidentbot_inbox_depth gauge",
                "incidentbot_outbox_age_seconds gauge",
                "incidentbot_outbox_depth gauge",
                "incidentbot_platform_calls_total counter",
                "incidentbot_sends_total counter",
                "incidentbot_work_age_seconds histogram",
            ],
            types.Select(metric => $"{metric.Key} {metric.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "incidentbot_accepted_total",
                "incidentbot_deadletters_kept",
                "incidentbot_files_bytes",
                "incidentbot_files_limit_bytes",
                "incidentbot_github_webhooks_total",
                "incidentbot_inbox_age_seconds",
                "incidentbot_inbox_depth",
                "incidentbot_outbox_age_seconds",
                "incidentbot_outbox_depth",
                "incidentbot_platform_calls_total",
                "incidentbot_sends_total",
                "incidentbot_work_age_seconds_bucket",
                "incidentbot_work_age_seconds_count",
                "incidentbot_work_age_seconds_sum",
            ],
            (await prometheus.NamesAsync()).Order(StringComparer.Ordinal));
        Assert.Empty(await prometheus.LastErrorAsync());
    }
}
