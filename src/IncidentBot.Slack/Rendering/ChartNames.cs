using System.Globalization;

namespace IncidentBot.Slack.Rendering;

/// <summary>Cuts names to the length of a legend so that each is still another.</summary>
internal static class ChartNames
{
    /// <summary>The names as they fit; what would be alike gets a number.</summary>
    public static IReadOnlyList<string> Unlike(IReadOnlyList<string> names)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. names.Select(name => Free(name, taken))];
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var line = string.IsNullOrWhiteSpace(name) ? "–" : name.ReplaceLineEndings(" ").Trim();
        for (var number = 1; ; number++)
        {
            var suffix = number == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" {number}");
            var shown = Cut.Visibly(line, BlockLimits.ChartLabel - suffix.Length) + suffix;
            if (taken.Add(shown))
                return shown;
        }
    }
}
