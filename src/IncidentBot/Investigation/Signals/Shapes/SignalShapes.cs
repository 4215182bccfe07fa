namespace IncidentBot.Investigation.Signals.Shapes;

/// <summary>
/// The pure rules by which a signal's numbers become a shape. They stand in words in <c>docs/signals.md</c>; each is tried with many
/// shapes.
/// </summary>
internal static class SignalShapes
{
    // As many ups and downs that lead nowhere are noise.
    private const int NoiseRuns = 5;

    // A jump is flat where it then moves by no more than this, over so many points.
    private const double FlatWithin = 0.02;
    private const int FlatPoints = 5;

    // A rate over five minutes shows a jump up to so much later; the clocks of two systems differ a little.
    private static readonly TimeSpan RolloutBefore = TimeSpan.FromMinutes(6), RolloutAfter = TimeSpan.FromMinutes(1);

    /// <summary>What a signal does.</summary>
    public static SignalShape Decide(ShapeQuestion asked)
    {
        var shape = KindOf(asked) with { NotNumbers = asked.NotNumbers, Points = asked.Now.Points.Count };
        return asked.Values.Count == 0 ? shape : DataHoles.AddTo(shape, asked) with { Latest = asked.Values[^1].Value };
    }

    private static SignalShape KindOf(ShapeQuestion asked)
    {
        var values = asked.Values;
        if (values.Count == 0)
            return new SignalShape(asked.NotNumbers > 0 ? ShapeKind.NoNumber : ShapeKind.NoData);
        if (CounterReset.At(values) is { } restart)
            return new SignalShape(ShapeKind.Reset) { Since = restart, Level = values[^1].Value };
        if (IsNew(asked))
            return AtRollout(
                new SignalShape(ShapeKind.New) { Since = values[0].At, Level = UsualLevel.Median(values.Select(one => one.Value)) },
                asked, values);
        if (UsualLevel.Of(asked) is not { } usual)
            return new SignalShape(ShapeKind.Usual);

        var runs = Run.Of(values, usual);
        var shape = runs.Count == 0 ? new SignalShape(ShapeKind.Usual)
            : runs[^1].End == values.Count - 1 ? Stays(asked, usual, runs[^1])
            : runs.Count >= NoiseRuns ? Swings(values)
            : CameBack(values, usual, runs.MaxBy(run => run.Area(values, usual.Value))!);
        return shape with { From = usual.From, Usual = usual.Value };
    }

    // A week before there was nothing, and in the window it begins later than where that begins.
    private static bool IsNew(ShapeQuestion asked) =>
        asked.Before is { } before && before.Points.Count > 0 && Measured.Of(before).Count == 0 && asked.Values[0].Index > 2;

    private static SignalShape Stays(ShapeQuestion asked, UsualLevel usual, Run run)
    {
        var values = asked.Values.Skip(run.Start).ToList();
        var since = run.Start == 0 ? (DateTimeOffset?)null : values[0].At;
        if (!run.IsUp)
            return AtRollout(
                new SignalShape(ShapeKind.Drop) { Since = since, Level = LevelOf(values.Skip(values.Count / 2)) }, asked, values);

        var most = values.Max(one => one.Value);
        var there = values.FindIndex(one => one.Value >= usual.Value + 0.8 * (most - usual.Value));
        var isStep = there <= Math.Max(2, values.Count / 5);
        var level = isStep ? LevelOf(values.Skip(there)) : values[^1].Value;
        var shape = new SignalShape(isStep ? ShapeKind.Step : ShapeKind.Climb)
        {
            Since = since, Level = level, IsAtCeiling = IsAt(asked.Ceiling, level),
        };
        return isStep ? AtRollout(shape, asked, values.Skip(there).ToList()) : shape;
    }

    private static SignalShape CameBack(IReadOnlyList<Measured> values, UsualLevel usual, Run run)
    {
        var own = values.Skip(run.Start).Take(run.End - run.Start + 1).ToList();
        return new SignalShape(run.IsUp ? ShapeKind.Spike : ShapeKind.Dip)
        {
            Since = run.Start == 0 ? null : own[0].At,
            Until = values[run.End + 1].At,
            Level = run.IsUp ? own.Max(one => one.Value) : own.Min(one => one.Value),
        };
    }

    private static SignalShape Swings(IReadOnlyList<Measured> values) => new(ShapeKind.Noisy)
    {
        Level = values.Max(one => one.Value), Lower = values.Min(one => one.Value),
    };

    private static SignalShape AtRollout(SignalShape shape, ShapeQuestion asked, IReadOnlyList<Measured> after)
    {
        if (shape.Since is not { } since || shape.IsAtCeiling || after.Count < FlatPoints)
            return shape;

        var middle = UsualLevel.Median(after.Select(one => one.Value));
        var isFlat = after.Max(one => one.Value) - after.Min(one => one.Value) <= FlatWithin * Math.Abs(middle);
        var rollout = asked.Rollouts.Where(at => at >= since - RolloutBefore && at <= since + RolloutAfter).Order().ToList();
        return isFlat && rollout.Count > 0 ? shape with { Rollout = rollout[^1] } : shape;
    }

    private static double LevelOf(IEnumerable<Measured> values) => UsualLevel.Median(values.Select(one => one.Value));

    // What is worked out of bucket ends may miss them by the last digit.
    private static bool IsAt(double? ceiling, double level) => ceiling is { } most && level >= most * (1 - 1e-6);
}
