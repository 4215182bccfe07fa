using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>Asks once more, and only once, the first questions that nobody has answered yet.</summary>
internal sealed class AskOpenQuestions(IncidentStore incidents, ChecklistStore store, ChannelQuestions questions)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/ask-open-questions");

    /// <summary>How long the questions may be open before they are asked again.</summary>
    public static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    /// <summary>An incident was started: the check comes when the time is over.</summary>
    public static Happened OnStarted(Incident incident, Work work)
    {
        work.Then(Later(incident.Id, Key(incident.Id), incident.At(Milestone.Declared) + After));
        return Happened.Nothing;
    }

    /// <summary>Asks, unless all is answered or the harm is over.</summary>
    public async Task<Happened> HandleAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken)
                is not { Status: < IncidentStatus.Mitigated, CanPost: true } incident
            || await store.FindAsync(work.Workspace, id, cancellationToken) is not { } checklist)
            return Happened.Nothing;

        var open = Open(checklist, incident.Status);
        if (open.Count == 0)
            return Happened.Nothing;
        if (incident.Channel is null)
        {
            work.Then(Later(id, $"{work.Key}/ask-open-questions", work.Now + NudgeForCommander.UntilThereIsAChannel));
            return Happened.Nothing;
        }

        await questions.AskAsync(
            work, incident, Key(id), OpenQuestionsCard.Compose(id, open), purpose: null, cancellationToken);
        return Happened.Nothing;
    }

    /// <summary>The first questions that are still asked and open.</summary>
    internal static IReadOnlyList<ChecklistStep> Open(IncidentChecklist checklist, IncidentStatus status) =>
        [.. checklist.Of(Phase.Assess).Where(step => step.IsQuestion && step.IsWanted(status))];

    /// <summary>The key of the message.</summary>
    internal static string Key(IncidentId incident) => $"{incident}/ask-open-questions";

    private static FollowUp Later(IncidentId id, string deliveryKey, DateTimeOffset? dueAt) =>
        Kind.Later(deliveryKey, IncidentKeys.Reminders(id), new OfIncident(id.Number), dueAt);
}

/// <summary>The first questions that are still open.</summary>
internal static class OpenQuestionsCard
{
    /// <summary>Asks them.</summary>
    public static Card Compose(IncidentId id, IReadOnlyList<ChecklistStep> open)
    {
        var asked = open.Count == 1
            ? "This question is still open. The answer shows"
            : "These questions are still open. The answers show";
        var intro = $"{asked} where to look first. A guess is fine; you can change it later.";
        return new Card(
            $"{intro} {string.Join(" ", open.Select(step => step.Text))}",
            [
                new Paragraph(intro),
                new Paragraph(open.Aggregate(
                    new RichText([]), (text, step) => text.Plain(text.Spans.Count == 0 ? "• " : "\n• ").Plain(step.Text))),
                new Buttons([ChecklistCard.AnswerAll(id, Phase.Assess) with { Style = ButtonStyle.Primary }]),
            ]);
    }
}
