using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Home;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot;

/// <summary>Answers what a platform wants answered at once: forms to open, fields to correct, help, wrong commands. Reads, never writes.</summary>
public sealed class ImmediateLane(IncidentOptions options, IncidentStore incidents, ChatPlatforms platforms, ChecklistStore checklists, TimelineStore timeline, TimeProvider time)
{
    private const string NoStep = $"That step is not on the incident's checklist any more. Type `{CommandGrammar.Prefix} checklist` to see the steps.";

    /// <summary>A command was typed.</summary>
    public Task<ImmediateAnswer> OnCommandAsync(WorkspaceId workspace, ChannelId channel, TypedText text, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(CommandParser.Parse(text)));

    /// <summary>A button was pressed.</summary>
    public async Task<ImmediateAnswer> OnButtonAsync(WorkspaceId workspace, ChannelId channel, string action, string value, CancellationToken cancellationToken)
    {
        if (FormOf(action) is { } asked)
            return new OpenIt(asked);

        if (IncidentButtons.TryRead(value, out var subject, out _) && FormOf(action, subject) is { } form)
            return new OpenIt(form);

        if (action is ButtonActions.EditEntry or ButtonActions.SplitEntry)
            return await OpenEntryAsync(workspace, value, split: action == ButtonActions.SplitEntry, cancellationToken);

        if (action == ButtonActions.CorrectMilestone)
            return await OpenMilestoneAsync(workspace, value, cancellationToken);

        return action is ButtonActions.AnswerStep or ButtonActions.SkipStep or ButtonActions.AssignStep
            ? await OpenStepAsync(workspace, action, value, cancellationToken)
            : new AcceptIt();
    }

    /// <summary>A message was picked by a shortcut.</summary>
    public Task<ImmediateAnswer> OnMessagePickedAsync(WorkspaceId workspace, ChannelId channel, string shortcut, string text, CancellationToken cancellationToken) =>
        Task.FromResult<ImmediateAnswer>(string.Equals(shortcut, ShortcutIds.StartFromMessage, StringComparison.Ordinal)
            ? new OpenIt(StartForm.Compose(new StartCommand(text, null, []), options))
            : new AcceptIt());

    /// <summary>A form was sent off.</summary>
    public async Task<ImmediateAnswer> OnFormAsync(WorkspaceId workspace, ChannelId channel, PersonId who, string form, string context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var errors = form switch
        {
            FormIds.Start => StartForm.Check(StartForm.Read(values), options),
            FormIds.AnswerStep when IncidentButtons.TryRead(context, out _, out var more) =>
                At(StepForms.Answer, StepForms.CheckAnswer(string.Join('|', more), values.GetValueOrDefault(StepForms.Answer), time.GetUtcNow())),
            FormIds.WhatChanged => At(WhatChangedForm.Sentence, string.IsNullOrWhiteSpace(values.GetValueOrDefault(WhatChangedForm.Sentence)) ? "Say what changed, or close the form." : null),
            FormIds.Update => At(UpdateForm.Text, string.IsNullOrWhiteSpace(values.GetValueOrDefault(UpdateForm.Text)) ? "Say how it stands, in a sentence or two." : null),
            FormIds.EditEntry or FormIds.SplitEntry => await CheckEntryAsync(workspace, form, context, values, cancellationToken),
            FormIds.Milestone => await CheckMilestoneAsync(workspace, who, context, values, cancellationToken),
            FormIds.AssignStep => At(StepForms.Person, string.IsNullOrWhiteSpace(values.GetValueOrDefault(StepForms.Person)) ? "Pick a person, or close the form." : null),
            FormIds.SkipStep => At(StepForms.Reason, string.IsNullOrWhiteSpace(values.GetValueOrDefault(StepForms.Reason)) ? "Say why; one short reason is enough." : null),
            _ => At(string.Empty, null),
        };
        return errors.Count == 0 ? new AcceptIt() : new CorrectIt(errors);
    }

