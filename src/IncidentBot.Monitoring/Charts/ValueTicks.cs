using IncidentBot.Investigation.Signals;

namespace IncidentBot.Monitoring.Charts;

/// <summary>
/// The value axis: from zero, unless there are values below it, up to a round value above the highest. Positions are parts of the axis,
/// from 0 to 1, so that a chart of nanoseconds and one of petabytes are drawn alike.
/// </summary>
/// <param name="Low">The lowest value of the axis, scaled.</param>
/// <param name="High">The highest.</param>
/// <param name="Ticks">Where it is marked, and what is written there.</param>
internal sealed record ValueTicks(double Low, double High, IReadOnlyList<(double Part, string Label)> Ticks)
{
    private const int Wanted = 5;

    // Far below what a double holds, so that differences of two are still numbers.
    private const double Most = 1e200;

    private static readonly double[] Round = [1, 2, 2.5, 5, 10];

    /// <summary>An axis for these values.</summary>
    /// <param name="values">Scaled; none: an axis from 0 to 1.</param>
    /// <param name="scale">How they are written.</param>
    public static ValueTicks Of(IReadOnlyList<double> values, SignalScale scale)
    {
        var low = values.Count == 0 ? 0 : Math.Min(0, Within(values.Min()));
        var high = values.Count == 0 ? 1 : Math.Max(0, Within(values.Max()));
        if (high - low == 0)
            high = 1;

        var step = Step((high - low) / Wanted);
        var (first, last) = (Math.Floor(low / step), Math.Ceiling(high / step));
        var decimals = Decimals(step);
        var whole = (last - first) * step;
        return new ValueTicks(
            first * step, last * step,
            [
                .. Enumerable.Range(0, (int)(last - first) + 1)
                    .Select(tick => (tick * step / whole, scale.WriteTick((first + tick) * step, decimals))),
            ]);
    }

    /// <summary>Where a value stands on the axis.</summary>
    public double PartOf(double scaled) => (Within(scaled) - Low) / (High - Low);

    private static double Within(double value) => Math.Clamp(value, -Most, Most);

    private static double Step(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return Round.First(step => step * power >= rough * 0.999_999) * power;
    }

    private static int Decimals(double step)
    {
        for (var decimals = 0; decimals < 4; decimals++)
        {
            var shown = step * Math.Pow(10, decimals);
            if (Math.Abs(shown - Math.Round(shown)) < 1e-6 * Math.Max(1, shown))
                return decimals;
        }

        return 4;
    }
}
