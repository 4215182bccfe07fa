using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Investigation.Signals.Shapes;

namespace IncidentBot.Investigation.Signals;

/// <summary>Says what the signals of a service did.</summary>
internal static class SignalLines
{
    private const int MostRemarks = 4;

    /// <summary>What is off first; then what is usual or unknown; then what it points to.</summary>
    /// <param name="service">The service.</param>
    public static RichText Of(CheckedService service)
    {
        var answered = service.Signals.Where(signal => signal.Shape is not null).ToList();
        if (answered.Count == 0)
            return "no answer";

        var clauses = answered.OrderByDescending(SignalSense.IsOff).ThenByDescending(HasMoved).Select(Clause);
        var line = RichText.Joined(", ", clauses);
        return SignalSense.Hint(service) is { } hint ? line.Plain($": {hint}.") : line.Plain(".");
    }

    /// <summary>What else is to be known, a sentence each; the most telling first, the rest counted.</summary>
    public static IReadOnlyList<RichText> Remarks(CheckedService service)
    {
        var all = service.Signals.SelectMany(
            signal => (signal.Shape is { } shape ? SignalWords.Remarks(NameOf(signal), signal.Unit, shape) : [])
                .Concat(signal.Remarks.Select(remark => RichText.Of($"{signal.Name}: {remark}")))).ToList();
        return all.Count <= MostRemarks
            ? all
            :
            [
                .. all.Take(MostRemarks),
                string.Create(CultureInfo.InvariantCulture, $"{all.Count - MostRemarks} more remarks are in the export."),
            ];
    }

    /// <summary>One signal in a clause.</summary>
    public static RichText Clause(CheckedSignal signal)
    {
        if (signal.Shape is not { } shape)
            return $"{signal.Name}: no answer";

        var clause = SignalWords.Clause(NameOf(signal), signal.Unit, shape);
        return SignalSense.IsFull(signal) ? clause.Plain(", at its limit") : clause;
    }

    /// <summary>The same with times of day in UTC, for a document that says its zone elsewhere or for the record.</summary>
    public static string Plain(RichText text) => string.Concat(
        text.Spans.Select(
            span => span is TimeSpanText time
                ? time.At.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture)
                : span.ToPlainText()));

    private static bool HasMoved(CheckedSignal signal) => signal.Shape is { IsKnown: true, Kind: not ShapeKind.Usual };

    private static string NameOf(CheckedSignal signal) => signal switch
    {
        { Line: { Length: > 0 } line, OtherLines: > 0 } =>
            string.Create(CultureInfo.InvariantCulture, $"{signal.Name} of {line} (the farthest of {signal.OtherLines + 1})"),
        _ => signal.Name,
    };
}
