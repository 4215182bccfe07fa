using IncidentBot.Investigation.Signals;

namespace IncidentBot.Monitoring.Charts;

/// <summary>Cuts a line where it has no data, so that nothing is drawn there.</summary>
internal static class LinePieces
{
    /// <summary>More points than this are thinned out: of each few, the highest and the lowest stay.</summary>
    public const int MostPoints = 1200;

    /// <summary>The pieces within a window; each has at least one point.</summary>
    public static IReadOnlyList<IReadOnlyList<(DateTimeOffset At, double Value)>> Of(
        IReadOnlyList<SignalPoint> points, DateTimeOffset from, DateTimeOffset until)
    {
        var pieces = new List<IReadOnlyList<(DateTimeOffset, double)>>();
        var piece = new List<(DateTimeOffset, double)>();
        foreach (var point in Thinned([.. points.Where(point => point.At >= from && point.At <= until)]))
        {
            if (point.Value is { } value && double.IsFinite(value))
            {
                piece.Add((point.At, value));
            }
            else if (piece.Count > 0)
            {
                pieces.Add(piece);
                piece = [];
            }
        }

        if (piece.Count > 0)
            pieces.Add(piece);
        return pieces;
    }

    private static IEnumerable<SignalPoint> Thinned(List<SignalPoint> points)
    {
        if (points.Count <= MostPoints)
            return points;

        var size = ((points.Count * 2) + MostPoints - 1) / MostPoints;
        return points.Chunk(size).SelectMany(Peaks);
    }

    // A gap of any length stays one.
    private static IEnumerable<SignalPoint> Peaks(SignalPoint[] few)
    {
        var missing = few.FirstOrDefault(point => point.Value is not { } value || !double.IsFinite(value));
        var known = few.Where(point => point.Value is { } value && double.IsFinite(value)).ToList();
        if (known.Count == 0)
            return [few[0]];

        SignalPoint?[] kept = [known.MinBy(point => point.Value), known.MaxBy(point => point.Value), missing];
        return kept.OfType<SignalPoint>().Distinct().OrderBy(point => point.At);
    }
}
