using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

public sealed class IncidentRulesTests
{
    private static readonly IncidentOptions Catalogue = new() { Services = ["checkout", "search"] };

    [Fact]
    public void A_start_takes_the_default_severity() =>
        Assert.Equal(3, StartIncidentRules.Decide(new StartCommand("X", null, []), new IncidentOptions(), Maya, Now).Fact?.Severity);

    [Fact]
    public void A_start_without_a_title_is_refused() =>
        Assert.True(StartIncidentRules.Decide(new StartCommand(null, null, []), new IncidentOptions(), Maya, Now).IsRefusal);

    [Fact]
    public void A_service_is_written_as_in_the_catalogue() =>
        Assert.Equal(["checkout"], StartIncidentRules.Decide(new StartCommand("X", null, ["CHECKOUT"]), Catalogue, Maya, Now).Fact?.Services);

    [Fact]
    public void A_service_that_the_catalogue_lacks_is_refused_with_the_nearest() =>
        Assert.Contains("Did you mean “checkout”?", StartIncidentRules.Decide(new StartCommand("X", null, ["chekout"]), Catalogue, Maya, Now).Sentence.ToPlainText(), StringComparison.Ordinal);

    [Fact]
    public void Without_a_catalogue_any_service_is_taken() =>
        Assert.Equal(["anything"], StartIncidentRules.Decide(new StartCommand("X", null, ["anything"]), new IncidentOptions(), Maya, Now).Fact?.Services);

    [Fact]
    public void A_new_incident_is_declared_at_its_start() => Assert.Equal(At("2026-11-20T16:06:00Z"), Outage.At(Milestone.Declared));

    [Theory]
    [InlineData("Checkout *down* <!channel> & co", "Checkout *down* <!channel> & co")]
    [InlineData("🔥", "🔥")]
    [InlineData("  \n ", "Untitled incident")]
    [InlineData("\u200B\u2060\u202E", "Untitled incident")]
    [InlineData(null, "Untitled incident")]
    [InlineData("تعطل الدفع", "تعطل الدفع")]
    public void A_title_is_one_visible_line(string? typed, string title) => Assert.Equal(title, IncidentTitle.Of(typed));

    [Fact]
    public void Any_words_make_a_title_of_one_short_line() => Prop.ForAll(
        ArbMap.Default.ArbFor<string?>(),
        any => IncidentTitle.Of(any) is { Length: > 0 and <= IncidentTitle.MaxLength } title && !title.Any(char.IsControl))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_title_of_ten_thousand_characters_is_cut_visibly() =>
        Assert.Equal(new string('x', 199) + "…", IncidentTitle.Of(new string('x', 10_000)));

    [Fact]
    public void A_milestone_is_reached_with_its_status() =>
        Assert.Equal(Milestone.Mitigated, Status(Outage, IncidentStatus.Mitigated)?.Reached);

    [Fact]
    public void A_milestone_that_is_known_keeps_its_instant() =>
        Assert.Null(Status(Outage.With(Milestone.Mitigated, "2026-11-20T16:08:00Z"), IncidentStatus.Mitigated)?.Reached);

    [Fact]
    public void Resolving_at_once_leaves_mitigated_unknown() =>
        Assert.Null(Status(Outage, IncidentStatus.Resolved)?.Apply(Outage).At(Milestone.Mitigated));

    [Fact]
    public void Falling_back_clears_the_milestones_behind()
    {
        var resolved = Outage.With(Milestone.Mitigated, "2026-11-20T16:08:00Z").With(Milestone.Resolved, "2026-11-20T16:09:00Z").With(IncidentStatus.Resolved);
        Assert.Equal([Milestone.Declared, Milestone.Mitigated], Status(resolved, IncidentStatus.Mitigated)?.Apply(resolved).Milestones.Keys.Order());
    }

    [Fact]
    public void The_same_status_again_changes_nothing() =>
        Assert.Equal(
            "INC-7 is already investigating. To share news, type /incident status investigating We see ….",
            ChangeStatusRules.Decide(Outage, IncidentStatus.Investigating, null, Maya, Now).Sentence.ToPlainText());

    [Fact]
    public void The_same_status_with_a_sentence_tells_it() =>
        Assert.IsType<StatusTold>(ChangeStatusRules.Decide(Outage, IncidentStatus.Investigating, "Looking", Maya, Now).Fact);

    [Fact]
    public void The_same_severity_again_changes_nothing() =>
        Assert.Equal("INC-7 is already SEV2.", ChangeSeverityRules.Decide(Outage, 2, Maya, Now).Sentence.ToPlainText());

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void A_severity_is_one_to_four(int severity) => Assert.True(ChangeSeverityRules.Decide(Outage, severity, Maya, Now).IsRefusal);

