using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Incidents.Routes;

/// <summary>
/// What the whole bot answers to, filled by one capability after the other; use cases are made when they are first needed. Two capabilities
/// that claim
/// the same stop the start.
/// </summary>
internal sealed class RouteTable
{
    private readonly Dictionary<string, Route> routes = new(StringComparer.Ordinal);
    private readonly List<Route> inOrder = [];
    private readonly List<CommandVerb> verbs = [];
    private string capability = string.Empty;

    /// <summary>Every route, in the order of the capabilities.</summary>
    public IReadOnlyList<Route> All => inOrder;

    /// <summary>The verbs that can be typed.</summary>
    public IReadOnlyList<CommandVerb> Verbs => verbs;

    /// <summary>What is added from now on belongs to this capability.</summary>
    public RouteTable Of(string name)
    {
        capability = name;
        return this;
    }

    /// <summary>The route of a name; null: there is none.</summary>
    public TRoute? Find<TRoute>(string name)
        where TRoute : Route => routes.GetValueOrDefault(name) as TRoute;

    /// <summary>A verb that can be typed, and how its words are read.</summary>
    public void Verb(CommandVerb verb)
    {
        foreach (var word in verb.Words)
        {
            if (verbs.Any(known => known.Words.Contains(word, StringComparer.Ordinal)))
                throw Twice($"the verb {word}");
        }

        verbs.Add(verb);
    }

    /// <summary>A command about the incident of the channel in which it is typed.</summary>
    public void Command<TCommand, TUseCase>(
        Func<TUseCase, TCommand, Call, CancellationToken, Task<Happened>> run,
        Permission needs = Permission.Act,
        Func<TCommand, int, Permission>? needsBy = null,
        Func<TCommand, string?>? words = null,
        Func<IServiceProvider, TCommand, AtOnce?>? atOnce = null,
        bool isAnywhere = false)
        where TCommand : Command
        where TUseCase : notnull =>
        Add(new CommandRoute(
            NameOf(typeof(TCommand)), capability, typeof(TUseCase).Name,
            (services, command, call, stop) => run(services.GetRequiredService<TUseCase>(), (TCommand)command, call, stop))
        {
            IsAnywhere = isAnywhere,
            Needs = needsBy is null ? (_, _) => needs : (command, severity) => needsBy((TCommand)command, severity),
            Words = words is null ? static _ => null : command => words((TCommand)command),
            AtOnce = atOnce is null ? static (_, _) => null : (services, command) => atOnce(services, (TCommand)command),
        });

    /// <summary>A button about an incident that does something.</summary>
    public void Button<TUseCase>(
        string action,
        Func<TUseCase, ButtonPressed, Call, CancellationToken, Task<Happened>> run,
        Permission needs = Permission.Act,
        Func<string, Permission>? needsBy = null,
        bool isAnywhere = false)
        where TUseCase : notnull =>
        Add(new ButtonRoute(
            ButtonName(action), capability, typeof(TUseCase).Name,
            (services, pressed, call, stop) => run(services.GetRequiredService<TUseCase>(), pressed, call, stop))
        {
            IsAnywhere = isAnywhere,
            Needs = needsBy ?? (_ => needs),
        });

    /// <summary>Boxes about an incident that are ticked and unticked.</summary>
    public void Boxes<TUseCase>(string action, Func<TUseCase, BoxesChanged, Call, CancellationToken, Task<Happened>> run)
        where TUseCase : notnull =>
        Add(
            new BoxesRoute(
                BoxesName(action), capability, typeof(TUseCase).Name,
                (services, changed, call, stop) => run(services.GetRequiredService<TUseCase>(), changed, call, stop)));

    /// <summary>A button that opens a form about an incident.</summary>
    public void Opens<TUseCase>(string action, Func<TUseCase, FormCall, CancellationToken, Task<Opened>> compose)
        where TUseCase : notnull =>
        Add(
            new OpenRoute(
                OpenName(action), capability, typeof(TUseCase).Name,
                (services, call, stop) => compose(services.GetRequiredService<TUseCase>(), call, stop)));

    /// <summary>A button that opens a form about no incident.</summary>
    public void OpensAnywhere(string action, string form, Func<IServiceProvider, ChatLimits, Form> compose) =>
        Add(
            new OpenRoute(
                OpenName(action), capability, form,
                (services, call, _) => Task.FromResult<Opened>(
                    compose(services, services.GetRequiredService<ChatPlatforms>().Of(call.Asker.Platform).Limits)))
            {
                Anywhere = compose,
            });

    /// <summary>A shortcut in a message's menu that opens a form about the incident of the channel.</summary>
    public void OpensFromMessage<TUseCase>(string shortcut, string title, Func<TUseCase, FormCall, ChatMessage, Opened> compose)
        where TUseCase : notnull =>
        Add(
            new MessageFormRoute(
                MessageFormName(shortcut), capability, typeof(TUseCase).Name, title,
                (services, call, message) => compose(services.GetRequiredService<TUseCase>(), call, message)));

    /// <summary>A form that was sent.</summary>
    public void Form<TUseCase>(
        string form, Func<TUseCase, FormSubmitted, Call, CancellationToken, Task<Happened>> run, Func<FormRoute, FormRoute>? also = null)
        where TUseCase : notnull
    {
        var route = new FormRoute(
            FormName(form), capability, typeof(TUseCase).Name,
            (services, sent, call, stop) => run(services.GetRequiredService<TUseCase>(), sent, call, stop));
        Add(also is null ? route : also(route));
    }

