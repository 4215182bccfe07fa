using IncidentBot.Catalogue;
using IncidentBot.Investigation.Providers;
using IncidentBot.Monitoring.StatusPages;
using static IncidentBot.Investigation.Providers.ProviderState;

namespace IncidentBot.Adapters.Tests.Monitoring.StatusPages;

/// <summary>What recorded pages say, in the forms that were recorded.</summary>
public sealed class StatusPageContractTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 23, 14, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyDictionary<string, ProviderForm> Known = new Dictionary<string, ProviderForm>(StringComparer.Ordinal)
    {
        ["slack"] = ProviderForm.Slack,
        ["google-cloud"] = ProviderForm.GoogleCloud,
        ["aws-health"] = ProviderForm.Aws,
    };

    [Theory]
    [InlineData("atlassian/1-docs-summary-major.json", Major, "Unplanned Database Outage")]
    [InlineData("atlassian/2-docs-components.json", Major, null)]
    [InlineData("atlassian/3-docs-incidents.json", Major, "Unplanned Database Outage")]
    [InlineData("atlassian/4-live-all-operational.json", Operational, null)]
    [InlineData("atlassian/5-live-github-open-incident-indicator-none.json", Degraded, "Incident across several services")]
    [InlineData("incident-io/1-widget-api-v1-summary.json", Partial, "Login failing for some users")]
    [InlineData("incident-io/2-compat-summary-null-lists.json", Operational, null)]
    [InlineData("slack/1-current-ok.json", Operational, null)]
    [InlineData("slack/2-current-active.json", Degraded, "Slack’s forwarding email feature is failing for some customers")]
    [InlineData("slack/4-history-two.json", Operational, null)]
    [InlineData("google-cloud/1-incidents-one-closed.json", Operational, null)]
    [InlineData("google-cloud/2-workspace-incident-open.json", Operational, "Gmail Android App users on the latest Gmail Android release may exper...")]
    [InlineData("aws-health/1-public-currentevents.json", Major, "Increased Error Rates")]
    [InlineData("aws-health/1-public-currentevents.utf16be.json", Major, "Increased Error Rates")]
    [InlineData("aws-health/2-eventbridge-public-issue-open.json", Degraded, "We are investigating increased API Error rates and Latencies for Amazon Elastic Compute Cloud in the US-EAST-1 Region.")]
    [InlineData("other/heroku-current-status.json", Operational, null)]
    [InlineData("other/instatus-has-issues.json", Major, "We're facing an issue with our API")]
    [InlineData("other/instatus-up.json", Operational, null)]
    [InlineData("other/statuspage-webhook-component-update.json", Maintenance, null)]
    public void A_recorded_page_says_how_it_is_whether_its_form_is_known_or_recognised(string file, ProviderState state, string? title)
    {
        var body = Read(file);
        foreach (var form in new[] { ProviderForm.Auto, Known.GetValueOrDefault(file.Split('/')[0]) }.Distinct())
        {
            var page = StatusPageReader.Read(body, form, Wanted.All, new Uri("https://status.example.com/x"), Now);
            Assert.Equal(state, page?.State);
            Assert.Equal(title, page!.Incidents.FirstOrDefault()?.Title);
        }
    }

    [Fact]
    public void Every_recorded_page_is_tried() => Assert.Empty(
        Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Except(typeof(StatusPageContractTests).GetMethod(nameof(A_recorded_page_says_how_it_is_whether_its_form_is_known_or_recognised))!
                .GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().Select(data => (string)data.Data[0]!)));

    [Fact]
    public void Components_times_updates_and_links_are_those_of_the_page()
    {
        var page = Page("atlassian/1-docs-summary-major.json");

        Assert.Equal([new("Management Portal", Major), new("API", Partial)], page.Components);
        Assert.Equal(["Unplanned Database Outage", "Web Tier Recycle"], page.Incidents.Select(one => one.Title));
        var incident = page.Incidents[0];
        Assert.Equal((Major, new DateTimeOffset(2014, 5, 14, 20, 22, 39, 441, TimeSpan.Zero), "http://stspg.co:5000/Q0E"), (incident.State, incident.Since, incident.Link?.AbsoluteUri));
        Assert.StartsWith("Our master database has ham sandwiches", Assert.Single(incident.Updates).Words, StringComparison.Ordinal);
        Assert.Equal(Maintenance, page.Incidents[1].State);
    }

    [Fact]
    public void Seconds_since_1970_and_offsets_become_utc()
    {
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1772369485), Page("aws-health/1-public-currentevents.json").Incidents[0].Since);
        Assert.Equal(new DateTimeOffset(2018, 9, 7, 21, 35, 0, TimeSpan.Zero), Page("slack/2-current-active.json").Incidents[0].Since);
        Assert.Equal(new DateTimeOffset(2023, 2, 15, 22, 7, 7, TimeSpan.Zero), Page("aws-health/2-eventbridge-public-issue-open.json").Incidents[0].Since);
    }

    [Fact]
    public void Only_the_regions_and_components_that_matter_count()
    {
        CatalogueProvider Of(string? region = null, string? component = null) =>
            new() { Regions = region is null ? [] : [region], Components = component is null ? [] : [component] };

        Assert.Equal(Operational, Page("aws-health/1-public-currentevents.json", Of(region: "eu-central-1")).State);
        Assert.Equal(Major, Page("aws-health/1-public-currentevents.json", Of(region: "me-central-1")).State);
        Assert.Equal(Major, Page("aws-health/1-public-currentevents.json", Of(region: "UAE", component: "Amazon Bedrock")).State);
        Assert.Equal(Operational, Page("aws-health/1-public-currentevents.json", Of(component: "Amazon S3")).State);
        Assert.Equal(Operational, Page("slack/2-current-active.json", Of(component: "Messaging")).State);
        Assert.Equal(Partial, Page("incident-io/1-widget-api-v1-summary.json", Of(component: "Login")).State);
        Assert.Equal(Maintenance, Page("incident-io/1-widget-api-v1-summary.json", Of(component: "Billing")).State);
        Assert.Equal(Operational, Page("atlassian/4-live-all-operational.json", Of(component: "Claude API")).State);
    }

    [Fact]
    public void Half_an_answer_and_none_are_never_operational()
    {
        foreach (var file in Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories))
        {
            var body = File.ReadAllBytes(file);
            foreach (var part in new[] { 0, 1, body.Length / 3, body.Length / 2, body.Length - 3 })
                Assert.NotEqual(Operational, StatusPageReader.Read(body.AsSpan(0, part), ProviderForm.Auto, Wanted.All, null, Now)?.State ?? Unknown);
        }
    }

    private static string Folder
    {
        get
        {
            var contracts = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
            Assert.SkipWhen(string.IsNullOrEmpty(contracts), "INCIDENTBOT_CONTRACTS names no folder.");
            return Path.Combine(contracts!, "statuspages");
        }
    }

    private static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    private static ProviderPage Page(string file, CatalogueProvider? wanted = null) =>
        StatusPageReader.Read(Read(file), ProviderForm.Auto, new Wanted(wanted ?? new CatalogueProvider()), null, Now)!;
}
