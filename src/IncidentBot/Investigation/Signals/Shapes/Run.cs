namespace IncidentBot.Investigation.Signals.Shapes;

/// <summary>Values in a row that are all above, or all below, what is usual.</summary>
/// <param name="IsUp">Whether they are above.</param>
/// <param name="Start">The place of the first among the values.</param>
/// <param name="End">The place of the last.</param>
internal sealed record Run(bool IsUp, int Start, int End)
{
    // One value alone is chance, unless there are hardly any, or it is far away.
    private const int Shortest = 2, FewValues = 6;
    private const double FarAway = 5;

    /// <summary>How far it is from what is usual, all in all.</summary>
    public double Area(IReadOnlyList<Measured> values, double usual) =>
        values.Skip(Start).Take(End - Start + 1).Sum(one => Math.Abs(one.Value - usual));

    /// <summary>The runs among values, oldest first; a single value in between doesn't part one.</summary>
    public static IReadOnlyList<Run> Of(IReadOnlyList<Measured> values, UsualLevel usual)
    {
        List<Run> runs = [];
        foreach (var (place, one) in values.Index())
        {
            var mark = one.Value > usual.Upper ? 1 : one.Value < usual.Lower ? -1 : 0;
            if (mark == 0)
                continue;
            if (runs.Count > 0 && runs[^1].IsUp == mark > 0 && place - runs[^1].End <= 2)
                runs[^1] = runs[^1] with { End = place };
            else
                runs.Add(new Run(mark > 0, place, place));
        }

        var shortest = values.Count < FewValues ? 1 : Shortest;
        return [.. runs.Where(run => run.End - run.Start + 1 >= shortest || IsFar(values[run.Start].Value, usual))];
    }

    private static bool IsFar(double value, UsualLevel usual) => value > usual.Upper
        ? value - usual.Value > FarAway * (usual.Upper - usual.Value)
        : usual.Value - value > FarAway * (usual.Value - usual.Lower);
}
