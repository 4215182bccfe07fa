namespace IncidentBot.Monitoring.Charts;

/// <summary>Where the labels of marks stand above the chart: in rows, so that none lies over another, nor over another's line.</summary>
internal static class MarkLayout
{
    /// <summary>So many rows at most; what has no room has its line alone.</summary>
    public const int MostRows = 4;

    private const float Between = 10;

    /// <summary>The place of each label that has room.</summary>
    /// <param name="labels">Where each mark is and how wide its label is, in the order of their weight.</param>
    /// <param name="left">Where the room begins.</param>
    /// <param name="right">Where it ends.</param>
    public static IReadOnlyList<PlacedLabel> Of(IReadOnlyList<(float X, float Width)> labels, float left, float right)
    {
        // To the right of its line, unless it would leave the picture.
        var wanted = labels.Index().Select(
            label => new PlacedLabel(label.Index, 0, Math.Max(left, Math.Min(label.Item.X, right - label.Item.Width)), label.Item.Width));
        var withRoom = Place(wanted);
        // From the right, so that the line of a label in a higher row passes left of those below it. In the order of where they end they
        // need the fewest rows, which counts where the nicer order needs too many.
        var stepped = Place(withRoom.OrderByDescending(label => label.Left).ThenBy(label => label.Index));
        return stepped.Count == withRoom.Count ? stepped : Place(withRoom.OrderByDescending(label => label.Left + label.Width));
    }

    private static List<PlacedLabel> Place(IEnumerable<PlacedLabel> labels)
    {
        var placed = new List<PlacedLabel>();
        foreach (var label in labels)
        {
            var row = Enumerable.Range(0, MostRows).FirstOrDefault(
                row => !placed.Exists(other => other.Row == row && Touches(label, other)), MostRows);
            if (row < MostRows)
                placed.Add(label with { Row = row });
        }

        return placed;
    }

    private static bool Touches(PlacedLabel one, PlacedLabel other) =>
        one.Left < other.Left + other.Width + Between && other.Left < one.Left + one.Width + Between;
}

/// <summary>A label that has room.</summary>
/// <param name="Index">Which one.</param>
/// <param name="Row">Counts from 0, the row nearest to the chart.</param>
/// <param name="Left">Where it begins.</param>
/// <param name="Width">How wide it is.</param>
internal sealed record PlacedLabel(int Index, int Row, float Left, float Width);
