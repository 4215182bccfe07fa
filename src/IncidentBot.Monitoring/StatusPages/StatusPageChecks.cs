using IncidentBot.Catalogue;
using IncidentBot.Investigation.Providers;
using IncidentBot.Language;
using IncidentBot.Operating;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>Checks that each third party's status page can be read, and says what it says.</summary>
internal sealed class StatusPageChecks(IProviderPages pages, CatalogueOptions catalogue)
{
    /// <summary>What it is about.</summary>
    public const string Area = "Status pages";

    private const string Advice =
        "Look at its page under providers in the catalogue; set form if it isn't recognised. Until then it counts as unknown.";

    /// <summary>Looks.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (catalogue.Providers.Count == 0)
            return [Finding.Good(Area, "The catalogue has no third parties, so no status page is read.")];

        var readings = await Task.WhenAll(
            catalogue.Providers.Keys.Take(ProviderLimits.Most).Select(name => pages.ReadAsync(name, cancellationToken)));
        var unused = catalogue.Providers.Keys
            .Where(name => !catalogue.Services.Values.Any(service => service.Providers.Contains(name, StringComparer.OrdinalIgnoreCase)))
            .Select(name => Finding.Doubtful(
                Area, $"No service stands on {name}, so its page is never asked.",
                "Name it under providers of the services that need it."));
        return [.. readings.Select(Of), .. unused];
    }

    private static Finding Of(ProviderReading reading)
    {
        if (reading.Problem is { } problem)
            return Finding.Doubtful(Area, problem, Advice);

        var said = reading.State == ProviderState.Unknown
            ? "can be read, but doesn't say how it is"
            : $"can be read: {ProviderWords.State(reading.State)}";
        var worst = reading.Page!.Incidents is [var first, ..] ? $", “{OneLine.Of(first.Title, 80)}”" : string.Empty;
        return Finding.Good(Area, $"{reading.Provider}'s status page {said}{worst}.");
    }
}
