using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Updates;

/// <summary>Reminds one person that the others want to hear something.</summary>
internal static class ReminderCard
{
    private static readonly int[] Minutes = [15, 30, 60];

    /// <summary>For how long a reminder can be put off; minutes.</summary>
    public static IReadOnlyList<int> Snoozes => Minutes;

    /// <summary>The reminder.</summary>
    /// <param name="incident">Whose update is due.</param>
    /// <param name="holder">Who is reminded; null: whoever reads it.</param>
    /// <param name="every">How often the severity wants one; null: not at all.</param>
    /// <param name="next">The plan after it.</param>
    /// <param name="now">When; UTC.</param>
    public static Card Compose(Incident incident, Person? holder, TimeSpan? every, ReminderPlan next, DateTimeOffset now)
    {
        var text = holder is null
            ? new RichText([]).Plain("An update is due, and nobody has the comms role yet. ")
            : new RichText([]).Person(holder.Id, holder.Name).Plain(", an update is due. ");
        text = text.Plain($"{LastHeard(incident, now)} Say how things are going, even if nothing has changed.");
        var isLed = incident.Roles.ContainsKey(IncidentRole.Commander);
        if (!isLed)
            text = text.Plain(" And there is still no commander.");
        var missing = Missing(incident);
        if (missing.Count > 0)
            text = text.Plain($" Nobody has said yet {string.Join(" and ", missing)}.");
        var why = Why(incident, every, next, now);
        List<Button> buttons =
            [
                new(UpdatesButtonIds.NothingNew, "Nothing new", IncidentButtons.Of(incident.Id), Spoken: "Say that there is nothing new"),
                new(IncidentButtonIds.WriteUpdate, "Give an update", IncidentButtons.Of(incident.Id), ButtonStyle.Primary),
                .. isLed ? Array.Empty<Button>() : [IncidentButtons.TakeCommand(incident.Id) with { Style = ButtonStyle.Plain }],
                .. missing.Count == 0 ? Array.Empty<Button>() : [Answer(incident)],
            ];
        return new Card(
            $"{$"{text.ToPlainText()} {why}".TrimEnd()} ({When.ToTheSecond(now)})",
            [
                new Paragraph(text, Menu: Later(incident)),
                new Buttons(buttons),
                .. why.Length == 0 ? Array.Empty<CardPart>() : [new SmallPrint(why)],
            ]);
    }

    // What those who read an update ask first; once the harm is over, it can wait for the postmortem.
    private static List<string> Missing(Incident incident) => incident.Status >= IncidentStatus.Mitigated
        ? []
        :
        [
            .. incident.Impact is null ? ["what the impact is"] : Array.Empty<string>(),
            .. incident.At(Milestone.ImpactStart) is null ? ["when it started"] : Array.Empty<string>(),
        ];

    private static Button Answer(Incident incident) =>
        new(IncidentButtonIds.AnswerQuestions, "Answer the first five minutes", IncidentButtons.Of(incident.Id, "assess"));

    // Less often wanted than an answer, so it is folded away.
    private static Menu Later(Incident incident) => new(
        [
            .. Minutes.Select(minutes => minutes.ToString(CultureInfo.InvariantCulture)).Select(
                minutes => new Button(
                    UpdatesButtonIds.SnoozeReminder, $"Remind in {minutes} min", IncidentButtons.Of(incident.Id, minutes))),
            new(UpdatesButtonIds.StopReminders, "No more reminders", IncidentButtons.Of(incident.Id)),
        ]);

    /// <summary>An interval behind "every": <c>hour</c>, <c>30 min</c>.</summary>
    public static string Often(TimeSpan interval) => interval == TimeSpan.FromHours(1) ? "hour" : Durations.InWords(interval);

    private static string Why(Incident incident, TimeSpan? every, ReminderPlan next, DateTimeOffset now)
    {
        var severity = IncidentWords.Severity(incident.Severity);
        var reason = every is { } interval ? $"{severity} wants an update every {Often(interval)}." : string.Empty;
        var later = next.DueAt is { } due ? $" Without an answer, the next comes in {Durations.InWords(due - now)}." : string.Empty;
        return $"{reason}{later}".TrimStart();
    }

    private static string LastHeard(Incident incident, DateTimeOffset now) => LastSaid.In(incident) is { } last
        ? $"The last one was {Durations.Since(last, now)} ago."
        : $"There has been none since it was declared, {Durations.Since(incident.At(Milestone.Declared)!.Value, now)} ago.";
}
