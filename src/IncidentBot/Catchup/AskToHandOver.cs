using System.Globalization;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Updates;

namespace IncidentBot.Catchup;

/// <summary>
/// Asks whoever has been in command for long, or through the night, once and privately whether to hand over: tired people don't ask for it.
/// </summary>
internal sealed class AskToHandOver(IncidentStore store, UpdateOptions options)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<CommandHeld> Kind = new("own/ask-to-hand-over", static () => CatchupJson.Default.CommandHeld);

    /// <summary>Somebody is in command from now on.</summary>
    public Happened Begin(Incident incident, Person holder, DateTimeOffset since, Work work)
    {
        var held = new CommandHeld(incident.Id.Number, holder.Id, since);
        work.Then(
            Kind.Later(
                string.Create(CultureInfo.InvariantCulture, $"{incident.Id}/ask-to-hand-over/{holder.Id}/{since.UtcTicks}"),
                IncidentKeys.Reminders(incident.Id), held, AskToHandOverRules.DueAt(since, holder.TimeZone, options.QuietHours)));
        return Happened.Nothing;
    }

    /// <summary>The work goes on after all: their time in command starts over.</summary>
    public Happened OnReopened(Incident incident, StatusChanged changed, Work work) =>
        incident.Roles.GetValueOrDefault(IncidentRole.Commander) is { } commander
            ? Begin(incident, commander, changed.At, work)
            : Happened.Nothing;

    /// <summary>Asks, unless somebody else commands by now, command changed hands meanwhile, or the response is over.</summary>
    public async Task<Happened> HandleAsync(CommandHeld held, Work work, CancellationToken cancellationToken)
    {
        var id = new IncidentId(held.Incident);
        if (await store.FindAsync(work.Workspace, id, cancellationToken) is not { } incident
            || AskToHandOverRules.Decide(
                incident, await store.ListFactsAsync(work.Workspace, id, cancellationToken), held) is not { } commander)
            return Happened.Nothing;

        // Not in the channel, which others read.
        return Happened.Answered(
            AskToHandOverRules.Compose(incident, commander, held.Since, work.Now),
            new ReplyTo(new ChannelId(string.Empty), commander.Id));
    }
}

/// <summary>When a commander is asked whether to hand over, and how.</summary>
internal static class AskToHandOverRules
{
    /// <summary>So long somebody commands before they are asked.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromHours(4);

    /// <summary>Whoever took command so shortly before their night ends is asked no sooner than this.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromHours(1);

    /// <summary>
    /// When somebody who takes command is asked: after four hours, or when the night in which they took it is over, whichever comes first,
    /// but not within the first hour.
    /// </summary>
    /// <param name="since">When they took command; UTC.</param>
    /// <param name="timeZone">Their IANA zone.</param>
    /// <param name="night">Their night, such as <c>22:00-07:00</c>; blank: none.</param>
    public static DateTimeOffset DueAt(DateTimeOffset since, string timeZone, string? night)
    {
        if (!QuietHours.TryParse(night, out var hours) || hours.Until(since, timeZone) is not { } morning)
            return since + Long;

        var due = morning > since + Short ? morning : since + Short;
        return due < since + Long ? due : since + Long;
    }

    /// <summary>Who is asked; null: nobody.</summary>
    public static Person? Decide(Incident incident, IReadOnlyList<IncidentFact> facts, CommandHeld held) =>
        incident.IsOpen
            && incident.Roles.GetValueOrDefault(IncidentRole.Commander) is { } commander && commander.Id == held.Person
            && !facts.Any(fact => fact is RoleGiven { Role.Word: "commander" } && fact.At > held.Since)
            && !facts.Any(fact => fact is StatusChanged { To: >= IncidentStatus.Resolved } && fact.At > held.Since)
            ? commander
            : null;

    /// <summary>The question.</summary>
    public static Card Compose(Incident incident, Person commander, DateTimeOffset since, DateTimeOffset now)
    {
        var length = Durations.Since(since, now);
        var text = new RichText([]).Plain(now - since < Long ? "Good morning. You have commanded " : "You have commanded ");
        text = IncidentWords.WithChannel(text.Bold($"{incident.Id} "), incident)
            .Plain($" for {length} (as of ").Time(now).Plain("). Do you want to hand over? ")
            .Plain(
                "Whoever you pick is asked in the channel and reads there how things stand. You keep command until they accept. "
                    + "If you'd rather stay, do nothing; I won't ask again.");
        return new Card(
            $"{text.ToPlainText()} ({When.ToTheSecond(now)}, {commander.Name})",
            [
                new Paragraph(text),
                new Buttons(
                    [
                        new Button(
                            CatchupButtonIds.HandOver, "Hand over", IncidentButtons.Of(incident.Id), ButtonStyle.Primary,
                            Spoken: $"Hand over command of {incident.Id}"),
                    ]),
            ]);
    }
}

/// <summary>Somebody in command, as the question to them waits.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Person">Who.</param>
/// <param name="Since">Since when; UTC.</param>
internal sealed record CommandHeld(int Incident, PersonId Person, DateTimeOffset Since);

/// <summary>How it is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CommandHeld))]
internal sealed partial class CatchupJson : JsonSerializerContext;
