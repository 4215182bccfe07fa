using IncidentBot.Actions;
using IncidentBot.Actions.Issues;
using IncidentBot.Chat;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Actions;

public sealed class ActionRulesTests
{
    private static readonly ActionTerms Full = new("Alert when the pool of checkout is over 80 % for 5 min")
    {
        Owner = Sam, Due = new DateOnly(2026, 12, 4), DoneWhen = "The alert fires in the drill", Kind = ActionKind.SystemicFix,
    };

    private static readonly ActionItem Item = new(1, Full, Maya, Now);

    [Fact]
    public void An_item_that_says_all_lacks_nothing() => Assert.Empty(ActionFindings.Of(Item));

    [Theory]
    [InlineData("Improve monitoring")]
    [InlineData("Be more careful")]
    [InlineData("Be more careful with migrations")]
    [InlineData("Investigate further")]
    public void What_nobody_can_see_done_is_vague(string text) => Assert.Equal([ActionFindings.Vague], Rules(Item with { Terms = Full with { Text = text } }));

    [Fact]
    public void All_that_is_missing_is_named_once() => Assert.Equal(
        [ActionFindings.NoOwner, ActionFindings.NoDate, ActionFindings.NoDoneWhen],
        Rules(Item with { Terms = Full with { Owner = null, Due = null, DoneWhen = null } }));

    [Fact]
    public void What_is_settled_lacks_nothing() => Assert.Empty(ActionFindings.Of(Item with { State = ActionState.Done, Terms = new ActionTerms("Improve monitoring") }));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Only_the_worst_incidents_are_asked_for_a_systemic_fix(int severity, bool lacks) => Assert.Equal(lacks, ActionRules.LacksSystemicFix(severity, []));

    [Fact]
    public void A_systemic_fix_counts_until_it_is_dropped()
    {
        Assert.False(ActionRules.LacksSystemicFix(1, [Item]));
        Assert.False(ActionRules.LacksSystemicFix(1, [Item with { State = ActionState.Done }]));
        Assert.True(ActionRules.LacksSystemicFix(1, [Item with { State = ActionState.Dropped }]));
        Assert.True(ActionRules.LacksSystemicFix(1, [Item with { Terms = Full with { Kind = ActionKind.Runbook } }]));
    }

    [Theory]
    [InlineData("Rolled back to v2.3.0", "A rollback")]
    [InlineData("Reverted the migration", "A rollback")]
    [InlineData("Turned off the new-checkout flag", "A flag")]
    [InlineData("Feature flag new-checkout is off", "A flag")]
    [InlineData("Scaled checkout up to 12 replicas", "Scaling")]
    [InlineData("Added 4 nodes to the pool", "Scaling")]
    [InlineData("Should we roll back?", null)]
    [InlineData("We did not roll back", null)]
    [InlineData("Ruled out catalog v1.14.1: it failed and was rolled back before 05:00", null)]
    [InlineData("Rolling back won't help", null)]
    [InlineData("Maybe turn off the flag", null)]
    [InlineData("Fixed the query and deployed v2.3.2", null)]
    [InlineData("The flagship store is back", null)]
    public void A_temporary_fix_is_told_from_one_that_stays(string text, string? what) => Assert.Equal(what, TemporaryFixRules.What(text));

    [Fact]
    public void An_observation_is_no_fix() => Assert.Null(TemporaryFixRules.Find([Entry(EntryKind.Observation)]));

    [Fact]
    public void The_latest_fix_counts() => Assert.Equal(new TemporaryFix("A rollback", 2), TemporaryFixRules.Find([Entry(EntryKind.Action, "Scaled out to 9 pods", 1), Entry(EntryKind.Fix)]));

    [Fact]
    public void The_same_words_or_message_make_no_second_item_while_the_first_is_open()
    {
        var message = new MessageId(new ChannelId("C1"), "1.1");
        var known = Item with { Source = message };

        Assert.Null(OpenActionRules.Decide(Outage.Id, [known], new ActionTerms(Full.Text.ToUpperInvariant()), null, Maya, Now).Fact);
        Assert.Null(OpenActionRules.Decide(Outage.Id, [known], new ActionTerms("Other"), new ActionSource(message, null), Maya, Now).Fact);
        Assert.Equal(2, OpenActionRules.Decide(Outage.Id, [known], new ActionTerms("Other"), null, Maya, Now).Fact!.Action);
        Assert.Equal(2, OpenActionRules.Decide(Outage.Id, [known with { State = ActionState.Done }], Full, null, Maya, Now).Fact!.Action);
    }

