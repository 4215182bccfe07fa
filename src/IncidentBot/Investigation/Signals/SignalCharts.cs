using IncidentBot.Chat;
using IncidentBot.Investigation.Signals.Shapes;

namespace IncidentBot.Investigation.Signals;

/// <summary>Draws what is most telling of a round of asking: at most two charts, which is what a message takes.</summary>
internal static class SignalCharts
{
    /// <summary>So many charts a message has at most.</summary>
    public const int Most = 2;

    // With as many lines a chart can still be read, and a platform draws them.
    private const int MostLines = 6;

    /// <summary>What is off first, then in the order in which signals are looked at; none where nothing has numbers.</summary>
    public static IEnumerable<Chart> Of(SignalCheck check) =>
        check.All.Where(one => one.Signal.Points.Any(point => point.Value is not null))
            .GroupBy(one => (one.Service, one.Signal.Signal, one.Signal.Unit))
            .OrderByDescending(group => group.Any(one => SignalSense.IsOff(one.Signal)))
            .Take(Most)
            .Select(group => Of(group.Key.Service, group.Key.Signal, [.. group.Select(one => one.Signal)]));

    private static Chart Of(string service, GoldenSignal signal, List<CheckedSignal> some)
    {
        var main = some.OrderByDescending(SignalSense.IsOff).ThenByDescending(one => one.Name, StringComparer.Ordinal).First();
        var (unit, scale) = Scale(main.Unit, some.SelectMany(one => one.Points.Concat(one.Usual)).Max(point => point.Value ?? 0));
        var lines = some.Where(one => one.Points.Count == main.Points.Count).Take(MostLines - 1)
            .Select(one => new ChartLine(one.Name, Values(one.Points, scale))).ToList();
        if (main.Usual.Count == main.Points.Count && main.Usual.Any(point => point.Value is not null))
            lines.Add(new ChartLine($"{main.Name} a week before", Values(main.Usual, scale)));

        return new Chart(
            $"{service}: {Language.Words.Of(signal)}", Measure(signal), unit, [.. main.Points.Select(point => point.At)], lines,
            $"{service}: {SignalLines.Plain(RichText.Joined(", ", some.Select(SignalLines.Clause)))}.")
        {
            Keeps = main.Shape?.Kind is ShapeKind.Drop or ShapeKind.Dip ? ChartPeak.Lowest : ChartPeak.Highest,
        };
    }

    private static List<double?> Values(IReadOnlyList<SignalPoint> points, double scale) =>
        [.. points.Select(point => point.Value * scale)];

    private static string Measure(GoldenSignal signal) => signal switch
    {
        GoldenSignal.Latency => "duration",
        GoldenSignal.Traffic => "requests",
        GoldenSignal.Errors => "failed requests",
        _ => "how full",
    };

    private static (string Unit, double Scale) Scale(SignalUnit unit, double most) => unit switch
    {
        SignalUnit.Seconds => most < 1 ? ("ms", 1000) : ("s", 1),
        SignalUnit.Share => ("%", 100),
        SignalUnit.PerSecond => ("/s", 1),
        SignalUnit.Bytes => ("MB", 1e-6),
        _ => (string.Empty, 1),
    };
}
