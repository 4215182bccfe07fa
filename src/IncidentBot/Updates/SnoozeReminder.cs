using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Updates;

/// <summary>
/// Answers a reminder without an update's words: puts it off, ends the reminders, or says that there is nothing new. Each goes on record,
/// and the reminder says so in its place.
/// </summary>
internal sealed class SnoozeReminder(ReminderStore store)
{
    /// <summary>Puts it off by so many minutes from now.</summary>
    public async Task<Happened> HandleAsync(Incident incident, int minutes, Inbound by, Work work, CancellationToken cancellationToken)
    {
        if (await HowEndedAsync(incident, work, cancellationToken) is { } ended)
            return Happened.Answered(Card.Of(ended));

        var snoozed = new ReminderSnoozed(by.Who, by.At, by.At + TimeSpan.FromMinutes(minutes));
        IncidentStore.Save(work.Batch, incident, snoozed);
        return Happened.To(incident, snoozed);
    }

    /// <summary>Ends the reminders of this incident.</summary>
    public async Task<Happened> StopAsync(Incident incident, Inbound by, Work work, CancellationToken cancellationToken)
    {
        if (await HowEndedAsync(incident, work, cancellationToken) is { } ended)
            return Happened.Answered(Card.Of(ended));

        var stopped = new RemindersStopped(by.Who, by.At);
        IncidentStore.Save(work.Batch, incident, stopped);
        return Happened.To(incident, stopped);
    }

    /// <summary>Says that there is nothing new, which counts as an update.</summary>
    public async Task<Happened> NothingNewAsync(Incident incident, Inbound by, Work work, CancellationToken cancellationToken) =>
        await HowEndedAsync(incident, work, cancellationToken) is { } ended && !incident.IsOpen
            ? Happened.Answered(Card.Of(ended))
            : GiveUpdate.HandleNothingNew(incident, by, work);

    // Two people may press at once, before the buttons are gone.
    private async Task<string?> HowEndedAsync(Incident incident, Work work, CancellationToken cancellationToken)
    {
        if (!incident.IsOpen)
            return $"{incident.Id} is {Words.Of(incident.Status)}, so update reminders have ended.";

        return (await store.FindAsync(work.Workspace, incident.Id, cancellationToken)).IsStopped
            ? $"Update reminders for {incident.Id} have been turned off."
            : null;
    }
}
