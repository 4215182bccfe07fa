using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Updates;

/// <summary>Puts the reminder of the next update off, or ends the reminders; either goes on record.</summary>
public static class SnoozeReminder
{
    /// <summary>Puts it off by so many minutes from now, or tells the person privately why not.</summary>
    public static IncidentFact? Handle(Incident incident, int minutes, Inbound by, Work work)
    {
        if (!incident.IsOpen)
            return Already(incident, by, work);

        var snoozed = new ReminderSnoozed(by.Who, by.At, by.At + TimeSpan.FromMinutes(minutes));
        var now = IncidentStore.Save(work.Batch, incident, snoozed);
        var said = string.Create(CultureInfo.InvariantCulture, $"{now.Id}: the next reminder of an update comes in {minutes} min.");
        IncidentBoard.Tell(work, now, said, by);
        return snoozed;
    }

    /// <summary>Ends the reminders of this incident, or tells the person privately that there are none.</summary>
    public static IncidentFact? Stop(Incident incident, Inbound by, Work work)
    {
        if (!incident.IsOpen)
            return Already(incident, by, work);

        var stopped = new RemindersStopped(by.Who, by.At);
        var now = IncidentStore.Save(work.Batch, incident, stopped);
        IncidentBoard.Tell(work, now, $"{now.Id}: no more reminders of updates. Updates are still welcome: `{CommandGrammar.Prefix} update …`", by);
        return stopped;
    }

    private static IncidentFact? Already(Incident incident, Inbound by, Work work)
    {
        work.Answer(by.Reply, Card.Of($"{incident.Id} is {Words.Of(incident.Status)}, so nobody is reminded of updates any more."));
        return null;
    }
}
