using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Search;

namespace IncidentBot.Routing;

/// <summary>Finds what is to be done about something that came in, and the incident that it is about.</summary>
internal sealed class Planner(
    RouteTable routes, CommandParser parser, IServiceProvider services, IncidentStore incidents, IncidentVisibility visibility,
    ListIncidents listIncidents, IncidentOptions options)
{
    private const string UnknownButton =
        "I can't tell what that button is for; it may be from an older version. Use the newest message in the incident's channel.";

    private const string UnknownForm =
        "I can't tell what that form is for; it may be from an older version. "
            + "Open it again from the newest message in the incident's channel.";

    private const string UnknownShortcut =
        "I don't know that shortcut; it may be from another version. Ask an admin to reinstall the app from its manifest.";

    /// <summary>The command in something that came in, read once; null: it is none.</summary>
    public Command? Read(Inbound inbound) => inbound is CommandTyped typed ? parser.Parse(typed.Text) : null;

    /// <summary>Plans it.</summary>
    /// <param name="inbound">What came in.</param>
    /// <param name="command">What <see cref="Read"/> has read.</param>
    public Planned Plan(Inbound inbound, Command? command) => inbound switch
    {
        CommandTyped typed when command is not null => PlanCommand(typed, command),
        ButtonPressed pressed => PlanButton(pressed),
        BoxesChanged boxes => PlanBoxes(boxes),
        FormSubmitted form => PlanForm(form),
        MessagePicked picked => PlanShortcut(picked),
        _ => PlanNews(inbound),
    };

    /// <summary>
    /// Does a command about an incident, whatever channel it was typed in; where it needs one and there is none, its writer is led to one.
    /// </summary>
    public async Task<Outcome> RunAsync(Command command, Incident? about, Inbound by, Work work, CancellationToken cancellationToken)
    {
        if (command is NotUnderstood wrong)
            return new Outcome(Happened.Refused(wrong.Sentence));
        if (command is HelpCommand)
            return new Outcome(Happened.Answered(HelpCard.Compose(parser.Forms, by.At, options.Roles)));

        var route = routes.Find<CommandRoute>(RouteTable.NameOf(command.GetType()))
            ?? throw new InvalidOperationException($"No use case for {command.GetType().Name}.");
        if (about is null && !route.IsAnywhere)
            return await PointAsync(by, work, cancellationToken);

        return new Outcome(await route.RunAsync(services, command, new Call(by, work, about), cancellationToken), about);
    }

    private Planned PlanCommand(CommandTyped typed, Command command)
    {
        if (routes.Find<CommandRoute>(RouteTable.NameOf(command.GetType())) is not { } route)
            return new Planned(Permission.AskHelp, (work, stop) => RunAsync(command, about: null, typed, work, stop));

        return new Planned(route.Needs(command, options.DefaultSeverity), async (work, stop) =>
            await RunAsync(
                command, route.IsAnywhere ? null : await incidents.FindByChannelAsync(work.Workspace, typed.Channel, stop), typed, work,
                stop))
        {
            // What was typed after a mention still stands in the channel.
            Words = typed.Message is null && route.Words(command) is { } words ? [words] : [],
        };
    }

    private Planned PlanButton(ButtonPressed pressed)
    {
        if (routes.Find<ButtonRoute>(RouteTable.ButtonName(pressed.Action)) is not { } route)
            return new Planned(
                Permission.Act, (work, stop) => AboutAsync(pressed, pressed.Value, UnknownButton, _ => Happened.Unreadable, work, stop));

        IncidentButtons.TryRead(pressed.Value, out _, out var behind);
        return new Planned(route.Needs(behind), async (work, stop) => route.IsAnywhere
            ? new Outcome(await RunAsync(new Call(pressed, work), stop))
            : await AboutAsync(pressed, pressed.Value, UnknownButton, call => RunAsync(call, stop), work, stop));

        Task<Happened> RunAsync(Call call, CancellationToken stop) => route.RunAsync(services, pressed, call, stop);
    }

    private Planned PlanBoxes(BoxesChanged boxes)
    {
        var route = routes.Find<BoxesRoute>(RouteTable.BoxesName(boxes.Action));
        return new Planned(
            Permission.Act,
            (work, stop) => AboutAsync(
                boxes, boxes.Value, UnknownButton,
                call => route?.RunAsync(services, boxes, call, stop) ?? Happened.Unreadable, work, stop));
    }

    private Planned PlanForm(FormSubmitted form)
    {
        if (routes.Find<FormRoute>(RouteTable.FormName(form.Form)) is not { } route)
            return new Planned(
                Permission.Act, (work, stop) => AboutAsync(form, form.Context, UnknownForm, _ => Happened.Unreadable, work, stop));

        return new Planned(route.Needs(form.Values, options.DefaultSeverity), async (work, stop) => route.IsAnywhere
            ? new Outcome(await RunAsync(new Call(form, work), stop))
            : await AboutAsync(form, form.Context, UnknownForm, call => RunAsync(call, stop), work, stop))
        {
            Words =
                [
                    .. route.GivesBack.Select(field => form.Values.GetValueOrDefault(field)?.Trim()
                        ?? string.Empty).Where(one => one.Length > 0),
                ],
        };

        Task<Happened> RunAsync(Call call, CancellationToken stop) => route.RunAsync(services, form, call, stop);
    }

    private Planned PlanShortcut(MessagePicked picked)
    {
        if (routes.Find<ShortcutRoute>(RouteTable.ShortcutName(picked.Shortcut)) is not { } route)
            return new Planned(Permission.Act, (_, _) => Task.FromResult(new Outcome(Happened.Refused(UnknownShortcut))));

        return new Planned(
            Permission.Act,
            async (work, stop) => await incidents.FindByChannelAsync(work.Workspace, picked.Channel, stop) is { } incident
                ? new Outcome(await route.RunAsync(services, picked, new Call(picked, work, incident), stop), incident)
                : await PointAsync(picked, work, stop));
    }

    private Planned PlanNews(Inbound news)
    {
        var all = routes.All.OfType<NewsRoute>().Where(route => route.News == news.GetType()).ToList();
        if (all.Count == 0)
            throw new InvalidOperationException($"No use case for {news.GetType().Name}.");

        return new Planned(all.Max(route => route.Needs), async (work, stop) =>
        {
            var parts = new List<Happened>();
            foreach (var route in all)
                parts.Add(await route.RunAsync(services, news, work, stop));

            return new Outcome(Happened.All(parts));
        });
    }

    // What is pressed may stand on a page or card of long ago, so whoever presses it is checked again.
    private async Task<Outcome> AboutAsync(
        Inbound by, string value, string unreadable, Func<Call, Task<Happened>> runAsync, Work work, CancellationToken cancellationToken)
    {
        if (!IncidentButtons.TryRead(value, out var id, out var more))
            return new Outcome(Happened.Answered(Card.Of(UnknownButton)));
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident
            || !await visibility.MaySeeAsync(incident, by, work.Platform, cancellationToken))
            return new Outcome(Happened.Answered(IncidentVisibility.Refusal(id)));

        var happened = await runAsync(new Call(by, work, incident, more));
        return new Outcome(happened.IsUnreadable ? Happened.Refused(unreadable) : happened, incident);
    }

    private async Task<Outcome> PointAsync(Inbound by, Work work, CancellationToken cancellationToken) =>
        new(Happened.Answered(await listIncidents.PointAsync(work.Workspace, by.Who.Id, by.Channel, by.At, cancellationToken)));
}
