using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Checklist;

/// <summary>Takes a tick, an answer or a skip back.</summary>
internal sealed class UntickStep(ChecklistBoard board)
{
    /// <summary>Opens the step again.</summary>
    public async Task<Happened> HandleAsync(Incident incident, string step, Inbound by, Work work, CancellationToken cancellationToken) =>
        Happened.Of(
            incident,
            await board.ChangeAsync(
                incident, checklist => UntickStepRules.Decide(checklist, step, by.Who, by.At), work, cancellationToken));
}

/// <summary>Whether a step is opened again.</summary>
internal static class UntickStepRules
{
    /// <summary>Decides on taking back.</summary>
    public static Decision<StepUnticked> Decide(IncidentChecklist checklist, string key, Person by, DateTimeOffset at)
    {
        if (checklist.Find(key) is not { } step)
            return TickStepRules.NoStep(checklist);

        return step.State == StepState.Open ? new AlreadySo($"“{step.Text}” is already open.") : new StepUnticked(by, at, key);
    }
}
