using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>Unfolds a phase of the checklist for everyone.</summary>
public sealed class ShowPhase(ChecklistBoard board)
{
    /// <summary>Unfolds the phase, or tells the person privately that it is.</summary>
    public Task<PhaseShown?> HandleAsync(Incident incident, Phase phase, Inbound by, Work work, CancellationToken cancellationToken) =>
        board.ChangeAsync(incident, checklist => ShowPhaseRules.Decide(checklist, phase, by.Who, by.At), by, work, cancellationToken);
}

/// <summary>Whether another phase is unfolded.</summary>
internal static class ShowPhaseRules
{
    /// <summary>Decides on a phase.</summary>
    public static Decision<PhaseShown> Decide(IncidentChecklist checklist, Phase phase, Person by, DateTimeOffset at) =>
        checklist.Shown == phase
            ? new AlreadySo($"The phase {Words.Of(phase)} of {checklist.Incident} is already open.")
            : new PhaseShown(by, at, phase);
}
