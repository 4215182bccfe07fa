using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>The forms that ask for an answer, and for a reason to skip.</summary>
internal sealed class StepForms(ChecklistStore store)
{
    /// <summary>Field: the answer.</summary>
    public const string Answer = "answer";

    /// <summary>Characters; what was said by a command may be longer.</summary>
    private const int LongestAnswer = 2000;

    /// <summary>The hint beside a field that cannot show the answer so far.</summary>
    private const string TooLong = "The answer so far is too long to be shown here. What you write takes its place.";

    /// <summary>Field: the reason.</summary>
    public const string Reason = "reason";

    /// <summary>Field: the person.</summary>
    public const string Person = "person";

    /// <summary>A form about the step that a button names.</summary>
    internal async Task<Opened> OpenAsync(
        FormCall call, Func<IncidentId, ChecklistStep, Form> compose, CancellationToken cancellationToken) =>
        (await store.FindAsync(call.Asker.Workspace, call.Incident.Id, cancellationToken))?.FindTyped(call.More) is { } step
            ? compose(call.Incident.Id, step)
            : Opened.Refused(
                $"That step is no longer on the checklist. To see the steps, type {CommandGrammar.Typed("checklist")}.");

    /// <summary>Asks the question of a step; the former answer stands in it.</summary>
    public static Form ToAnswer(IncidentId incident, ChecklistStep step)
    {
        var answer = step.State == StepState.Done ? step.Answer : null;
        return new Form(ChecklistFormIds.AnswerStep, $"Answer for {incident}", "Record the answer", IncidentButtons.Of(incident, step.Key),
            [FieldOf(Answer, step, answer) with { Multiline = !IsTime(step.Key) }]);
    }

    /// <summary>The field on one line in which a step's question is answered; what is known stands in it, where it fits.</summary>
    internal static TextField FieldOf(string name, ChecklistStep step, string? known)
    {
        var isTime = IsTime(step.Key);
        var isShown = known is null || known.Length <= LongestAnswer;
        var hint = isTime ? $"{step.Hint} {HowToWrite(known)}".Trim()
            : isShown ? step.Hint
            : TooLong;
        return new TextField(name, step.Text, hint, Initial: isShown ? known : null, MaxLength: isTime ? 60 : LongestAnswer);
    }

    /// <summary>Asks why a step is skipped.</summary>
    public static Form ToSkip(IncidentId incident, ChecklistStep step) =>
        new(ChecklistFormIds.SkipStep, $"Skip a step, {incident}", "Skip the step", IncidentButtons.Of(incident, step.Key),
            [new TextField(Reason, $"Why is “{step.Text}” skipped?", "A short reason, for the record.", MaxLength: 500)]);

    /// <summary>Asks who does a step.</summary>
    public static Form ToAssign(IncidentId incident, ChecklistStep step) =>
        new(ChecklistFormIds.AssignStep, $"Assign a step, {incident}", "Assign", IncidentButtons.Of(incident, step.Key),
            [new PersonField(Person, OneLine.Of($"Who does “{step.Text}”?", 250), "I'll mention them in the incident's channel.")]);

    /// <summary>What is to be corrected in an answer before anything is stored, as far as the words alone tell; null: nothing.</summary>
    /// <param name="step">The step's key.</param>
    /// <param name="answer">What was typed.</param>
    /// <param name="now">When it was sent; UTC.</param>
    public static string? CheckAnswer(string step, string? answer, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(answer))
            return "Write an answer, or close the form.";

        if (!IsTime(step))
            return null;

        if (!When.TryParse(answer, out var when))
            return $"I can't read that as a time. Write it like {When.Forms}.";

        // The writer's zone is not known here, nor which day it is there: what is ahead even in the easternmost zone is refused.
        if (when.DaysBack is not null || when.Resolve(now, "Pacific/Kiritimati").Problem is not { } problem)
            return null;

        return when.Offset is null ? $"{answer.Trim()} is in the future; write a time in the past." : problem;
    }

    private static string HowToWrite(string? known) => known?.EndsWith(" UTC", StringComparison.Ordinal) == true
        ? $"{When.ShownInUtc}{When.FewForms}."
        : $"Write it like {When.FewForms}. A time without a zone is in yours.";

    private static bool IsTime(string step) => string.Equals(step, AnswerStepRules.Started, StringComparison.Ordinal);
}