    [Fact]
    public void Command_that_nobody_has_is_taken() => Assert.Equal(Maya, Assert.IsType<RoleGiven>(GiveRoleRules.DecideToTake(Outage, Maya, Now).Fact).Holder);

    [Fact]
    public void Command_that_one_has_is_not_taken_again() =>
        Assert.Equal("You're already commander of INC-7.", GiveRoleRules.DecideToTake(CommandedBy(Maya), Maya, Now).Sentence.ToPlainText());

    [Fact]
    public void Command_is_not_taken_from_another_by_the_button() => Assert.True(GiveRoleRules.DecideToTake(CommandedBy(Sam), Maya, Now).IsRefusal);

    [Fact]
    public void A_role_given_by_name_takes_it_from_who_had_it() =>
        Assert.Equal(Sam, Assert.IsType<RoleGiven>(GiveRoleRules.Decide(CommandedBy(Sam), IncidentRole.Commander, Maya, Maya, Now).Fact).Former);

    [Fact]
    public void A_role_given_again_changes_nothing() =>
        Assert.Equal("Sam is already commander of INC-7.", GiveRoleRules.Decide(CommandedBy(Sam), IncidentRole.Commander, Sam, Maya, Now).Sentence.ToPlainText());

    [Fact]
    public void The_same_impact_again_changes_nothing() =>
        Assert.Null(DescribeImpactRules.Decide(Outage with { Impact = "All" }, "All", Maya, Now).Fact);

    [Fact]
    public void An_empty_impact_is_refused() => Assert.True(DescribeImpactRules.Decide(Outage, " ", Maya, Now).IsRefusal);

    [Fact]
    public void A_milestone_keeps_what_it_was_before() =>
        Assert.Equal(At("2026-11-20T16:06:00Z"), SetMilestoneRules.Decide(Outage, Milestone.Declared, At("2026-11-20T16:05:00Z"), Maya, Now).Fact?.Former);

    [Fact]
    public void The_same_instant_again_changes_nothing() =>
        Assert.Equal(
            "INC-7, declared: 16:06 UTC (17:06 your time) is already on record.",
            SetMilestoneRules.Decide(Outage, Milestone.Declared, At("2026-11-20T16:06:00Z"), Maya, Now).Sentence.ToPlainText());

    [Theory]
    [InlineData(Milestone.Mitigated)]
    [InlineData(Milestone.Resolved)]
    [InlineData(Milestone.Closed)]
    public void Nothing_ends_before_it_began(Milestone end) =>
        Assert.Contains(
            "before its impact began",
            SetMilestoneRules.Decide(Outage.With(IncidentStatus.Closed).With(Milestone.ImpactStart, "2026-11-20T16:00:00Z"), end, At("2026-11-20T15:59:00Z"), Maya, Now).Sentence.ToPlainText(),
            StringComparison.Ordinal);

    [Fact]
    public void The_time_of_closing_is_not_said_of_an_incident_that_is_not_closed() =>
        Assert.Contains("INC-7 is not closed", SetMilestoneRules.Decide(Outage, Milestone.Closed, At("2026-11-20T16:05:00Z"), Maya, Now).Sentence.ToPlainText(), StringComparison.Ordinal);

    [Fact]
    public void A_bot_gets_no_role() =>
        Assert.True(GiveRoleRules.Decide(Outage, IncidentRole.Commander, Sam with { IsBot = true }, Maya, Now).IsRefusal);

    [Fact]
    public void Impact_does_not_begin_after_it_ended() =>
        Assert.Contains(
            "INC-7 can't have been mitigated (16:08 UTC (17:08 your time)) before its impact began (16:09 UTC (17:09 your time)).",
            SetMilestoneRules.Decide(Outage.With(Milestone.Mitigated, "2026-11-20T16:08:00Z"), Milestone.ImpactStart, At("2026-11-20T16:09:00Z"), Maya, Now).Sentence.ToPlainText(),
            StringComparison.Ordinal);

    [Fact]
    public void A_milestone_is_not_ahead() => Assert.True(SetMilestoneRules.Decide(Outage, Milestone.Detected, At("2026-11-20T16:11:01Z"), Maya, Now).IsRefusal);

    [Fact]
    public void An_odd_order_is_pointed_out() =>
        Assert.Equal(
            "That's later than resolved. If that's a mistake, correct one of them.",
            SetMilestoneRules.Oddity(Outage.With(Milestone.Resolved, "2026-11-20T16:08:00Z"), new MilestoneSet(Maya, Now, Milestone.Mitigated, At("2026-11-20T16:09:00Z"), null))!.ToPlainText());

