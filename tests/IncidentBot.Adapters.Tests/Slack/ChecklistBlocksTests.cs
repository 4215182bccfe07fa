using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>The checklist, its hints and the milestones as Slack gets them.</summary>
public sealed class ChecklistBlocksTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 4, 10, 3, 19, TimeSpan.Zero);

    private static readonly Person Maja = new(new PersonId("U100"), "Maja", "Europe/Berlin");

    private static readonly Person Sam = new(new PersonId("U200"), "Sam", "UTC");

    private static readonly Incident Outage = StartIncidentRules.Begin(
        new IncidentId(7),
        new WorkspaceId("T1"),
        "slack",
        new IncidentStarted(Maja, At, "Checkout returns 500s", 2, ["checkout"], Visibility.Public),
        new ReplyTo(new ChannelId("C9"), Maja.Id));

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void A_checklist_with_assigned_steps_renders_as_approved()
    {
        var checklist = Checklist(2);
        Check("checklist-assigned", ChecklistCard.Compose(Outage, checklist with
        {
            Steps = [checklist.Steps[0] with { State = StepState.Done, By = Maja, At = At, Answer = "Half of the EU" }, checklist.Steps[1] with { AssignedTo = Sam }, .. checklist.Steps.Skip(2)],
        }));
    }

    [Fact]
    public void A_hint_renders_as_approved()
    {
        var checklist = Checklist(2);
        Check("hint", HintCard.Compose(checklist, checklist.Steps[1], Maja, At));
    }

    [Fact]
    public void The_milestones_render_as_approved()
    {
        IReadOnlyList<IncidentFact> facts =
        [
            new IncidentStarted(Maja, At, Outage.Title, 2, [], Visibility.Public),
            new RoleGiven(Sam, At.AddMinutes(2), IncidentRole.Commander, Sam, null),
            new StatusChanged(Sam, At.AddMinutes(20), IncidentStatus.Investigating, IncidentStatus.Mitigated, null, Milestone.Mitigated, new Dictionary<Milestone, DateTimeOffset>()),
            new MilestoneSet(Maja, At.AddMinutes(40), Milestone.Mitigated, At.AddMinutes(15), At.AddMinutes(20), "the graph shows it"),
        ];
        var incident = Outage with
        {
            Status = IncidentStatus.Mitigated,
            Milestones = new Dictionary<Milestone, DateTimeOffset> { [Milestone.Declared] = At, [Milestone.Acknowledged] = At.AddMinutes(2), [Milestone.Mitigated] = At.AddMinutes(15) },
        };
        var messages = new Dictionary<string, Uri>(StringComparer.Ordinal) { ["INC-7/fact/4/told"] = new("https://acme.slack.com/archives/C1/p4") };
        Check("milestones", MilestonesCard.Compose(incident, facts, messages, At.AddMinutes(41)));
    }

    [Theory]
    [InlineData(Phase.Assess)]
    [InlineData(Phase.Stabilize)]
    [InlineData(Phase.Investigate)]
    [InlineData(Phase.Learn)]
    public void Every_phase_of_the_built_in_checklist_is_shown_whole(Phase phase)
    {
        var steps = ChecklistTemplate.Default().Steps.Select(step => step with { AssignedTo = Sam with { Name = "Samantha Longname-Armstrong" } });
        var message = SlackBlocks.Render(ChecklistCard.Compose(Outage, new IncidentChecklist(Outage.Id, 1, phase, [.. steps])));
        BlockRules.Check(message);
        Assert.DoesNotContain("… shortened", SlackBlocksTests.Blocks(message), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_as_long_as_a_template_takes_are_cut_visibly_and_stand_whole_in_the_hints()
    {
        var text = string.Concat(Enumerable.Repeat("Look at the dashboards of all regions & zones, ", 4))[..180];
        IReadOnlyList<ChecklistStep> steps =
            [.. Enumerable.Range(1, 8).Select(number => new ChecklistStep { Key = $"{new string('k', 58)}-{number}", Phase = Phase.Assess, Text = text, Hint = new string('h', 500) })];
        var checklist = new IncidentChecklist(Outage.Id, long.MaxValue, null, [.. steps.Select(step => step with { State = StepState.Done, By = Sam with { Id = new PersonId("U0123456789"), Name = new string('n', 80) }, At = At })]) with { Chosen = Phase.Assess };
        var message = SlackBlocks.Render(ChecklistCard.Compose(Outage, checklist));
        BlockRules.Check(message);
        var blocks = SlackBlocksTests.Blocks(message);
        Assert.Contains("1. Look at the dashboards of all regions & zones, Look at the dashboards o…", blocks, StringComparison.Ordinal);
        Assert.Contains("<@U0123456789>, <!date^1777888999^{date_short_pretty} {time}|10:03 UTC>", blocks, StringComparison.Ordinal);
        Assert.Contains(text.TrimEnd(), SlackBlocks.Render(HintCard.Compose(checklist, Phase.Assess, At)).Text.Replace("&amp;", "&", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_Slack_cannot_show_as_its_own_is_cut_in_words()
    {
        var box = new Box("a", "A", true, new RichText([]).Person(new PersonId("someone else"), new string('n', 80)).Plain(", ").Time(At), new Button("tick_step", "Tick", "7|a"));
        var element = SlackBoxes.Render(new Checks("tick_boxes", "7|assess|1|", [box])).Elements[0];
        Assert.Equal(new string('n', 74) + "…", Assert.IsType<CheckboxesElement>(element).Options[0].Description!.Text);
    }

    [Fact]
    public void Ticked_boxes_are_the_very_options_and_without_one_there_are_none()
    {
        Box One(string key, bool isTicked) => new(key, key, isTicked, "who", new Button("tick_step", "Tick", $"7|{key}"));
        var some = (CheckboxesElement)SlackBoxes.Render(new Checks("tick_boxes", "7|assess|1|1", [One("a", true), One("b", false)])).Elements[0];
        Assert.Same(some.Options[0], Assert.Single(some.InitialOptions!));
        Assert.Null(((CheckboxesElement)SlackBoxes.Render(new Checks("tick_boxes", "7|assess|1|", [One("a", false)])).Elements[0]).InitialOptions);
        Assert.Throws<ArgumentException>(() => SlackBoxes.Render(new Checks("tick_boxes", "7", [.. Enumerable.Range(0, 11).Select(number => One($"k{number}", false))])));
    }

    [Fact]
    public void Eight_questions_in_a_phase_fit()
    {
        var steps = ChecklistTemplate.Default().Steps.Select(step => step with { IsQuestion = step.Phase == Phase.Investigate, AssignedTo = Sam });
        var message = SlackBlocks.Render(ChecklistCard.Compose(Outage, new IncidentChecklist(Outage.Id, 1, Phase.Investigate, [.. steps])));
        BlockRules.Check(message);
        Assert.DoesNotContain("… shortened", SlackBlocksTests.Blocks(message), StringComparison.Ordinal);
    }

    [Fact]
    public void The_announcement_shows_what_was_said_with_the_status_as_it_was_typed()
    {
        var over = Outage with { Status = IncidentStatus.Resolved, LastUpdate = new IncidentUpdate(1, At, "Rollback is running"), LastSentence = new StatusSentence(IncidentStatus.Resolved, At.AddMinutes(20), "Errors < 0.1 % & *falling*, <!channel>") };

        Check("announcement", AnnouncementCard.Compose(over));
    }

    private static IncidentChecklist Checklist(int perPhase) => new(
        Outage.Id, 1, null, [.. ChecklistTemplate.Default().Steps.GroupBy(step => step.Phase).SelectMany(phase => phase.Take(perPhase))]);

    private static void Check(string name, Card card)
    {
        var message = SlackBlocks.Render(card);
        BlockRules.Check(message);
        using var blocks = JsonDocument.Parse(SlackBlocksTests.Blocks(message));
        var shown = JsonSerializer.Serialize(new { text = message.Text, blocks = blocks.RootElement }, Readable);
        Approved.Check($"tests/IncidentBot.Adapters.Tests/Slack/Approved/{name}.json", shown + "\n");
    }
}
