using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What was answered, done, assigned or left out for a reason; open steps are nobody's table.</summary>
internal static class ChecklistSection
{
    /// <summary>The title, by which other sections lead here.</summary>
    public const string Title = "Appendix: checklist";

    public static void Write(MarkdownText text, DraftFacts facts)
    {
        var settled = facts.Record.Steps.Where(step => step.State != StepState.Open || step.AssignedTo is not null).ToList();
        if (settled.Count == 0)
            return;

        text.Heading(2, Title);
        var answers = settled.Where(step => step is { IsQuestion: true, State: StepState.Done, Answer: not null }).ToList();
        if (answers.Count > 0)
            text.List(answers.Select(step => Answer(step, facts.Incident)));

        var rest = settled.Except(answers).ToList();
        if (rest.Count > 0)
            text.Table(["Step", "State", "By", "When", "Reason"], rest.Select(step => Row(step, facts.Incident)));
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
