using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Incidents.Services;
using IncidentBot.Language;
using IncidentBot.Language.Logs;

namespace IncidentBot.Investigation.Traces;

/// <summary>Shows one person where the request of an id can be looked up; nothing is looked up by the bot.</summary>
internal sealed class ShowTrace(CatalogueOptions catalogue)
{
    private const int MostLinks = 12;

    /// <summary>Answers privately.</summary>
    public Happened Handle(Incident incident, string typed, Inbound by)
    {
        if (!TraceId.TryRead(typed, out var id))
            return Happened.Refused(
                $"“{OneLine.Of(typed, 40)}” isn't a request or trace id: it has 4 to {TraceId.Longest} letters, digits, and - _ . : = @.");

        var window = IncidentWindow.Of(incident, by.At);
        var links = TraceLinks.Of(incident, catalogue, window, id).Take(MostLinks).ToList();
        if (links.Count == 0)
            return Happened.Refused(
                RichText.Of(
                    $"No link of the catalogue takes a request or trace id. Add one under logs or traces of a service, with {"{trace}"} "
                        + $"where the id belongs, such as https://jaeger.example.com/trace/{"{trace}"}."));

        var head = new RichText([]).Bold("Request or trace ").Code(id);
        List<RichText> lines =
        [
            .. links.GroupBy(link => link.Service, StringComparer.Ordinal).Select(
                of => RichText.Of("").Bold($"{of.Key}: ").Then(
                    RichText.Joined(" · ", of.Select(link => new RichText([]).Link(link.Address, link.Title))))),
        ];
        var small = new RichText([]).Plain("Where a link shows a time, it's from ").Time(window.Start).Plain(" to ").Time(window.End)
            .Plain(". The bot looks nothing up itself.");
        return Happened.Answered(
            new Card(
                $"{head.ToPlainText()}: {string.Join("; ", lines.Select(line => line.ToPlainText()))} ({When.ToTheSecond(by.At)})",
                [new Paragraph(head), .. lines.Select(line => new Paragraph(line)), new SmallPrint(small)]));
    }
}

/// <summary>A link with the id in it.</summary>
/// <param name="Service">Whose link.</param>
/// <param name="Title">What people read.</param>
/// <param name="Address">Where it leads.</param>
internal sealed record TraceLink(string Service, string Title, Uri Address);

/// <summary>The pure rules of which links are made for an id.</summary>
internal static class TraceLinks
{
    /// <summary>
    /// Those of the affected services, then of what these stand on; where none of them has any, or no service is named, those of all.
    /// </summary>
    public static IReadOnlyList<TraceLink> Of(Incident incident, CatalogueOptions catalogue, TimeWindow window, string id)
    {
        var near = incident.Services.Concat(incident.Services.SelectMany(name => catalogue.Find(name)?.Dependencies ?? []));
        var found = Links(near, catalogue, window, id);
        return found.Count > 0 ? found : Links(catalogue.Services.Keys.Order(StringComparer.OrdinalIgnoreCase), catalogue, window, id);
    }

    // The services of a company mostly lead to the same place.
    private static List<TraceLink> Links(IEnumerable<string> names, CatalogueOptions catalogue, TimeWindow window, string id) =>
    [
        .. from name in names.Distinct(StringComparer.OrdinalIgnoreCase)
           let service = catalogue.Find(name)
           where service is not null
           from link in service.Links
           where LinkTemplate.NeedsTrace(link)
           let address = LinkTemplate.Fill(link, window, id)
           where address is not null
           group new TraceLink(name, link.Title, address) by address into same
           select same.First(),
    ];
}