    [Fact]
    public void A_private_incident_is_announced_nowhere() =>
        Assert.False(((ChannelOpened)RecordChannelRules.Decide(Outage with { Visibility = Visibility.Private }, new Sent(new ChannelId("C1")), announces: true, Now)!).Announced);

    [Fact]
    public void A_channel_that_was_given_up_is_on_record() =>
        Assert.IsType<ChannelNotOpened>(RecordChannelRules.Decide(Outage, new NotSent("restricted_action", true, null, "No."), announces: true, Now));

    [Theory]
    [InlineData(IncidentStatus.Mitigated, "INC-7 · SEV2 · Checkout returns 500s")]
    [InlineData(IncidentStatus.Resolved, "INC-7 · SEV2 · Over")]
    [InlineData(IncidentStatus.Closed, "INC-7 · SEV2 · Over")]
    [InlineData(IncidentStatus.Cancelled, "INC-7 · SEV2 · Cancelled")]
    public void The_topic_stays_true_when_what_is_resolved_is_closed(IncidentStatus status, string topic) =>
        Assert.Equal(topic, IncidentWords.Topic(Outage.With(status)));

    [Fact]
    public void The_topic_says_what_is_wrong_and_how_bad() => Assert.Equal("INC-7 · SEV2 · Checkout returns 500s", IncidentWords.Topic(Outage));

    [Fact]
    public void The_card_says_all_in_plain_words() =>
        Assert.Equal(
            "INC-7 · SEV2 · Investigating: Checkout returns 500s. Commander: nobody yet. Declared 2026-11-20 16:06 UTC.",
            IncidentCard.Compose(Outage).Text);

    [Theory]
    [InlineData(IncidentStatus.Investigating, "take_command set_status set_status change_severity catch_me_up show_milestones")]
    [InlineData(IncidentStatus.Mitigated, "take_command set_status change_severity catch_me_up show_milestones")]
    [InlineData(IncidentStatus.Resolved, "export_postmortem set_status set_status catch_me_up show_milestones")]
    [InlineData(IncidentStatus.Closed, "export_postmortem set_status catch_me_up show_milestones")]
    public void The_card_offers_what_comes_next(IncidentStatus status, string actions) =>
        Assert.Equal(actions, string.Join(' ', IncidentCard.Compose(Outage.With(status)).Parts.OfType<Buttons>().Single().Items.Select(button => button.Action)));

    [Theory]
    [InlineData(IncidentStatus.Investigating, false, "Take command")]
    [InlineData(IncidentStatus.Investigating, true, "Mitigated")]
    [InlineData(IncidentStatus.Identified, true, "Mitigated")]
    [InlineData(IncidentStatus.Mitigated, false, "Take command")]
    [InlineData(IncidentStatus.Mitigated, true, "Resolved")]
    [InlineData(IncidentStatus.Resolved, false, "Export the postmortem")]
    [InlineData(IncidentStatus.Closed, true, "Export the postmortem")]
    public void The_cards_main_button_is_the_next_step(IncidentStatus status, bool isCommanded, string label)
    {
        var buttons = IncidentCard.Compose((isCommanded ? CommandedBy(Maya) : Outage).With(status)).Parts.OfType<Buttons>().Single().Items;
        Assert.Equal([label], buttons.Where(button => button.Style == ButtonStyle.Primary).Select(button => button.Label));
        Assert.Equal(label, buttons[0].Label);
    }

    [Fact]
    public void The_card_is_four_lines_and_its_buttons()
    {
        var card = IncidentCard.Compose(CommandedBy(Maya) with { Impact = new string('x', 2000) });
        Assert.Equal(["INC-7: Checkout returns 500s"], card.Parts.OfType<Heading>().Select(part => part.Text));
        var lines = card.Parts.OfType<Paragraph>().Select(part => part.Text.ToPlainText()).ToList();
        Assert.Equal("SEV2 · Investigating · Commander: Maya · Services: checkout", lines[0]);
        Assert.InRange(lines[1].Length, 200, 300);
        Assert.Equal(
            "Impact start: not known yet · Declared 2026-11-20 16:06 UTC by Maya · Mitigated: not known yet. For all commands, type /incident help.",
            Assert.Single(card.Parts.OfType<SmallPrint>()).Text.ToPlainText());
    }

    private static Incident CommandedBy(Person person) => new RoleGiven(person, Now, IncidentRole.Commander, person, null).Apply(Outage);

    private static StatusChanged? Status(Incident incident, IncidentStatus to) =>
        (StatusChanged?)ChangeStatusRules.Decide(incident, to, null, Maya, Now).Fact;
}
