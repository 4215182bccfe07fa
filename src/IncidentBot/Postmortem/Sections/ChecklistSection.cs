using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

internal static class ChecklistSection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        text.Heading(2, "Checklist");
        if (record.Steps.Count == 0)
        {
            text.Paragraph("The incident has no checklist.");
            return;
        }

        var answers = record.Steps.Where(step => step is { IsQuestion: true, State: StepState.Done, Answer: not null }).ToList();
        if (answers.Count > 0)
            text.List(answers.Select(step => Answer(step, record.Incident)));

        text.Table(
            ["Phase", "Step", "State", "By", "When", "Reason"],
            record.Steps.Select(step => Row(step, record.Incident)));
    }

    private static string Answer(ChecklistStep step, Incident incident)
    {
        var words = MarkdownWords.Lines(step.Answer!, indent: 2);
        return $"**{MarkdownWords.OneLine(step.Text)}** {words}{Time(step, incident)} ({Who(step)})";
    }

    // "12 minutes ago" stays as it was said, but readers need the time.
    private static string Time(ChecklistStep step, Incident incident) =>
        AnswerStepRules.TimeOf(step, incident) is { } start ? $", that is {Moments.Full(start)}" : "";

    private static string[] Row(ChecklistStep step, Incident incident) =>
    [
        Words.Title(step.Phase),
        MarkdownWords.OneLine(step.Text),
        step.IsPast(incident.Status) ? "not asked" : Words.Of(step.State),
        Whose(step),
        step.At is { } at ? Moments.Full(at) : "",
        step is { State: StepState.Skipped, Answer: { } reason } ? MarkdownWords.OneLine(reason) : "",
    ];

    private static string Whose(ChecklistStep step) => (step.By, step.AssignedTo) switch
    {
        ({ } by, _) => MarkdownWords.OneLine(by.Name),
        (null, { } to) => $"for {MarkdownWords.OneLine(to.Name)}",
        _ => "",
    };

    private static string Who(ChecklistStep step)
    {
        var name = step.By is null ? null : MarkdownWords.OneLine(step.By.Name);
        var time = step.At is { } at ? Moments.Full(at) : null;
        return string.Join(", ", new[] { name, time }.OfType<string>());
    }
}
