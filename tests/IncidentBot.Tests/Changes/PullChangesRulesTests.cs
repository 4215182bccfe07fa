using IncidentBot.Changes;
using IncidentBot.Changes.Told;
using IncidentBot.Incidents;
using IncidentBot.Tests.Postmortem;

namespace IncidentBot.Tests.Changes;

public sealed class PullChangesRulesTests
{
    private static readonly DeployOptions Options = new();
    private static readonly DateTimeOffset Now = SampleRecord.At("17:00:00");

    [Fact]
    public void The_window_ends_at_impact_start() =>
        Assert.Equal(new ChangeWindow(SampleRecord.At("16:02:00", 1), SampleRecord.At("16:02:00")), PullChangesRules.Window(SampleRecord.Incident, Options, Now));

    [Fact]
    public void Until_impact_start_is_known_it_ends_at_the_declaration() =>
        Assert.Equal(SampleRecord.At("16:06:30"), PullChangesRules.Window(SampleRecord.Bare.Incident, Options, Now).To);

    [Fact]
    public void Its_length_is_configured() =>
        Assert.Equal(TimeSpan.FromHours(6), PullChangesRules.Window(SampleRecord.Incident, new DeployOptions { WindowHours = 6 }, Now).Length);

    [Fact]
    public void A_pull_adds_only_what_is_not_on_record()
    {
        var newer = SampleRecord.Found[0] with { Key = "new", At = SampleRecord.At("15:00:00") };
        var window = PullChangesRules.Window(SampleRecord.Incident, Options, Now);

        var pulled = PullChangesRules.Decide(SampleRecord.Rich.Deploys.LastPull, SampleRecord.Found, window, new ChangeAnswer([SampleRecord.Found[0], newer, newer], ["trouble"]), Now);

        Assert.Equal([newer], pulled.New);
        Assert.Equal((2, Now, window.From, window.To), (pulled.Pull.Number, pulled.Pull.AskedAt, pulled.Pull.From, pulled.Pull.To));
        Assert.Equal(["trouble"], pulled.Pull.Problems);
    }

    [Fact]
    public void A_merge_is_one_change_whichever_of_pull_request_and_push_is_first_on_record()
    {
        var details = new ChangeDetails { Repository = "shop/checkout", Commit = new string('a', 40) };
        var pull = new ServiceChange("github:pull:shop/checkout:12", Now.AddHours(-2), "checkout", null, "#12", "Lower the limit", null) { Origin = ChangeOrigin.PullRequest, Details = details };
        var push = new ServiceChange("github:commit:shop/checkout:a", Now.AddHours(-2), "checkout", null, "aaaaaaa", "Lower it", null)
        {
            Origin = ChangeOrigin.Push, Details = details with { Repository = "Shop/Checkout", Files = ["src/limit.cs"] },
        };
        var window = PullChangesRules.Window(SampleRecord.Incident, Options, Now);
        IReadOnlyList<string> Keys(IReadOnlyList<ServiceChange> found, params IReadOnlyList<ServiceChange> told) =>
            [.. PullChangesRules.Decide(null, found, window, SeenChangeRules.Merge([new ChangeAnswer([told[0]], []), new ChangeAnswer([.. told.Skip(1)], [])]), Now, Now).New.Select(change => change.Key)];

        Assert.Equal([pull.Key], Keys([], push, pull));
        Assert.Equal([pull.Key], Keys([], pull, push));
        Assert.Empty(Keys([push], pull));
        Assert.Empty(Keys([pull], push));
        Assert.Equal(2, Keys([], pull, push with { Details = details with { Commit = new string('b', 40) } }).Count);
        Assert.Equal(["src/limit.cs"], Assert.Single(SeenChangeRules.EachMergeOnce([push, pull])).Details.Files);
    }

    [Fact]
    public void What_a_source_tells_of_outside_the_window_is_not_taken()
    {
        var window = PullChangesRules.Window(SampleRecord.Incident, Options, Now);
        var answer = new ChangeAnswer([SampleRecord.Found[0] with { Key = "late", At = window.To.AddSeconds(1) }, SampleRecord.Found[0] with { Key = "edge", At = window.To }], []);

        Assert.Equal("edge", Assert.Single(PullChangesRules.Decide(null, [], window, answer, Now).New).Key);
    }

    [Fact]
    public void When_impact_start_is_corrected_the_record_follows()
    {
        var earlier = SampleRecord.Incident with { Milestones = new Dictionary<Milestone, DateTimeOffset> { [Milestone.ImpactStart] = SampleRecord.At("12:00:00") } };

        var record = ChangeRecord.Of(earlier, SampleRecord.Rich.Deploys.LastPull, SampleRecord.Found);

        Assert.Equal("2026.3", Assert.Single(record.Before).Ref);
    }

    [Fact]
    public void Before_any_pull_there_are_no_deploys_on_record() =>
        Assert.Same(ChangeRecord.None, ChangeRecord.Of(SampleRecord.Incident, null, SampleRecord.Found));

    [Fact]
    public void How_long_before_counts_from_impact_start() =>
        Assert.Equal(TimeSpan.FromMinutes(2), PullChangesRules.Before(SampleRecord.Found[0], SampleRecord.Incident));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3599, "59 min")]
    [InlineData(3600, "1 h")]
    [InlineData(86399, "23 h 59 min")]
    [InlineData(86400, "1 d")]
    [InlineData(183600, "2 d 3 h")]
    [InlineData(-120, "-2 min")]
    public void Durations_are_said_in_two_units(int seconds, string words) =>
        Assert.Equal(words, IncidentBot.Language.Durations.InWords(TimeSpan.FromSeconds(seconds)));
}
