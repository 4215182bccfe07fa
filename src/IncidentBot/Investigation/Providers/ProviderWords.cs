using System.Globalization;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Providers;

/// <summary>How it is said what a status page says. What third parties write is quoted, in one line and cut.</summary>
public static class ProviderWords
{
    private const int LongestTitle = 100, MostComponents = 3, LongestComponent = 60;

    /// <summary>A state as the end of a sentence about a third party. No published incident is no proof that all is well.</summary>
    public static string State(ProviderState state) => state switch
    {
        ProviderState.Operational => "no incident published",
        ProviderState.Maintenance => "maintenance",
        ProviderState.Degraded => "degraded",
        ProviderState.Partial => "partial outage",
        ProviderState.Major => "major outage",
        _ => "unknown",
    };

    /// <summary>What is wrong, such as <c>partial outage of API and Payments (“Elevated errors”)</c>.</summary>
    internal static string Trouble(ProviderPage page)
    {
        var names = Affected(page);
        var of = names.Count switch
        {
            0 => string.Empty,
            <= MostComponents => $" of {string.Join(", ", names)}",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $" of {string.Join(", ", names.Take(MostComponents))} and {names.Count - MostComponents} more"),
        };
        return $"{State(page.State)}{of}{Title(page) switch { { } title => $" (“{title}”)", _ => string.Empty }}";
    }

    /// <summary>The title of the worst that is open; null: nothing is.</summary>
    internal static string? Title(ProviderPage page) =>
        page.Incidents is [{ State: > ProviderState.Operational } worst, ..] ? OneLine.Of(worst.Title, LongestTitle) : null;

    private static List<string> Affected(ProviderPage page)
    {
        var names = page.Components.Where(one => one.State > ProviderState.Operational).Select(one => one.Name).ToList();
        if (names.Count == 0 && page.Incidents is [var worst, ..])
            names.AddRange(worst.Components);
        return [.. names.Select(name => OneLine.Of(name, LongestComponent)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
