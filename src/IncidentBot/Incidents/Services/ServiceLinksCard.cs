using System.Globalization;
using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Incidents.Services;

/// <summary>
/// The pages, commands and owners of the affected services, with the incident's window filled in. What a message has no room for is left
/// out from the end: first what is for comparison, then the dependencies.
/// </summary>
internal static class ServiceLinksCard
{
    /// <summary>The most links that are shown of a service.</summary>
    public const int MostLinks = 10;

    private const int MostServices = 5, MostOfDependency = 3, MostCommands = 5, MostOwners = 5;

    /// <summary>The card; null: the catalogue has nothing about these services.</summary>
    /// <param name="incident">Whose services.</param>
    /// <param name="catalogue">What is known of them.</param>
    /// <param name="now">The end of the window while the incident is open; UTC.</param>
    /// <param name="invited">The owners that were invited already.</param>
    public static Card? Compose(Incident incident, CatalogueOptions catalogue, DateTimeOffset now, IReadOnlyCollection<string> invited)
    {
        var window = IncidentWindow.Of(incident, now);
        var affected = Known(incident.Services, catalogue);
        var below = Known(
            affected.SelectMany(one => one.Service.Dependencies).Except(incident.Services, StringComparer.OrdinalIgnoreCase), catalogue);
        var lines = new LinkLines(window);
        lines.Add(affected, MostLinks);
        lines.AddBefore();
        lines.Add(below, MostOfDependency);

        List<CardPart> parts = [.. lines.Show(affected)];
        if (lines.Has(below))
            parts.AddRange([new Paragraph("What they depend on:"), .. lines.Show(below)]);
        parts.AddRange(affected.SelectMany(one => Commands(one.Service)).Take(MostCommands).Select(line => new Paragraph(line)));
        parts.AddRange(Owners(incident, affected, invited));
        if (parts.Count == 0)
            return null;

        if (lines.IsUsed)
            parts.Add(new SmallPrint(Explain(window, lines.LeftOut)));
        var title = new Paragraph(RichText.Of("").Bold($"Links and owners of {incident.Id}"));
        return new Card(InWords(incident, affected, window), [title, .. parts]);
    }

    /// <summary>The groups of people who look after the affected services, each once.</summary>
    public static IReadOnlyList<string> OwnersOf(Incident incident, CatalogueOptions catalogue) =>
        OwnersOf(Known(incident.Services, catalogue));

    private static List<string> OwnersOf(List<KnownOne> affected) =>
        [
            .. affected.SelectMany(one => one.Service.Owners).Select(CatalogueService.Bare).Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>How people read a group: by its handle, or if the catalogue has only its id, by what it owns.</summary>
    public static string Name(string owner, Incident incident, CatalogueOptions catalogue) =>
        Name(owner, Known(incident.Services, catalogue));

    private static string Name(string owner, List<KnownOne> affected)
    {
        if (owner.Any(char.IsLower))
            return $"@{owner}";

        var owned = affected
            .Where(one => one.Service.Owners.Select(CatalogueService.Bare).Contains(owner, StringComparer.OrdinalIgnoreCase))
            .Select(one => one.Name);
        return $"the owners of {OneLine.Of(string.Join(", ", owned), 60)}";
    }

    private static List<KnownOne> Known(IEnumerable<string> names, CatalogueOptions catalogue) =>
        [
            .. names.Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(name => catalogue.Find(name) is { } service ? new KnownOne(name, service) : null).OfType<KnownOne>()
                .Take(MostServices),
        ];

    private static IEnumerable<RichText> Commands(CatalogueService service) =>
        service.Commands.Select(command => RichText.Of($"{command.Name}: ").Code(command.Text));

    private static IEnumerable<CardPart> Owners(Incident incident, List<KnownOne> affected, IReadOnlyCollection<string> invited)
    {
        var owners = OwnersOf(affected);
        var here = owners.Where(owner => invited.Contains(owner, StringComparer.OrdinalIgnoreCase)).ToList();
        if (here.Count > 0)
            yield return new Paragraph($"Invited: {string.Join(", ", here.Select(owner => Name(owner, affected)))}.");

        var offered = owners.Except(here).Take(MostOwners)
            .Select(owner => InviteOwners.Button(incident, owner, Name(owner, affected))).ToList();
        if (offered.Count > 0 && incident.IsOpen)
            yield return new Buttons(offered);
    }

    private static RichText Explain(TimeWindow window, int leftOut)
    {
        var text = RichText.Of("From ").Time(window.Start).Plain(" to ").Time(window.End)
            .Plain(string.Create(CultureInfo.InvariantCulture, $": from {IncidentWindow.Lead.TotalMinutes:0} min before the impact on"))
            .Plain(", as far as that is known. “before” is the same length right before that. For a window up to now, type ")
            .Command("service").Plain(".");
        return leftOut == 0
            ? text
            : text.Plain(string.Create(CultureInfo.InvariantCulture, $" {leftOut} more don't fit in here."));
    }

    private static string InWords(Incident incident, List<KnownOne> affected, TimeWindow window) =>
        $"{incident.Id}: links and owners of {string.Join(", ", affected.Select(one => one.Name))}, from "
            + $"{When.ToTheSecond(window.Start)} to {When.ToTheSecond(window.End)}";
}

/// <summary>A service that the catalogue has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Service">What is known of it.</param>
internal sealed record KnownOne(string Name, CatalogueService Service);
