using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>
/// The checklist in the channel: one phase unfolded, the others a line each, and what stops the harm on top until it has stopped.
/// </summary>
internal static class ChecklistCard
{
    private const int ShownAnswer = 300;

    // Enough to tell steps apart, and short to listen to.
    private const int SpokenLength = 74;

    /// <summary>The checklist as it stands.</summary>
    /// <param name="incident">Whose it is.</param>
    /// <param name="checklist">Its steps.</param>
    /// <param name="news">What has just changed, as a sentence; null: nothing.</param>
    public static Card Compose(Incident incident, IncidentChecklist checklist, string? news = null)
    {
        var onTop = incident.Status < IncidentStatus.Mitigated ? checklist.Steps.FirstOrDefault(step => step.IsPinned) : null;
        var parts = new List<CardPart>
        {
            new Heading(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{IncidentWords.Drill(incident)}{incident.Id}: what to do next ({Settled(checklist.Steps)} of "
                        + $"{checklist.Steps.Count})")),
        };
        if (onTop is not null)
            parts.AddRange([.. Step(checklist, onTop, withHint: true), new Rule()]);

        foreach (var phase in Enum.GetValues<Phase>())
        {
            if (phase == checklist.Shown)
                parts.AddRange(Unfolded(checklist, phase, onTop));
            else
                parts.Add(
                    new Paragraph(
                        Progress(checklist, phase),
                        new Button(
                            ChecklistButtonIds.ShowPhase, $"Show {Words.Of(phase)}", IncidentButtons.Of(incident.Id, Words.Of(phase)))));
        }

        return new Card(InWords(incident, checklist, news), parts);
    }

    /// <summary>The checklist as text for one person, all phases unfolded.</summary>
    /// <param name="incident">Whose it is.</param>
    /// <param name="checklist">Its steps.</param>
    /// <param name="asked">When the person asked; UTC.</param>
    public static Card ComposePrivate(Incident incident, IncidentChecklist checklist, DateTimeOffset asked)
    {
        var phases = Enum.GetValues<Phase>()
            .Select(phase => (Phase: phase, Lines: checklist.Of(phase).Select(step => Numbered(checklist, step)).ToList())).ToList();
        return new Card(
            $"All steps of {incident.Id} at {When.ToTheSecond(asked)}: {Count(checklist)}. "
                + $"{string.Join(" ", Enum.GetValues<Phase>().Select(phase => InWords(checklist, phase)))}",
            [
                new Heading($"All steps of {incident.Id}"),
                .. phases.Select(
                    one => new Paragraph(
                        one.Lines.Aggregate(
                            Progress(checklist, one.Phase), (text, line) => new RichText([.. text.Plain("\n").Spans, .. line.Spans])))),
                new SmallPrint(
                    RichText.Of(
                        $"To tick, answer or skip a step, use the checklist message in the incident's channel. For a hint, type "
                            + $"{CommandGrammar.Typed("checklist 3")}; to take a step, {CommandGrammar.Typed("assign 3 me")}.")),
            ]);
    }

    private static IEnumerable<CardPart> Unfolded(IncidentChecklist checklist, Phase phase, ChecklistStep? onTop)
    {
        yield return new Paragraph(Progress(checklist, phase));
        var hinted = false;
        foreach (var step in checklist.Of(phase).Where(step => step != onTop))
        {
            var isNext = !hinted && step.State == StepState.Open;
            hinted |= isNext;
            foreach (var part in Step(checklist, step, isNext))
                yield return part;
        }
    }

    /// <summary>The buttons by which an open step is settled.</summary>
    internal static Buttons Actions(IncidentId incident, ChecklistStep step)
    {
        var value = IncidentButtons.Of(incident, step.Key);
        var tick = Named(ChecklistButtonIds.TickStep, "Tick", step, value);
        var skip = Named(ChecklistButtonIds.SkipStep, "Skip", step, value);
        return new Buttons(
            step.IsQuestion
                ? [Named(ChecklistButtonIds.AnswerStep, "Answer", step, value) with { Style = ButtonStyle.Primary }, tick, skip]
                : [tick, skip]);
    }

    private static IEnumerable<CardPart> Step(IncidentChecklist checklist, ChecklistStep step, bool withHint)
    {
        var value = IncidentButtons.Of(checklist.Incident, step.Key);
        var untick = Named(ChecklistButtonIds.UntickStep, step.State == StepState.Skipped ? "Undo skip" : "Untick", step, value);
        if (step.State != StepState.Open && !(step.IsQuestion && step.State == StepState.Done))
        {
            yield return new Paragraph(Plain(step), untick);
            yield break;
        }

        if (step.State == StepState.Done)
        {
            yield return new Paragraph(Plain(step));
            yield return new Buttons([Named(ChecklistButtonIds.AnswerStep, "Change answer", step, value), untick]);
            yield break;
        }

        yield return new Paragraph(Plain(step), Menu: More(checklist, step));
        if (withHint && step.Hint is { } hint)
            yield return new SmallPrint(hint);

        yield return Actions(checklist.Incident, step);
    }

