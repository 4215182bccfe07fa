using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Ranking;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Tests.Postmortem;

namespace IncidentBot.Tests.Changes;

/// <summary>What went live after the impact began is shown too, and told from what may have caused it.</summary>
public sealed class LaterDeploysTests
{
    private static readonly DateTimeOffset Start = SampleRecord.At("16:02:00");

    private static readonly ServiceChange Back = new("back", SampleRecord.At("16:14:00"), "checkout", "production", "v2.3.0", null, new Uri("https://ci.example/43"));

    private static readonly IReadOnlyList<ServiceChange> All =
        [new("before", SampleRecord.At("10:00:00"), "checkout", "production", "v2.3.0", null, null), SampleRecord.Found[0], Back];

    private static readonly ChangeRecord Record = ChangeRecord.Of(
        SampleRecord.Incident, new ChangePull(2, SampleRecord.At("16:20:00"), Start.AddDays(-1), Start, [], SampleRecord.At("16:20:00")), All);

    [Fact]
    public void They_are_apart_from_the_suspects_and_marked()
    {
        Assert.Equal(["github:deployment:shop/checkout:42", "before"], Record.Before.Select(deploy => deploy.Key));
        Assert.Equal([Back], Record.After);
        var card = ChangesCard.Of(Views.Of(SampleRecord.Incident, Record));
        Assert.Contains(" 1 went live after impact start: checkout v2.3.0 to production, 12 min after impact start (back to an earlier version).", card.Text, StringComparison.Ordinal);
        Assert.Contains(card.Parts.OfType<SmallPrint>(), part => part.Text.ToPlainText() == "After impact start (not the cause, unless that time is wrong): checkout v2.3.0 to production, 12 min after (back to an earlier version)");
    }

    [Fact]
    public void A_version_that_was_not_live_before_is_no_rollback()
    {
        Assert.True(PullChangesRules.IsRollback(Back, Record));
        Assert.False(PullChangesRules.IsRollback(Back with { Ref = "v2.3.2" }, Record));
        Assert.False(PullChangesRules.IsRollback(Back with { Ref = "v2.3.1" }, Record));
        Assert.False(PullChangesRules.IsRollback(Back with { Environment = "staging" }, Record));
        Assert.False(PullChangesRules.IsRollback(SampleRecord.Found[0], Record));
    }

    [Fact]
    public void The_draft_and_the_export_have_them()
    {
        var record = SampleRecord.Rich with { Deploys = Record };

        Assert.Contains("- **12 min after, back to an earlier version:** checkout v2.3.0 to production", PostmortemDocument.Assemble(record), StringComparison.Ordinal);
        var exported = Assert.Single(ExportRules.Of(record, new ExportedPostmortem(1, "")).DeploysAfter!);
        Assert.Equal((12L, true), (exported.MinutesAfter, exported.Rollback));
    }

    [Fact]
    public void A_round_of_an_earlier_version_asked_about_no_such_deploy()
    {
        var former = ChangeRecord.Of(SampleRecord.Incident, new ChangePull(1, SampleRecord.At("16:20:00"), Start.AddDays(-1), Start, []), All);

        Assert.Empty(former.After);
        Assert.Equal(2, former.Before.Count);
    }

    [Fact]
    public void What_was_found_for_a_later_start_of_the_impact_is_not_lost_when_it_moves_back()
    {
        var earlier = new MilestoneSet(SampleRecord.Ada, Start, Milestone.ImpactStart, SampleRecord.At("15:00:00"), null).Apply(SampleRecord.Incident);
        var moved = ChangeRecord.Of(earlier, new ChangePull(1, SampleRecord.At("16:20:00"), Start.AddDays(-1), Start, []), All);

        Assert.Equal(["github:deployment:shop/checkout:42"], moved.After.Select(deploy => deploy.Key));
    }

    [Fact]
    public void It_is_asked_until_now_or_until_service_was_restored()
    {
        var (open, window, now) = (SampleRecord.Incident with { Status = IncidentStatus.Mitigated }, new ChangeWindow(Start.AddDays(-1), Start), SampleRecord.At("23:00:00"));

        Assert.Equal(now, PullChangesRules.Until(open, window, now));
        Assert.Equal(SampleRecord.At("16:31:00"), PullChangesRules.Until(SampleRecord.Incident with { Status = IncidentStatus.Resolved }, window, now));
    }
}
