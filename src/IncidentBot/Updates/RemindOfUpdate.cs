using System.Globalization;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Updates;

/// <summary>Reminds whoever tells the others that an update is due, and plans the next reminder.</summary>
internal sealed class RemindOfUpdate(
    IncidentStore incidents, ReminderStore store, UpdateOptions options, ChatPlatforms platforms, ChannelQuestions questions)
{
    /// <summary>The kind of own work that leads here; earlier versions wrote <c>INC-7|number</c>.</summary>
    internal static readonly WorkKind<PlannedReminder> Kind = new(
        "own/remind-of-update", static () => UpdatesJson.Default.PlannedReminder, PlannedReminder.ReadFormer);

    /// <summary>The work that reminds at a plan's time.</summary>
    internal static FollowUp Later(ReminderPlan plan)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{plan.Incident}/remind-of-update/{plan.Number}");
        return Kind.Later(key, IncidentKeys.Reminders(plan.Incident), new PlannedReminder(plan.Incident.Number, plan.Number), plan.DueAt);
    }

    /// <summary>Reminds, unless there is another plan by now, or no channel to do it in.</summary>
    internal async Task<Happened> HandleAsync(PlannedReminder planned, Work work, CancellationToken cancellationToken)
    {
        var id = new IncidentId(planned.Incident);
        var plan = await store.FindAsync(work.Workspace, id, cancellationToken);
        if (plan.Number != planned.Number
            || await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { IsOpen: true } incident)
            return Happened.Nothing;

        var holder = await FindHolderAsync(incident, work, cancellationToken);
        if (options.QuietUntil(incident.Severity, work.Now, holder?.TimeZone ?? "UTC") is { } quietUntil)
        {
            ReminderSchedule.Keep(work, plan, plan.At(quietUntil));
            return Happened.Nothing;
        }

        // One that waited for a channel would come together with all that came after it, or become a dead letter.
        var isPosted = incident is { CanPost: true, Channel: not null };
        var next = RemindOfUpdateRules.Next(incident, plan, options, work.Now, isPosted);
        if (isPosted)
            await questions.AskAsync(
                work, incident, EndReminders.Key(id, plan.Number),
                ReminderCard.Compose(incident, holder, options.Every(incident.Severity), next, work.Now), purpose: null, cancellationToken);
        ReminderSchedule.Keep(work, plan, next);
        return Happened.Nothing;
    }

    // Whose account was closed reads nothing any more: the next one is reminded, and in the end whoever reads the channel.
    private async Task<Person?> FindHolderAsync(Incident incident, Work work, CancellationToken cancellationToken)
    {
        foreach (var holder in RemindOfUpdateRules.Holders(incident))
        {
            try
            {
                var now = await platforms.Of(work.Platform).FindPersonAsync(work.Workspace, holder.Id, cancellationToken);
                if (now.Membership != Membership.Closed)
                    return holder;
            }
            catch (ChatUnavailableException)
            {
                // A reminder does not wait for the answer; it goes out with all else once the platform is there again.
                return holder;
            }
        }

        return null;
    }
}

/// <summary>Whom a reminder goes to, and when the next one comes.</summary>
internal static class RemindOfUpdateRules
{
    /// <summary>Who is reminded: whoever tells the others, or else leads, or else has another role; empty: nobody has any.</summary>
    public static IReadOnlyList<Person> Holders(Incident incident) =>
        [
            .. IncidentRole.In(incident).Prepend(IncidentRole.Comms)
                .Select(role => incident.Roles.GetValueOrDefault(role)).OfType<Person>().DistinctBy(holder => holder.Id),
        ];

    /// <summary>The longest time between two reminders that nobody answers.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    // So many reminders come in the first day of silence, however short the interval is.
    private const int MostInADay = 8;

    /// <summary>
    /// The plan after a reminder. It is counted from now, so that however late it came, one interval has one reminder; the interval grows
    /// while nobody answers.
    /// </summary>
    /// <param name="incident">Whose update is due.</param>
    /// <param name="plan">The plan that has just fallen due.</param>
    /// <param name="options">What the organisation has set.</param>
    /// <param name="now">When; UTC.</param>
    /// <param name="isPosted">Whether anybody can read the reminder; what nobody reads, nobody leaves unanswered.</param>
    public static ReminderPlan Next(
        Incident incident, ReminderPlan plan, UpdateOptions options, DateTimeOffset now, bool isPosted = true)
    {
        if (options.Every(incident.Severity) is not { } every)
            return plan.Off();
        if (!isPosted)
            return plan.At(now + every);

        var unanswered = plan.Unanswered + 1;
        return plan.At(now + Pause(every, unanswered)) with { Unanswered = unanswered };
    }

    /// <summary>How long it takes until the next reminder, after so many that nobody has answered; 1 or more.</summary>
    public static TimeSpan Pause(TimeSpan every, int unanswered)
    {
        var longest = every > LongestPause ? every : LongestPause;
        if (unanswered > MostInADay)
            return longest;

        var usual = every * (1 << Math.Min(unanswered, 3));
        usual = usual < longest ? usual : longest;
        if (unanswered < MostInADay)
            return usual;

        var sinceFirst = Enumerable.Range(1, unanswered - 1).Aggregate(TimeSpan.Zero, (sum, number) => sum + Pause(every, number));
        var restOfDay = TimeSpan.FromDays(1) - sinceFirst;
        return restOfDay > usual ? restOfDay : usual;
    }
}

/// <summary>A reminder, as it waits.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Number">The reminder's number; a plan that has moved on has another.</param>
internal sealed record PlannedReminder(int Incident, int Number)
{
    /// <summary>Reads <c>INC-7|number</c>.</summary>
    public static PlannedReminder? ReadFormer(string text) => text.Split('|') is [var incident, var number]
        && IncidentId.TryParse(incident, out var id) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read)
            ? new PlannedReminder(id.Number, read)
            : null;
}

/// <summary>How it is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlannedReminder))]
internal sealed partial class UpdatesJson : JsonSerializerContext;
