using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>Answers the questions of a phase that were filled in; what was left as it stood changes nothing.</summary>
internal sealed class AnswerQuestions(ChecklistBoard board, AnswerStep answer)
{
    /// <summary>Records the answers, one after the other.</summary>
    public async Task<Happened> HandleAsync(
        Incident incident, string more, FormSubmitted by, Work work, CancellationToken cancellationToken)
    {
        if (!Words.TryParse<Phase>(more, out var phase))
            return Happened.Unreadable;
        if (await board.FindAsync(incident.Id, work, cancellationToken) is not { } checklist)
            return Happened.Refused($"{incident.Id} has no checklist.");

        var now = incident;
        var happened = new List<Happened>();
        foreach (var (field, step) in PhaseForms.Questions(checklist, phase))
        {
            if (by.Values.GetValueOrDefault(field)?.Trim() is not { Length: > 0 } said || IsRecorded(step, said))
                continue;

            var one = await answer.HandleAsync(now, step.Key, said, by, work, cancellationToken);
            now = one.Facts.Select(told => told.Fact).OfType<IncidentFact>()
                .Aggregate(now, (before, fact) => fact.After(before) with { Version = before.Version + 1 });
            happened.Add(one);
        }

        return happened.Count == 0 ? Happened.Refused("Nothing new was written, so nothing has changed.") : Happened.All(happened);
    }

    private static bool IsRecorded(ChecklistStep step, string said) =>
        step.State == StepState.Done && string.Equals(step.Answer?.Trim(), said, StringComparison.Ordinal);
}
