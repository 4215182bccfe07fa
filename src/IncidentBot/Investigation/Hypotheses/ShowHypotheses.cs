using IncidentBot.Incidents.Routes;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>Shows one person the hypotheses with what can be done about each.</summary>
internal sealed class ShowHypotheses(HypothesisBoard board)
{
    /// <summary>Answers privately.</summary>
    public async Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        var seen = await board.ReadAsync(call.Incident, cancellationToken);
        return Happened.Answered(
            seen.List.All.Count == 0
                ? HypothesisCard.Empty(call.Incident.Id, call.By.At)
                : HypothesisCard.Of(seen.List, seen.Entries, call.By.At));
    }
}
