namespace IncidentBot.Investigation.Signals.Shapes;

/// <summary>What a shape is decided from.</summary>
/// <param name="Signal">Which of the four signals it is.</param>
/// <param name="Now">The values in the incident's window.</param>
/// <param name="Before">The values of the same line a week before; null: that could not be asked.</param>
/// <param name="ImpactStart">When the impact began, as far as is known; UTC.</param>
internal sealed record ShapeQuestion(GoldenSignal Signal, SignalSeries Now, SignalSeries? Before, DateTimeOffset ImpactStart)
{
    /// <summary>The highest value that the query can say; null: not known.</summary>
    public double? Ceiling { get; init; }

    /// <summary>When versions of the service went live in the window; UTC.</summary>
    public IReadOnlyList<DateTimeOffset> Rollouts { get; init; } = [];

    /// <summary>At how many points of <see cref="Now"/> there is something that isn't a number.</summary>
    public int NotNumbers { get; init; }

    /// <summary>The points of the window that have a value, oldest first.</summary>
    public IReadOnlyList<Measured> Values { get; } = Measured.Of(Now);
}

/// <summary>A point that has a value.</summary>
/// <param name="Index">Its place among the points of its series.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Value">How much.</param>
internal sealed record Measured(int Index, DateTimeOffset At, double Value)
{
    /// <summary>Those of a series; none of null.</summary>
    public static IReadOnlyList<Measured> Of(SignalSeries? series) =>
        series is null
            ? []
            : [
                .. series.Points.Index().Where(point => point.Item.Value is { } value && double.IsFinite(value))
                    .Select(point => new Measured(point.Index, point.Item.At, point.Item.Value!.Value)),
            ];
}
