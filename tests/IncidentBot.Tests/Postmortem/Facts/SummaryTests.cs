using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Timeline;

namespace IncidentBot.Tests.Postmortem.Facts;

public sealed class SummaryTests
{
    [Fact]
    public void It_tells_in_prose_what_users_saw_since_when_what_ended_it_and_how_long_it_took()
    {
        var record = Story.Of(
            ("16:03:00", EntryKind.Observation, "About 40 % of orders fail with a 500."),
            ("16:10:00", EntryKind.Finding, "Root cause: the cache was killed for memory."),
            ("16:14:50", EntryKind.Fix, "Limit raised to 8 GB."),
            ("16:31:00", EntryKind.Recovery, "Errors are gone."));

        var summary = Rendered.Words(Rendered.Body(Story.Section(record, "Summary")));

        Assert.Equal(
            "Summary From 16:02 to 16:15 UTC on 2026-03-02 (13 min), checkout and session_cache were affected: about 40 % of orders fail with a 500 (impact). "
            + "Found at 16:10 UTC: the cache was killed for memory (message). It was mitigated at 16:15 UTC, 13 min after it began: Limit raised to 8 GB (message). "
            + "Service was restored at 16:31 UTC, 29 min after it began: Errors are gone (message).",
            summary);
    }

    [Fact]
    public void What_else_an_entry_says_of_who_is_affected_and_of_what_works_again_is_told_with_it()
    {
        var summary = Story.Section(
            Story.Of(
                ("16:03:00", EntryKind.Communication, "Treated as major; storage requests fail in the region; console, launches and snapshots are affected."),
                ("16:14:50", EntryKind.Fix, "Index restarted."),
                ("16:31:00", EntryKind.Recovery, "The placement index is recovered; uploads work and storage operates normally. Thanks all!")),
            "Summary");

        Assert.Contains("affected: storage requests fail in the region; console, launches and snapshots are affected ([impact]", summary, StringComparison.Ordinal);
        Assert.Contains(": the placement index is recovered; uploads work and storage operates normally ([message]", summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Replaces failing optical equipment; the hub loses contact for 43 seconds.")]
    [InlineData("Truncates the staging tables, on the wrong host.")]
    [InlineData("Rotates the signing key.")]
    public void What_was_done_right_before_the_impact_is_offered_as_the_trigger(string done) =>
        Assert.Contains(done.TrimEnd('.'), Story.Section(Story.Of(("16:02:00", EntryKind.Action, done)), "Trigger"), StringComparison.Ordinal);

    [Fact]
    public void The_last_line_of_the_chat_is_no_recovery()
    {
        var record = Story.Of(
            ("16:14:50", EntryKind.Fix, "Limit raised to 8 GB."),
            ("16:20:00", EntryKind.Observation, "Order errors normal again: 0.2 %."),
            ("16:31:00", EntryKind.Recovery, "Postmortem on Thursday, thanks all"));

        var summary = Story.Section(record, "Summary");

        Assert.DoesNotContain("Thursday", summary, StringComparison.Ordinal);
        Assert.Contains("; seen at 16:20 UTC: Order errors normal again: 0.2 %", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_a_finding_names_is_the_trigger()
    {
        var record = Named(Story.Of(("16:12:00", EntryKind.Finding, "Cause named: v2.3.1 stores whole baskets.")));

        Assert.Contains("The trigger was checkout v2.3.1 to production, live 2 min before the impact began ([deploy](<https://ci.example/runs/42?a=1&b=2>)); the cause, found at 16:12 UTC: v2.3.1 stores whole baskets ([message]", Story.Section(record, "Summary"), StringComparison.Ordinal);
        Assert.Contains("What shows it: v2.3.1 stores whole baskets", Story.Section(record, "Trigger"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Maybe it was caused by v2.3.1?")]
    [InlineData("I think v2.3.1 is the cause")]
    [InlineData("v2.3.1 is not the cause")]
    [InlineData("The cause is v2.3.10")]
    public void A_guess_a_denial_or_another_version_makes_no_trigger(string said) =>
        Assert.DoesNotContain("The trigger was", PostmortemDocument.Assemble(Named(Story.Of(("16:12:00", EntryKind.Finding, said)))), StringComparison.Ordinal);

    [Fact]
    public void What_people_hold_for_the_likely_cause_is_the_trigger() =>
        Assert.Contains("The trigger was checkout v2.3.1 to production, live 2 min before the impact began ([deploy](<https://ci.example/runs/42?a=1&b=2>)), says Ada Okafor.", Story.Section(SampleRecord.Ranked(SampleRecord.Rich, SampleRecord.Likely), "Summary"), StringComparison.Ordinal);

    [Fact]
    public void Without_a_change_what_happened_right_before_is_told_as_that()
    {
        var record = Story.Of(("15:59:00", EntryKind.Observation, "Search traffic up 88-fold after a forum post."));

        Assert.Contains("Right before, at 15:59 UTC: Search traffic up 88-fold after a forum post ([message]", Story.Section(record, "Summary"), StringComparison.Ordinal);
        Assert.Contains("1. How was it noticed", Story.Section(record, "Open questions"), StringComparison.Ordinal);
        Assert.Contains("What set it off, if it wasn't what was noted at 15:59 UTC?", Story.Section(record, "Open questions"), StringComparison.Ordinal);
    }

    [Fact]
    public void Days_are_told_where_it_lasted_over_midnight()
    {
        var record = Story.Of();
        record = record with { Incident = record.Incident.With(Milestone.Mitigated, SampleRecord.At("16:13:00", 3)) };

        Assert.Contains("From 2026-03-02 16:02 to 2026-03-03 16:13 UTC (24 h 11 min)", Story.Section(record, "Summary"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_incident_that_goes_on_is_told_as_one()
    {
        var incident = SampleRecord.Bare.Incident.With(Milestone.ImpactStart, SampleRecord.At("16:02:00"));

        var summary = Story.Section(SampleRecord.Bare with { Incident = incident }, "Summary");

        Assert.Contains("Since 16:02 UTC on 2026-03-02, users were affected", summary, StringComparison.Ordinal);
        Assert.Contains("It isn't mitigated yet", summary, StringComparison.Ordinal);
    }

    private static PostmortemRecord Named(PostmortemRecord record) => SampleRecord.Ranked(record with { Deploys = SampleRecord.Rich.Deploys });
}
