using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>Says who does a step of the checklist.</summary>
internal sealed class AssignStep(ChecklistBoard board, ChatPlatforms platforms)
{
    /// <summary>Gives the step to a person, who is told where everyone reads it.</summary>
    /// <param name="incident">Whose checklist.</param>
    /// <param name="step">The step's key or number.</param>
    /// <param name="person">Who does it; null: the writer.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the asking for the person's name, and whether they are there.</param>
    public async Task<Happened> HandleAsync(
        Incident incident, string step, PersonId? person, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var platform = platforms.Of(work.Platform);
        var to = person is { } id && id != by.Who.Id ? await platform.FindPersonAsync(work.Workspace, id, cancellationToken) : by.Who;
        var away = await PrivateRoom.RefuseAsync(incident, to, by.Who, platform, cancellationToken);
        return await AssignAsync(incident, Decide, by.Who, work, cancellationToken);

        Decision<StepAssigned> Decide(IncidentChecklist checklist)
        {
            var decision = AssignStepRules.Decide(checklist, step, to, by.Who, by.At);
            return decision.Fact is not null && away is not null ? away : decision;
        }
    }

    /// <summary>The presser takes the step, unless someone else has: a stale menu takes nothing away.</summary>
    public Task<Happened> TakeAsync(Incident incident, string step, Inbound by, Work work, CancellationToken cancellationToken) =>
        AssignAsync(incident, checklist => AssignStepRules.DecideToTake(checklist, step, by.Who, by.At), by.Who, work, cancellationToken);

    /// <summary>Takes the step off whoever was to do it.</summary>
    public Task<Happened> FreeAsync(Incident incident, string step, Inbound by, Work work, CancellationToken cancellationToken) =>
        AssignAsync(incident, checklist => AssignStepRules.Decide(checklist, step, null, by.Who, by.At), by.Who, work, cancellationToken);

    private async Task<Happened> AssignAsync(
        Incident incident, Func<IncidentChecklist, Decision<StepAssigned>> decide, Person by, Work work,
        CancellationToken cancellationToken)
    {
        IncidentChecklist? seen = null;
        var decision = await board.ChangeAsync(incident, checklist => decide(seen = checklist), work, cancellationToken);
        if (decision.Fact is { } assigned && seen?.Find(assigned.Step) is { } step
            && Announcement(seen.NumberOf(step), step, assigned) is { } text)
        {
            if (assigned.To is { } to)
                IncidentBoard.InviteAsked(work, incident, to, by);
            IncidentBoard.Post(work, incident, text, by: null);
        }

        return Happened.Of(incident, decision);
    }

    // What someone takes on, or gives back, themselves, the checklist shows well enough.
    private static RichText? Announcement(int number, ChecklistStep step, StepAssigned assigned)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"“{step.Text}” (step {number})");
        if (assigned.To is { } to)
        {
            return to.Id == assigned.By.Id
                ? null
                : new RichText([]).Person(to.Id, to.Name).Plain($", please do {what}. Asked by ").Person(assigned.By.Id, assigned.By.Name)
                .Then(RichText.Of($". For a hint, type {CommandGrammar.Typed($"checklist {number}")}."));
        }

        return assigned.Former is { } former && former.Id != assigned.By.Id
            ? new RichText([]).Person(assigned.By.Id, assigned.By.Name).Plain(" unassigned ").Person(former.Id, former.Name)
                .Plain($" from {what}. Anyone can take it.")
            : null;
    }
}

/// <summary>Whether a step is given to someone.</summary>
internal static class AssignStepRules
{
    /// <summary>Decides on a step that is given by name.</summary>
    /// <param name="checklist">The checklist.</param>
    /// <param name="typed">The step's key or number.</param>
    /// <param name="to">Who is to do it; null: nobody any more.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<StepAssigned> Decide(IncidentChecklist checklist, string typed, Person? to, Person by, DateTimeOffset at)
    {
        if (checklist.FindTyped(typed) is not { } step)
            return TickStepRules.NoStep(checklist);

        if (step.State == StepState.Done)
            return new Refusal($"{TickStepRules.DoneBy(step, by, at)} There's nothing left to do.");

        if (step.State == StepState.Skipped)
            return new Refusal($"“{step.Text}” was skipped: {step.Answer} To assign it, undo the skip first in the checklist message.");

        if (to is { IsBot: true })
            return new Refusal($"{to.Name} is a bot. Assign the step to a person.");

        if (to is { Membership: Membership.Closed })
            return new Refusal($"The account of {to.Name} was closed. Assign the step to someone else.");

        if (step.AssignedTo?.Id == to?.Id)
            return new AlreadySo(
                to is null
                    ? $"“{step.Text}” isn't assigned to anyone."
                    : $"“{step.Text}” is already assigned to {(to.Id == by.Id ? "you" : to.Name)}.");

        return new StepAssigned(by, at, step.Key, to, step.AssignedTo);
    }

    /// <summary>Decides on a step that is taken from the menu.</summary>
    public static Decision<StepAssigned> DecideToTake(IncidentChecklist checklist, string typed, Person by, DateTimeOffset at) =>
        checklist.FindTyped(typed) is { State: StepState.Open, AssignedTo: { } holder } step && holder.Id != by.Id
            ? new Refusal(
                $"{holder.Name} is doing “{step.Text}”. To take it over, agree with them, then type "
                    + $"{CommandGrammar.Typed($"assign {checklist.NumberOf(step)} me")}.")
            : Decide(checklist, typed, by, by, at);
}
