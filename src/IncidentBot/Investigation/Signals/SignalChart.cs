using IncidentBot.Chat;

namespace IncidentBot.Investigation.Signals;

/// <summary>Makes a signal the chat's own chart.</summary>
internal static class SignalChart
{
    /// <summary>The chart: the lines, and the first of them at the earlier time.</summary>
    /// <param name="picture">The signal.</param>
    /// <param name="kept">The picture of it for workspaces that show no charts; null: there is none.</param>
    public static Chart Of(SignalPicture picture, ChartPicture? kept)
    {
        var scale = picture.Scale;
        var times = picture.Drawn.SelectMany(line => line.Points).Select(point => point.At)
            .Where(at => at >= picture.From && at <= picture.Until).Distinct().Order().ToList();
        var lines = picture.Drawn.Select(line => Line(line.Name, line, times, scale)).ToList();
        if (picture.Drawn.Count > 0 && picture.EarlierOf(picture.Drawn[0]) is { } earlier)
            lines.Insert(1, Line($"{SignalAlt.Ago(picture.EarlierBy)} ago: {earlier.Name}", earlier, times, scale));
        return new Chart(picture.Title, picture.Measure, scale.Unit, times, lines, SignalAlt.Of(picture))
        {
            Keeps = Keeps(lines),
            Picture = kept,
        };
    }

    // What was asked for at the earlier time need not fall on the very moments of the window.
    private static ChartLine Line(string name, SignalSeries line, List<DateTimeOffset> times, SignalScale scale)
    {
        var points = line.Points.Where(point => point.Value is not null).ToList();
        var half = times.Count > 1 ? (times[1] - times[0]) / 2 : TimeSpan.FromMinutes(1);
        var next = 0;
        var values = new List<double?>(times.Count);
        foreach (var at in times)
        {
            while (next < points.Count && points[next].At < at - half)
                next++;
            values.Add(next < points.Count && points[next].At <= at + half ? points[next].Value * scale.Factor : null);
        }

        return new ChartLine(name, values);
    }

    // Whichever is further from the usual: a spike is lost among lows, and an outage of traffic among highs.
    private static ChartPeak Keeps(List<ChartLine> lines)
    {
        var values = lines.Count == 0 ? [] : lines[0].Values.OfType<double>().Order().ToList();
        return values.Count > 0 && values[values.Count / 2] - values[0] > values[^1] - values[values.Count / 2]
            ? ChartPeak.Lowest
            : ChartPeak.Highest;
    }
}
