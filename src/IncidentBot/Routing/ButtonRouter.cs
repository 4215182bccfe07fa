using System.Globalization;
using IncidentBot.Access;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Backfill;
using IncidentBot.Timeline.Files;
using IncidentBot.Updates;

namespace IncidentBot.Routing;

/// <summary>The closed switch from a button, or a form about an incident, to its use case.</summary>
public sealed class ButtonRouter(
    IncidentStore incidents,
    TickStep tickStep,
    UntickStep untickStep,
    SkipStep skipStep,
    AnswerStep answerStep,
    ShowPhase showPhase,
    AssignStep assignStep,
    ShowHint showHint,
    ShowMilestones showMilestones,
    ChangeEntryKind changeEntryKind,
    EditEntry editEntry,
    SplitEntry splitEntry,
    WithdrawEntry withdrawEntry,
    KeepFile keepFile,
    ShowTimeline showTimeline,
    AssemblePostmortem assemblePostmortem,
    ExportPostmortem exportPostmortem,
    GiveUpdate giveUpdate,
    SnoozeReminder snoozeReminder,
    IncidentOptions options,
    CheckMembership membership,
    FactRouter facts)
{
    private const string Unknown = "I can't tell what that button is for; it may be from an older version. Use the newest message in the incident's channel.";

    private const string UnknownForm = "I can't tell what that form is for; it may be from an older version. Open it again from the newest message in the incident's channel.";

    /// <summary>Has done what a button asks for; a button on an old message means the incident as it is now.</summary>
    public async Task RouteAsync(ButtonPressed by, Work work, CancellationToken cancellationToken)
    {
        if (await FindAsync(by, by.Value, work, cancellationToken) is not var (incident, more))
            return;

        switch (by.Action)
        {
            case ButtonActions.TakeCommand:
                await facts.OnChangedAsync(incident, GiveRole.TakeCommand(incident, by, work), work, cancellationToken);
                break;
            case ButtonActions.AcceptRole when TryReadOffer(more, out var offer):
                await facts.OnChangedAsync(incident, GiveRole.Accept(incident, offer.Role, offer.Asked, offer.Holder, by, work), work, cancellationToken);
                break;
            case ButtonActions.DeclineRole when TryReadOffer(more, out var offer):
                await facts.OnChangedAsync(incident, GiveRole.Decline(incident, offer.Role, offer.Asked, offer.Holder, by, work), work, cancellationToken);
                break;
            case ButtonActions.OpenChannelAgain:
                OpenChannelAgain.Handle(incident, by, work);
                break;
            case ButtonActions.ArchiveChannel:
                OfferArchive.HandleYes(incident, by, work);
                break;
            case ButtonActions.SetStatus when Words.TryParse<IncidentStatus>(more, out var status):
                await facts.OnChangedAsync(incident, ChangeStatus.Handle(incident, status, null, options, by, work), work, cancellationToken);
                break;
            case ButtonActions.SnoozeReminder when int.TryParse(more, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && ReminderCard.Snoozes.Contains(minutes):
                await facts.OnChangedAsync(incident, await snoozeReminder.HandleAsync(incident, minutes, by, work, cancellationToken), work, cancellationToken);
                break;
            case ButtonActions.StopReminders:
                await facts.OnChangedAsync(incident, await snoozeReminder.StopAsync(incident, by, work, cancellationToken), work, cancellationToken);
                break;
            case ButtonActions.ShowMilestones:
                await showMilestones.HandleAsync(incident, by, work, cancellationToken);
                break;
            case ButtonActions.HintStep or ButtonActions.ShowPhase or ButtonActions.TickStep or ButtonActions.UntickStep or ButtonActions.TakeStep or ButtonActions.FreeStep:
                await RouteStepAsync(incident, more, by, work, cancellationToken);
                break;
            default:
                await RouteRecordAsync(incident, more, by, work, cancellationToken);
                break;
        }
    }

    /// <summary>Has done what a form about an incident asks for.</summary>
    public async Task RouteAsync(FormSubmitted by, Work work, CancellationToken cancellationToken)
    {
        if (await FindAsync(by, by.Context, work, cancellationToken) is not var (incident, more))
        {
            UnsavedWords.GiveBack(by, work);
            return;
        }

        await RouteAsync(incident, more, by, work, cancellationToken);

        // These two compare what was written with what stands there, and give back what differs.
        if (by.Form is not (FormIds.EditEntry or FormIds.SplitEntry))
            UnsavedWords.GiveBack(by, work);
    }

    private async Task RouteAsync(Incident incident, string more, FormSubmitted by, Work work, CancellationToken cancellationToken)
    {
        switch (by.Form)
        {
            case FormIds.AnswerStep:
                var answered = await answerStep.HandleAsync(incident, more, by.Values.GetValueOrDefault(StepForms.Answer), by, work, cancellationToken);
                await facts.OnAnsweredAsync(incident, answered, by, work, cancellationToken);
                break;
            case FormIds.SkipStep:
                FactRouter.OnStepChanged(incident, await skipStep.HandleAsync(incident, more, by.Values.GetValueOrDefault(StepForms.Reason), by, work, cancellationToken), by, work);
                break;
            case FormIds.AssignStep when by.Values.GetValueOrDefault(StepForms.Person) is { Length: > 0 } person:
                FactRouter.OnStepChanged(incident, await assignStep.HandleAsync(incident, more, new PersonId(person), by, work, cancellationToken), by, work);
                break;
            case FormIds.Milestone:
                await facts.OnChangedAsync(incident, SetMilestone.Handle(incident, more, by, work), work, cancellationToken);
                break;
            case FormIds.Severity:
                await facts.OnChangedAsync(incident, ChangeSeverity.Handle(incident, more, options, by, work), work, cancellationToken);
                break;
            case FormIds.EditEntry:
                await editEntry.HandleAsync(incident, by, work, cancellationToken);
                FactRouter.OnRecordChanged(incident, work);
                break;
            case FormIds.SplitEntry:
                await splitEntry.HandleAsync(incident, by, work, cancellationToken);
                FactRouter.OnRecordChanged(incident, work);
                break;
            case FormIds.WhatChanged:
                await facts.OnChangedAsync(incident, ChangeStatus.HandleSentence(incident, by.Values.GetValueOrDefault(WhatChangedForm.Sentence), options, by, work), work, cancellationToken);
                break;
            case FormIds.Update:
                await facts.OnChangedAsync(incident, giveUpdate.Handle(incident, by.Values.GetValueOrDefault(UpdateForm.Text), by, work), work, cancellationToken);
                break;
            default:
                work.Answer(by.Reply, Card.Of(UnknownForm));
                break;
        }
    }

    private async Task RouteStepAsync(Incident incident, string more, ButtonPressed by, Work work, CancellationToken cancellationToken)
    {
        switch (by.Action)
        {
            case ButtonActions.HintStep:
                await showHint.HandleAsync(incident, more, by, work, cancellationToken);
                break;
            case ButtonActions.ShowPhase when Words.TryParse<Phase>(more, out var phase):
                await showPhase.HandleAsync(incident, phase, by, work, cancellationToken);
                break;
            case ButtonActions.TickStep:
                FactRouter.OnStepChanged(incident, await tickStep.HandleAsync(incident, more, by, work, cancellationToken), by, work);
                break;
            case ButtonActions.UntickStep:
                FactRouter.OnStepChanged(incident, await untickStep.HandleAsync(incident, more, by, work, cancellationToken), by, work);
                break;
            case ButtonActions.TakeStep:
                FactRouter.OnStepChanged(incident, await assignStep.TakeAsync(incident, more, by, work, cancellationToken), by, work);
                break;
            case ButtonActions.FreeStep:
                FactRouter.OnStepChanged(incident, await assignStep.FreeAsync(incident, more, by, work, cancellationToken), by, work);
                break;
            default:
                work.Answer(by.Reply, Card.Of(Unknown));
                break;
        }
    }

    private async Task RouteRecordAsync(Incident incident, string more, ButtonPressed by, Work work, CancellationToken cancellationToken)
    {
        switch (by.Action)
        {
            case ButtonActions.SetKind when TryReadKind(more, out var entry, out var kind):
                await changeEntryKind.HandleAsync(incident.Id, entry, kind, by, work, cancellationToken);
                FactRouter.OnRecordChanged(incident, work);
                break;
            case ButtonActions.WithdrawEntry or ButtonActions.RestoreEntry when TryReadNumber(more, out var known):
                await withdrawEntry.HandleAsync(incident.Id, known, by.Action == ButtonActions.WithdrawEntry, by, work, cancellationToken);
                FactRouter.OnRecordChanged(incident, work);
                break;
            case ButtonActions.KeepFiles when TryReadNumber(more, out var owner):
                work.Answer(by.Reply, FileWords.TriedAgain(incident.Id, await keepFile.TryAgainAsync(incident.Id, owner, work, cancellationToken), by.At));
                break;
            case ButtonActions.CaptureAll when ImportCapture.Handle(incident.Id, more, by, work):
                break;
            case ButtonActions.ShowWithdrawn:
                await showTimeline.HandleWithdrawnAsync(incident.Id, by, work, cancellationToken);
                break;
            case ButtonActions.ShowTimeline when more.Length == 0:
                await showTimeline.HandleAsync(incident.Id, page: null, by, work, cancellationToken);
                break;
            case ButtonActions.ShowTimeline when TryReadNumber(more, out var page):
                await showTimeline.HandleAsync(incident.Id, page, by, work, cancellationToken);
                break;
            case ButtonActions.RefreshDeploys:
                work.Then(PullDeploys.Later(incident.Id, $"{work.Key}/pull-deploys"));
                break;
            case ButtonActions.AssemblePostmortem:
                await assemblePostmortem.HandleAsync(incident.Id, by, work, cancellationToken);
                break;
            case ButtonActions.ExportPostmortem:
                await exportPostmortem.HandleAsync(incident.Id, by, work, cancellationToken);
                break;
            default:
                work.Answer(by.Reply, Card.Of(Unknown));
                break;
        }
    }

    // What is pressed may stand on a page or card of long ago, so whoever presses it is looked at anew.
    private async Task<(Incident Incident, string More)?> FindAsync(Inbound by, string value, Work work, CancellationToken cancellationToken)
    {
        if (!IncidentButtons.TryRead(value, out var id, out var more))
            work.Answer(by.Reply, Card.Of(Unknown));
        else if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident || !await membership.MaySeeAsync(incident, by, work.Platform, cancellationToken))
            work.Answer(by.Reply, CheckMembership.Refusal(id));
        else
            return (incident, more);

        return null;
    }

    private static bool TryReadOffer(string more, out (IncidentRole Role, PersonId Asked, PersonId Holder) offer)
    {
        var pieces = more.Split('|');
        offer = default;
        if (pieces.Length != 3 || !IncidentRole.TryRead(pieces[0], out var role))
            return false;

        offer = (role, new PersonId(pieces[1]), new PersonId(pieces[2]));
        return true;
    }

    private static bool TryReadNumber(string more, out int number) => int.TryParse(more, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool TryReadKind(string more, out int entry, out EntryKind kind)
    {
        var pieces = more.Split('|');
        kind = default;
        return int.TryParse(pieces[0], NumberStyles.None, CultureInfo.InvariantCulture, out entry)
            && pieces.Length == 2
            && Words.TryParse(pieces[1], out kind);
    }
}
