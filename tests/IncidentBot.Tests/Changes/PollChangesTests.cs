using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;
using IncidentBot.Incidents;
using IncidentBot.Tests.Postmortem;

namespace IncidentBot.Tests.Changes;

public sealed class PollChangesTests
{
    private static readonly ChangesOptions Options = new();
    private static readonly IncidentId Id = new(1);
    private static readonly DateTimeOffset At = SampleRecord.At("16:00:00");
    private static readonly ServiceChange Change = new("k", At, "checkout", "production", "v2", null, null);

    [Fact]
    public void Whoever_plans_within_one_round_plans_the_same_instant()
    {
        var next = PollChangesRules.Next(Id, At, Options);

        Assert.Equal(SampleRecord.At("16:05:07"), next);
        Assert.Equal(next, PollChangesRules.Next(Id, At.AddSeconds(100), Options));
        Assert.Equal(next, PollChangesRules.Next(Id, next.AddMinutes(-2.6), Options));
        Assert.Equal(next.AddMinutes(5), PollChangesRules.Next(Id, next.AddMinutes(-2.4), Options));
        Assert.Equal(next.AddMinutes(5), PollChangesRules.Next(Id, next, Options));
        Assert.NotEqual(next, PollChangesRules.Next(new IncidentId(2), At, Options));
    }

    [Fact]
    public void A_chain_that_was_held_up_goes_on_with_one_round()
    {
        var due = PollChangesRules.Next(Id, At, Options);

        Assert.InRange(PollChangesRules.Next(Id, due.AddMinutes(17), Options) - due.AddMinutes(17), TimeSpan.FromMinutes(2.5), TimeSpan.FromMinutes(7.5));
    }

    [Theory]
    [InlineData(IncidentStatus.Investigating, true)]
    [InlineData(IncidentStatus.Mitigated, true)]
    [InlineData(IncidentStatus.Resolved, false)]
    [InlineData(IncidentStatus.Closed, false)]
    [InlineData(IncidentStatus.Cancelled, false)]
    public void It_is_asked_until_the_incident_is_over(IncidentStatus status, bool expected) =>
        Assert.Equal(expected, PollChangesRules.IsWanted(SampleRecord.Incident with { Status = status }, Catalogue("acme/checkout"), Options));

    [Fact]
    public void Nobody_is_asked_without_a_repository_or_if_it_is_turned_off()
    {
        Assert.False(PollChangesRules.IsOn(Catalogue(), Options));
        Assert.False(PollChangesRules.IsOn(Catalogue("acme/checkout"), new ChangesOptions { PollMinutes = 0 }));
        Assert.True(PollChangesRules.IsOn(Catalogue("acme/checkout"), Options));
    }

    [Fact]
    public void A_round_moves_what_it_found_and_what_could_be_asked_again_and_nothing_else()
    {
        var last = new ChangePull(1, At, At, At, []);
        var pulled = new ChangesPulled(last with { Number = 2 }, [], []);
        var refused = pulled with { Pull = pulled.Pull with { Problems = ["GitHub gave no answer."] } };

        Assert.False(PollChangesRules.HasMoved(last, pulled));
        Assert.False(PollChangesRules.HasMoved(last, refused));
        Assert.True(PollChangesRules.HasMoved(last with { Problems = ["GitHub gave no answer."] }, pulled));
        Assert.True(PollChangesRules.HasMoved(last, pulled with { New = [Change] }));
        Assert.True(PollChangesRules.HasMoved(last, pulled with { Changed = [Change] }));
        Assert.True(PollChangesRules.HasMoved(null, pulled));
    }

    [Fact]
    public void Told_and_asked_for_are_one_change_that_knows_what_both_know()
    {
        var asked = Change with { Details = new ChangeDetails { Former = "v1", Files = ["a.cs"] }, Service = "cart" };
        var told = Change with { Details = new ChangeDetails { Commit = "abc" } };

        var one = Assert.Single(SeenChangeRules.Merge([new ChangeAnswer([told], []), new ChangeAnswer([asked], [])]).Changes);

        Assert.Equal(("v1", "abc", "a.cs", "cart"), (one.Details.Former, one.Details.Commit, Assert.Single(one.Details.Files), one.Service));
    }

    [Fact]
    public void What_went_live_did_so_whatever_another_source_heard_later()
    {
        var failed = Change with { State = ChangeState.Failure, At = At.AddMinutes(5) };

        foreach (var answers in new[] { new[] { Change, failed }, [failed, Change] })
            Assert.Equal(ChangeState.Success, Assert.Single(SeenChangeRules.Merge([.. answers.Select(change => new ChangeAnswer([change], []))]).Changes).State);
    }

    [Fact]
    public void What_is_older_or_known_is_no_news()
    {
        Assert.True(SeenChangeRules.IsNews(null, Change));
        Assert.False(SeenChangeRules.IsNews(Change, Change));
        Assert.False(SeenChangeRules.IsNews(Change, Change with { At = At.AddSeconds(-1), State = ChangeState.Inactive }));
        Assert.True(SeenChangeRules.IsNews(Change, Change with { Description = "Renamed" }));
        Assert.True(SeenChangeRules.IsNews(Change, Change with { State = ChangeState.Inactive }));
    }

    [Fact]
    public void What_fits_no_service_of_a_repository_concerns_all_of_its_services() =>
        Assert.True(TellChangeRules.Concerns(SampleRecord.Incident with { Services = ["checkout"] }, Change with { Service = "acme/checkout" }, Catalogue("acme/checkout")));

    [Fact]
    public void What_was_taken_back_gets_no_line_of_its_own_but_ends_the_one_it_has()
    {
        var back = Change with { At = SampleRecord.At("16:10:00"), Details = new ChangeDetails { IsTakenBack = true } };

        Assert.Equal(Telling.NotAtAll, TellChangeRules.Decide(SampleRecord.Incident, back, isTold: false, lines: 0));
        Assert.Equal(Telling.InPlace, TellChangeRules.Decide(SampleRecord.Incident, back, isTold: true, lines: 1));
        Assert.StartsWith("checkout v2 was taken back", ToldChangeCard.Of(back).Text, StringComparison.Ordinal);
    }

    private static CatalogueOptions Catalogue(params string[] repositories)
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = [.. repositories] };
        return catalogue;
    }
}
