using IncidentBot.Catalogue;
using IncidentBot.Investigation.Providers;
using IncidentBot.Monitoring.StatusPages;
using IncidentBot.Operating;

namespace IncidentBot.Adapters.Tests.Monitoring.StatusPages;

/// <summary>What the doctor says of status pages.</summary>
public sealed class StatusPageChecksTests
{
    [Fact]
    public async Task It_says_of_each_page_whether_it_can_be_read_and_what_it_says()
    {
        var catalogue = new CatalogueOptions();
        foreach (var name in new[] { "good", "bad", "gone", "unused" })
            catalogue.Providers[name] = new CatalogueProvider { Page = "https://status.example.com" };
        catalogue.Services["checkout"] = new CatalogueService { Providers = ["good", "BAD", "gone"] };

        var found = await new StatusPageChecks(new Pages(), catalogue).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                (Verdict.Ok, "good's status page can be read: no incident published."),
                (Verdict.Ok, "bad's status page can be read: major outage, “All is down”."),
                (Verdict.Warning, "gone's status page answered 404."),
                (Verdict.Ok, "unused's status page can be read: no incident published."),
                (Verdict.Warning, "No service stands on unused, so its page is never asked."),
            ],
            found.Select(finding => (finding.Verdict, finding.Sentence)));
    }

    [Fact]
    public async Task Without_third_parties_nothing_is_asked() => Assert.Equal(
        "The catalogue has no third parties, so no status page is read.",
        Assert.Single(await new StatusPageChecks(new Pages(), new CatalogueOptions()).RunAsync(TestContext.Current.CancellationToken)).Sentence);

    private sealed class Pages : IProviderPages
    {
        public Task<ProviderReading> ReadAsync(string provider, CancellationToken cancellationToken) => Task.FromResult(provider switch
        {
            "gone" => new ProviderReading(provider, DateTimeOffset.UnixEpoch, null, "gone's status page answered 404."),
            "bad" => new ProviderReading(provider, DateTimeOffset.UnixEpoch, new ProviderPage(ProviderState.Major, [], [new("All is down", ProviderState.Major, null, null, [], [])]), null),
            _ => new ProviderReading(provider, DateTimeOffset.UnixEpoch, new ProviderPage(ProviderState.Operational, [], []), null),
        });
    }
}
