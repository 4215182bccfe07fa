namespace IncidentBot.Investigation.Signals.Shapes;

/// <summary>Finds where a signal has no data between points that have some, and where it ends early.</summary>
internal static class DataHoles
{
    private const int FewestPoints = 3;

    /// <summary>The shape with its holes.</summary>
    public static SignalShape AddTo(SignalShape shape, ShapeQuestion asked)
    {
        var (points, values) = (asked.Now.Points, asked.Values);
        // The newest points may not have been scraped yet.
        var ended = points.Count - 1 - values[^1].Index >= FewestPoints ? points[values[^1].Index + 1].At : (DateTimeOffset?)null;
        var last = Enumerable.Range(1, values.Count - 1).Where(place => Missing(values, place) >= FewestPoints)
            .OrderBy(place => Missing(values, place)).Select(place => (int?)place).LastOrDefault();
        return last is not { } next
            ? shape with { EndedAt = ended }
            : shape with { EndedAt = ended, GapFrom = points[values[next - 1].Index + 1].At, GapTo = values[next].At };
    }

    private static int Missing(IReadOnlyList<Measured> values, int place) => values[place].Index - values[place - 1].Index - 1;
}
