using IncidentBot.Changes;
using IncidentBot.Incidents;
using IncidentBot.Investigation.Signals.Shapes;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Signals;

/// <summary>The pure rules by which two answers, of now and of a week before, become one signal.</summary>
internal static class ReadSignalsRules
{
    /// <summary>So many points are kept of a signal: what a chart in a message shows.</summary>
    public const int MostPoints = 20;

    private const int MostRemarks = 3, LongestRemark = 300, LongestName = 80, LongestQuery = 2000, MostMarks = 20;

    /// <summary>What the answers say; of several lines the one that is farthest from usual is told of.</summary>
    /// <param name="query">What was asked.</param>
    /// <param name="now">The answer for the incident's window.</param>
    /// <param name="before">The answer for a week before.</param>
    /// <param name="impactStart">When the impact began, as far as is known; UTC.</param>
    /// <param name="rollouts">When versions of the service went live; UTC.</param>
    public static CheckedSignal Read(
        SignalQuery query, SignalAnswer now, SignalAnswer before, DateTimeOffset impactStart, IReadOnlyList<DateTimeOffset> rollouts)
    {
        var signal = new CheckedSignal(
            query.Signal, OneLine.Of(query.Name, LongestName), query.Unit, query.Source, OneLine.Cut(query.Text, LongestQuery), null)
        {
            Problem = now.Problem,
            Remarks =
            [
                .. Remarks(now, before).Select(one => OneLine.Of(one, LongestRemark)).Distinct(StringComparer.Ordinal).Take(MostRemarks),
            ],
        };
        if (now.Problem is not null)
            return signal;
        if (now.Series.Count == 0)
            return signal with { Shape = new SignalShape(ShapeKind.NoData) };

        var told = now.Series.Select(series => (Series: series, Before: Earlier(series, now, before))).Select(
                one => (one.Series, one.Before, Shape: SignalShapes.Decide(
                    new ShapeQuestion(query.Signal, one.Series.Series, one.Before, impactStart)
                    {
                        Ceiling = now.Ceiling,
                        Rollouts = rollouts,
                        NotNumbers = one.Series.NotNumbers,
                    })))
            .OrderByDescending(one => one.Shape.IsUp || one.Shape.Kind == ShapeKind.Drop).ThenByDescending(one => FarOf(one.Shape)).First();
        return signal with
        {
            Shape = told.Shape,
            Line = now.Series.Count == 1 ? null : OneLine.Of(told.Series.Series.Name, LongestName),
            OtherLines = now.Series.Count - 1,
            Read = (told.Series.Series with { Name = signal.Name }, told.Before is null ? null : told.Before with { Name = signal.Name }),
            Points = Thinned(told.Series.Series.Points),
            Usual = told.Before is { } earlier
                ? Thinned([.. earlier.Points.Select(point => point with { At = point.At + SignalCheck.Baseline })])
                : [],
        };
    }

    /// <summary>What happened meanwhile: when the impact began, what went live, when the harm stopped.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="impactStart">When the impact began, as far as is known; UTC.</param>
    /// <param name="changes">The changes of the services.</param>
    public static IReadOnlyList<SignalMark> Marks(Incident incident, DateTimeOffset impactStart, IEnumerable<ServiceChange> changes)
    {
        List<SignalMark> marks = [new(impactStart, "impact", SignalMarkKind.ImpactStart)];
        marks.AddRange(changes.Where(change => change.WentLive).Take(MostMarks)
            .Select(change => new SignalMark(change.At, $"{change.Service} {change.Ref}".Trim(), SignalMarkKind.Change)));
        if (incident.At(Milestone.Mitigated) is { } mitigated)
            marks.Add(new SignalMark(mitigated, "mitigated", SignalMarkKind.Mitigation));
        return marks;
    }

    /// <summary>
    /// Few enough points for a chart: of each piece of the time the value that is farthest from the middle of all, so that a short spike
    /// isn't lost.
    /// </summary>
    public static IReadOnlyList<SignalPoint> Thinned(IReadOnlyList<SignalPoint> points)
    {
        if (points.Count <= MostPoints)
            return points;

        var middle = UsualLevel.Median(points.Select(point => point.Value).OfType<double>());
        return
        [
            .. Enumerable.Range(0, MostPoints).Select(piece =>
            {
                var from = piece * points.Count / MostPoints;
                var to = (piece + 1) * points.Count / MostPoints;
                var own = points.Skip(from).Take(to - from).ToList();
                var farthest = own.Select(point => point.Value).OfType<double>().OrderByDescending(value => Math.Abs(value - middle));
                return own[0] with { Value = farthest.Cast<double?>().FirstOrDefault() };
            }),
        ];
    }

    // A week before the line may not have been there: that is known only if the source answered.
    private static SignalSeries? Earlier(AnsweredSeries series, SignalAnswer now, SignalAnswer before)
    {
        if (before.Problem is not null)
            return null;

        var same = now.Series.Count == 1 && before.Series.Count == 1
            ? before.Series[0]
            : before.Series.FirstOrDefault(one => one.Series.Name == series.Series.Name);
        return same?.Series ?? series.Series with
        {
            Points = [.. series.Series.Points.Select(point => new SignalPoint(point.At - SignalCheck.Baseline, null))],
        };
    }

    private static IEnumerable<string> Remarks(SignalAnswer now, SignalAnswer before) =>
        before.Problem is { } problem && now.Problem is null
            ? [.. now.Remarks, $"What is usual could not be asked: {problem}"]
            : now.Remarks;

    private static double FarOf(SignalShape shape) => shape is { Usual: { } usual, Level: { } level }
        ? Math.Abs(level - usual) / Math.Max(Math.Abs(usual), 1e-9)
        : shape.Latest ?? double.MinValue;
}
