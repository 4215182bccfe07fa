using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>
/// The checklist in the channel: one phase unfolded, the others a button each, and what stops the harm on top until it has stopped.
/// Steps are boxes to tick; what was answered or skipped, and what a role settles, are lines.
/// </summary>
internal static class ChecklistCard
{
    // All of it stands on record; the list is read at a glance.
    private const int ShownAnswer = 140;

    // Enough to tell steps apart, and short to listen to.
    private const int SpokenLength = 74;

    /// <summary>The checklist as it stands.</summary>
    /// <param name="incident">Whose it is.</param>
    /// <param name="checklist">Its steps.</param>
    /// <param name="news">What has just changed, as a sentence; null: nothing.</param>
    public static Card Compose(Incident incident, IncidentChecklist checklist, string? news = null)
    {
        var onTop = OnTop(incident, checklist);
        var shown = checklist.ShownAt(incident.Status);
        var all = Count(incident, checklist.Steps);
        var parts = new List<CardPart>
        {
            new Heading(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{IncidentWords.Drill(incident)}{incident.Id}: what to do next ({all.Settled} of {all.All})")),
        };
        if (onTop is not null)
        {
            parts.AddRange(Steps(incident, checklist, BoxesShown.OnTop, [onTop]));
            if (onTop is { State: StepState.Open, Hint: { } hint })
                parts.Add(new SmallPrint(hint));
            parts.Add(new Rule());
        }

        parts.Add(new Paragraph(Progress(incident, checklist, shown), Menu: More(checklist, shown)));
        List<ChecklistStep> steps = [.. checklist.Of(shown).Where(step => step != onTop)];
        parts.AddRange(Steps(incident, checklist, Words.Of(shown), steps));
        if (steps.Find(step => step.IsWanted(incident.Status)) is { Hint: { } help } next)
            parts.Add(new SmallPrint(new RichText([]).Bold($"{Number(checklist, next)}.").Plain($" {help}")));
        // Once it is closed, nobody goes back to another phase.
        var others = incident.Status >= IncidentStatus.Closed
            ? []
            : Others(shown).Select(phase => Show(incident, checklist, phase));
        List<Button> buttons = [.. Answers(incident, checklist, shown) is { } answers ? others.Prepend(answers) : others];
        if (buttons.Count > 0)
            parts.Add(new Buttons(buttons));
        return new Card(InWords(incident, checklist, news), parts);
    }

    /// <summary>The checklist as text for one person, all phases unfolded.</summary>
    /// <param name="incident">Whose it is.</param>
    /// <param name="checklist">Its steps.</param>
    /// <param name="asked">When the person asked; UTC.</param>
    public static Card ComposePrivate(Incident incident, IncidentChecklist checklist, DateTimeOffset asked)
    {
        var phases = Enum.GetValues<Phase>().Select(
            phase => (Phase: phase, Lines: checklist.Of(phase).Select(step => Line(incident, checklist, step)).ToList())).ToList();
        var all = Count(incident, checklist.Steps);
        var count = string.Create(CultureInfo.InvariantCulture, $"{all.Settled} of {all.All} steps settled");
        return new Card(
            $"All steps of {incident.Id} at {When.ToTheSecond(asked)}: {count}. "
                + $"{string.Join(" ", Enum.GetValues<Phase>().Select(phase => InWords(incident, checklist, phase)))}",
            [
                new Heading($"All steps of {incident.Id}"),
                .. phases.Select(
                    one => new Paragraph(
                        RichText.Joined("\n", one.Lines.Prepend(Progress(incident, checklist, one.Phase))))),
                new SmallPrint(
                    RichText.Of(
                        $"To tick, answer or skip a step, use the checklist message in the incident's channel. For a hint, type "
                            + $"{CommandGrammar.Typed("checklist 3")}; to take a step, {CommandGrammar.Typed("assign 3 me")}.")),
            ]);
    }

    /// <summary>The buttons by which a step is settled, or opened again.</summary>
    internal static Buttons Actions(IncidentId incident, ChecklistStep step)
    {
        var value = IncidentButtons.Of(incident, step.Key);
        var untick = Named(ChecklistButtonIds.UntickStep, step.State == StepState.Skipped ? "Undo skip" : "Untick", step, value);
        if (step.State == StepState.Done && step.IsQuestion)
            return new Buttons([Named(ChecklistButtonIds.AnswerStep, "Change answer", step, value), untick]);
        if (step.State != StepState.Open)
            return new Buttons([untick]);

        var tick = Named(ChecklistButtonIds.TickStep, "Tick", step, value);
        var skip = Named(ChecklistButtonIds.SkipStep, "Skip", step, value);
        return new Buttons(
            step.IsQuestion
                ? [Named(ChecklistButtonIds.AnswerStep, "Answer", step, value) with { Style = ButtonStyle.Primary }, tick, skip]
                : [tick, skip]);
    }

    /// <summary>The menu by which an open step comes to somebody, or away from them.</summary>
    internal static Menu Hands(IncidentChecklist checklist, ChecklistStep step)
    {
        var value = IncidentButtons.Of(checklist.Incident, string.Create(CultureInfo.InvariantCulture, $"#{checklist.NumberOf(step)}"));
        return new Menu(step.AssignedTo is { } holder
            ?
            [
                new Button(ChecklistButtonIds.AssignStep, "Assign to someone else…", value),
                new Button(ChecklistButtonIds.FreeStep, $"Unassign {OneLine.Of(holder.Name, 40)}", value),
            ]
            : [
                new Button(ChecklistButtonIds.TakeStep, "Take it", value),
                new Button(ChecklistButtonIds.AssignStep, "Assign to…", value),
            ]);
    }

    /// <summary>The button for all questions of a phase.</summary>
    internal static Button AnswerAll(IncidentId incident, Phase phase, string label = "Answer the first five minutes") =>
        new(IncidentButtonIds.AnswerQuestions, label, IncidentButtons.Of(incident, Words.Of(phase)));

    // What is settled by words or by a role is not settled by a tick.
    private static bool IsBox(Incident incident, ChecklistStep step) =>
        step.Role is null && (step.IsWanted(incident.Status) || step is { State: StepState.Done, Answer: null });

    private static ChecklistStep? OnTop(Incident incident, IncidentChecklist checklist) =>
        incident.Status < IncidentStatus.Mitigated ? checklist.Steps.FirstOrDefault(step => step.IsPinned) : null;

    // In their order, whatever they are shown as, so that their numbers count up.
    private static IEnumerable<CardPart> Steps(
        Incident incident, IncidentChecklist checklist, string list, IReadOnlyList<ChecklistStep> steps)
    {
        var (lists, rest) = (0, steps);
        while (rest.Count > 0)
        {
            var isBox = IsBox(incident, rest[0]);
            List<ChecklistStep> run = [.. rest.TakeWhile(step => IsBox(incident, step) == isBox).Take(isBox ? Checks.Most : rest.Count)];
            rest = [.. rest.Skip(run.Count)];
            if (!isBox)
            {
                yield return new Paragraph(RichText.Joined("\n", run.Select(step => Line(incident, checklist, step))));
                continue;
            }

            lists++;
            var name = lists == 1 ? list : string.Create(CultureInfo.InvariantCulture, $"{list}.{lists}");
            yield return new Checks(
                ChecklistButtonIds.TickBoxes, BoxesShown.Of(checklist, name, run),
                [.. run.Select(step => BoxOf(checklist, step, isNumbered: list != BoxesShown.OnTop))]);
        }
    }

    // What stands on top is one step of another phase: its number would begin the card in the middle.
    private static Box BoxOf(IncidentChecklist checklist, ChecklistStep step, bool isNumbered)
    {
        var note = step switch
        {
            { State: StepState.Done, By: { } by, At: { } at } => new RichText([]).Person(by.Id, by.Name).Plain(", ").Time(at),
            { AssignedTo: { } holder } => new RichText([]).Plain("for ").Person(holder.Id, holder.Name),
            _ => null,
        };
        return new Box(
            step.Key, isNumbered ? checklist.Numbered(step) : step.Text, step.State == StepState.Done, note,
            Actions(checklist.Incident, step).Items.First(
                button => button.Action is ChecklistButtonIds.TickStep or ChecklistButtonIds.UntickStep));
    }

    private static IEnumerable<Phase> Others(Phase shown) => Enum.GetValues<Phase>().Where(phase => phase != shown);

    private static Button Show(Incident incident, IncidentChecklist checklist, Phase phase)
    {
        var (settled, all) = Count(incident, checklist.Of(phase));
        var label = string.Create(CultureInfo.InvariantCulture, $"{Words.Title(phase)} {settled}/{all}");
        return new Button(
            ChecklistButtonIds.ShowPhase, label, IncidentButtons.Of(incident.Id, Words.Of(phase)),
            Spoken: string.Create(CultureInfo.InvariantCulture, $"Show {Words.Title(phase)}, {settled} of {all} settled"));
    }

    private static Button? Answers(Incident incident, IncidentChecklist checklist, Phase shown)
    {
        const string Here = "Answer the questions";
        var isUrgent = incident.Status < IncidentStatus.Mitigated;
        var here = checklist.Of(shown).Where(step => step.IsQuestion && !step.IsPast(incident.Status)).ToList();
        if (here.Count == 0)
        {
            var isOpen = checklist.Of(Phase.Assess).Any(step => step.IsQuestion && step.IsWanted(incident.Status));
            return !isOpen ? null : isUrgent
                ? AnswerAll(incident.Id, Phase.Assess)
                : AnswerAll(incident.Id, Phase.Assess, $"Answer what is open in {Words.Title(Phase.Assess)}");
        }

        if (here.TrueForAll(step => step.State != StepState.Open))
            return AnswerAll(incident.Id, shown, "Change the answers");

        var button = isUrgent && shown == Phase.Assess ? AnswerAll(incident.Id, shown) : AnswerAll(incident.Id, shown, Here);
        return isUrgent ? button with { Style = ButtonStyle.Primary } : button;
    }

    private static Menu More(IncidentChecklist checklist, Phase phase)
    {
        var value = IncidentButtons.Of(checklist.Incident, Words.Of(phase));
        List<Button> items = [new(ChecklistButtonIds.HintPhase, "Show the hints", value)];
        if (PhaseForms.Open(checklist, phase).Count > 0)
        {
            items.Add(new Button(ChecklistButtonIds.AssignOne, "Assign a step…", value));
            items.Add(new Button(ChecklistButtonIds.SkipOne, "Skip a step…", value));
        }

        if (PhaseForms.Settled(checklist, phase).Count > 0)
            items.Add(new Button(ChecklistButtonIds.ReopenOne, "Reopen a step…", value));
        return new Menu(items);
    }

    private static string Number(IncidentChecklist checklist, ChecklistStep step) =>
        checklist.NumberOf(step).ToString(CultureInfo.InvariantCulture);

    private static RichText Line(Incident incident, IncidentChecklist checklist, ChecklistStep step) =>
        new RichText([]).Plain($"{Number(checklist, step)}. ").Then(Plain(incident, step));

    // Many buttons of the card are labelled alike: a screen reader needs the step.
    private static Button Named(string action, string label, ChecklistStep step, string value) =>
        new(action, label, value, Spoken: OneLine.Of($"{label}: {step.Text}", SpokenLength));

    private static RichText Plain(Incident incident, ChecklistStep step)
    {
        if (step.IsPast(incident.Status))
            return new RichText([]).Plain($"– {step.Text} Not asked any more.");

        if (step is { State: StepState.Open } or { By: null } or { At: null })
        {
            var open = new RichText([]).Plain("☐ ").Bold(step.Text);
            if (step.Role is { } role)
                open = open.Plain($" — ticked when someone takes the {role} role");
            return step.AssignedTo is { } holder ? open.Plain(" — for ").Person(holder.Id, holder.Name) : open;
        }

        var text = new RichText([]).Plain(step.State == StepState.Done ? "☑ Done: " : "⊘ Skipped: ").Plain(step.Text);
        if (step.Answer is { } answer)
            text = text.Plain(" ").Bold(OneLine.Of(answer, ShownAnswer));

        return text.Plain(" — ").Person(step.By.Id, step.By.Name).Plain(", ").Time(step.At.Value);
    }

    private static RichText Progress(Incident incident, IncidentChecklist checklist, Phase phase)
    {
        var (settled, all) = Count(incident, checklist.Of(phase));
        return new RichText([]).Bold(Words.Title(phase))
            .Plain(string.Create(CultureInfo.InvariantCulture, $": {settled} of {all} settled"));
    }

    // What is no longer asked is neither settled nor open.
    private static (int Settled, int All) Count(Incident incident, IReadOnlyList<ChecklistStep> steps) =>
        (steps.Count(step => step.State != StepState.Open), steps.Count(step => !step.IsPast(incident.Status)));

    private static string InWords(Incident incident, IncidentChecklist checklist, string? news)
    {
        var onTop = OnTop(incident, checklist);
        var shown = checklist.ShownAt(incident.Status);
        var first = onTop is null ? string.Empty : $" First: {InWords(incident, onTop)}.";
        var open = checklist.Of(shown).Where(step => step != onTop && step.IsWanted(incident.Status))
            .Select(step => step.AssignedTo is { } holder ? $"{step.Text} (for {holder.Name})" : step.Text).ToList();
        var unfolded = open.Count == 0 ? "nothing else is open" : "open: " + string.Join("; ", open);
        var others = Others(shown).Select(phase => Progress(incident, checklist, phase).ToPlainText());
        return $"{(news is null ? string.Empty : news + " ")}Checklist of {incident.Id}.{first} {Words.Title(shown)}, "
            + $"{unfolded}. {string.Join(". ", others)}.";
    }

    private static string InWords(Incident incident, IncidentChecklist checklist, Phase phase) =>
        $"{Words.Title(phase)}: "
            + $"{string.Join("; ", checklist.Of(phase).Select(step => $"{Number(checklist, step)}. {InWords(incident, step)}"))}.";

    private static string InWords(Incident incident, ChecklistStep step) => step.IsWanted(incident.Status)
        ? $"{step.Text} ({(step.AssignedTo is { } holder ? $"for {holder.Name}" : "open")})"
        : Plain(incident, step).ToPlainText();
}
