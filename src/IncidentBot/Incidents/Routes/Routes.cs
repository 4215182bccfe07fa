using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents.Routes;

/// <summary>One thing that the bot answers to, and the use case that does it.</summary>
/// <param name="Name">What it answers to, such as <c>button take_command</c>; unique.</param>
/// <param name="Capability">Whose it is.</param>
/// <param name="UseCase">The use case's name.</param>
internal abstract record Route(string Name, string Capability, string UseCase);

/// <summary>A typed command.</summary>
internal sealed record CommandRoute(
    string Name, string Capability, string UseCase, Func<IServiceProvider, Command, Call, CancellationToken, Task<Happened>> RunAsync)
    : Route(Name, Capability, UseCase)
{
    /// <summary>Whether it may be typed anywhere; false: it is about the incident of the channel.</summary>
    public bool IsAnywhere { get; init; }

    /// <summary>What permission it takes, by what was typed and the default severity.</summary>
    public Func<Command, int, Permission> Needs { get; init; } = static (_, _) => Permission.Act;

    /// <summary>The words in it that people must get back when it is refused; null: none.</summary>
    public Func<Command, string?> Words { get; init; } = static _ => null;

    /// <summary>The answer within the request; null: it goes through the inbox.</summary>
    public Func<IServiceProvider, Command, AtOnce?> AtOnce { get; init; } = static (_, _) => null;
}

/// <summary>A button that does something.</summary>
internal sealed record ButtonRoute(
    string Name, string Capability, string UseCase, Func<IServiceProvider, ButtonPressed, Call, CancellationToken, Task<Happened>> RunAsync)
    : Route(Name, Capability, UseCase)
{
    /// <summary>Whether it is about no incident.</summary>
    public bool IsAnywhere { get; init; }

    /// <summary>What permission it takes, by what stands behind the incident in its value.</summary>
    public Func<string, Permission> Needs { get; init; } = static _ => Permission.Act;
}

/// <summary>Boxes about an incident that are ticked and unticked.</summary>
internal sealed record BoxesRoute(
    string Name, string Capability, string UseCase, Func<IServiceProvider, BoxesChanged, Call, CancellationToken, Task<Happened>> RunAsync)
    : Route(Name, Capability, UseCase);

/// <summary>A button that opens a form.</summary>
/// <param name="Name">What it answers to, such as <c>button take_command</c>; unique.</param>
/// <param name="Capability">Whose it is.</param>
/// <param name="UseCase">The use case's name.</param>
/// <param name="ComposeAsync">The form, or why there is none.</param>
internal sealed record OpenRoute(
    string Name, string Capability, string UseCase, Func<IServiceProvider, FormCall, CancellationToken, Task<Opened>> ComposeAsync)
    : Route(Name, Capability, UseCase)
{
    /// <summary>The form, where it is about no incident and needs no reading; null: it is about one.</summary>
    public Func<IServiceProvider, ChatLimits, Form>? Anywhere { get; init; }
}

/// <summary>A shortcut in a message's menu that opens a form about the incident of the channel.</summary>
/// <param name="Name">What it answers to; unique.</param>
/// <param name="Capability">Whose it is.</param>
/// <param name="UseCase">The use case's name.</param>
/// <param name="Title">What stands above the form while it is looked for; a few words.</param>
/// <param name="Compose">The form, or why there is none.</param>
internal sealed record MessageFormRoute(
    string Name, string Capability, string UseCase, string Title, Func<IServiceProvider, FormCall, ChatMessage, Opened> Compose)
    : Route(Name, Capability, UseCase);

/// <summary>What a button that asks for a form gets.</summary>
/// <param name="Form">The form; null: there is none.</param>
/// <param name="Refusal">Why there is none; null: there is one.</param>
internal sealed record Opened(Form? Form, Card? Refusal)
{
    public static implicit operator Opened(Form form) => new(form, null);

    /// <summary>There is no form, and the person is told why.</summary>
    public static Opened Refused(RichText sentence) => new(null, Card.Of(sentence));

    /// <summary>There is no form, and the person is told why, with the formatted pieces of an interpolated string.</summary>
    public static Opened Refused(RichTextHandler sentence) => Refused(RichText.Of(sentence));
}

