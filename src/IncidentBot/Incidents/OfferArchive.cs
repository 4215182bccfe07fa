using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Asks, some days after an incident was closed, whether its channel is to be archived; it never is without a person's yes.</summary>
public sealed class OfferArchive(IncidentStore store, IncidentOptions options)
{
    /// <summary>The kind of own work that leads here; its body is the incident's number and the version at which it was closed.</summary>
    public const string Kind = OwnWork.Prefix + "offer-archive";

    private const char Bar = '|';

    /// <summary>What is beside the news that an incident is over; none where archiving is not offered.</summary>
    public static IReadOnlyList<Button> Beside(Incident incident, IncidentOptions options) =>
        options.ArchiveAfterDays > 0 && incident.Status >= IncidentStatus.Closed ? [Archive(incident)] : [];

    /// <summary>Has it asked when the days are over; nothing where archiving is not offered.</summary>
    /// <param name="incident">Just closed.</param>
    /// <param name="work">What it leads to.</param>
    public void Later(Incident incident, Work work)
    {
        if (options.ArchiveAfterDays <= 0)
            return;

        var version = incident.Version.ToString(CultureInfo.InvariantCulture);
        work.Then(new FollowUp($"{incident.Id}/offer-archive/{version}", IncidentKeys.Reminders(incident.Id), Kind, $"{incident.Id}{Bar}{version}", work.Now.AddDays(options.ArchiveAfterDays)));
    }

    /// <summary>Asks, unless the channel is gone already or the incident was opened again.</summary>
    public async Task HandleAsync(string body, Work work, CancellationToken cancellationToken)
    {
        var pieces = body.Split(Bar);
        if (pieces.Length != 2 || !IncidentId.TryParse(pieces[0], out var id) || !long.TryParse(pieces[1], NumberStyles.None, CultureInfo.InvariantCulture, out var closedAt))
            throw new InvalidOperationException($"The offer '{body}' names no incident.");
        if (await store.FindAsync(work.Workspace, id, cancellationToken) is not { Channel: not null, CanPost: true, Status: >= IncidentStatus.Closed } incident
            || (await store.ListFactsAsync(work.Workspace, id, cancellationToken)).Skip((int)closedAt).Any(fact => fact is StatusChanged))
            return;

        var text = $"{id} was {Words.Of(incident.Status)} {options.ArchiveAfterDays} days ago. Is this channel still needed? Archiving keeps every message, and it can be undone.";
        work.Send(new Outgoing($"{id}/offer-archive/{pieces[1]}", new PostCard(IncidentBoard.Channel(incident), new Card($"{text} ({When.ToTheSecond(work.Now)})", [new Paragraph(text), new Buttons([Archive(incident)])]))));
    }

    /// <summary>A person said yes: the channel is archived, or they are told privately why not.</summary>
    public static void HandleYes(Incident incident, Inbound by, Work work)
    {
        if (incident.Status < IncidentStatus.Closed || !incident.CanPost)
        {
            var why = incident.CanPost ? $"{incident.Id} is {Words.Of(incident.Status)}, so its channel is still needed. Close it first." : $"The channel of {incident.Id} is not open any more.";
            work.Answer(by.Reply, Card.Of($"{why} ({When.ToTheSecond(by.At)})"));
            return;
        }

        // What is still to be told there goes first.
        work.Send(new Outgoing($"{work.Key}/archive", new ArchiveChannel(IncidentBoard.Channel(incident))) { Lane = IncidentKeys.Telling(incident.Id) });
    }

    private static Button Archive(Incident incident) =>
        new(ButtonActions.ArchiveChannel, "Archive the channel", IncidentButtons.Of(incident.Id), Confirm: "Nobody can write in the channel any more; it stays readable, and can be unarchived.");
}
