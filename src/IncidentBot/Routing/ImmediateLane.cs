using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Commands;
using IncidentBot.Home;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Routing;

/// <summary>Answers what a platform wants answered at once: forms to open, fields to correct, help, wrong commands. Reads, never writes.</summary>
public sealed class ImmediateLane(IncidentOptions options, ChatPlatforms platforms, IncidentStore incidents, TimelineStore timeline, FormFinder forms, TimeProvider time)
{
    /// <summary>A command was typed.</summary>
    public Task<ImmediateAnswer> OnCommandAsync(Asker asker, TypedText text, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(asker, text, cancellationToken));

    /// <summary>A button was pressed.</summary>
    public Task<ImmediateAnswer> OnButtonAsync(Asker asker, string action, string value, CancellationToken cancellationToken)
    {
        ButtonPressed By(Person who) => new(asker.Workspace, who, asker.Channel, time.GetUtcNow(), new ReplyTo(asker.Channel, who.Id), action, value, null);
        return Task.FromResult(action switch
        {
            ButtonActions.StartIncident => forms.Open(asker, StartForm.Compose(new StartCommand(null, null, []), options), By, cancellationToken),
            ButtonActions.FindIncidents => forms.Open(asker, FindForm.Compose(), By, cancellationToken),
            _ => forms.About(asker, action, value, By),
        });
    }

    /// <summary>A message was picked by a shortcut.</summary>
    /// <param name="asker">Who picked it, and where.</param>
    /// <param name="shortcut">One of <see cref="ShortcutIds"/>.</param>
    /// <param name="readAsync">Reads the message with the names in it looked up; null: the shortcut came without one.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public Task<ImmediateAnswer> OnMessagePickedAsync(Asker asker, string shortcut, Func<CancellationToken, Task<ChatMessage>>? readAsync, CancellationToken cancellationToken)
    {
        if (!string.Equals(shortcut, ShortcutIds.StartFromMessage, StringComparison.Ordinal))
            return Task.FromResult<ImmediateAnswer>(new AcceptIt());

        ButtonPressed By(Person who) => new(asker.Workspace, who, asker.Channel, time.GetUtcNow(), new ReplyTo(asker.Channel, who.Id), ButtonActions.StartIncident, string.Empty, null);
        return Task.FromResult(readAsync is null
            ? forms.Open(asker, StartForm.Compose(new StartCommand(null, null, []), options), By, cancellationToken)
            : forms.FromMessage(asker, readAsync, By));
    }

    /// <summary>A form was sent off.</summary>
    public async Task<ImmediateAnswer> OnFormAsync(Asker asker, string form, string context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var errors = form switch
        {
            FormIds.Start => StartForm.Check(StartForm.Read(values), options),
            FormIds.AnswerStep when IncidentButtons.TryRead(context, out _, out var more) =>
                At(StepForms.Answer, StepForms.CheckAnswer(more, values.GetValueOrDefault(StepForms.Answer), time.GetUtcNow())),
            FormIds.WhatChanged => At(WhatChangedForm.Sentence, string.IsNullOrWhiteSpace(values.GetValueOrDefault(WhatChangedForm.Sentence)) ? "Say what changed, or close the form." : null),
            FormIds.Update => At(UpdateForm.Text, string.IsNullOrWhiteSpace(values.GetValueOrDefault(UpdateForm.Text)) ? "Say how it stands, in a sentence or two." : null),
            FormIds.AssignStep => At(StepForms.Person, string.IsNullOrWhiteSpace(values.GetValueOrDefault(StepForms.Person)) ? "Pick a person, or close the form." : null),
            FormIds.SkipStep => At(StepForms.Reason, string.IsNullOrWhiteSpace(values.GetValueOrDefault(StepForms.Reason)) ? "Say why; one short reason is enough." : null),
            _ => At(string.Empty, null),
        };
        if (errors.Count == 0)
            errors = await CheckAccessAsync(asker, form, context, values, cancellationToken);
        if (errors.Count == 0)
            errors = await CheckRecordAsync(asker, form, context, values, cancellationToken);

        return errors.Count == 0 ? new AcceptIt() : new CorrectIt(errors);
    }

    // The words stay in the form, so that somebody else can be asked to send them.
    private async Task<IReadOnlyDictionary<string, string>> CheckAccessAsync(Asker asker, string form, string context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        FormSubmitted By(Person who) => new(asker.Workspace, who, asker.Channel, time.GetUtcNow(), new ReplyTo(asker.Channel, who.Id), form, context, values);
        var about = form is not (FormIds.Start or FormIds.FindIncidents) && IncidentButtons.TryRead(context, out var incident, out _) ? incident : (IncidentId?)null;
        var refusal = await forms.RefuseAsync(asker, about, By, cancellationToken);
        return At(form == FormIds.Start && StartForm.Read(values).Severity is not null ? StartForm.Severity : string.Empty, refusal?.Text);
    }

