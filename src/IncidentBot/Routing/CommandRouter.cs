using IncidentBot.Access;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Backfill;
using IncidentBot.Timeline.Files;
using IncidentBot.Timeline.Sweep;

namespace IncidentBot.Routing;

/// <summary>The closed switch from a command to its use case.</summary>
public sealed class CommandRouter(
    IncidentStore incidents,
    StartIncident startIncident,
    ListIncidents listIncidents,
    GiveRole giveRole,
    GiveUpdate giveUpdate,
    IncidentOptions options,
    AccessOptions access,
    AddNote addNote,
    KeepFile keepFile,
    ShowTimeline showTimeline,
    SurveyCapture surveyCapture,
    ShowChecklist showChecklist,
    ShowHint showHint,
    AssignStep assignStep,
    ShowMilestones showMilestones,
    ShowDeploys showDeploys,
    AssemblePostmortem assemblePostmortem,
    ExportPostmortem exportPostmortem,
    FirstEvidence firstEvidence,
    FactRouter facts,
    HomeRouter homes)
{
    /// <summary>Has a command done; one about an incident is about that of its channel.</summary>
    public async Task RouteAsync(Command command, Inbound by, Work work, CancellationToken cancellationToken)
    {
        switch (command)
        {
            case NotUnderstood wrong:
                work.Answer(by.Reply, Card.Of(AsTyped(by, wrong.Sentence)));
                break;
            case SeverityCommand { NotALevel: { } typed }:
                work.Answer(by.Reply, Card.Of(AsTyped(by, SeverityLevels.Refuse(typed, options))));
                break;
            case HelpCommand:
                work.Answer(by.Reply, HelpCard.Compose(by.At, options.Roles));
                break;
            case ListCommand:
                await listIncidents.HandleAsync(by, access.IsAdmin(by.Who.Id), work, cancellationToken);
                break;
            case StartCommand start:
                await StartAsync(start, by, work, cancellationToken);
                break;
            default:
                await RouteOwnAsync(command, by, work, cancellationToken);
                break;
        }
    }

    private async Task StartAsync(StartCommand start, Inbound by, Work work, CancellationToken cancellationToken)
    {
        if (await startIncident.HandleAsync(start, by, work, cancellationToken) is { } incident)
        {
            // What it was started from is read before the checklist.
            if (by is FormSubmitted form)
                await firstEvidence.HandleAsync(incident, form, work, cancellationToken);

            facts.OnStarted(incident, work);
            await homes.OnChangedAsync(work, cancellationToken);
        }
        else
        {
            UnsavedWords.GiveBack(by, work);
        }
    }

    private async Task RouteOwnAsync(Command command, Inbound by, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindByChannelAsync(work.Workspace, by.Channel, cancellationToken) is not { } incident)
        {
            await listIncidents.PointAsync(by, access.IsAdmin(by.Who.Id), work, cancellationToken);
        }
        else
        {
            await RouteAboutAsync(incident, command, by, work, cancellationToken);
        }

        UnsavedWords.GiveBack(by, work);
    }

    /// <summary>Has a command about a known incident done, whatever channel it was typed in.</summary>
    public async Task RouteAboutAsync(Incident incident, Command command, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var fact = await ChangeAsync(command, incident, by, work, cancellationToken);
        await facts.OnChangedAsync(incident, fact, work, cancellationToken);
    }

    private async Task<IncidentFact?> ChangeAsync(Command command, Incident incident, Inbound by, Work work, CancellationToken cancellationToken)
    {
        switch (command)
        {
            case StatusCommand status:
                return ChangeStatus.Handle(incident, Words.Parse<IncidentStatus>(status.Status), status.Sentence, options, by, work);
            case SeverityCommand { Severity: { } severity }:
                return ChangeSeverity.Handle(incident, severity, options, by, work);
            case UpdateCommand update:
                return giveUpdate.Handle(incident, update.Text, by, work);
            case ImpactCommand impact:
                return DescribeImpact.Handle(incident, impact.Text, by, work);
            case TimeCommand time:
                return SetMilestone.Handle(incident, Words.Parse<Milestone>(time.Milestone), time.At, time.Reason, by, work);
            case RoleCommand role:
                return await giveRole.HandleAsync(incident, new IncidentRole(role.Role), role.Person, by, work, cancellationToken);
            case SyncCommand:
                if (await keepFile.TryAgainAsync(incident.Id, entry: null, work, cancellationToken) is > 0 and var missing)
                    work.Answer(by.Reply, FileWords.TriedAgain(incident.Id, missing, by.At));
                SweepChannel.Handle(incident, by, work);
                return null;
            case CaptureCommand capture:
                surveyCapture.Handle(incident, capture, by, work);
                return null;
            case LeaveRoleCommand leave:
                return GiveRole.Leave(incident, new IncidentRole(leave.Role), by, work);
            case AssignCommand assign:
                FactRouter.OnStepChanged(incident, await assignStep.HandleAsync(incident, assign.Step, assign.Person, by, work, cancellationToken), by, work);
                return null;
            case UnassignCommand unassign:
                FactRouter.OnStepChanged(incident, await assignStep.FreeAsync(incident, unassign.Step, by, work, cancellationToken), by, work);
                return null;
            case NoteCommand note:
                await addNote.HandleAsync(incident, note, by, work, cancellationToken);
                FactRouter.OnRecorded(incident, by, work);
                return null;
            default:
                await ShowAsync(command, incident, by, work, cancellationToken);
                return null;
        }
    }

    private Task ShowAsync(Command command, Incident incident, Inbound by, Work work, CancellationToken cancellationToken) => command switch
    {
        TimelineCommand timeline => showTimeline.HandleAsync(incident.Id, timeline.Page, by, work, cancellationToken),
        MilestonesCommand => showMilestones.HandleAsync(incident, by, work, cancellationToken),
        ChecklistCommand { Step: { } step } => showHint.HandleAsync(incident, step, by, work, cancellationToken),
        SeverityCommand => AskSeverity(incident, by, work),
        ChecklistCommand => showChecklist.HandleAsync(incident, by, work, cancellationToken),
        DeploysCommand => showDeploys.HandleAsync(incident.Id, by, work, cancellationToken),
        PostmortemCommand => assemblePostmortem.HandleAsync(incident.Id, by, work, cancellationToken),
        ExportCommand => exportPostmortem.HandleAsync(incident.Id, by, work, cancellationToken),
        _ => throw new InvalidOperationException($"No use case for {command.GetType().Name}."),
    };

    // Where somebody asks by a mention, or a form could not open in time.
    private Task AskSeverity(Incident incident, Inbound by, Work work)
    {
        work.Answer(by.Reply, Card.Of(AsTyped(by, SeverityLevels.Ask(incident, options))));
        return Task.CompletedTask;
    }

    // Slash commands do not run in threads, so whoever mentions the bot is shown what to type after the mention.
    private static string AsTyped(Inbound by, string sentence) =>
        by is CommandTyped { Message: not null } ? sentence.Replace($"`{CommandGrammar.Prefix} ", "`@IncidentBot ", StringComparison.Ordinal) : sentence;
}
