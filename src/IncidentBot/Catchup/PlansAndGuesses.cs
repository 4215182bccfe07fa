using IncidentBot.Actions;
using IncidentBot.Incidents;
using IncidentBot.Investigation.Hypotheses;

namespace IncidentBot.Catchup;

/// <summary>Reads what people think may have caused an incident, and what they agreed to do about it.</summary>
internal sealed class PlansAndGuesses(HypothesisStore hypotheses, ActionStore actions)
{
    /// <summary>The hypotheses, with what became of them.</summary>
    public Task<HypothesisList> ListHypothesesAsync(Incident incident, CancellationToken cancellationToken) =>
        hypotheses.ListAsync(incident.Workspace, incident.Id, cancellationToken);

    /// <summary>The action items, in the order of making.</summary>
    public Task<IReadOnlyList<ActionItem>> ListActionsAsync(Incident incident, CancellationToken cancellationToken) =>
        actions.ListAsync(incident.Workspace, incident.Id, cancellationToken);
}
