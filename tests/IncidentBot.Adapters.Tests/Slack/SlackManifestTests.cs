using IncidentBot.Slack;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SlackManifestTests
{
    [Fact]
    public void The_manifest_in_the_repository_is_what_the_code_uses() =>
        Approved.Check("manifests/slack-app.yaml", SlackManifest.ToYaml(SlackManifest.ExampleAddress));

    [Fact]
    public void Every_method_is_in_the_table_once() =>
        Assert.Equal(
            typeof(SlackMethods).GetFields().Select(field => ((SlackMethod)field.GetValue(null)!).Name).Order(StringComparer.Ordinal),
            SlackMethods.All.Select(method => method.Name).Order(StringComparer.Ordinal));

    [SkippableFact]
    public void The_rate_tiers_are_those_that_Slack_publishes()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        Skip.If(string.IsNullOrEmpty(folder), "INCIDENTBOT_CONTRACTS is not set");
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
