using System.Globalization;
using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Routing;

/// <summary>Finds the form that somebody asks for, or why they get none: who may not send it is told so before typing anything.</summary>
public sealed class FormFinder(
    IncidentOptions options, AccessOptions admins, CheckAccess access, CheckMembership membership, ChatPlatforms platforms, IncidentStore incidents, ListIncidents listIncidents, ChecklistStore checklists, TimelineStore timeline)
{
    private const string NoStep = $"That step is not on the incident's checklist any more. Type `{CommandGrammar.Prefix} checklist` to see the steps.";
    private const string NoMilestone = $"I do not know that time. Type `{CommandGrammar.Prefix} milestones` to see the times of this incident.";

    /// <summary>A form that needs no reading: it opens at once if it is known at once that the person may send it.</summary>
    public ImmediateAnswer Open(Asker asker, Form form, Func<Person, Inbound> by, CancellationToken cancellationToken)
    {
        var refusal = JudgeAsync(asker, about: null, by, cancellationToken);
        if (refusal.IsCompletedSuccessfully)
            return Or(refusal.Result, form);

        return new LoadIt(form.Title, async _ => Or(await refusal, form));
    }

    /// <summary>The form that a button about an incident opens; to be stored, where it opens none.</summary>
    public ImmediateAnswer About(Asker asker, string action, string value, Func<Person, Inbound> by)
    {
        if (!Opens(action))
            return new AcceptIt();

        return IncidentButtons.TryRead(value, out var id, out var more)
            ? new LoadIt($"One moment, {id}", stop => AboutAsync(asker, action, id, more, by, stop))
            : new SayIt(Card.Of(NoStep));
    }

    /// <summary>The form that changes the severity of the incident in whose channel it is asked for.</summary>
    public ImmediateAnswer OfSeverity(Asker asker, DateTimeOffset now, Func<Person, Inbound> by) =>
        new LoadIt("How bad is it?", async stop =>
        {
            var found = await incidents.FindByChannelAsync(asker.Workspace, asker.Channel, stop);
            if (await JudgeAsync(asker, found, by, stop) is { } refusal)
                return new SayIt(refusal);

            return found is { } incident
                ? new OpenIt(SeverityForm.Compose(incident, options))
                : new SayIt(await listIncidents.PointAsync(asker.Workspace, asker.Channel, admins.IsAdmin(asker.Person), now, stop));
        });

    /// <summary>The form that starts an incident from a message, which becomes its first evidence.</summary>
    public ImmediateAnswer FromMessage(Asker asker, Func<CancellationToken, Task<ChatMessage>> readAsync, Func<Person, Inbound> by) =>
        new LoadIt("Start an incident", async stop =>
        {
            if (await JudgeAsync(asker, about: null, by, stop) is { } refusal)
                return new SayIt(refusal);

            var platform = platforms.Of(asker.Platform);
            var picked = await readAsync(stop);
            var link = await platform.FindPermalinkAsync(asker.Workspace, picked.Id, stop);
            var canBeRead = await platform.FindMessageAsync(asker.Workspace, picked.Id, stop) is not null;
            // What is said in the channel of a private incident is announced to everyone only if somebody chooses so.
            var isPrivate = await incidents.FindByChannelAsync(asker.Workspace, picked.Id.Channel, stop) is { Visibility: Visibility.Private };
            var form = StartForm.Compose(new StartCommand(string.IsNullOrWhiteSpace(picked.Text) ? null : picked.Text, null, [], IsPrivate: isPrivate), options);
            return new OpenIt(FirstEvidence.AddTo(form, picked, link, canBeRead));
        });

    /// <summary>Why somebody may not do something; null: they may.</summary>
    /// <param name="asker">Who, and where.</param>
    /// <param name="about">Which incident it is about; null: none yet.</param>
    /// <param name="by">What they do.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="ChatUnavailableException">The platform could not be asked who they are, or where they are a member.</exception>
    public async Task<Card?> RefuseAsync(Asker asker, IncidentId? about, Func<Person, Inbound> by, CancellationToken cancellationToken)
    {
        var incident = about is { } id ? await incidents.FindAsync(asker.Workspace, id, cancellationToken) : null;
        return await JudgeAsync(asker, incident, by, cancellationToken);
    }

    private async Task<Card?> JudgeAsync(Asker asker, Incident? about, Func<Person, Inbound> by, CancellationToken cancellationToken)
    {
        var deed = by(await platforms.Of(asker.Platform).FindPersonAsync(asker.Workspace, asker.Person, cancellationToken));
        if (await access.RefuseAsync(deed, asker.Platform, cancellationToken) is { } refusal)
            return refusal;

        return about is not null && !await membership.MaySeeAsync(about, deed, asker.Platform, cancellationToken) ? CheckMembership.Refusal(about.Id) : null;
    }

    private static bool Opens(string action) => action is ButtonActions.WriteUpdate or ButtonActions.SayWhatChanged or ButtonActions.AnswerStep
        or ButtonActions.SkipStep or ButtonActions.AssignStep or ButtonActions.CorrectMilestone or ButtonActions.ChangeSeverity or ButtonActions.EditEntry or ButtonActions.SplitEntry;

    private static ImmediateAnswer Or(Card? refusal, Form form) => refusal is null ? new OpenIt(form) : new SayIt(refusal);

    private async Task<ImmediateAnswer> AboutAsync(Asker asker, string action, IncidentId id, string more, Func<Person, Inbound> by, CancellationToken cancellationToken)
    {
        var found = await incidents.FindAsync(asker.Workspace, id, cancellationToken);
        if (await JudgeAsync(asker, found, by, cancellationToken) is { } refusal)
            return new SayIt(refusal);
        if (found is not { } incident)
            return new SayIt(CheckMembership.Refusal(id));

        return action switch
        {
            ButtonActions.WriteUpdate => new OpenIt(UpdateForm.Compose(id)),
            ButtonActions.ChangeSeverity => new OpenIt(SeverityForm.Compose(incident, options)),
            ButtonActions.SayWhatChanged => new OpenIt(WhatChangedForm.Compose(id)),
            ButtonActions.AnswerStep or ButtonActions.SkipStep or ButtonActions.AssignStep => await StepAsync(asker.Workspace, id, more, action, cancellationToken),
            ButtonActions.CorrectMilestone => Words.TryParse<Milestone>(more, out var milestone) ? new OpenIt(MilestoneForm.Compose(incident, milestone)) : new SayIt(Card.Of(NoMilestone)),
            _ => await EntryAsync(asker.Workspace, id, more, action == ButtonActions.SplitEntry, cancellationToken),
        };
    }

    private async Task<ImmediateAnswer> StepAsync(WorkspaceId workspace, IncidentId id, string typed, string action, CancellationToken cancellationToken)
    {
        if ((await checklists.FindAsync(workspace, id, cancellationToken))?.FindTyped(typed) is not { } step)
            return new SayIt(Card.Of(NoStep));

        return new OpenIt(action switch
        {
            ButtonActions.AnswerStep => StepForms.ToAnswer(id, step),
            ButtonActions.AssignStep => StepForms.ToAssign(id, step),
            _ => StepForms.ToSkip(id, step),
        });
    }

    private async Task<ImmediateAnswer> EntryAsync(WorkspaceId workspace, IncidentId id, string more, bool split, CancellationToken cancellationToken)
    {
        var entry = int.TryParse(more, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await timeline.FindAsync(workspace, id, number, cancellationToken) : null;
        if (EntryForms.Refuse(id, entry, split) is { } refusal)
            return new SayIt(Card.Of(refusal));

        return new OpenIt(split ? EntryForms.ToSplit(id, entry!) : EntryForms.ToEdit(id, entry!));
    }
}
