using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Questions;

/// <summary>Puts the answers to a draft's questions on record, each as an entry of the timeline; the draft follows.</summary>
internal sealed class AnswerDraftQuestions(PostmortemRecords records, TimelineStore timeline)
{
    private const int LongestAnswer = 2_000, LongestLabel = 150;

    /// <summary>The form with a field for each question.</summary>
    public async Task<Opened> OpenAsync(FormCall call, CancellationToken cancellationToken)
    {
        var questions = OpenQuestions.Of(DraftFacts.Of(await records.ReadAsync(call.Incident, cancellationToken)));
        if (questions.Count == 0)
            return Opened.Refused($"The draft of {call.Incident.Id} has no open questions any more.");

        return new Form(
            QuestionsFormIds.Answer, $"Questions, {call.Incident.Id}", "Record", IncidentButtons.Of(call.Incident.Id),
            [
                .. questions.Select(question => new TextField(
                    question.Key, OneLine.Of(question.Words, LongestLabel), "Leave empty what you don't know.", Optional: true,
                    Multiline: true, MaxLength: LongestAnswer)),
            ]);
    }

    /// <summary>Records what was answered.</summary>
    public async Task<Happened> HandleAsync(FormSubmitted form, Call call, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        var questions = OpenQuestions.Of(DraftFacts.Of(await records.ReadAsync(incident, cancellationToken)));
        var number = await timeline.NextAsync(work.Workspace, incident.Id, cancellationToken);
        foreach (var question in questions)
        {
            if (form.Values.GetValueOrDefault(question.Key)?.Trim() is not { Length: > 0 } said)
                continue;

            var entry = AnswerDraftQuestionsRules.Entry(question, said, number++, call.By.Who, call.By.At) with
            {
                ToldAs = IncidentKeys.Entry(incident.Id, number - 1),
            };
            TimelineStore.Add(work.Batch, work.Workspace, incident.Id, entry);
            EntryBoard.Post(incident, entry, work);
        }

        return work.Batch.Writes.Count > 0
            ? PutOnRecord.IfWritten(incident, work)
            : Happened.Refused("Nothing was written, or somebody has answered meanwhile, so nothing has changed.");
    }
}

/// <summary>What an answer becomes.</summary>
internal static class AnswerDraftQuestionsRules
{
    /// <summary>The entry that has the answer behind what was asked.</summary>
    public static TimelineEntry Entry(OpenQuestion question, string said, int number, Person by, DateTimeOffset at) => new()
    {
        Number = number,
        At = at,
        RecordedAt = at,
        Kind = question.Key is "trigger" or "cause" or "detection" ? EntryKind.Finding : EntryKind.Observation,
        Author = by,
        CapturedBy = by,
        Text = $"{question.About}: {said}",
    };
}
