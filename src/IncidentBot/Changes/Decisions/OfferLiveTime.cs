using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Changes.Decisions;

/// <summary>
/// Offers, in the line that tells of the mitigation, the moment at which the change went live that brought it: people note it some minutes
/// later, and the record counts from what they note.
/// </summary>
internal sealed class OfferLiveTime(ChangeStore changes, IncidentStore incidents)
{
    /// <summary>
    /// An incident is mitigated: the message that tells of it offers when the newest change went live that may have done it.
    /// </summary>
    public async Task<Happened> OnMitigatedAsync(StatusChanged changed, FactCall call, CancellationToken cancellationToken)
    {
        var incident = call.After;
        if (changed.Reached == Milestone.Mitigated
            && OfferLiveTimeRules.Find(await changes.FindAsync(incident, cancellationToken), incident, changed.At) is { } live)
            call.Work.Reword(
                call.Told(changed),
                card => OfferLiveTimeRules.Offering(card, incident, call.NumberOf(changed), live, changed.At));
        return Happened.Nothing;
    }

    /// <summary>Takes the moment that the button names: <c>number of the fact|ticks</c>. The line says it in the offer's place.</summary>
    public async Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        if (call.More.Split('|') is not [var fact, var ticks]
            || !long.TryParse(fact, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || await incidents.FindFactAsync(work.Workspace, incident.Id, number, cancellationToken) is not StatusChanged changed
            || (await changes.FindAsync(incident, cancellationToken)).After.FirstOrDefault(one => one.At.UtcTicks == at) is not { } live)
            return Happened.Unreadable;

        var name = ChangeWording.ShortName(live);
        var happened = SetMilestone.HandleBelowCard(incident, Milestone.Mitigated, live.At, $"{name} went live then", call.By, work);
        if (happened.Facts.Count > 0)
            IncidentBoard.Refresh(
                work, IncidentKeys.Told(incident.Id, number), "live-time",
                ChangeStatus.Shown(
                    incident, changed, new RichText([]).Plain("That was at ").Time(live.At).Plain($", when {name} went live.")));
        return happened;
    }
}

/// <summary>Which change may have brought the mitigation.</summary>
internal static class OfferLiveTimeRules
{
    // What went live longer before was no mitigation, or somebody would have said so.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2), Shortest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The newest change of an affected service, or the newest rollback, that went live after the impact began and some time before the
    /// mitigation was noted; null: there is none.
    /// </summary>
    public static ServiceChange? Find(ChangeRecord record, Incident incident, DateTimeOffset noted) =>
        record.After.FirstOrDefault(
            change => change.At <= noted - Shortest && change.At >= noted - Longest
                && (PullChangesRules.IsRollback(change, record)
                    || incident.Services.Contains(change.Service, StringComparer.OrdinalIgnoreCase)));

    /// <summary>The message that tells of the mitigation, with the offer among its buttons.</summary>
    public static Card Offering(Card told, Incident incident, long number, ServiceChange live, DateTimeOffset noted)
    {
        var day = live.At.UtcDateTime.Date == noted.UtcDateTime.Date ? "HH:mm 'UTC'" : "yyyy-MM-dd HH:mm 'UTC'";
        var time = live.At.UtcDateTime.ToString(day, CultureInfo.InvariantCulture);
        var name = ChangeWording.ShortName(live);
        var button = new Button(
            ChangesButtonIds.UseLiveTime, $"Use {time}, when {name} went live",
            IncidentButtons.Of(
                incident.Id, number.ToString(CultureInfo.InvariantCulture), live.At.UtcTicks.ToString(CultureInfo.InvariantCulture)),
            Spoken: $"Use {time} as the time of mitigation, when {name} went live");
        var others = told.Parts.OfType<Buttons>().SelectMany(row => row.Items);
        return told with { Parts = [.. told.Parts.Where(part => part is not Buttons), new Buttons([button, .. others])] };
    }
}
