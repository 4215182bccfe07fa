using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>Marks a step as done.</summary>
internal sealed class TickStep(ChecklistBoard board)
{
    /// <summary>Ticks the step.</summary>
    public async Task<Happened> HandleAsync(Incident incident, string step, Inbound by, Work work, CancellationToken cancellationToken) =>
        Happened.Of(
            incident,
            await board.ChangeAsync(incident, checklist => TickStepRules.Decide(checklist, step, by.Who, by.At), work, cancellationToken));
}

/// <summary>Whether a step is ticked.</summary>
internal static class TickStepRules
{
    /// <summary>Decides on a tick; a skipped step may be done after all.</summary>
    public static Decision<StepTicked> Decide(IncidentChecklist checklist, string key, Person by, DateTimeOffset at)
    {
        if (checklist.Find(key) is not { } step)
            return NoStep(checklist);

        return step.State == StepState.Done ? new AlreadySo(DoneBy(step, by, at)) : new StepTicked(by, at, key);
    }

    /// <summary>Says who has done a step, and when.</summary>
    internal static string DoneBy(ChecklistStep step, Person reader, DateTimeOffset now)
    {
        var who = step.By is { } by && by.Id != reader.Id ? by.Name : "You";
        var verb = step.Answer is null ? "ticked" : "answered";
        return $"{who} {verb} “{step.Text}” at {When.Say(step.At ?? now, now, reader.TimeZone)}.";
    }

    /// <summary>Refuses a step that the checklist does not have.</summary>
    internal static Refusal NoStep(IncidentChecklist checklist) =>
        new($"The checklist of {checklist.Incident} has no such step. To see the steps, type {CommandGrammar.Typed("checklist")}.");
}
