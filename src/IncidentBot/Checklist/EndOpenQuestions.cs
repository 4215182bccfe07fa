using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>
/// Takes the button off the message by which an earlier version asked the open questions, once they are answered or the harm is over, and
/// says there how it ended.
/// </summary>
internal sealed class EndOpenQuestions(ChecklistBoard board, EndQuestions questions)
{
    /// <summary>Something has happened to an incident or its checklist; the message ends once, by whatever comes first.</summary>
    public async Task<Happened> HandleAsync(FactCall call, CancellationToken cancellationToken)
    {
        var incident = call.After;
        if (incident.CanPost
            && await board.FindAsync(incident.Id, call.Work, cancellationToken) is { } checklist
            && EndOpenQuestionsRules.How(incident.Status, checklist) is { } how)
            await questions.EndAsync(incident.Id, AskOpenQuestions.Key(incident.Id), how, call.Work, cancellationToken);

        return Happened.Nothing;
    }
}

/// <summary>What ends the message about the first questions.</summary>
internal static class EndOpenQuestionsRules
{
    /// <summary>What it says from now on; null: it still asks.</summary>
    public static RichText? How(IncidentStatus status, IncidentChecklist checklist)
    {
        var isOpen = checklist.Of(Phase.Assess).Any(step => step.IsQuestion && step.IsWanted(status));
        if (status < IncidentStatus.Mitigated)
            return isOpen ? null : RichText.Of("The first questions are answered.");

        var later = isOpen ? " The rest can still be answered in the checklist." : string.Empty;
        return $"Some of the first questions were open until the incident was {Words.Of(status)}.{later}";
    }
}
