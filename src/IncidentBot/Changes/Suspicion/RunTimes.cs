using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.Changes.Suspicion;

/// <summary>When a changed schedule runs for the first time: "50 8 * * 1-6" and the impact began at 08:50.</summary>
internal static partial class RunTimes
{
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(10);

    /// <summary>The time of day, as <c>08:50</c>, that a change's schedule has and at which the impact began; null: none.</summary>
    public static string? At(SuspectChange change, DateTimeOffset impact)
    {
        foreach (var text in Lines(change))
        {
            foreach (Match match in Cron().Matches(text))
            {
                var time = new TimeOnly(
                    int.Parse(match.Groups["h"].ValueSpan, CultureInfo.InvariantCulture),
                    int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture));
                var before = TimeOnly.FromDateTime(impact.UtcDateTime) - time;
                if (before <= Near || TimeSpan.FromDays(1) - before <= Near)
                    return time.ToString("HH:mm", CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    // What a diff takes away runs no more.
    private static IEnumerable<string> Lines(SuspectChange change) => change.Titles.Prepend(change.Description ?? "")
        .Concat((change.Diff ?? "").Split('\n').Take(400).Where(line => line.StartsWith('+')));

    [GeneratedRegex(@"(^|[^0-9*/,-])(?<m>[0-5]?[0-9]) (?<h>[01]?[0-9]|2[0-3]) [0-9*/,?L-]+ [0-9A-Za-z*/,-]+ [0-9A-Za-z*/,?#-]+",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Cron();
}
