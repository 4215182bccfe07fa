using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>The forms about a whole phase: its questions at once, and one of its steps to be assigned, skipped or opened again.</summary>
internal sealed class PhaseForms(ChecklistStore store)
{
    /// <summary>Field: which step, by its key.</summary>
    public const string Step = "step";

    /// <summary>The fields of the answers, by the place of the question in its phase.</summary>
    public static readonly IReadOnlyList<string> Answers =
        [
            .. Enumerable.Range(1, ChecklistTemplate.StepsPerPhase)
                .Select(place => string.Create(CultureInfo.InvariantCulture, $"answer_{place}")),
        ];

    /// <summary>A form about the phase that a button names.</summary>
    internal async Task<Opened> OpenAsync(
        FormCall call, Func<Incident, IncidentChecklist, Phase, Opened> compose, CancellationToken cancellationToken) =>
        Words.TryParse<Phase>(call.More, out var phase)
            && await store.FindAsync(call.Asker.Workspace, call.Incident.Id, cancellationToken) is { } checklist
                ? compose(call.Incident, checklist, phase)
                : Opened.Refused($"I can't find that checklist. To see the steps, type {CommandGrammar.Typed("checklist")}.");

    /// <summary>Asks all questions of a phase that still matter; what is known stands in the fields.</summary>
    public static Opened ToAnswer(Incident incident, IncidentChecklist checklist, Phase phase)
    {
        var questions = Questions(checklist, phase).Where(one => IsAsked(incident, one.Step)).ToList();
        if (questions.Count == 0)
            return Opened.Refused($"{Words.Title(phase)} has no question that is still asked.");

        return new Form(
            ChecklistFormIds.AnswerQuestions,
            phase == Phase.Assess ? "The first five minutes" : OneLine.Of($"{Words.Title(phase)}: questions", 24),
            "Record the answers",
            IncidentButtons.Of(incident.Id, Words.Of(phase)),
            [.. questions.Select(one => FieldOf(incident, one.Field, one.Step))])
        {
            Intro = "Leave out what you don't know. A guess is fine; you can change it later.",
        };
    }

    /// <summary>Asks which step is skipped, and why.</summary>
    public static Opened ToSkip(Incident incident, IncidentChecklist checklist, Phase phase) =>
        Choose(checklist, Open(checklist, phase), "Which step is skipped?") is { } step
            ? new Form(
                ChecklistFormIds.SkipOne, $"Skip a step, {incident.Id}", "Skip the step", IncidentButtons.Of(incident.Id, Words.Of(phase)),
                [step, new TextField(StepForms.Reason, "Why?", "A short reason, for the record.", MaxLength: 500)])
            : NothingOpen;

    /// <summary>Asks which step somebody does, and who.</summary>
    public static Opened ToAssign(Incident incident, IncidentChecklist checklist, Phase phase) =>
        Choose(checklist, Open(checklist, phase), "Which step?") is { } step
            ? new Form(
                ChecklistFormIds.AssignOne, $"Assign a step, {incident.Id}", "Assign", IncidentButtons.Of(incident.Id, Words.Of(phase)),
                [step, new PersonField(StepForms.Person, "Who does it?", "I'll mention them in the incident's channel.")])
            : NothingOpen;

    /// <summary>Asks which settled step is opened again.</summary>
    public static Opened ToReopen(Incident incident, IncidentChecklist checklist, Phase phase) =>
        Choose(checklist, Settled(checklist, phase), "Which step is open again?") is { } step
            ? new Form(
                ChecklistFormIds.ReopenOne, $"Reopen a step, {incident.Id}", "Reopen",
                IncidentButtons.Of(incident.Id, Words.Of(phase)), [step])
            : Opened.Refused("None of these steps was answered or skipped.");

    /// <summary>The open steps that stand in the list of a phase.</summary>
    public static IReadOnlyList<ChecklistStep> Open(IncidentChecklist checklist, Phase phase) =>
        [.. checklist.Steps.Where(step => (step.Phase == phase || step.IsPinned) && step.State == StepState.Open)];

    /// <summary>The settled steps of a phase that have no box by which they could be opened again.</summary>
    public static IReadOnlyList<ChecklistStep> Settled(IncidentChecklist checklist, Phase phase) =>
        [
            .. checklist.Steps.Where(
                step => (step.Phase == phase || step.IsPinned)
                    && step.State != StepState.Open && (step.Answer is not null || step.Role is not null)),
        ];

    /// <summary>The questions of a phase, each with the field in which it is answered.</summary>
    public static IReadOnlyList<(string Field, ChecklistStep Step)> Questions(IncidentChecklist checklist, Phase phase) =>
        [.. checklist.Of(phase).Where(step => step.IsQuestion).Take(Answers.Count).Select((step, index) => (Answers[index], step))];

    /// <summary>What is to be corrected in the answers, by field.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> CheckAsync(FormCall call, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Words.TryParse<Phase>(call.More, out var phase)
            || await store.FindAsync(call.Asker.Workspace, call.Incident.Id, cancellationToken) is not { } checklist)
            return errors;

        foreach (var (field, step) in Questions(checklist, phase))
        {
            if (call.Value(field) is { Length: > 0 } answer && !string.IsNullOrWhiteSpace(answer)
                && StepForms.CheckAnswer(step.Key, answer, call.Now) is { } problem)
                errors[field] = problem;
        }

        return errors;
    }

    /// <summary>What is known of a question before it is asked; null: nothing.</summary>
    internal static string? Known(Incident incident, ChecklistStep step) => step switch
    {
        { State: StepState.Done } => step.Answer,
        { Key: AnswerStepRules.Impact } => incident.Impact,
        { Key: AnswerStepRules.Started } when incident.At(Milestone.ImpactStart) is { } start => When.ToTheSecond(start),
        _ => null,
    };

    private static readonly Opened NothingOpen = Opened.Refused("All of these steps are settled already.");

    private static bool IsAsked(Incident incident, ChecklistStep step) =>
        step.State != StepState.Skipped && !step.IsPast(incident.Status);

    private static TextField FieldOf(Incident incident, string field, ChecklistStep step)
    {
        var known = Known(incident, step);
        return StepForms.FieldOf(field, step, known) with { Optional = true, Multiline = known?.Contains('\n') == true };
    }

    private static ChoiceField? Choose(IncidentChecklist checklist, IReadOnlyList<ChecklistStep> steps, string label) =>
        steps.Count == 0
            ? null
            : new ChoiceField(Step, label, [.. steps.Select(step => new Choice(step.Key, checklist.Numbered(step)))]);
}
