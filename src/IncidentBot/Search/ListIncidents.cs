using System.Globalization;
using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Search;

/// <summary>Shows which incidents are open, and leads people to their channels.</summary>
internal sealed class ListIncidents(IncidentStore store, IncidentVisibility visibility)
{
    /// <summary>Lists them privately.</summary>
    public async Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken) =>
        Happened.Answered(
            ListCard.Compose(await SeenAsync(call.By.Workspace, call.By.Who.Id, call.By.Channel, cancellationToken), call.By.At));

    /// <summary>Leads somebody who typed a command about an incident elsewhere to where it would be understood.</summary>
    public async Task<Card> PointAsync(
        WorkspaceId workspace, PersonId asker, ChannelId askedIn, DateTimeOffset now, CancellationToken cancellationToken) =>
        ListCard.Point(await SeenAsync(workspace, asker, askedIn, cancellationToken), now);

    private async Task<IReadOnlyList<Incident>> SeenAsync(
        WorkspaceId workspace, PersonId asker, ChannelId askedIn, CancellationToken cancellationToken) =>
        visibility.Listed(await store.ListOpenAsync(workspace, cancellationToken), asker, askedIn);
}

/// <summary>The open incidents, or that there are none.</summary>
internal static class ListCard
{
    private const int Most = 20;

    private static readonly CommandSpan Start = CommandGrammar.Typed("start What is wrong");

    /// <summary>The list, oldest first.</summary>
    public static Card Compose(IReadOnlyList<Incident> open, DateTimeOffset now)
    {
        if (open.Count == 0)
            return Card.Of($"No incident is open. To start one, type {Start}. ({When.ToTheSecond(now)})");

        var lines = open.Take(Most).Select(incident => Line(incident, now)).ToList();
        var head = open.Count == 1
            ? "1 incident is open."
            : string.Create(CultureInfo.InvariantCulture, $"{open.Count} incidents are open.");
        var more = open.Count > Most ? $" The {Most} oldest are shown." : string.Empty;
        return new Card(
            $"{head}{more} {string.Join(" ", lines.Select(line => line.ToPlainText()))} ({When.ToTheSecond(now)})",
            [
                new Heading(head), .. lines.Select(line => new Paragraph(line)),
                .. more.Length == 0 ? Array.Empty<CardPart>() : [new SmallPrint(more.Trim())],
            ]);
    }

    /// <summary>Says that this isn't an incident channel, and where to go instead.</summary>
    public static Card Point(IReadOnlyList<Incident> open, DateTimeOffset now)
    {
        var text = new RichText([]).Plain("This isn't an incident channel. ");
        var channels = open.Where(incident => incident.Channel is not null).TakeLast(5).ToList();
        if (channels.Count > 0)
            text = channels.Aggregate(
                text.Plain("Go to the incident's channel: "), (line, incident) => IncidentWords.WithChannel(line, incident).Plain(" "))
                .Plain("or, to start another, type ");
        else
            text = text.Plain("To start an incident, type ");

        text = text.Command(Start.Words).Plain(".");
        return new Card($"{text.ToPlainText()} ({When.ToTheSecond(now)})", [new Paragraph(text)]);
    }

    private static RichText Line(Incident incident, DateTimeOffset now)
    {
        var text = IncidentWords.WithChannel(
            new RichText([]).Bold($"{IncidentWords.Headline(incident)} ").Plain($"{incident.Title}. "), incident);
        var age = Durations.Since(incident.At(Milestone.Declared) ?? now, now);
        return text.Plain($", commander: {IncidentWords.Commander(incident)}, open for {age}.");
    }
}
