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

    /// <summary>
    /// Answers the question in the same words when its answer was given elsewhere, so that the checklist and the incident say the same.
    /// </summary>
    public async Task<Happened> HandleAsync(IncidentFact said, FactCall call, CancellationToken cancellationToken)
    {
        // What was said was told as a fact already; the answer that it is comes as no work of its own.
        if (!call.All.Any(fact => fact is StepAnswered))
            await board.ChangeAsync(call.After, checklist => AnswerStepRules.Follow(checklist, said), call.Work, cancellationToken);
        return Happened.Nothing;
    }

    private static Happened AboutIncident(Incident incident, StepAnswered answered, Inbound by, Work work) => answered switch
    {
        { ImpactStart: not null } => SetMilestone.Handle(
            incident, Milestone.ImpactStart, When.Parse(answered.Answer, by.At, by.Who.TimeZone), by, work),
        { Step: AnswerStepRules.Impact } => DescribeImpact.HandleAnswer(incident, answered.Answer, by, work),
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

    /// <summary>
    /// The instant that an answer such as <c>12 minutes ago</c> comes to; null: it names none, or names it itself with date and zone.
    /// </summary>
    public static DateTimeOffset? TimeOf(ChecklistStep step, Incident incident) =>
        step is { State: StepState.Done, Key: Started, IsQuestion: true, Answer: { } said }
            && !(When.TryParse(said, out var when) && when is { Date: not null, Offset: { Ticks: 0 } })
                ? incident.At(Milestone.ImpactStart)
                : null;

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

    /// <summary>Decides on what was said elsewhere: it is the answer from now on, whatever stood there.</summary>
    public static Decision<StepAnswered> Follow(IncidentChecklist checklist, IncidentFact said)
    {
        var (key, answer, start) = said switch
        {
            ImpactDescribed described => (Impact, described.Impact, (DateTimeOffset?)null),
            MilestoneSet { Milestone: Milestone.ImpactStart } set => (Started, When.ToTheSecond(set.Instant), set.Instant),
            _ => (string.Empty, string.Empty, null),
        };
        if (said.By is not { } by || checklist.Find(key) is not { IsQuestion: true } step)
            return new AlreadySo("The checklist does not ask that.");

        var former = step.State == StepState.Done ? step.Answer : null;
        return string.Equals(former, answer, StringComparison.Ordinal)
            ? new AlreadySo("That answer is already recorded.")
            : new StepAnswered(by, said.At, key, answer, start, former);
    }

    private static Decision<StepAnswered> DecideStart(Incident incident, string said, string? former, Person by, DateTimeOffset at)
    {
        var read = When.Parse(said, at, by.TimeZone);
        if (read.At is null)
            return new Refusal($"{read.Problem} Your answer was not recorded: {said}");

        var milestone = SetMilestoneRules.Decide(incident, Milestone.ImpactStart, read, by, at);
        return milestone.IsRefusal
            ? new Refusal($"{milestone.Sentence} Your answer was not recorded: {said}")
            : new StepAnswered(by, at, Started, said, milestone.Fact?.Instant, former);
    }
}
