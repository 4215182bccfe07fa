using IncidentBot.Slack.Setup;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SlackManifestTests
{
    [Fact]
    public void The_manifest_in_the_repository_is_what_the_code_uses() =>
        Approved.Check("manifests/slack-app.yaml", SlackManifest.ForSockets());

    [Fact]
    public void Over_HTTP_the_manifest_differs_only_by_its_addresses()
    {
        var sockets = SlackManifest.ForSockets().Split('\n');
        var http = SlackManifest.ForHttp("https://bot.example.com").Split('\n');

        Assert.Equal(["  socket_mode_enabled: true"], sockets.Except(http, StringComparer.Ordinal));
        Assert.Equal(
            [
                "      url: https://bot.example.com/slack/commands", "    request_url: https://bot.example.com/slack/events",
                "    request_url: https://bot.example.com/slack/interactions", "  socket_mode_enabled: false",
            ],
            http.Except(sockets, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_scope_of_the_manifest_is_needed_by_something() =>
        Assert.All(SlackManifest.Scopes, scope => Assert.NotEmpty(SlackManifest.NeedersOf(scope)));

    [Fact]
    public void Every_method_is_in_the_table_once() =>
        Assert.Equal(
            typeof(SlackMethods).GetFields().Select(field => ((SlackMethod)field.GetValue(null)!).Name).Order(StringComparer.Ordinal),
            SlackMethods.All.Select(method => method.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void The_rate_tiers_are_those_that_Slack_publishes()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "INCIDENTBOT_CONTRACTS is not set");
        using var tiers = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "slack", "webapi-spec", "rate-limit-tiers.json")));
        Assert.All(SlackMethods.All, method =>
        {
            if (!tiers.RootElement.TryGetProperty(method.Name, out var published)) return;
            var expected = published.GetString() switch
            {
                "SpecialTier_chat_postMessage" => RateTier.PerChannel,
                "SpecialTier_auth_test" or "SpecialTier_chat_getPermalink" => RateTier.Hundreds,
                var tier => Enum.Parse<RateTier>(tier!),
            };
            Assert.Equal(expected, method.Tier);
        });
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IncidentBot.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository's root was not found.");
    }
}
