using System.Globalization;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Actions;

/// <summary>Tells each owner once a week, in one message to them alone, what of theirs is overdue.</summary>
internal sealed class RemindOwners(
    ActionStore store, SnoozeStore snoozes, SeenActions seen, ChatPlatforms platforms, OwnerReminders reminders, ActionsOptions options)
{
    /// <summary>The kind of own work that tells them.</summary>
    internal static readonly WorkKind<OwnerToRemind> Kind = new("own/remind-of-actions", static () => RemindersJson.Default.OwnerToRemind);

    private const int Most = 200;

    /// <summary>Tells one owner, and plans the next time as long as something of theirs has a day.</summary>
    public async Task<Happened> HandleAsync(OwnerToRemind asked, Work work, CancellationToken cancellationToken)
    {
        var owned = (await store.ListOwnedAsync(work.Workspace, new PersonId(asked.Person), Most, cancellationToken))
            .Where(kept => kept.Item.Terms.Due is not null).ToList();
        if (owned.Count == 0 || options.Weekday is null)
            return Happened.Nothing;

        var owner = await platforms.Of(work.Platform).FindPersonAsync(work.Workspace, new PersonId(asked.Person), cancellationToken);
        if (owner.Membership == Membership.Closed)
            return Happened.Nothing;

        var today = DueDay.Today(work.Now, owner.TimeZone);
        var until = await snoozes.FindAsync(work.Workspace, owner.Id, cancellationToken);
        var overdue = until > work.Now
            ? []
            : ShowActionsRules.Sort(await seen.ForAsync(owner.Id, owned, work, cancellationToken), ActionList.Overdue, today);
        if (overdue.Count > 0)
            work.Send(Message(owner, overdue, today, work));
        var from = until > work.Now ? until.Value : work.Now;
        reminders.Plan(owner, owned.Min(kept => kept.Item.Terms.Due!.Value), from, work);
        return Happened.Nothing;
    }

    /// <summary>The key of the message to an owner in one week.</summary>
    internal static string Key(PersonId owner, DateOnly day) => $"actions/overdue/{owner}/{DueDay.Text(day)}";

    private Outgoing Message(Person owner, IReadOnlyList<SeenAction> overdue, DateOnly today, Work work) => new(
        Key(owner.Id, today),
        new PostCard(ChannelTarget.Of(new ChannelId(owner.Id.Value)), OverdueCard.Of(overdue, today, options)))
    {
        Urgency = Urgency.Later,
    };
}

/// <summary>Plans when owners are told next.</summary>
internal sealed class OwnerReminders(ActionsOptions options)
{
    /// <summary>Plans the first message after an action item is due; once for all of an owner's that fall due in one week.</summary>
    public void Plan(ActionItem item, Work work)
    {
        if (item is { State: ActionState.Open, Terms: { Owner: { } owner, Due: { } due } })
            Plan(owner, due, work.Now, work);
    }

    /// <summary>Plans the first message to an owner after an instant at which something due on a day is overdue.</summary>
    public void Plan(Person owner, DateOnly due, DateTimeOffset from, Work work)
    {
        if (RemindOwnersRules.After(due, from, owner.TimeZone, options) is { } at)
            work.Then(
                RemindOwners.Kind.Later(
                    string.Create(CultureInfo.InvariantCulture, $"actions/remind/{owner.Id}/{at.UtcTicks}"), $"actions/remind/{owner.Id}",
                    new OwnerToRemind(owner.Id.Value), at));
    }
}

/// <summary>When owners are told.</summary>
internal static class RemindOwnersRules
{
    /// <summary>The first time after an instant at which something that is due on a day is overdue; null: owners are never told.</summary>
    /// <param name="due">The day.</param>
    /// <param name="from">The instant; UTC.</param>
    /// <param name="timeZone">The owner's IANA zone; an unknown one counts as UTC.</param>
    /// <param name="options">On which day of the week, and at which hour.</param>
    public static DateTimeOffset? After(DateOnly due, DateTimeOffset from, string timeZone, ActionsOptions options)
    {
        if (options.Weekday is not { } weekday)
            return null;

        var today = DueDay.Today(from, timeZone);
        var day = due >= today ? due.AddDays(1) : today;
        day = day.AddDays(((int)weekday - (int)day.DayOfWeek + 7) % 7);
        var at = Local(day, options.ReminderHour, timeZone);
        return at > from ? at : Local(day.AddDays(7), options.ReminderHour, timeZone);
    }

    // An hour that the clocks skip begins when they have.
    private static DateTimeOffset Local(DateOnly day, int hour, string timeZone)
    {
        var zone = When.Zone(timeZone);
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
    }
}

/// <summary>The weekly message to an owner.</summary>
internal static class OverdueCard
{
    private const int Shown = 15;

    /// <summary>How long it can be put off, in weeks.</summary>
    public static readonly IReadOnlyList<int> Snoozes = [1, 2, 4];

    /// <summary>All that is overdue of one owner.</summary>
    public static Card Of(IReadOnlyList<SeenAction> overdue, DateOnly today, ActionsOptions options)
    {
        var head = overdue.Count == 1
            ? "1 action item of yours is overdue. Do it, give it a later day, or drop it with a reason:"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{overdue.Count} action items of yours are overdue. Do them, give them a later day, or drop them with a reason:");
        var lines = overdue.Take(Shown).Select(one => (One: one, Text: ActionCard.Line(one.Incident, one.Item, today))).ToList();
        List<CardPart> parts =
        [
            new Paragraph(head, Menu: new Menu([.. Snoozes.Select(Snooze)])),
            .. lines.Select(line => new Paragraph(line.Text, Menu: ActionCard.MenuOf(line.One.Incident, line.One.Item, options))),
        ];
        if (overdue.Count > Shown)
            parts.Add(new SmallPrint(RichText.Of(
                $"And {overdue.Count - Shown} more. To see all, type {Commands.CommandGrammar.Typed("actions overdue")}.")));
        return new Card(
            $"{head} {string.Join(" ", lines.Select(line => line.Text.ToPlainText()))} ({DueDay.Text(today)})", parts);
    }

    private static Button Snooze(int weeks) => new(
        ActionsButtonIds.Snooze, weeks == 1 ? "Not next week" : $"Not for {weeks} weeks",
        string.Create(CultureInfo.InvariantCulture, $"actions|{weeks}"));
}

/// <summary>An owner who is told what is overdue.</summary>
/// <param name="Person">Their id.</param>
internal sealed record OwnerToRemind(string Person);

/// <summary>How it is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OwnerToRemind))]
internal sealed partial class RemindersJson : JsonSerializerContext;
