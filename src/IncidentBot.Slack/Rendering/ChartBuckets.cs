using System.Globalization;
using IncidentBot.Chat;

namespace IncidentBot.Slack.Rendering;

/// <summary>
/// A chart cut down to what Slack takes: neighbouring points become one, which keeps their peak; a moment at which a line has no data is
/// left out, since Slack wants a value of every line for every moment and zero would be wrong.
/// </summary>
/// <param name="Times">The beginning of each bucket that is drawn.</param>
/// <param name="Lines">The lines that are drawn, each with one value for each bucket.</param>
/// <param name="Width">How long a bucket is; zero: each is a point of the chart itself.</param>
/// <param name="LeftOut">The names of lines that are not drawn.</param>
/// <param name="Gaps">The first and last moment of each stretch that is not drawn.</param>
internal sealed record ChartBuckets(
    IReadOnlyList<DateTimeOffset> Times, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> Lines, TimeSpan Width,
    IReadOnlyList<string> LeftOut, IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Gaps)
{
    // What has data less often than this would cost the others most of their moments.
    private const double FullEnough = 0.5;

    /// <summary>Cuts a chart down.</summary>
    public static ChartBuckets Of(Chart chart)
    {
        var size = Math.Max(1, (chart.Times.Count + BlockLimits.ChartPoints - 1) / BlockLimits.ChartPoints);
        var starts = Enumerable.Range(0, chart.Times.Count).Where(place => place % size == 0).ToList();
        var all = chart.Lines
            .Select(line => (line.Name, Values: starts.ConvertAll(start => Peak(line.Values.Skip(start).Take(size), chart.Keeps))))
            .ToList();
        var known = starts.Index().Count(start => all.Exists(line => line.Values[start.Index] is not null));
        var drawn = all.Where(line => line.Values.Count(value => value is not null) is > 0 and var count && count >= known * FullEnough)
            .Take(BlockLimits.ChartSeries).ToList();
        var whole = starts.Index().Where(start => drawn.Count > 0 && drawn.TrueForAll(line => line.Values[start.Index] is not null))
            .Select(start => start.Index).ToList();
        return new ChartBuckets(
            [.. whole.Select(bucket => chart.Times[starts[bucket]])],
            [.. drawn.Select(line => (line.Name, (IReadOnlyList<double>)[.. whole.Select(bucket => line.Values[bucket]!.Value)]))],
            size == 1 ? TimeSpan.Zero : chart.Times[size] - chart.Times[0],
            [.. chart.Lines.Select(line => line.Name).Except(drawn.Select(line => line.Name), StringComparer.Ordinal)],
            [.. Missing(chart, starts, size, whole)]);
    }

    private static double? Peak(IEnumerable<double?> values, ChartPeak keeps) =>
        keeps == ChartPeak.Lowest ? values.Min() : values.Max();

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Missing(
        Chart chart, List<int> starts, int size, List<int> whole)
    {
        for (var bucket = 0; bucket < starts.Count; bucket++)
        {
            if (whole.Contains(bucket))
                continue;

            var first = bucket;
            while (bucket + 1 < starts.Count && !whole.Contains(bucket + 1))
                bucket++;
            yield return (chart.Times[starts[first]], chart.Times[Math.Min(starts[bucket] + size, chart.Times.Count) - 1]);
        }
    }

    /// <summary>How the moments are written, all alike and each another.</summary>
    public IReadOnlyList<string> Labels()
    {
        var form = Times.Select(at => at.UtcDateTime.Date).Distinct().Count() > 1 ? "d MMM HH:mm" : "HH:mm";
        var labels = Write(form);
        return labels.Distinct(StringComparer.Ordinal).Count() == labels.Count ? labels : ChartNames.Unlike(Write($"{form}:ss"));
    }

    private List<string> Write(string form) => [.. Times.Select(at => at.UtcDateTime.ToString(form, CultureInfo.InvariantCulture))];
}
