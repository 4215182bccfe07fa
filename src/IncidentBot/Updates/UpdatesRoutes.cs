using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;

namespace IncidentBot.Updates;

/// <summary>What the reminders of updates answer to.</summary>
internal static class UpdatesRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        routes.Button(
            UpdatesButtonIds.SnoozeReminder,
            (SnoozeReminder use, ButtonPressed _, Call call, CancellationToken stop) =>
                int.TryParse(call.More, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
                    && ReminderCard.Snoozes.Contains(minutes)
                    ? use.HandleAsync(call.Incident, minutes, call.By, call.Work, stop)
                    : Happened.Unreadable);
        routes.Button(
            UpdatesButtonIds.StopReminders,
            (SnoozeReminder use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.StopAsync(call.Incident, call.By, call.Work, stop));
        routes.Button(
            UpdatesButtonIds.NothingNew,
            (SnoozeReminder use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.NothingNewAsync(call.Incident, call.By, call.Work, stop));
        routes.Work(
            RemindOfUpdate.Kind,
            (RemindOfUpdate use, PlannedReminder planned, Work work, CancellationToken stop) => use.HandleAsync(planned, work, stop));
        routes.On(
            (PlanReminder use, IncidentFact fact, FactCall call, CancellationToken stop) => use.HandleAsync(fact, call, stop));
        routes.On(
            (PlanReminder use, CommunicationRecorded said, FactCall call, CancellationToken stop) =>
                use.HandleAsync(call.Before, said, call.Work, stop));
        routes.On(
            (HintAtBlame use, IncidentFact fact, FactCall call, CancellationToken stop) => use.HandleAsync(fact, call, stop),
            static fact => fact is StatusChanged or StatusTold or UpdateGiven);
    }
}
