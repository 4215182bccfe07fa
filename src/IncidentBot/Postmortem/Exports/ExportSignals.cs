using IncidentBot.Investigation.Signals;
using IncidentBot.Investigation.Signals.Shapes;
using IncidentBot.Language;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Turns what was asked of monitoring into what is exported.</summary>
internal static class ExportSignals
{
    /// <summary>A round of asking.</summary>
    public static ExportedSignals Of(SignalCheck check) => new(
        Words.Of(check.Reason), check.AskedAt, check.From, check.To, [.. check.All.Select(one => Of(one.Service, one.Signal))],
        check.Found.Problems);

    private static ExportedSignal Of(string service, CheckedSignal signal) => new(
        service,
        Words.Of(signal.Signal),
        signal.Name,
        Words.Of(signal.Unit),
        signal.Source,
        signal.Query,
        signal.Problem ?? SignalLines.Plain(SignalLines.Clause(signal)),
        [
            .. (signal.Shape is { } shape ? SignalWords.Remarks(signal.Name, signal.Unit, shape).Select(SignalLines.Plain) : [])
                .Concat(signal.Remarks),
        ],
        Points(signal.Points),
        Points(signal.Usual));

    private static List<ExportedPoint> Points(IReadOnlyList<SignalPoint> points) =>
        [.. points.Select(point => new ExportedPoint(point.At, point.Value))];
}
