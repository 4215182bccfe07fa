using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>
/// Asks, some days after an incident was closed, whether its channel is to be archived; it never is without a person's yes.
/// </summary>
internal sealed class OfferArchive(IncidentStore store, IncidentOptions options, ChannelQuestions questions)
{
    /// <summary>The kind of own work that leads here; earlier versions wrote <c>INC-7|version</c>.</summary>
    internal static readonly WorkKind<ArchiveOffer> Kind = new(
        "own/offer-archive", static () => IncidentWorkJson.Default.ArchiveOffer, ArchiveOffer.ReadFormer);

    /// <summary>What is beside the news that an incident is over; none where archiving is not offered.</summary>
    public static IReadOnlyList<Button> Beside(Incident incident, IncidentOptions options) =>
        options.ArchiveAfterDays > 0 && incident.Status >= IncidentStatus.Closed ? [Archive(incident)] : [];

    /// <summary>An incident is over: the question comes when the days are; never where archiving is not offered.</summary>
    /// <param name="incident">Just closed.</param>
    /// <param name="work">What it leads to.</param>
    public Happened OnClosed(Incident incident, Work work)
    {
        if (options.ArchiveAfterDays <= 0)
            return Happened.Nothing;

        var key = string.Create(CultureInfo.InvariantCulture, $"{incident.Id}/offer-archive/{incident.Version}");
        work.Then(
            Kind.Later(
                key, IncidentKeys.Reminders(incident.Id), new ArchiveOffer(incident.Id.Number, incident.Version),
                work.Now.AddDays(options.ArchiveAfterDays)));
        return Happened.Nothing;
    }

    /// <summary>Asks, unless the channel is gone already or the incident was opened again.</summary>
    internal async Task<Happened> HandleAsync(ArchiveOffer offer, Work work, CancellationToken cancellationToken)
    {
        var (id, closedAt) = (new IncidentId(offer.Incident), offer.Version);
        if (await store.FindAsync(work.Workspace, id, cancellationToken)
                is not { Channel: not null, CanPost: true, Status: >= IncidentStatus.Closed } incident
            || (await store.ListFactsAsync(work.Workspace, id, cancellationToken)).Skip((int)closedAt).Any(fact => fact is StatusChanged))
            return Happened.Nothing;

        var text =
            $"This incident was {Words.Of(incident.Status)} {options.ArchiveAfterDays} days ago. "
                + "Is this channel still needed? Archiving keeps every message, and it can be undone.";
        await questions.AskAsync(
            work, incident, string.Create(CultureInfo.InvariantCulture, $"{id}/offer-archive/{closedAt}"),
            new Card($"{text} ({When.ToTheSecond(work.Now)})", [new Paragraph(text), new Buttons([Archive(incident)])]), purpose: null,
            cancellationToken);
        return Happened.Nothing;
    }

    /// <summary>A person said yes: the channel is archived.</summary>
    public static Happened HandleYes(Incident incident, Inbound by, Work work)
    {
        if (incident.Status < IncidentStatus.Closed || !incident.CanPost)
        {
            var why = incident.CanPost
                ? $"{incident.Id} is {Words.Of(incident.Status)}, so its channel is still needed. Close it first."
                : $"The channel of {incident.Id} is no longer open.";
            return Happened.Refused($"{why} ({When.ToTheSecond(by.At)})");
        }

        // What is still to be told there goes first.
        work.Send(
            new Outgoing(
                $"{work.Key}/archive", new ArchiveChannel(IncidentBoard.Channel(incident))) { Lane = IncidentKeys.Telling(incident.Id) });
        return Happened.Nothing;
    }

    private static Button Archive(Incident incident) =>
        new(
            IncidentButtonIds.ArchiveChannel, "Archive the channel", IncidentButtons.Of(incident.Id),
            Confirm: "Nobody will be able to write in the channel. It stays readable and can be unarchived.");
}

/// <summary>An offer to archive a channel, as it waits.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Version">The incident's version when it was closed; a later status makes the offer void.</param>
internal sealed record ArchiveOffer(int Incident, long Version)
{
    /// <summary>Reads <c>INC-7|version</c>.</summary>
    public static ArchiveOffer? ReadFormer(string text) => text.Split('|') is [var incident, var version]
        && IncidentId.TryParse(incident, out var id)
        && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ArchiveOffer(id.Number, number)
            : null;
}
