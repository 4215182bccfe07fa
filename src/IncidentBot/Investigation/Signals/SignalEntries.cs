using IncidentBot.Chat;
using IncidentBot.Investigation.Signals.Shapes;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Signals;

/// <summary>
/// Puts what signals say for sure on the timeline, where whoever looks for the cause reads it: something that is at its limit, and wasn't a
/// week before, once for each.
/// </summary>
internal static class SignalEntries
{
    /// <summary>The entries that a round of asking brings; empty: nothing is sure, or it stands there already.</summary>
    /// <param name="check">The round.</param>
    /// <param name="known">The timeline.</param>
    /// <param name="next">The number that the next entry gets.</param>
    public static IReadOnlyList<TimelineEntry> Of(SignalCheck check, IReadOnlyList<TimelineEntry> known, int next) =>
        [
            .. check.All.Where(one => SignalSense.IsSurelyFull(one.Signal))
                .Where(one => !known.Any(entry => entry.Author.IsBot && entry.Text.StartsWith(Beginning(one), StringComparison.Ordinal)))
                .Select((one, place) => Entry(check, one, next + place)),
        ];

    private static TimelineEntry Entry(SignalCheck check, (string Service, CheckedSignal Signal) one, int number)
    {
        var (_, signal) = one;
        // The bot writes what the numbers say; the name tells whose numbers.
        var source = new Person(new PersonId(string.Empty), $"Prometheus “{signal.Source}”", "Etc/UTC", IsBot: true);
        var shape = signal.Shape!;
        var words = $"{SignalNumbers.InWords(shape.Latest ?? 0, signal.Unit)}, a week before "
            + SignalNumbers.InWords(shape.Usual ?? 0, signal.Unit);
        return new TimelineEntry
        {
            Number = number,
            At = shape.Since ?? check.AskedAt,
            RecordedAt = check.AskedAt,
            Kind = EntryKind.Observation,
            Author = source,
            CapturedBy = source,
            Text = $"{Beginning(one)}: {words}",
        };
    }

    private static string Beginning((string Service, CheckedSignal Signal) one) => $"{one.Signal.Name} of {one.Service} is at its limit";
}