    /// <summary>Something that happened in the chat.</summary>
    public void News<TNews, TUseCase>(
        Func<TUseCase, TNews, Work, CancellationToken, Task<Happened>> run, Permission needs = Permission.None)
        where TNews : Inbound
        where TUseCase : notnull =>
        Add(new NewsRoute(
            $"news {typeof(TNews).Name} for {capability}", capability, typeof(TUseCase).Name, typeof(TNews),
            (services, news, work, stop) => run(services.GetRequiredService<TUseCase>(), (TNews)news, work, stop))
        {
            Needs = needs,
        });

    /// <summary>A shortcut in a message's menu.</summary>
    public void Shortcut<TUseCase>(string shortcut, Func<TUseCase, MessagePicked, Call, CancellationToken, Task<Happened>> run)
        where TUseCase : notnull =>
        Add(
            new ShortcutRoute(
                ShortcutName(shortcut), capability, typeof(TUseCase).Name,
                (services, picked, call, stop) => run(services.GetRequiredService<TUseCase>(), picked, call, stop)));

    /// <summary>What keeps something that came in from its route: what came of it, or null where it goes on.</summary>
    public void Gate<TUseCase>(Func<TUseCase, Inbound, Command?, Work, CancellationToken, Task<Happened?>> stop)
        where TUseCase : notnull =>
        Add(
            new GateRoute(
                $"gate of {capability}", capability, typeof(TUseCase).Name,
                (services, inbound, command, work, cancellationToken) => stop(
                    services.GetRequiredService<TUseCase>(), inbound, command, work, cancellationToken)));

    /// <summary>The bot's own work, under its stored name.</summary>
    public void Work<TBody, TUseCase>(WorkKind<TBody> kind, Func<TUseCase, TBody, Work, CancellationToken, Task<Happened>> run)
        where TBody : class
        where TUseCase : notnull =>
        Add(
            new WorkRoute(
                WorkName(kind.Name), capability, typeof(TUseCase).Name, kind.Name,
                (services, body, work, stop) => run(services.GetRequiredService<TUseCase>(), kind.Read(body), work, stop)));

    /// <summary>The bot's own work, under its stored name, that turns into something that came in.</summary>
    public void Arrival<TBody, TUseCase>(WorkKind<TBody> kind, Func<TUseCase, TBody, InboxItem, CancellationToken, Task<Inbound?>> read)
        where TBody : class
        where TUseCase : notnull =>
        Add(
            new ArrivalRoute(
                WorkName(kind.Name), capability, typeof(TUseCase).Name, kind.Name,
                (services, item, stop) => read(services.GetRequiredService<TUseCase>(), kind.Read(item.Request.Body), item, stop)));

    /// <summary>A message that was sent for a purpose, or given up.</summary>
    public void Sent<TUseCase>(string purpose, Func<TUseCase, IncidentId, SentAction, Work, CancellationToken, Task<Happened>> run)
        where TUseCase : notnull =>
        Add(
            new SentRoute(
                SentName(purpose), capability, typeof(TUseCase).Name, purpose,
                (services, incident, sent, work, stop) => run(services.GetRequiredService<TUseCase>(), incident, sent, work, stop)));

    /// <summary>A reaction to a fact, of this capability or another.</summary>
    public void On<TFact, TUseCase>(Func<TUseCase, TFact, FactCall, CancellationToken, Task<Happened>> run, Func<TFact, bool>? when = null)
        where TFact : Fact
        where TUseCase : notnull =>
        Add(new FactRoute(
            $"fact {typeof(TFact).Name} for {capability}/{typeof(TUseCase).Name}",
            capability,
            typeof(TUseCase).Name,
            fact => fact is TFact mine && (when is null || when(mine)),
            (services, fact, call, stop) => run(services.GetRequiredService<TUseCase>(), (TFact)fact, call, stop)));

    /// <summary>What follows from any change of a record; told once for each unit of work.</summary>
    public void Changed<TUseCase>(Func<TUseCase, ChangedRecord, CancellationToken, Task<Happened>> run)
        where TUseCase : notnull =>
        Add(
            new ChangeRoute(
                $"change of a record for {capability}/{typeof(TUseCase).Name}", capability, typeof(TUseCase).Name,
                (services, changed, stop) => run(services.GetRequiredService<TUseCase>(), changed, stop)));

    /// <summary>The route name of a command.</summary>
    public static string NameOf(Type command) => $"command {command.Name}";

    /// <summary>The route name of a button that does something.</summary>
    public static string ButtonName(string action) => $"button {action}";

    /// <summary>The route name of boxes.</summary>
    public static string BoxesName(string action) => $"boxes {action}";

    /// <summary>The route name of a button that opens a form.</summary>
    public static string OpenName(string action) => $"form opened by {action}";

    /// <summary>The route name of a shortcut that opens a form.</summary>
    public static string MessageFormName(string shortcut) => $"form opened by shortcut {shortcut}";

    /// <summary>The route name of a form that is sent.</summary>
    public static string FormName(string form) => $"form {form}";

    /// <summary>The route name of a shortcut.</summary>
    public static string ShortcutName(string shortcut) => $"shortcut {shortcut}";

    /// <summary>The route name of own work.</summary>
    public static string WorkName(string kind) => $"work {kind}";

    /// <summary>The route name of a sent message.</summary>
    public static string SentName(string purpose) => $"sent {purpose}";

    private void Add(Route route)
    {
        if (!routes.TryAdd(route.Name, route))
            throw Twice(route.Name);

        inOrder.Add(route);
    }

    private InvalidOperationException Twice(string what) => new($"{capability} claims {what}, which another capability has already.");
}
