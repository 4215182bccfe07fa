using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Checklist;

/// <summary>
/// Looks every quarter of an hour whether those who are to do a step of an open incident still have an account, and offers the steps of
/// those who have none to everyone.
/// </summary>
internal sealed class FreeSteps(IncidentStore incidents, ChecklistStore store, ChatPlatforms platforms)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/check-step-holders");

    /// <summary>Somebody is to do a step now, or the response goes on again: from now on it is looked.</summary>
    public static Happened Begin(Incident incident, Work work)
    {
        work.Then(Next(incident.Id, work.Now));
        return Happened.Nothing;
    }

    /// <summary>Looks, and looks again later as long as the response goes on and somebody is to do a step.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked; it is tried again.</exception>
    public async Task<Happened> HandleAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { IsOpen: true } incident
            || await store.FindAsync(work.Workspace, id, cancellationToken) is not { } checklist)
            return Happened.Nothing;

        var held = checklist.Steps.Where(step => step is { State: StepState.Open, AssignedTo: not null }).ToList();
        if (held.Count == 0)
            return Happened.Nothing;

        work.Then(Next(id, work.Now));
        var gone = new HashSet<PersonId>();
        foreach (var holder in held.Select(step => step.AssignedTo!.Id).Distinct())
        {
            if ((await platforms.Of(work.Platform).FindPersonAsync(work.Workspace, holder, cancellationToken)).Membership
                == Membership.Closed)
                gone.Add(holder);
        }

        var left = held.Where(step => gone.Contains(step.AssignedTo!.Id))
            .Select(step => new StepHolderLeft(step.AssignedTo!, work.Now, step.Key)).ToList();
        if (left.Count == 0)
            return Happened.Nothing;

        ChecklistBoard.Write(work, incident, checklist, left);
        IncidentBoard.Post(work, incident, InWords(checklist, left), by: null);
        return Happened.To(incident, left);
    }

    private static RichText InWords(IncidentChecklist checklist, IReadOnlyList<StepHolderLeft> left)
    {
        var text = new RichText([]);
        foreach (var one in left)
        {
            var number = checklist.NumberOf(checklist.Find(one.Step)!);
            text = text.Plain(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Nobody has “{checklist.Find(one.Step)!.Text}” (step {number}) now: the account of {one.By.Name} was closed. "))
                .Then(RichText.Of($"To take it, type {CommandGrammar.Typed($"assign {number} me")}. "));
        }

        return text;
    }

    // However often it is begun, there is one look in each quarter of an hour.
    private static FollowUp Next(IncidentId id, DateTimeOffset now) =>
        CheckHolders.NextLook(Kind, "check-step-holders", id, now);
}
