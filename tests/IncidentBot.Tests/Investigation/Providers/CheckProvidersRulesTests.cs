using IncidentBot.Catalogue;
using IncidentBot.Incidents;
using IncidentBot.Investigation.Providers;
using IncidentBot.Tests.Postmortem;
using IncidentBot.Timeline.Findings;

namespace IncidentBot.Tests.Investigation.Providers;

public sealed class CheckProvidersRulesTests
{
    private static readonly DateTimeOffset Now = SampleRecord.At("16:09:00");
    private static readonly ProviderReading Fine = new("stripe", Now, new ProviderPage(ProviderState.Operational, [], []), null);

    [Fact]
    public void The_first_look_is_recorded_and_the_same_again_is_not()
    {
        var first = Decide(null, Fine);
        Assert.Equal((FindingVerdict.Clear, "no incident published"), (first.Finding!.Verdict, first.Finding.Words));
        var again = Decide(first.Watch, Fine with { At = Now.AddMinutes(2) });
        Assert.Null(again.Finding);
        Assert.Equal(Now.AddMinutes(2), again.Watch.CheckedAt);
    }

    [Fact]
    public void What_is_bad_is_new_once()
    {
        var bad = Decide(null, Bad("Errors"));
        Assert.True(bad.IsNew);
        Assert.Equal("stripe's status page says: partial outage of API (“Errors”)", bad.Entry);
        var same = Decide(bad.Watch, Bad("Errors") with { At = Now.AddMinutes(2) });
        Assert.Equal((false, false, null, null), (same.IsNew, same.HasMoved, same.Entry, same.Finding));
    }

    [Fact]
    public void It_counts_from_when_its_page_says_it_began_or_from_when_it_was_seen()
    {
        Assert.Equal(Now.AddMinutes(-7), Decide(null, Bad("Errors", Now.AddMinutes(-7))).EntryAt);
        Assert.Equal(Now, Decide(null, Bad("Errors")).EntryAt);
    }

    [Fact]
    public void A_page_that_cannot_be_read_ends_no_trouble()
    {
        var bad = Decide(null, Bad("Errors"));
        var unread = Decide(bad.Watch, Unreadable);
        Assert.Null(unread.Watch.Trouble!.OverAt);
        Assert.Null(unread.Finding);
        var twice = Decide(unread.Watch, Unreadable);
        Assert.Equal(FindingVerdict.Unknown, twice.Finding!.Verdict);
        Assert.Null(Decide(twice.Watch, Unreadable).Finding);
        Assert.Equal(FindingVerdict.Trouble, Decide(twice.Watch, Bad("Errors")).Finding!.Verdict);
    }

    [Fact]
    public void A_new_incident_soon_after_the_last_is_news_and_a_component_without_one_is_not()
    {
        var over = Decide(Decide(null, Bad("Errors")).Watch, Fine);
        Assert.Equal(Now, over.Watch.Trouble!.OverAt);
        var lagging = new ProviderReading("stripe", Now.AddMinutes(5), new ProviderPage(ProviderState.Degraded, [new("API", ProviderState.Degraded)], []), null);

        Assert.False(Decide(over.Watch, lagging).IsNew);
        Assert.True(Decide(over.Watch, lagging with { At = Now.AddMinutes(16) }).IsNew);
        var again = Decide(over.Watch, Bad("Worse") with { At = Now.AddMinutes(5) });
        Assert.Equal((true, 2), (again.IsNew, again.Watch.Trouble!.Number));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Maintenance_is_news_only_where_it_is_of_what_we_named(bool isNarrow, bool isNew) => Assert.Equal(
        isNew,
        CheckProvidersRules.Decide(
            SampleRecord.Incident, null,
            new ProviderReading("stripe", Now, new ProviderPage(ProviderState.Maintenance, [], [new("Work", ProviderState.Maintenance, Now, null, [], [])]), null), isNarrow).IsNew);

    [Fact]
    public void What_only_informs_is_no_trouble() =>
        Assert.False(Decide(null, new ProviderReading("google", Now, new ProviderPage(ProviderState.Operational, [], [new("Note", ProviderState.Operational, Now, null, [], [])]), null)).IsNew);

    [Fact]
    public void What_others_write_is_cut_and_in_one_line()
    {
        var bad = Decide(null, Bad(new string('x', 500) + "\n\u202Eevil"));
        Assert.True(bad.Entry!.Length < 250);
        Assert.DoesNotContain('\n', bad.Entry);
    }

    [Fact]
    public void The_nearest_are_asked_and_no_more_than_so_many()
    {
        var catalogue = new CatalogueOptions();
        foreach (var name in Enumerable.Range(1, 40).Select(n => $"p{n}"))
            catalogue.Providers[name] = new CatalogueProvider { Page = "https://s.example" };
        catalogue.Services["a"] = new CatalogueService { Providers = ["P40"], Dependencies = ["b"] };
        catalogue.Services["b"] = new CatalogueService { Providers = [.. catalogue.Providers.Keys], Dependencies = ["a"] };

        Assert.Equal(["p40", "p1", "p2"], NeededProviders.Of(["A"], catalogue).Take(3));
        Assert.Equal(ProviderLimits.Most, NeededProviders.Of(["A"], catalogue).Count);
        Assert.Empty(NeededProviders.Of(["c"], catalogue));
        Assert.Equal("p40", NeededProviders.Of([], catalogue)[0]);
    }

    [Fact]
    public void Whoever_plans_within_one_round_plans_the_same_instant()
    {
        var incident = SampleRecord.Incident with { Status = IncidentStatus.Investigating };
        var at = incident.At(Milestone.Declared)!.Value;
        DateTimeOffset Next(Incident one, DateTimeOffset now) => PollProviders.Next(one, now, new ProviderOptions());
        var next = Next(incident, at);

        Assert.Equal(next, Next(incident, next.AddSeconds(-61)));
        Assert.Equal(next.AddMinutes(2), Next(incident, next.AddSeconds(-59)));
        Assert.InRange(next - at, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3));
        Assert.NotEqual(next, Next(incident with { Id = new IncidentId(incident.Id.Number + 1) }, at));
        // Nobody waits for the answer any more.
        Assert.InRange(Next(incident with { Status = IncidentStatus.Mitigated }, at) - at, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15));
        Assert.InRange(Next(incident, at.AddHours(3)) - at.AddHours(3), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15));
    }

    private static ProviderReading Unreadable => new("stripe", Now, null, "stripe's status page can't be reached.");

    private static ProviderReading Bad(string title, DateTimeOffset? since = null) => new(
        "stripe", Now,
        new ProviderPage(ProviderState.Partial, [new("API", ProviderState.Partial)], [new(title, ProviderState.Partial, since, null, [], [])]), null);

    private static ProviderOutcome Decide(ProviderWatch? before, ProviderReading reading) =>
        CheckProvidersRules.Decide(SampleRecord.Incident, before, reading, isNarrow: false);
}