    [Fact]
    public void A_form_that_shows_an_older_version_changes_nothing()
    {
        Assert.True(EditActionRules.Decide(Item with { Version = 3 }, (Full with { Text = "Other" }, null), "2", Maya, Now).IsRefusal);
        Assert.Equal("Other", EditActionRules.Decide(Item with { Version = 3 }, (Full with { Text = "Other" }, null), "3", Maya, Now).Fact!.Terms.Text);
        Assert.False(EditActionRules.Decide(Item, (Full, null), "1", Maya, Now).IsRefusal);
    }

    [Fact]
    public void It_is_settled_once_and_dropped_for_a_reason()
    {
        Assert.Equal(ActionState.Done, SettleActionRules.Finish(Item, Maya, Now).Fact!.Apply(Item).State);
        Assert.True(SettleActionRules.Drop(Item, " ", Maya, Now).IsRefusal);
        var dropped = SettleActionRules.Drop(Item, "No longer used", Maya, Now).Fact!.Apply(Item);
        Assert.Equal((ActionState.Dropped, "No longer used", "Maya"), (dropped.State, dropped.Reason, dropped.SettledBy));
        Assert.Null(SettleActionRules.Finish(dropped, Maya, Now).Fact);
        Assert.Equal(Item, SettleActionRules.Reopen(dropped, Maya, Now).Fact!.Apply(dropped));
    }

    [Theory]
    [InlineData("2026-12-04", "2026-12-07T08:00:00Z")] // A Friday, so the Monday after it, 9:00 in Berlin.
    [InlineData("2026-12-07", "2026-12-14T08:00:00Z")] // Due on a Monday, so it isn't overdue that day.
    [InlineData("2026-11-01", "2026-11-23T08:00:00Z")] // Overdue by now: next Monday.
    public void Owners_are_told_on_the_first_monday_on_which_it_is_overdue(string due, string at) =>
        Assert.Equal(At(at), RemindOwnersRules.After(DateOnly.ParseExact(due, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Now, "Europe/Berlin", new ActionsOptions()));

    [Fact]
    public void Without_a_day_nobody_is_told() => Assert.Null(RemindOwnersRules.After(new DateOnly(2026, 12, 4), Now, "UTC", new ActionsOptions { ReminderDay = ReminderDay.Never }));

    [Fact]
    public void Closing_the_issue_settles_the_item_and_opening_it_again_takes_only_that_back()
    {
        var tracked = Item with { Issue = new ActionIssue("acme/checkout", Now) { Number = 4 } };
        ActionItem After(ActionItem item, IssueState state) => FollowIssueRules.Decide(item, state, Now).Aggregate(item, (now, fact) => fact.Apply(now));

        var done = After(tracked, new IssueState(true, true, "sam-dev"));
        Assert.Equal((ActionState.Done, "sam-dev, by closing its issue", true), (done.State, done.SettledBy, done.Issue!.IsClosed));
        Assert.Empty(FollowIssueRules.Decide(done, new IssueState(true, true, "sam-dev"), Now));
        Assert.Equal(ActionState.Open, After(done, new IssueState(false, false, null)).State);
        Assert.Equal(ActionState.Dropped, After(tracked, new IssueState(true, false, null)).State);
        var byHand = tracked with { State = ActionState.Done, SettledBy = "Maya", Issue = tracked.Issue with { IsClosed = true } };
        Assert.Equal(ActionState.Done, After(byHand, new IssueState(false, false, null)).State);
        Assert.Empty(FollowIssueRules.Decide(Item, new IssueState(true, true, null), Now));
    }

    private static TimelineEntry Entry(EntryKind kind, string text = "Rolled back to v2", int number = 2) => new()
    {
        Number = number, At = Now, RecordedAt = Now, Kind = kind, Author = Maya, CapturedBy = Maya, Text = text,
    };

    private static IEnumerable<string> Rules(ActionItem item) => ActionFindings.Of(item).Select(finding => finding.Rule);
}
