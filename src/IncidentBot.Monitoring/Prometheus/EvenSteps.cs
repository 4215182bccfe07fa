using IncidentBot.Investigation.Signals;

namespace IncidentBot.Monitoring.Prometheus;

/// <summary>Puts the points of a line, of which only those that exist come, at even steps.</summary>
internal static class EvenSteps
{
    /// <summary>The most points of a line; prometheus.io/docs/prometheus/latest/querying/api.</summary>
    public const int MostPoints = 11_000;

    // A quantile between two bucket ends is never the same number so often.
    private const int SameOnPlateau = 3;

    /// <summary>The line with a point at each step.</summary>
    public static AnsweredSeries Of(
        PrometheusSeries series, string name, SignalUnit unit, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var points = new double?[(int)Math.Clamp(Math.Floor((to - from) / step) + 1, 1, MostPoints)];
        var notNumbers = 0;
        foreach (var (at, value) in series.Points)
        {
            var place = Math.Round((at - (from.ToUnixTimeMilliseconds() / 1000.0)) / step.TotalSeconds);
            if (place < 0 || place >= points.Length)
                continue;

            points[(int)place] = value;
            notNumbers += value is null ? 1 : 0;
        }

        var even = points.Index().Select(point => new SignalPoint(from + (step * point.Index), point.Item));
        return new AnsweredSeries(new SignalSeries(name, unit, [.. even]), notNumbers);
    }

    /// <summary>The last moment at which a line has its highest value, if it has it several times; null: it doesn't.</summary>
    public static DateTimeOffset? Plateau(SignalSeries series)
    {
        var values = series.Points.Where(point => point.Value is not null).ToList();
        if (values.Count == 0)
            return null;

        var most = values.Max(point => point.Value);
        var highest = values.Where(point => point.Value == most).ToList();
        return highest.Count >= SameOnPlateau && highest.Count < values.Count ? highest[^1].At : null;
    }
}
