using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>Tells one person what helps with a step, and what to do next.</summary>
internal sealed class ShowHint(ChecklistStore store)
{
    /// <summary>Answers privately, with the hints of a whole phase.</summary>
    public async Task<Happened> OfPhaseAsync(Incident incident, string typed, Inbound by, Work work, CancellationToken cancellationToken)
    {
        if (!Words.TryParse<Phase>(typed, out var phase))
            return Happened.Unreadable;

        return await store.FindAsync(work.Workspace, incident.Id, cancellationToken) is { } checklist
            ? Happened.Answered(HintCard.Compose(checklist, phase, by.At))
            : Happened.Refused($"{incident.Id} has no checklist.");
    }

    /// <summary>Answers privately.</summary>
    /// <param name="incident">Whose checklist.</param>
    /// <param name="typed">The step's key or number.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> HandleAsync(Incident incident, string typed, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var checklist = await store.FindAsync(work.Workspace, incident.Id, cancellationToken);
        return checklist switch
        {
            null => Happened.Refused($"{incident.Id} has no checklist."),
            _ when checklist.FindTyped(typed) is { } step => Happened.Answered(HintCard.Compose(checklist, step, by.Who, by.At)),
            _ => Happened.Refused(TickStepRules.NoStep(checklist).Sentence),
        };
    }
}

/// <summary>What helps with one step, for one person.</summary>
internal static class HintCard
{
    /// <summary>The hint, what to do next, and the buttons for it.</summary>
    /// <param name="checklist">The checklist.</param>
    /// <param name="step">One of its steps.</param>
    /// <param name="reader">Who asks.</param>
    /// <param name="asked">When; UTC.</param>
    public static Card Compose(IncidentChecklist checklist, ChecklistStep step, Person reader, DateTimeOffset asked)
    {
        var number = checklist.NumberOf(step);
        var head = string.Create(
            CultureInfo.InvariantCulture, $"{step.Text} (step {number} of {checklist.Incident}, {Words.Of(step.Phase)})");
        var hint = step.Hint ?? "This step has no hint.";
        var next = Next(checklist, step, reader, asked);
        return new Card(
            $"{head} {hint} {next} ({When.ToTheSecond(asked)})",
            [
                new Paragraph(
                    new RichText([]).Bold(head).Plain("\n" + hint),
                    Menu: step.State == StepState.Open ? ChecklistCard.Hands(checklist, step) : null),
                new SmallPrint(next),
                ChecklistCard.Actions(checklist.Incident, step),
            ]);
    }

    /// <summary>The hints of a whole phase, with every step in its full length.</summary>
    /// <param name="checklist">The checklist.</param>
    /// <param name="phase">Which phase.</param>
    /// <param name="asked">When; UTC.</param>
    public static Card Compose(IncidentChecklist checklist, Phase phase, DateTimeOffset asked)
    {
        var hints = checklist.Of(phase).Select(
            step => (Step: checklist.Numbered(step), step.Hint)).ToList();
        return new Card(
            $"Hints for {Words.Title(phase)} of {checklist.Incident} ({When.ToTheSecond(asked)}): "
                + string.Join(' ', hints.Select(one => $"{one.Step} {one.Hint}".TrimEnd())),
            [
                new Heading($"{checklist.Incident}: hints for {Words.Title(phase)}"),
                .. hints.Select(one => new Paragraph(new RichText([]).Bold(one.Step).Plain($"\n{one.Hint}".TrimEnd()))),
                new SmallPrint(RichText.Of($"To answer, tick or skip one of them here, type {CommandGrammar.Typed("checklist 3")}.")),
            ]);
    }

    private static string Next(IncidentChecklist checklist, ChecklistStep step, Person reader, DateTimeOffset asked)
    {
        if (step.State == StepState.Skipped)
            return $"It was skipped: {step.Answer}";
        if (step.State == StepState.Done)
            return $"{TickStepRules.DoneBy(step, reader, asked)}{After(checklist)}";

        var how = step.IsQuestion
            ? "Next: answer it in a sentence. A guess is fine; you can change it later."
            : "Next: tick it when it's done. If it doesn't apply, skip it and say why.";
        return step.AssignedTo switch
        {
            { } holder when holder.Id == reader.Id => $"It's assigned to you. {how}",
            { } holder => $"It's assigned to {holder.Name}. {how}",
            null => how,
        };
    }

    private static string After(IncidentChecklist checklist) =>
        checklist.Steps.FirstOrDefault(other => other.State == StepState.Open) is { } open
            ? string.Create(CultureInfo.InvariantCulture, $" Next is step {checklist.NumberOf(open)}: {open.Text}")
            : " All steps are settled.";
}
