using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.Changes.Suspicion;

/// <summary>When a changed schedule runs: "50 8 * * 1-6", and the impact began at 08:50.</summary>
internal static partial class RunTimes
{
    /// <summary>So long after its start a job does harm at the latest.</summary>
    public static readonly TimeSpan Near = TimeSpan.FromMinutes(10);

    private const int MostLines = 400;

    /// <summary>The time of day, as <c>08:50</c>, that a change's schedule has and that lies in one of these spans; null: none.</summary>
    public static string? At(SuspectChange change, List<(DateTimeOffset From, DateTimeOffset To)> moments)
    {
        foreach (var match in Lines(change).SelectMany(text => Cron().Matches(text)))
        {
            var time = new TimeOnly(Number(match, "h"), Number(match, "m"));
            if (moments.Exists(span => Runs(match, time, span.From.UtcDateTime, span.To.UtcDateTime)))
                return time.ToString("HH:mm", CultureInfo.InvariantCulture);
        }

        return null;
    }

    private static bool Runs(Match match, TimeOnly time, DateTime from, DateTime to)
    {
        var at = from.Date + time.ToTimeSpan();
        if (at < from)
            at = at.AddDays(1);
        return at <= to && (!int.TryParse(
            match.Groups["day"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day == at.Day);
    }

    // What a diff takes away runs no more.
    private static IEnumerable<string> Lines(SuspectChange change) => change.Titles.Prepend(change.Description ?? "")
        .Concat((change.Diff ?? "").Split('\n').Take(MostLines).Where(line => line.StartsWith('+')));

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(^|[^0-9*/,-])(?<m>[0-5]?[0-9]) (?<h>[01]?[0-9]|2[0-3]) (?<day>[0-9*/,?L-]+) [0-9A-Za-z*/,-]+ [0-9A-Za-z*/,?#-]+",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Cron();
}
