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
    /// <param name="now">When; UTC.</param>
    public static Card Compose(Incident incident, Person? holder, DateTimeOffset now)
    {
        var text = holder is null
            ? new RichText([]).Plain($"An update on {incident.Id} is due, and nobody has the comms role yet. ")
            : new RichText([]).Person(holder.Id, holder.Name).Plain($", an update on {incident.Id} is due. ");
        text = text.Plain($"{LastHeard(incident, now)} Say how things are going, even if nothing has changed.");
        var buttons =
            new List<Button>
            {
                new(IncidentButtonIds.WriteUpdate, "Write the update", IncidentButtons.Of(incident.Id), ButtonStyle.Primary),
            };
        buttons.AddRange(Minutes.Select(minutes => minutes.ToString(CultureInfo.InvariantCulture))
            .Select(
                minutes => new Button(
                    UpdatesButtonIds.SnoozeReminder, $"Remind in {minutes} min", IncidentButtons.Of(incident.Id, minutes))));
        buttons.Add(
            new Button(
                UpdatesButtonIds.StopReminders, "No more reminders", IncidentButtons.Of(incident.Id),
                Confirm: $"Nobody will be reminded of updates on {incident.Id} any more."));
        return new Card($"{text.ToPlainText()} ({When.ToTheSecond(now)})", [new Paragraph(text), new Buttons(buttons)]);
    }

    private static string LastHeard(Incident incident, DateTimeOffset now) => incident.LastUpdate is { } last
        ? $"The last one was {Durations.Since(last.At, now)} ago."
        : $"There has been none since it was declared, {Durations.Since(incident.At(Milestone.Declared)!.Value, now)} ago.";
}