    private static Menu More(IncidentChecklist checklist, ChecklistStep step)
    {
        var value = IncidentButtons.Of(checklist.Incident, string.Create(CultureInfo.InvariantCulture, $"#{checklist.NumberOf(step)}"));
        var hint = new Button(ChecklistButtonIds.HintStep, "Show the hint", value);
        return new Menu(step.AssignedTo is { } holder
            ?
            [
                hint, new Button(ChecklistButtonIds.AssignStep, "Assign to someone else…", value),
                new Button(ChecklistButtonIds.FreeStep, $"Unassign {OneLine.Of(holder.Name, 40)}", value),
            ]
            : [
                hint, new Button(ChecklistButtonIds.TakeStep, "Take it", value),
                new Button(ChecklistButtonIds.AssignStep, "Assign to…", value),
            ]);
    }

    private static RichText Numbered(IncidentChecklist checklist, ChecklistStep step) =>
        new([new PlainSpan(string.Create(CultureInfo.InvariantCulture, $"{checklist.NumberOf(step)}. ")), .. Plain(step).Spans]);

    // Many buttons of the card are labelled alike: a screen reader needs the step.
    private static Button Named(string action, string label, ChecklistStep step, string value) =>
        new(action, label, value, Spoken: OneLine.Of($"{label}: {step.Text}", SpokenLength));

    private static RichText Plain(ChecklistStep step)
    {
        if (step is { State: StepState.Open } or { By: null } or { At: null })
        {
            var open = new RichText([]).Plain("☐ ").Bold(step.Text);
            return step.AssignedTo is { } holder ? open.Plain(" — for ").Person(holder.Id, holder.Name) : open;
        }

        var text = new RichText([]).Plain(step.State == StepState.Done ? "☑ Done: " : "⊘ Skipped: ").Plain(step.Text);
        if (step.Answer is { } answer)
            text = text.Plain(" ").Bold(OneLine.Of(answer, ShownAnswer));

        return text.Plain(" — ").Person(step.By.Id, step.By.Name).Plain(", ").Time(step.At.Value);
    }

    private static RichText Progress(IncidentChecklist checklist, Phase phase)
    {
        var steps = checklist.Of(phase);
        return new RichText([]).Bold(Words.Title(phase))
            .Plain(string.Create(CultureInfo.InvariantCulture, $": {Settled(steps)} of {steps.Count} settled"));
    }

    private static int Settled(IReadOnlyList<ChecklistStep> steps) => steps.Count(step => step.State != StepState.Open);

    private static string Count(IncidentChecklist checklist) =>
        string.Create(CultureInfo.InvariantCulture, $"{Settled(checklist.Steps)} of {checklist.Steps.Count} steps settled");

    private static string InWords(Incident incident, IncidentChecklist checklist, string? news)
    {
        var onTop = incident.Status < IncidentStatus.Mitigated ? checklist.Steps.FirstOrDefault(step => step.IsPinned) : null;
        var first = onTop is null ? string.Empty : $" First: {InWords(onTop)}.";
        var open = checklist.Of(checklist.Shown).Where(step => step != onTop && step.State == StepState.Open)
            .Select(step => step.AssignedTo is { } holder ? $"{step.Text} (for {holder.Name})" : step.Text).ToList();
        var shown = open.Count == 0 ? "nothing else is open" : "open: " + string.Join("; ", open);
        var others = Enum.GetValues<Phase>().Where(phase => phase != checklist.Shown)
            .Select(phase => Progress(checklist, phase).ToPlainText());
        return $"{(news is null ? string.Empty : news + " ")}Checklist of {incident.Id}.{first} {Words.Title(checklist.Shown)}, "
            + $"{shown}. {string.Join(". ", others)}.";
    }

    private static string InWords(IncidentChecklist checklist, Phase phase) =>
        $"{Words.Title(phase)}: {string.Join("; ", checklist.Of(phase).Select(step => $"{checklist.NumberOf(step)}. {InWords(step)}"))}.";

    private static string InWords(ChecklistStep step) => step.State == StepState.Open
        ? $"{step.Text} ({(step.AssignedTo is { } holder ? $"for {holder.Name}" : "open")})"
        : Plain(step).ToPlainText();
}
