using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Sweep;
using IncidentBot.Updates;

namespace IncidentBot.Routing;

/// <summary>The closed switch from what has happened in one capability to what the others make of it, in the same transaction.</summary>
public sealed class FactRouter(IncidentStore incidents, PostChecklist postChecklist, ChecklistBoard checklist, SettleStep settleStep, AddNote addNote, PlanReminder planReminder, EndNudge endNudge, OfferArchive offerArchive, HomeRouter homes, TimelineOptions timeline)
{
    /// <summary>An incident was started.</summary>
    public void OnStarted(Incident incident, Work work)
    {
        postChecklist.Handle(incident, work);
        work.Then(PullDeploys.Later(incident.Id, $"{incident.Id}/pull-deploys"));
        work.Then(SweepChannel.Next(incident.Id, work.Now, timeline));
        work.Then(NudgeForCommander.Later(incident));
        work.Then(AskOpenQuestions.Later(incident));
        planReminder.Begin(incident, work);
    }

    /// <summary>Something has happened to an incident.</summary>
    /// <param name="before">The incident as it was loaded.</param>
    /// <param name="fact">What has happened; null: nothing.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task OnChangedAsync(Incident before, IncidentFact? fact, Work work, CancellationToken cancellationToken)
    {
        if (fact is not null)
        {
            await planReminder.HandleAsync(before, fact, work, cancellationToken);
            await endNudge.HandleAsync(before, fact, work, cancellationToken);
            await homes.OnChangedAsync(work, cancellationToken);
            OnRecordChanged(fact.After(before), work);
        }

        switch (fact)
        {
            case StatusChanged changed:
                await addNote.HandleAsync(before, changed, work, cancellationToken);
                if (IsHarmStopped(changed.From) != IsHarmStopped(changed.To))
                    await checklist.RefreshAsync(changed.Apply(before), work, cancellationToken);
                if (changed.From >= IncidentStatus.Resolved && changed.To < IncidentStatus.Resolved)
                    work.Then(SweepChannel.Next(before.Id, work.Now, timeline));
                if (changed.To >= IncidentStatus.Closed)
                    offerArchive.Later(changed.Apply(before) with { Version = before.Version + 1 }, work);
                break;
            case RoleGiven given:
                await settleStep.HandleAsync(before, given, work, cancellationToken);
                break;
            case RoleLeft left when left.Role == IncidentRole.Commander:
                work.Then(NudgeForCommander.Again(before, work.Key, fact.At));
                break;
            case StatusTold or UpdateGiven:
                await addNote.HandleAsync(before, fact, work, cancellationToken);
                break;
            case MilestoneSet { Milestone: Milestone.ImpactStart or Milestone.Declared }:
                work.Then(PullDeploys.Later(before.Id, $"{work.Key}/pull-deploys"));
                break;
        }
    }

    /// <summary>What the bot told is posted, or was given up: only now can the draft of an incident that is over point to all of it.</summary>
    /// <param name="id">Whose record.</param>
    /// <param name="key">The key of the message.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task OnToldAsync(IncidentId id, string key, Work work, CancellationToken cancellationToken)
    {
        if (IncidentKeys.TryReadTold(id, key, out var number)
            && await incidents.FindFactAsync(work.Workspace, id, number, cancellationToken) is StatusChanged { From: < IncidentStatus.Resolved, To: IncidentStatus.Resolved or IncidentStatus.Closed })
        {
            work.Then(AssemblePostmortem.Later(id, $"{key}/assemble-postmortem"));
        }
        else if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is { } incident)
        {
            OnRecordChanged(incident, work);
        }
    }

    /// <summary>Words left the record for good, and so they leave the drafts.</summary>
    public static void OnWordsRemoved(IncidentId id, Work work)
    {
        PostmortemStore.Withdraw(work.Batch, work.Workspace, id, below: int.MaxValue);
        work.Then(AssemblePostmortem.RenewLater(id, work.Now));
    }

    /// <summary>A person may have put something on record: the first time acknowledges the incident, and a draft of one that is over follows.</summary>
    /// <param name="before">The incident as it was loaded.</param>
    /// <param name="by">What they did.</param>
    /// <param name="work">What it has led to; nothing written: nothing has happened.</param>
    public static void OnRecorded(Incident before, Inbound by, Work work)
    {
        if (work.Batch.Writes.Count == 0)
            return;

        AcknowledgeIncident.Handle(before, by, work);
        OnRecordChanged(before, work);
    }

    /// <summary>What is on record may read differently now; whether the draft does is seen when it is assembled.</summary>
    /// <param name="incident">Whose record.</param>
    /// <param name="work">What it has led to; nothing written: nothing has happened.</param>
    public static void OnRecordChanged(Incident incident, Work work)
    {
        if (!incident.IsOpen && work.Batch.Writes.Count > 0)
            work.Then(AssemblePostmortem.FollowLater(incident.Id, work.Now));
    }

    /// <summary>A person may have done something in the checklist: the first time acknowledges the incident, and a draft of one that is over follows.</summary>
    /// <param name="before">The incident as it was loaded.</param>
    /// <param name="fact">What they did; null: nothing.</param>
    /// <param name="by">By what.</param>
    /// <param name="work">What it leads to.</param>
    public static void OnStepChanged(Incident before, StepFact? fact, Inbound by, Work work)
    {
        if (fact is null)
            return;

        AcknowledgeIncident.Handle(before, by, work);
        OnRecordChanged(before, work);
    }

    /// <summary>A question of the checklist was answered.</summary>
    /// <param name="before">The incident as it was loaded.</param>
    /// <param name="fact">The answer; null: there is none.</param>
    /// <param name="by">Who answered.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task OnAnsweredAsync(Incident before, StepAnswered? fact, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var changed = fact switch
        {
            { ImpactStart: { } start } => SetMilestone.Handle(before, Milestone.ImpactStart, start, by, work),
            { Step: AnswerStepRules.Impact } => DescribeImpact.HandleAnswer(before, fact.Answer, fact.Former, by, work),
            _ => null,
        };
        if (changed is null)
            OnStepChanged(before, fact, by, work);
        await OnChangedAsync(before, changed, work, cancellationToken);
    }

    private static bool IsHarmStopped(IncidentStatus status) => status >= IncidentStatus.Mitigated;
}
