using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Updates;

/// <summary>Puts the reminder of the next update off, or ends the reminders; either goes on record.</summary>
internal sealed class SnoozeReminder(ReminderStore store)
{
    /// <summary>Puts it off by so many minutes from now, or tells the person privately why not.</summary>
    public async Task<IncidentFact?> HandleAsync(Incident incident, int minutes, Inbound by, Work work, CancellationToken cancellationToken)
    {
        if (await HaveEndedAsync(incident, by, work, cancellationToken))
            return null;

        var snoozed = new ReminderSnoozed(by.Who, by.At, by.At + TimeSpan.FromMinutes(minutes));
        var now = IncidentStore.Save(work.Batch, incident, snoozed);
        var said = string.Create(CultureInfo.InvariantCulture, $"{now.Id}: the next reminder of an update comes in {minutes} min.");
        IncidentBoard.Tell(work, now, said, by);
        return snoozed;
    }

    /// <summary>Ends the reminders of this incident, or tells the person privately that there are none.</summary>
    public async Task<IncidentFact?> StopAsync(Incident incident, Inbound by, Work work, CancellationToken cancellationToken)
    {
        if (await HaveEndedAsync(incident, by, work, cancellationToken))
            return null;

        var stopped = new RemindersStopped(by.Who, by.At);
        var now = IncidentStore.Save(work.Batch, incident, stopped);
        IncidentBoard.Tell(
            work, now, $"{now.Id}: no more reminders of updates. Updates are still welcome: `{CommandGrammar.Prefix} update …`", by);
        return stopped;
    }

    // Two people may press at once, before the buttons are gone.
    private async Task<bool> HaveEndedAsync(Incident incident, Inbound by, Work work, CancellationToken cancellationToken)
    {
        string? why = null;
        if (!incident.IsOpen)
            why = $"{incident.Id} is {Words.Of(incident.Status)}, so nobody is reminded of updates any more.";
        else if ((await store.FindAsync(work.Workspace, incident.Id, cancellationToken)).IsStopped)
            why = $"The reminders of {incident.Id} were ended, so none comes any more.";

        if (why is not null)
            work.Answer(by.Reply, Card.Of(why));
        return why is not null;
    }
}
