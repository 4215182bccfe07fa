using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Lists the open incidents for one person.</summary>
public sealed class ListIncidents(IncidentStore store)
{
    /// <summary>Answers privately.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="seesAll">Whether they may see every private incident.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task HandleAsync(Inbound by, bool seesAll, Work work, CancellationToken cancellationToken) =>
        work.Answer(by.Reply, ListCard.Compose(Seen(await store.ListOpenAsync(work.Workspace, cancellationToken), by.Channel, seesAll), by.At));

    /// <summary>Tells a person who is not in an incident's channel where the open ones are.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="seesAll">Whether they may see every private incident.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task PointAsync(Inbound by, bool seesAll, Work work, CancellationToken cancellationToken) =>
        work.Answer(by.Reply, await PointAsync(work.Workspace, by.Channel, seesAll, by.At, cancellationToken));

    /// <summary>Says that a channel is no incident's, and where the open ones are.</summary>
    /// <param name="workspace">Whose incidents.</param>
    /// <param name="askedIn">The channel that is none's.</param>
    /// <param name="seesAll">Whether the reader may see every private incident.</param>
    /// <param name="now">When it is asked; UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Card> PointAsync(WorkspaceId workspace, ChannelId askedIn, bool seesAll, DateTimeOffset now, CancellationToken cancellationToken) =>
        ListCard.Point(Seen(await store.ListOpenAsync(workspace, cancellationToken), askedIn, seesAll), now);

    // Who asks in a private incident's channel is a member of it; who asks elsewhere is not known to be.
    private static List<Incident> Seen(IReadOnlyList<Incident> open, ChannelId askedIn, bool seesAll) =>
        [.. open.Where(incident => seesAll || incident.Visibility == Visibility.Public || incident.Channel == askedIn)];
}

/// <summary>The open incidents, or that there are none.</summary>
public static class ListCard
{
    private const int Most = 20;

    private static readonly string Start = $"{CommandGrammar.Prefix} start What is wrong";

    /// <summary>The list, oldest first.</summary>
    public static Card Compose(IReadOnlyList<Incident> open, DateTimeOffset now)
    {
        if (open.Count == 0)
            return Card.Of($"No incident is open. To start one: `{Start}`. ({When.ToTheSecond(now)})");

        var lines = open.Take(Most).Select(incident => Line(incident, now)).ToList();
        var head = open.Count == 1 ? "1 incident is open." : string.Create(CultureInfo.InvariantCulture, $"{open.Count} incidents are open.");
        var more = open.Count > Most ? $" The {Most} oldest are shown." : string.Empty;
        return new Card(
            $"{head}{more} {string.Join(" ", lines.Select(line => line.ToPlainText()))} ({When.ToTheSecond(now)})",
            [new Heading(head), .. lines.Select(line => new Paragraph(line)), .. more.Length == 0 ? Array.Empty<CardPart>() : [new SmallPrint(more.Trim())]]);
    }

    /// <summary>Says that a channel is no incident's, and where to go instead.</summary>
    public static Card Point(IReadOnlyList<Incident> open, DateTimeOffset now)
    {
        var text = new RichText([]).Plain("This channel is no incident's. ");
        var channels = open.Where(incident => incident.Channel is not null).TakeLast(5).ToList();
        if (channels.Count > 0)
            text = channels.Aggregate(text.Plain("Go to the incident's channel: "), (line, incident) => IncidentWords.WithChannel(line, incident).Plain(" ")).Plain("or start another: ");
        else
            text = text.Plain("To start an incident: ");

        text = text.Code(Start);
        return new Card($"{text.ToPlainText()} ({When.ToTheSecond(now)})", [new Paragraph(text)]);
    }

    private static RichText Line(Incident incident, DateTimeOffset now)
    {
        var text = IncidentWords.WithChannel(new RichText([]).Bold($"{IncidentWords.Standing(incident)} ").Plain($"{incident.Title}. "), incident);
        var age = now - (incident.At(Milestone.Declared) ?? now);
        return text.Plain($", commander: {IncidentWords.Commander(incident)}, open for {Durations.InWords(age)}.");
    }
}
