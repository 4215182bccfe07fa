using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;
using IncidentBot.Incidents;
using IncidentBot.Tests.Postmortem;

namespace IncidentBot.Tests.Changes;

public sealed class TellChangeTests
{
    private static readonly Incident Incident = SampleRecord.Incident with { Services = ["checkout"] };

    private static readonly ServiceChange Change = new("posted:1", SampleRecord.At("16:10:00"), "checkout", "production", "v2.3.1", "Smaller\ncache", new Uri("https://ci.example/42"), "CI");

    [Theory]
    [InlineData("checkout", true)]
    [InlineData("CHECKOUT", true)]
    [InlineData("session_cache", true)]
    [InlineData("disk", false)]
    [InlineData("billing", false)]
    public void An_affected_service_and_what_it_stands_on_directly_concern_an_incident(string service, bool expected) =>
        Assert.Equal(expected, TellChangeRules.Concerns(Incident, Change with { Service = service }, Catalogue()));

    [Fact]
    public void An_incident_of_which_no_service_is_known_is_told_nothing() =>
        Assert.False(TellChangeRules.Concerns(Incident with { Services = [] }, Change, Catalogue()));

    [Fact]
    public void What_happens_during_the_incident_gets_a_line_and_keeps_it()
    {
        Assert.Equal(Telling.Anew, TellChangeRules.Decide(Incident, Change, isTold: false, lines: 0));
        Assert.Equal(Telling.Anew, TellChangeRules.Decide(Incident, Change with { At = SampleRecord.At("16:02:00") }, isTold: false, lines: 0));
        Assert.Equal(Telling.NotAtAll, TellChangeRules.Decide(Incident, Change with { At = SampleRecord.At("16:01:59") }, isTold: false, lines: 0));
        Assert.Equal(Telling.InPlace, TellChangeRules.Decide(Incident, Change, isTold: true, lines: TellChangeRules.MostLines));
        Assert.Equal(Telling.NotAtAll, TellChangeRules.Decide(Incident, Change, isTold: false, lines: TellChangeRules.MostLines));
    }

    [Theory]
    [InlineData(ChangeState.Success, "checkout v2.3.1 went live in production, 2026-03-02 16:10 UTC, by CI, view\nSmaller cache")]
    [InlineData(ChangeState.InProgress, "checkout v2.3.1 is rolling out in production, 2026-03-02 16:10 UTC, by CI, view\nSmaller cache")]
    [InlineData(ChangeState.Waiting, "checkout v2.3.1 is waiting to go live in production, 2026-03-02 16:10 UTC, by CI, view\nSmaller cache")]
    [InlineData(ChangeState.Failure, "checkout v2.3.1 failed in production, 2026-03-02 16:10 UTC, by CI, view\nSmaller cache")]
    public void The_line_says_what_happened_where_and_when(ChangeState state, string expected) =>
        Assert.Equal(expected, ToldChangeCard.Of(Change with { State = state }).Text);

    [Theory]
    [InlineData(ChangeKind.Deploy, "v2", "checkout v2")]
    [InlineData(ChangeKind.Deploy, "", "checkout deploy")]
    [InlineData(ChangeKind.Config, "cache.maxmemory", "checkout config cache.maxmemory")]
    [InlineData(ChangeKind.Migration, "", "checkout migration")]
    public void A_change_is_called_by_its_service_its_kind_and_its_version(ChangeKind kind, string name, string expected) =>
        Assert.Equal(expected, ChangeWording.ShortName(Change with { Kind = kind, Ref = name }));

    [Fact]
    public void The_same_state_is_told_once_and_each_further_one_in_its_turn()
    {
        var first = ToldChanges.Telling(Change with { State = ChangeState.InProgress });
        var again = ToldChanges.Telling(Change with { State = ChangeState.InProgress });
        var next = ToldChanges.Telling(Change);

        Assert.Equal(first, again);
        Assert.NotEqual(first.DeliveryKey, next.DeliveryKey);
        Assert.Equal(first.Conversation, next.Conversation);
    }

    private static CatalogueOptions Catalogue()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Dependencies = ["session_cache"] };
        catalogue.Services["session_cache"] = new CatalogueService { Dependencies = ["disk"] };
        return catalogue;
    }
}
