using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>Unfolds a phase of the checklist for everyone.</summary>
internal sealed class ShowPhase(ChecklistBoard board)
{
    /// <summary>Unfolds the phase.</summary>
    public async Task<Happened> HandleAsync(Incident incident, Phase phase, Inbound by, Work work, CancellationToken cancellationToken) =>
        Happened.Of(
            incident,
            await board.ChangeAsync(
                incident, checklist => ShowPhaseRules.Decide(checklist, incident.Status, phase, by.Who, by.At), work, cancellationToken));
}

/// <summary>Whether another phase is unfolded.</summary>
internal static class ShowPhaseRules
{
    /// <summary>Decides on a phase.</summary>
    /// <param name="checklist">The checklist.</param>
    /// <param name="status">The incident's status, on which it depends what is unfolded already.</param>
    /// <param name="phase">Which phase.</param>
    /// <param name="by">Who wants to see it.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<PhaseShown> Decide(
        IncidentChecklist checklist, IncidentStatus status, Phase phase, Person by, DateTimeOffset at) =>
        checklist.ShownAt(status) == phase
            ? new AlreadySo($"The phase {Words.Of(phase)} of {checklist.Incident} is already open.")
            : new PhaseShown(by, at, phase);
}
