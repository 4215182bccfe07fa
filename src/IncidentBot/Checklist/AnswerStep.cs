using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>Answers one of the questions of the checklist.</summary>
internal sealed class AnswerStep(ChecklistBoard board)
{
    /// <summary>Records the answer and what it means for the incident.</summary>
    public async Task<Happened> HandleAsync(
        Incident incident, string step, string? answer, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var decision = await board.ChangeAsync(
            incident, checklist => AnswerStepRules.Decide(incident, checklist, step, answer, by.Who, by.At), work, cancellationToken);
        var about = decision.Fact is { } answered ? AboutIncident(incident, answered, by, work) : Happened.Nothing;
        return Happened.All(about, Happened.Of(incident, decision));
    }

    private static Happened AboutIncident(Incident incident, StepAnswered answered, Inbound by, Work work) => answered switch
    {
        { ImpactStart: { } start } => SetMilestone.Handle(incident, Milestone.ImpactStart, start, by, work),
        { Step: AnswerStepRules.Impact } => DescribeImpact.HandleAnswer(incident, answered.Answer, answered.Former, by, work),
        _ => Happened.Nothing,
    };
}

/// <summary>Whether an answer is recorded, and what it means for the incident.</summary>
internal static class AnswerStepRules
{
    /// <summary>The question whose answer is an instant: the start of the impact.</summary>
    public const string Started = "started";

    /// <summary>The question whose answer becomes the incident's impact.</summary>
    public const string Impact = "impact";

    /// <summary>Decides on an answer.</summary>
    public static Decision<StepAnswered> Decide(
        Incident incident, IncidentChecklist checklist, string key, string? answer, Person by, DateTimeOffset at)
    {
        if (checklist.Find(key) is not { } step)
            return TickStepRules.NoStep(checklist);

        if (!step.IsQuestion)
            return new Refusal($"“{step.Text}” doesn't need an answer: tick it when it's done.");

        if (string.IsNullOrWhiteSpace(answer))
            return new Refusal($"“{step.Text}” needs a written answer.");

        var said = answer.Trim();
        if (step.State == StepState.Done && string.Equals(step.Answer, said, StringComparison.Ordinal))
            return new AlreadySo($"{TickStepRules.DoneBy(step, by, at)} That answer is already recorded.");

        var former = step.State == StepState.Done ? step.Answer : null;
        return string.Equals(key, Started, StringComparison.Ordinal)
            ? DecideStart(incident, said, former, by, at)
            : new StepAnswered(by, at, key, said, Former: former);
    }

    private static Decision<StepAnswered> DecideStart(Incident incident, string said, string? former, Person by, DateTimeOffset at)
    {
        var read = When.Parse(said, at, by.TimeZone);
        if (read.At is not { } start)
            return new Refusal($"{read.Problem} Your answer was not recorded: {said}");

        var milestone = SetMilestoneRules.Decide(incident, Milestone.ImpactStart, start, by, at);
        return milestone.IsRefusal
            ? new Refusal($"{milestone.Sentence} Your answer was not recorded: {said}")
            : new StepAnswered(by, at, Started, said, milestone.Fact?.Instant, former);
    }
}
