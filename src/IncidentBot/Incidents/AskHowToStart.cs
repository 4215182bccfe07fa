using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Asks how the words of a start were meant, and starts the incident that was chosen; the first choice counts.</summary>
internal sealed class AskHowToStart(ChatPlatforms platforms, TimeProvider time)
{
    /// <summary>The kind of own work that a choice leads to.</summary>
    internal static readonly WorkKind<StartToDo> Kind = new("own/start-as-read", static () => IncidentWorkJson.Default.StartToDo);

    // A button carries at most so many characters everywhere.
    private const int MostCarried = 1900;

    /// <summary>Asks within the request.</summary>
    public Card Ask(StartQuestion question) => Compose(question, Lease.NewToken(), time.GetUtcNow());

    /// <summary>Asks in the request's own turn.</summary>
    public static Happened Handle(StartQuestion question, Call call) =>
        Happened.Answered(Compose(question, call.Work.Key, call.By.At));

    /// <summary>Asks.</summary>
    /// <param name="question">The words, and what they may mean.</param>
    /// <param name="token">Tells this question from all others; of its answers one counts.</param>
    /// <param name="now">When; UTC.</param>
    public static Card Compose(StartQuestion question, string token, DateTimeOffset now)
    {
        var doubt = OneLine.Of(question.Doubt, 40);
        var text = question.AsOption is null
            ? $"Nothing was started yet: I can't read “{doubt}” as an option. To give one, put two hyphens before it, such as --sev 2."
            : $"Nothing was started yet: “{doubt}” may be an option or part of the title. Which did you mean?";
        var buttons = new[] { question.AsOption, question.AsTitle }.OfType<StartCommand>()
            .Select(start => (Label: InWords(start), Value: Carry(start, token)))
            .Where(reading => reading.Value.Length <= MostCarried)
            .Select(reading => new Button(IncidentButtonIds.StartAsRead, reading.Label, reading.Value))
            .ToList();
        var said = string.Join(" / ", buttons.Select(button => button.Label));
        return buttons.Count == 0
            ? Card.Of($"{text} Type it again with the title in quotation marks and the options behind it. ({When.ToTheSecond(now)})")
            : new Card($"{text} {said} ({When.ToTheSecond(now)})", [new Paragraph(text), new Buttons(buttons)]);
    }

    /// <summary>Somebody chose; a second choice of the same question is a duplicate.</summary>
    public static Happened Choose(ButtonPressed by, Work work)
    {
        if (IncidentButtons.Behind(by.Value).Split('|', 2) is not [{ Length: > 0 } token, var json]
            || StartChoice.Read(json) is not { } choice)
            return Happened.Unreadable;

        work.Then(Kind.Later($"start-as-read/{token}", by.Channel.Value, new StartToDo(by.Who.Id, by.Reply, choice)));
        return Happened.Nothing;
    }

    /// <summary>The permission that a choice takes, by what its button carries.</summary>
    public static Permission Needs(string carried) =>
        carried.Split('|', 2) is [_, var json] && StartChoice.Read(json) is { Severity: 1 } ? Permission.CallSeverity1 : Permission.Act;

    /// <summary>The chosen incident as if its form had been sent.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked who chose it.</exception>
    internal async Task<Inbound?> ReadAsync(StartToDo chosen, InboxItem item, CancellationToken cancellationToken)
    {
        var request = item.Request;
        var who = await platforms.Of(request.Platform).FindPersonAsync(request.Workspace, chosen.Who, cancellationToken);
        return new FormSubmitted(
            request.Workspace, who, chosen.Reply.Channel, item.AcceptedAt, chosen.Reply, IncidentFormIds.Start, string.Empty,
            StartForm.Fill(chosen.Choice.Command()));
    }

    private static string Carry(StartCommand start, string token) =>
        $"start|{token}|{JsonSerializer.Serialize(StartChoice.Of(start), IncidentWorkJson.Default.StartChoice)}";

    private static string InWords(StartCommand start)
    {
        var what = (start.IsPrivate, start.IsDrill) switch
        {
            (true, true) => "Private drill",
            (true, false) => "Private incident",
            (false, true) => "Drill",
            _ => "Incident",
        };
        if (start.Severity is { } severity)
            what += $", severity {SeverityLevels.Digit(severity)}";
        if (start.Services.Count > 0)
            what += $", {string.Join(", ", start.Services.Select(service => OneLine.Of(service, 20)))}";

        return $"{what}: {(start.Title is null ? "no title" : IncidentTitle.Of(start.Title))}";
    }
}

/// <summary>An incident to be started, as a button carries it.</summary>
/// <param name="Title">What is wrong, as typed; null: not said.</param>
/// <param name="Severity">1 to 4; null: the default.</param>
/// <param name="Services">The affected services, as typed.</param>
/// <param name="Drill">Whether it is only practised.</param>
/// <param name="Private">Whether only the members of its channel may know of it.</param>
internal sealed record StartChoice(string? Title, int? Severity, IReadOnlyList<string> Services, bool Drill, bool Private)
{
    /// <summary>The choice of a command.</summary>
    public static StartChoice Of(StartCommand start) => new(
        start.Title is null ? null : IncidentTitle.Of(start.Title), start.Severity, start.Services, start.IsDrill, start.IsPrivate);

    /// <summary>Reads it; null: it is none of the bot's own.</summary>
    public static StartChoice? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, IncidentWorkJson.Default.StartChoice);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The command.</summary>
    public StartCommand Command() => new(Title, Severity, Services ?? [], Drill, Private);
}

/// <summary>A choice, as it waits for its turn.</summary>
/// <param name="Who">Who chose.</param>
/// <param name="Reply">Where they are answered.</param>
/// <param name="Choice">What they chose.</param>
internal sealed record StartToDo(PersonId Who, ReplyTo Reply, StartChoice Choice);
