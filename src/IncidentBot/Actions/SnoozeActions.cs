using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Actions;

/// <summary>Puts the weekly message about overdue action items off, for whoever presses.</summary>
internal sealed class SnoozeActions
{
    /// <summary>Puts it off by so many weeks from now.</summary>
    public static Happened Handle(ButtonPressed pressed, Work work)
    {
        if (!int.TryParse(IncidentButtons.Behind(pressed.Value), NumberStyles.None, CultureInfo.InvariantCulture, out var weeks)
            || !OverdueCard.Snoozes.Contains(weeks))
            return Happened.Unreadable;

        // Half a day more, so that the message of that week is left out as well.
        var until = pressed.At.AddDays((7 * weeks) + 0.5);
        SnoozeStore.Save(work.Batch, work.Workspace, pressed.Who.Id, until);
        return Happened.Answered(Card.Of(
            $"I won't remind you of overdue action items before {DueDay.Say(DueDay.Today(until, pressed.Who.TimeZone))}. "
                + $"({When.ToTheSecond(pressed.At)})"));
    }
}

/// <summary>Where it is kept until when people want no weekly message.</summary>
internal sealed class SnoozeStore(Database database)
{
    private const string Select =
        "SELECT snoozed_until AS SnoozedUntil FROM action_snooze WHERE workspace_id = @Workspace AND person = @Person";

    private const string Delete = "DELETE FROM action_snooze WHERE workspace_id = @Workspace AND person = @Person";

    private const string Insert =
        "INSERT INTO action_snooze (workspace_id, person, snoozed_until) VALUES (@Workspace, @Person, @Until)";

    /// <summary>Until when somebody wants none; UTC. Null: they have not said.</summary>
    public async Task<DateTimeOffset?> FindAsync(WorkspaceId workspace, PersonId person, CancellationToken cancellationToken) =>
        (await database.FindAsync<SnoozeRow>(
            Select, new { Workspace = workspace.Value, Person = person.Value }, cancellationToken))?.SnoozedUntil;

    /// <summary>Somebody wants none until then.</summary>
    public static void Save(Batch batch, WorkspaceId workspace, PersonId person, DateTimeOffset until)
    {
        var row = new { Workspace = workspace.Value, Person = person.Value, Until = until };
        batch.Add(Delete, row);
        batch.Add(Insert, row, expectedRows: 1);
    }

    private sealed class SnoozeRow
    {
        public DateTimeOffset SnoozedUntil { get; init; }
    }
}