    // These quote what is on record, which only those hear who may see it.
    private async Task<IReadOnlyDictionary<string, string>> CheckRecordAsync(Asker asker, string form, string context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) => form switch
    {
        FormIds.EditEntry or FormIds.SplitEntry => await CheckEntryAsync(asker.Workspace, form, context, values, cancellationToken),
        FormIds.Severity => At(SeverityForm.Level, await CheckSeverityAsync(asker, context, values, cancellationToken)),
        FormIds.Milestone => await CheckMilestoneAsync(asker, context, values, cancellationToken),
        FormIds.Update => At(UpdateForm.Text, await CheckUpdateAsync(asker.Workspace, context, values.GetValueOrDefault(UpdateForm.Text), cancellationToken)),
        _ => At(string.Empty, null),
    };

    // While the form is open, what was written can still be kept in it.
    private async Task<string?> CheckUpdateAsync(WorkspaceId workspace, string context, string? text, CancellationToken cancellationToken) =>
        IncidentButtons.TryRead(context, out var id, out _) && await incidents.FindAsync(workspace, id, cancellationToken) is { Status: >= IncidentStatus.Closed } over
            ? GiveUpdateRules.Decide(over, text, over.StartedBy, time.GetUtcNow()).Sentence
            : null;

    private async Task<string?> CheckSeverityAsync(Asker asker, string context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) =>
        IncidentButtons.TryRead(context, out var id, out var former) && await incidents.FindAsync(asker.Workspace, id, cancellationToken) is { } incident
            && SeverityForm.Decide(incident, former, values, incident.StartedBy, time.GetUtcNow()) is { Fact: null } decision
            ? decision.Sentence
            : null;

    // In the writer's own time zone; where the platform cannot tell it in time, the form is accepted and its writer told later.
    private async Task<IReadOnlyDictionary<string, string>> CheckMilestoneAsync(Asker asker, string context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        if (!IncidentButtons.TryRead(context, out var id, out var more)
            || !MilestoneForm.TryRead(more, out var milestone, out var former)
            || await incidents.FindAsync(asker.Workspace, id, cancellationToken) is not { } incident)
            return At(string.Empty, null);

        var person = await platforms.Of(incident.Platform).FindPersonAsync(asker.Workspace, asker.Person, cancellationToken);
        var (decision, field) = MilestoneForm.Decide(incident, milestone, former, values, person, time.GetUtcNow());
        return At(field, decision.Fact is null ? decision.Sentence : null);
    }

    private async Task<IReadOnlyDictionary<string, string>> CheckEntryAsync(WorkspaceId workspace, string form, string context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        if (!EntryForms.TryRead(context, out var incident, out var number, out var version))
            return At(string.Empty, null);

        return EntryForms.Check(form, values, await timeline.FindAsync(workspace, incident, number, cancellationToken), version, time.GetUtcNow());
    }

    private ImmediateAnswer Answer(Asker asker, TypedText text, CancellationToken cancellationToken)
    {
        CommandTyped By(Person who) => new(asker.Workspace, who, asker.Channel, time.GetUtcNow(), new ReplyTo(asker.Channel, who.Id), text);
        return CommandParser.Parse(text) switch
        {
            NotUnderstood wrong => new SayIt(Card.Of(wrong.Sentence)),
            HelpCommand => new SayIt(HelpCard.Compose(time.GetUtcNow(), options.Roles)),
            SeverityCommand { NotALevel: { } typed } => new SayIt(Card.Of(SeverityLevels.Refuse(typed, options))),
            SeverityCommand { Severity: null } => forms.OfSeverity(asker, time.GetUtcNow(), By),
            RoleCommand role when GiveRoleRules.Unknown(role.Role, options) is { } sentence => new SayIt(Card.Of(sentence)),
            StartCommand start when StartIncidentRules.Unknown(start.Services, options) is { } sentence => new SayIt(Card.Of(sentence)),
            StartCommand { Title: null } start => forms.Open(asker, StartForm.Compose(start, options), By, cancellationToken),
            _ => new AcceptIt(),
        };
    }

    private static IReadOnlyDictionary<string, string> At(string field, string? error) =>
        error is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal) { [field] = error };
}