    private async Task<ImmediateAnswer> OpenStepAsync(WorkspaceId workspace, string action, string value, CancellationToken cancellationToken)
    {
        if (!IncidentButtons.TryRead(value, out var incident, out var more) || more.Count != 1)
            return new SayIt(Card.Of(NoStep));

        if ((await checklists.FindAsync(workspace, incident, cancellationToken))?.FindTyped(more[0]) is not { } step)
            return new SayIt(Card.Of(NoStep));

        return new OpenIt(action switch
        {
            ButtonActions.AnswerStep => StepForms.ToAnswer(incident, step),
            ButtonActions.AssignStep => StepForms.ToAssign(incident, step),
            _ => StepForms.ToSkip(incident, step),
        });
    }

    private async Task<ImmediateAnswer> OpenMilestoneAsync(WorkspaceId workspace, string value, CancellationToken cancellationToken) =>
        IncidentButtons.TryRead(value, out var id, out var more) && more.Count == 1 && Words.TryParse<Milestone>(more[0], out var milestone)
        && await incidents.FindAsync(workspace, id, cancellationToken) is { } incident
            ? new OpenIt(MilestoneForm.Compose(incident, milestone))
            : new AcceptIt();

    // In the writer's own time zone; where the platform cannot tell it in time, the form is accepted and its writer told later.
    private async Task<IReadOnlyDictionary<string, string>> CheckMilestoneAsync(WorkspaceId workspace, PersonId who, string context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        if (!IncidentButtons.TryRead(context, out var id, out var more)
            || !MilestoneForm.TryRead(string.Join('|', more), out var milestone, out var former)
            || await incidents.FindAsync(workspace, id, cancellationToken) is not { } incident)
            return At(string.Empty, null);

        var person = await platforms.Of(incident.Platform).FindPersonAsync(workspace, who, cancellationToken);
        var (decision, field) = MilestoneForm.Decide(incident, milestone, former, values, person, time.GetUtcNow());
        return At(field, decision.Fact is null ? decision.Sentence : null);
    }

    private async Task<ImmediateAnswer> OpenEntryAsync(WorkspaceId workspace, string value, bool split, CancellationToken cancellationToken)
    {
        if (!IncidentButtons.TryRead(value, out var incident, out var more) || more.Count != 1 || !int.TryParse(more[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new AcceptIt();

        var entry = await timeline.FindAsync(workspace, incident, number, cancellationToken);
        if (EntryForms.Refuse(incident, entry, split) is { } refusal)
            return new SayIt(Card.Of(refusal));

        return new OpenIt(split ? EntryForms.ToSplit(incident, entry!) : EntryForms.ToEdit(incident, entry!));
    }

    private async Task<IReadOnlyDictionary<string, string>> CheckEntryAsync(WorkspaceId workspace, string form, string context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        if (!EntryForms.TryRead(context, out var incident, out var number, out var version))
            return At(string.Empty, null);

        return EntryForms.Check(form, values, await timeline.FindAsync(workspace, incident, number, cancellationToken), version, time.GetUtcNow());
    }

    private Form? FormOf(string action) => action switch
    {
        ButtonActions.StartIncident => StartForm.Compose(new StartCommand(null, null, []), options),
        ButtonActions.FindIncidents => FindForm.Compose(),
        _ => null,
    };

    private static Form? FormOf(string action, IncidentId incident) => action switch
    {
        ButtonActions.WriteUpdate => UpdateForm.Compose(incident),
        ButtonActions.SayWhatChanged => WhatChangedForm.Compose(incident),
        _ => null,
    };

    private ImmediateAnswer Answer(Command command) => command switch
    {
        NotUnderstood wrong => new SayIt(Card.Of(wrong.Sentence)),
        HelpCommand => new SayIt(HelpCard.Compose(time.GetUtcNow())),
        StartCommand start when StartIncidentRules.Unknown(start.Services, options) is { } sentence => new SayIt(Card.Of(sentence)),
        StartCommand { Title: null } start => new OpenIt(StartForm.Compose(start, options)),
        _ => new AcceptIt(),
    };

    private static IReadOnlyDictionary<string, string> At(string field, string? error) =>
        error is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal) { [field] = error };
}
