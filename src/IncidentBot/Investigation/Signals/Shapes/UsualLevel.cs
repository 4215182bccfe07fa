namespace IncidentBot.Investigation.Signals.Shapes;

/// <summary>What is usual for a signal, and how far from it a value has to be to count as something else.</summary>
/// <param name="From">Which time it is taken from.</param>
/// <param name="Value">The usual value: the median of that time.</param>
/// <param name="Upper">Above this it has risen.</param>
/// <param name="Lower">Below this it has fallen.</param>
internal sealed record UsualLevel(UsualFrom From, double Value, double Upper, double Lower)
{
    // A median of fewer is chance.
    private const int FewestPoints = 3;

    // Of the week before so much must be there, else it was another time, such as one without a service.
    private const double LeastOfWeek = 0.25;

    // The usual swing around the median (a median, too, so that one spike of last week doesn't count) is passed by chance once in 7,000.
    private const double Swings = 4, SwingOfDeviation = 1.4826;

    // What people would call a change: half as much again; two fifths less.
    private const double MoreBy = 0.5, LessBy = 0.4;

    /// <summary>
    /// By the same window a week before, since day and hour are what traffic follows; where that has no data, by what was before the
    /// impact. Null: there is neither.
    /// </summary>
    public static UsualLevel? Of(ShapeQuestion asked)
    {
        var week = Measured.Of(asked.Before);
        if (week.Count >= Math.Max(FewestPoints, asked.Before?.Points.Count * LeastOfWeek ?? 0))
            return Of(asked, UsualFrom.WeekBefore, week);

        var before = asked.Values.Where(value => value.At < asked.ImpactStart).ToList();
        return before.Count >= FewestPoints ? Of(asked, UsualFrom.BeforeImpact, before) : null;
    }

    /// <summary>The middle value; of an even number the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static UsualLevel Of(ShapeQuestion asked, UsualFrom from, IReadOnlyList<Measured> values)
    {
        var usual = Median(values.Select(one => one.Value));
        var swing = Swings * SwingOfDeviation * Median(values.Select(one => Math.Abs(one.Value - usual)));
        var least = LeastChange(asked);
        return new UsualLevel(
            from, usual, usual + Math.Max(least, Math.Max(swing, MoreOf(asked, usual))),
            usual - Math.Max(least, Math.Max(swing, LessBy * Math.Abs(usual))));
    }

    // How full something is counts by what is left: 80 % after 60 % is news, 3 % after 1 % is none.
    private static double MoreOf(ShapeQuestion asked, double usual) =>
        asked is { Signal: GoldenSignal.Saturation, Now.Unit: SignalUnit.Share }
            ? Math.Min(MoreBy * Math.Abs(usual), Math.Max(0.1, (1 - usual) / 2))
            : MoreBy * Math.Abs(usual);

    // Less than this nobody notices: 5 ms, one request in 20 s, half a percent of errors, ten of fullness.
    private static double LeastChange(ShapeQuestion asked) => asked.Now.Unit switch
    {
        SignalUnit.Seconds => 0.005,
        SignalUnit.PerSecond => 0.05,
        SignalUnit.Share => asked.Signal == GoldenSignal.Saturation ? 0.1 : 0.005,
        _ => 0,
    };
}
