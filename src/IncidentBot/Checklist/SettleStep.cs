using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Checklist;

/// <summary>Ticks the step that is done once somebody has a role, so that nobody need say the same twice.</summary>
internal sealed class SettleStep(ChecklistBoard board, ChecklistTemplate template)
{
    /// <summary>
    /// Ticks it in the name of whoever gave or took the role; nothing happens where there is no such step or it is settled.
    /// </summary>
    public async Task<Happened> HandleAsync(Incident incident, RoleGiven given, Work work, CancellationToken cancellationToken)
    {
        // The role was told as a fact already; the tick that it brings is no work of its own.
        await board.ChangeAsync(incident, checklist => SettleStepRules.Decide(checklist, template, given), work, cancellationToken);
        return Happened.Nothing;
    }
}

/// <summary>Whether a step is settled by a role that somebody has now.</summary>
internal static class SettleStepRules
{
    /// <summary>Decides; a question still wants its answer.</summary>
    public static Decision<StepTicked> Decide(IncidentChecklist checklist, ChecklistTemplate template, RoleGiven given) =>
        template.SettledBy.TryGetValue(given.Role, out var key) && checklist.Find(key) is { State: StepState.Open, IsQuestion: false }
            ? new StepTicked(given.By ?? given.Holder, given.At, key)
            : new AlreadySo($"No open step is waiting for the {given.Role}.");
}