/// <summary>A form that was sent.</summary>
internal sealed record FormRoute(
    string Name, string Capability, string UseCase, Func<IServiceProvider, FormSubmitted, Call, CancellationToken, Task<Happened>> RunAsync)
    : Route(Name, Capability, UseCase)
{
    /// <summary>Whether it is about no incident.</summary>
    public bool IsAnywhere { get; init; }

    /// <summary>What permission it takes, by what its fields hold and the default severity.</summary>
    public Func<IReadOnlyDictionary<string, string>, int, Permission> Needs { get; init; } = static (_, _) => Permission.Act;

    /// <summary>The fields to be corrected while it is still open, as far as the words alone tell, each with a sentence.</summary>
    public Func<IServiceProvider, FormCall, IReadOnlyDictionary<string, string>> Check { get; init; } = static (_, _) => Errors.None;

    /// <summary>The fields to be corrected, as far as only the record tells, each with a sentence.</summary>
    public Func<IServiceProvider, FormCall, CancellationToken, Task<IReadOnlyDictionary<string, string>>> CheckRecordAsync { get; init; } =
        static (_, _, _) => Task.FromResult(Errors.None);

    /// <summary>The fields whose words people get back when it is refused after it has closed.</summary>
    public IReadOnlyList<string> GivesBack { get; init; } = [];

    /// <summary>The field below which a refused permission is said; by default none in particular.</summary>
    public string RefusedAt { get; init; } = string.Empty;
}

/// <summary>
/// Something that happened in the chat without anybody asking the bot; several may answer to it, in the order of the capabilities.
/// </summary>
internal sealed record NewsRoute(
    string Name, string Capability, string UseCase, Type News,
    Func<IServiceProvider, Inbound, Work, CancellationToken, Task<Happened>> RunAsync)
    : Route(Name, Capability, UseCase)
{
    /// <summary>What permission it takes.</summary>
    public Permission Needs { get; init; } = Permission.None;
}

/// <summary>A shortcut in a message's menu.</summary>
internal sealed record ShortcutRoute(
    string Name, string Capability, string UseCase, Func<IServiceProvider, MessagePicked, Call, CancellationToken, Task<Happened>> RunAsync)
    : Route(Name, Capability, UseCase);

/// <summary>Something that keeps what came in from its route, since it is idle or was done already; null: it goes on.</summary>
internal sealed record GateRoute(
    string Name, string Capability, string UseCase,
    Func<IServiceProvider, Inbound, Command?, Work, CancellationToken, Task<Happened?>> StopAsync)
    : Route(Name, Capability, UseCase);

/// <summary>The bot's own work.</summary>
internal sealed record WorkRoute(
    string Name, string Capability, string UseCase, string Kind,
    Func<IServiceProvider, string, Work, CancellationToken, Task<Happened>> RunAsync)
    : Route(Name, Capability, UseCase);

/// <summary>The bot's own work that turns into something that came in, and goes the same way from there.</summary>
internal sealed record ArrivalRoute(
    string Name, string Capability, string UseCase, string Kind,
    Func<IServiceProvider, InboxItem, CancellationToken, Task<Inbound?>> ReadAsync)
    : Route(Name, Capability, UseCase);

/// <summary>A message that was sent, or given up.</summary>
internal sealed record SentRoute(
    string Name, string Capability, string UseCase, string Purpose,
    Func<IServiceProvider, IncidentId, SentAction, Work, CancellationToken, Task<Happened>> RunAsync)
    : Route(Name, Capability, UseCase);

/// <summary>A reaction to a fact of any capability.</summary>
internal sealed record FactRoute(
    string Name, string Capability, string UseCase, Func<Fact, bool> Matches,
    Func<IServiceProvider, Fact, FactCall, CancellationToken, Task<Happened>> RunAsync)
    : Route(Name, Capability, UseCase);

/// <summary>What follows from any change of a record.</summary>
internal sealed record ChangeRoute(
    string Name, string Capability, string UseCase, Func<IServiceProvider, ChangedRecord, CancellationToken, Task<Happened>> RunAsync)
    : Route(Name, Capability, UseCase);

/// <summary>Fields of a form that are to be corrected.</summary>
internal static class Errors
{
    /// <summary>There are none.</summary>
    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>One field is to be corrected, if there is a sentence that says how.</summary>
    public static IReadOnlyDictionary<string, string> At(string field, string? sentence) =>
        sentence is null ? None : new Dictionary<string, string>(StringComparer.Ordinal) { [field] = sentence };

    /// <summary>One field is to be corrected, if there is a sentence that says how; a form shows it in plain words.</summary>
    public static IReadOnlyDictionary<string, string> At(string field, RichText? sentence) => At(field, sentence?.ToPlainText());

    /// <summary>A field must not be blank.</summary>
    public static IReadOnlyDictionary<string, string> IfBlank(FormCall call, string field, string sentence) =>
        At(field, string.IsNullOrWhiteSpace(call.Value(field)) ? sentence : null);
}
