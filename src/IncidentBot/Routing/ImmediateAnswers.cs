using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Routing;

/// <summary>
/// Answers what a platform wants answered at once: forms to open, fields to correct, help, wrong commands. Reads, never writes.
/// </summary>
public sealed class ImmediateAnswers
{
    private readonly RouteTable routes;
    private readonly CommandParser parser;
    private readonly FormOpener forms;
    private readonly IServiceProvider services;
    private readonly IncidentOptions options;
    private readonly IncidentStore incidents;
    private readonly TimeProvider time;

    internal ImmediateAnswers(
        RouteTable routes, CommandParser parser, FormOpener forms, IServiceProvider services, IncidentOptions options,
        IncidentStore incidents, TimeProvider time)
    {
        (this.routes, this.parser, this.forms, this.services) = (routes, parser, forms, services);
        (this.options, this.incidents, this.time) = (options, incidents, time);
    }

    /// <summary>A command was typed.</summary>
    public Task<ImmediateAnswer> OnCommandAsync(Asker asker, TypedText text, CancellationToken cancellationToken)
    {
        CommandTyped By(Person who) => new(asker.Workspace, who, asker.Channel, time.GetUtcNow(), new ReplyTo(asker.Channel, who.Id), text);
        var now = time.GetUtcNow();
        var command = parser.Parse(text);
        var route = routes.Find<CommandRoute>(RouteTable.NameOf(command.GetType()));
        var needs = route?.Needs(command, options.DefaultSeverity) ?? Permission.AskHelp;
        return Task.FromResult<ImmediateAnswer>((command, route?.AtOnce(services, command)) switch
        {
            (NotUnderstood wrong, _) => new SayIt(Card.Of(wrong.Sentence)),
            (HelpCommand, _) => new SayIt(HelpCard.Compose(parser.Forms, now, options.Roles)),
            (_, Say said) => new SayIt(said.Card),
            (_, Open open) => forms.Open(asker, open.Compose, needs, By, cancellationToken),
            (_, OpenHere here) => forms.Here(asker, here, needs, now, By),
            (_, OpenFound found) => forms.Here(asker, found, needs, now, By),
            _ => new AcceptIt(),
        });
    }

    /// <summary>A button was pressed.</summary>
    public Task<ImmediateAnswer> OnButtonAsync(Asker asker, string action, string value, CancellationToken cancellationToken)
    {
        ButtonPressed By(Person who) =>
            new(asker.Workspace, who, asker.Channel, time.GetUtcNow(), new ReplyTo(asker.Channel, who.Id), action, value, null);
        return Task.FromResult(forms.Of(asker, action, value, time.GetUtcNow(), By, cancellationToken));
    }

    /// <summary>A message was picked by a shortcut.</summary>
    /// <param name="asker">Who picked it, and where.</param>
    /// <param name="shortcut">One of <see cref="ShortcutIds"/>.</param>
    /// <param name="readAsync">Reads the message with the names in it looked up; null: the shortcut came without one.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public Task<ImmediateAnswer> OnMessagePickedAsync(
        Asker asker, string shortcut, Func<CancellationToken, Task<ChatMessage>>? readAsync, CancellationToken cancellationToken)
    {
        if (readAsync is not null && routes.Find<MessageFormRoute>(RouteTable.MessageFormName(shortcut)) is { } route)
        {
            MessagePicked Picked(Person who) => new(
                asker.Workspace, who, asker.Channel, time.GetUtcNow(), new ReplyTo(asker.Channel, who.Id), shortcut,
                new ChatMessage(new MessageId(asker.Channel, string.Empty), time.GetUtcNow(), who, string.Empty, Thread: null));
            return Task.FromResult(forms.FromMessage(asker, route, readAsync, time.GetUtcNow(), Picked));
        }

        if (!string.Equals(shortcut, ShortcutIds.StartFromMessage, StringComparison.Ordinal))
            return Task.FromResult<ImmediateAnswer>(new AcceptIt());

        ButtonPressed By(Person who) => new(
            asker.Workspace, who, asker.Channel, time.GetUtcNow(), new ReplyTo(asker.Channel, who.Id), IncidentButtonIds.StartIncident,
            string.Empty, null);
        return Task.FromResult(readAsync is null
            ? forms.Of(asker, IncidentButtonIds.StartIncident, string.Empty, time.GetUtcNow(), By, cancellationToken)
            : forms.FromMessage(asker, readAsync, By));
    }

    /// <summary>A form was sent off.</summary>
    public async Task<ImmediateAnswer> OnFormAsync(
        Asker asker, string form, string context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        if (routes.Find<FormRoute>(RouteTable.FormName(form)) is not { } route)
            return new AcceptIt();

        var isAbout = IncidentButtons.TryRead(context, out var id, out var more) && !route.IsAnywhere;
        var call = new FormCall(asker, time.GetUtcNow(), About: null, more, values);
        var errors = route.Check(services, call);
        if (errors.Count > 0)
            return new CorrectIt(errors);

        // The words stay in the form, so that somebody else can be asked to send them.
        FormSubmitted By(Person who) =>
            new(asker.Workspace, who, asker.Channel, time.GetUtcNow(), new ReplyTo(asker.Channel, who.Id), form, context, values);
        var about = isAbout ? await incidents.FindAsync(asker.Workspace, id, cancellationToken) : null;
        errors = Errors.At(
            route.RefusedAt,
            (await forms.JudgeAsync(asker, about, route.Needs(values, options.DefaultSeverity), By, cancellationToken))?.Text);

        // What is on record is quoted only to those who may see it.
        if (errors.Count == 0)
            errors = await route.CheckRecordAsync(services, call with { About = about }, cancellationToken);

        return errors.Count == 0 ? new AcceptIt() : new CorrectIt(errors);
    }
}
