using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Checklist;

/// <summary>Leaves a step out, for a reason.</summary>
internal sealed class SkipStep(ChecklistBoard board)
{
    /// <summary>Skips the step.</summary>
    public async Task<Happened> HandleAsync(
        Incident incident, string step, string? reason, Inbound by, Work work, CancellationToken cancellationToken) =>
        Happened.Of(
            incident,
            await board.ChangeAsync(
                incident, checklist => SkipStepRules.Decide(checklist, step, reason, by.Who, by.At), work, cancellationToken));
}

/// <summary>Whether a step is skipped.</summary>
internal static class SkipStepRules
{
    /// <summary>Decides on a skip; a reason is needed, and what is done is not skipped.</summary>
    public static Decision<StepSkipped> Decide(IncidentChecklist checklist, string key, string? reason, Person by, DateTimeOffset at)
    {
        if (checklist.Find(key) is not { } step)
            return TickStepRules.NoStep(checklist);

        if (string.IsNullOrWhiteSpace(reason))
            return new Refusal($"Say why you're skipping “{step.Text}”. A short reason is enough.");

        return step.State switch
        {
            StepState.Done => new Refusal($"{TickStepRules.DoneBy(step, by, at)} To skip it, untick it first."),
            StepState.Skipped => new AlreadySo($"“{step.Text}” was already skipped: {step.Answer}"),
            _ => new StepSkipped(by, at, key, reason.Trim()),
        };
    }
}
