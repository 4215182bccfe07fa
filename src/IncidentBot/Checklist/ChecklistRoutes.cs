using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Checklist;

/// <summary>What the checklist answers to.</summary>
internal static class ChecklistRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in ChecklistCommands.Verbs)
            routes.Verb(verb);

        AddShow(routes);
        AddSettle(routes);
        AddAssign(routes);
        AddPhase(routes);
        AddReactions(routes);
    }

    private static void AddShow(RouteTable routes)
    {
        routes.Command(
            (ShowChecklist use, ChecklistCommand checklist, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, checklist.Step, call.By, call.Work, stop),
            Permission.Look);
        routes.Button(
            ChecklistButtonIds.HintStep,
            (ShowHint use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, call.More, call.By, call.Work, stop),
            Permission.Look);
        routes.Button(
            ChecklistButtonIds.ShowPhase,
            (ShowPhase use, ButtonPressed _, Call call, CancellationToken stop) => Words.TryParse<Phase>(call.More, out var phase)
                ? use.HandleAsync(call.Incident, phase, call.By, call.Work, stop)
                : Happened.Unreadable);
    }

    private static void AddSettle(RouteTable routes)
    {
        routes.Button(
            ChecklistButtonIds.TickStep,
            (TickStep use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, call.More, call.By, call.Work, stop));
        routes.Button(
            ChecklistButtonIds.UntickStep,
            (UntickStep use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, call.More, call.By, call.Work, stop));
        routes.Opens(
            ChecklistButtonIds.SkipStep,
            (StepForms use, FormCall call, CancellationToken stop) => use.OpenAsync(call, StepForms.ToSkip, stop));
        routes.Form(
            ChecklistFormIds.SkipStep,
            (SkipStep use, FormSubmitted form, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, call.More, form.Values.GetValueOrDefault(StepForms.Reason), call.By, call.Work, stop),
            WithReason);
        routes.Opens(
            ChecklistButtonIds.AnswerStep,
            (StepForms use, FormCall call, CancellationToken stop) => use.OpenAsync(call, StepForms.ToAnswer, stop));
        routes.Form(
            ChecklistFormIds.AnswerStep,
            (AnswerStep use, FormSubmitted form, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, call.More, form.Values.GetValueOrDefault(StepForms.Answer), call.By, call.Work, stop),
            static route => route with
            {
                Check = static (_, call) =>
                    Errors.At(StepForms.Answer, StepForms.CheckAnswer(call.More, call.Value(StepForms.Answer), call.Now)),
                GivesBack = [StepForms.Answer],
            });
    }

    private static void AddAssign(RouteTable routes)
    {
        routes.Command(
            (AssignStep use, AssignCommand assign, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, assign.Step, assign.Person, call.By, call.Work, stop));
        routes.Command(
            (AssignStep use, UnassignCommand unassign, Call call, CancellationToken stop) =>
                use.FreeAsync(call.Incident, unassign.Step, call.By, call.Work, stop));
        routes.Button(
            ChecklistButtonIds.TakeStep,
            (AssignStep use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.TakeAsync(call.Incident, call.More, call.By, call.Work, stop));
        routes.Button(
            ChecklistButtonIds.FreeStep,
            (AssignStep use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.FreeAsync(call.Incident, call.More, call.By, call.Work, stop));
        routes.Opens(
            ChecklistButtonIds.AssignStep,
            (StepForms use, FormCall call, CancellationToken stop) => use.OpenAsync(call, StepForms.ToAssign, stop));
        routes.Form(
            ChecklistFormIds.AssignStep,
            (AssignStep use, FormSubmitted form, Call call, CancellationToken stop) => AssignAsync(use, call.More, form, call, stop),
            WithPerson);
    }

    private static void AddPhase(RouteTable routes)
    {
        routes.Boxes(
            ChecklistButtonIds.TickBoxes,
            (TickBoxes use, BoxesChanged boxes, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, call.More, boxes, call.Work, stop));
        routes.Button(
            ChecklistButtonIds.HintPhase,
            (ShowHint use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.OfPhaseAsync(call.Incident, call.More, call.By, call.Work, stop),
            Permission.Look);
        routes.Opens(
            IncidentButtonIds.AnswerQuestions,
            (PhaseForms use, FormCall call, CancellationToken stop) => use.OpenAsync(call, PhaseForms.ToAnswer, stop));
        routes.Form(
            ChecklistFormIds.AnswerQuestions,
            (AnswerQuestions use, FormSubmitted form, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, call.More, form, call.Work, stop),
            static route => route with
            {
                CheckRecordAsync = static (services, call, stop) => services.GetRequiredService<PhaseForms>().CheckAsync(call, stop),
                GivesBack = PhaseForms.Answers,
            });
        AddChoices(routes);
    }

    private static void AddChoices(RouteTable routes)
    {
        routes.Opens(
            ChecklistButtonIds.SkipOne,
            (PhaseForms use, FormCall call, CancellationToken stop) => use.OpenAsync(call, PhaseForms.ToSkip, stop));
        routes.Form(
            ChecklistFormIds.SkipOne,
            (SkipStep use, FormSubmitted form, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, StepOf(form), form.Values.GetValueOrDefault(StepForms.Reason), call.By, call.Work, stop),
            WithReason);
        routes.Opens(
            ChecklistButtonIds.AssignOne,
            (PhaseForms use, FormCall call, CancellationToken stop) => use.OpenAsync(call, PhaseForms.ToAssign, stop));
        routes.Form(
            ChecklistFormIds.AssignOne,
            (AssignStep use, FormSubmitted form, Call call, CancellationToken stop) => AssignAsync(use, StepOf(form), form, call, stop),
            WithPerson);
        routes.Opens(
            ChecklistButtonIds.ReopenOne,
            (PhaseForms use, FormCall call, CancellationToken stop) => use.OpenAsync(call, PhaseForms.ToReopen, stop));
        routes.Form(
            ChecklistFormIds.ReopenOne,
            (UntickStep use, FormSubmitted form, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, StepOf(form), call.By, call.Work, stop));
    }

    // Whichever form asks, about the step that it was opened for or about one that is picked in it.
    private static FormRoute WithReason(FormRoute route) => route with
    {
        Check = static (_, call) => Errors.IfBlank(call, StepForms.Reason, "Say why. A short reason is enough."),
        GivesBack = [StepForms.Reason],
    };

    private static FormRoute WithPerson(FormRoute route) =>
        route with { Check = static (_, call) => Errors.IfBlank(call, StepForms.Person, "Pick a person, or close the form.") };

    private static Task<Happened> AssignAsync(
        AssignStep use, string step, FormSubmitted form, Call call, CancellationToken cancellationToken) =>
        form.Values.GetValueOrDefault(StepForms.Person) is { Length: > 0 } person
            ? use.HandleAsync(call.Incident, step, new PersonId(person), call.By, call.Work, cancellationToken)
            : Happened.Unreadable;

    private static string StepOf(FormSubmitted form) => form.Values.GetValueOrDefault(PhaseForms.Step) ?? string.Empty;

    private static void AddReactions(RouteTable routes)
    {
        routes.On((PostChecklist use, IncidentStarted _, FactCall call, CancellationToken _) => use.Handle(call));
        routes.Work(AskOpenQuestions.Kind, (AskOpenQuestions _, OfIncident _, Work _, CancellationToken _) => AskOpenQuestions.Handle());
        routes.Work(
            FreeSteps.Kind,
            (FreeSteps use, OfIncident of, Work work, CancellationToken stop) => use.HandleAsync(of.Id, work, stop));
        routes.On(
            (FreeSteps _, StepAssigned _, FactCall call, CancellationToken _) => FreeSteps.Begin(call.Before, call.Work),
            static assigned => assigned.To is not null);
        routes.On(
            (FreeSteps _, StatusChanged _, FactCall call, CancellationToken _) => FreeSteps.Begin(call.Before, call.Work),
            static changed => changed.From >= IncidentStatus.Resolved);
        routes.On(
            (TickBoxes _, StatusChanged _, FactCall call, CancellationToken _) => TickBoxes.OnClosed(call.Before, call.Work),
            static changed => changed.To >= IncidentStatus.Closed);
        routes.On(
            (RefreshChecklist use, StatusChanged changed, FactCall call, CancellationToken stop) =>
                use.HandleAsync(call.After, changed, call.Work, stop),
            FollowStatusRules.Matters);
        routes.On(
            (AnswerStep use, ImpactDescribed described, FactCall call, CancellationToken stop) => use.HandleAsync(described, call, stop));
        routes.On(
            (AnswerStep use, MilestoneSet set, FactCall call, CancellationToken stop) => use.HandleAsync(set, call, stop),
            static set => set.Milestone == Milestone.ImpactStart);
        // After what follows from these in the checklist itself.
        routes.On(
            (EndOpenQuestions use, IncidentFact _, FactCall call, CancellationToken stop) => use.HandleAsync(call, stop),
            static fact => fact is StatusChanged or ImpactDescribed or MilestoneSet);
        routes.On((EndOpenQuestions use, StepFact _, FactCall call, CancellationToken stop) => use.HandleAsync(call, stop));
        routes.On(
            (SettleStep use, RoleGiven given, FactCall call, CancellationToken stop) =>
                use.HandleAsync(call.After, given, call.Work, stop));
    }
}
