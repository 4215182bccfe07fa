using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Slack.Rendering;

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
