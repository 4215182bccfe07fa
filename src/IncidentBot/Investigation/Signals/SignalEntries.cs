using IncidentBot.Chat;
using IncidentBot.Investigation.Signals.Shapes;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Signals;

/// <summary>
/// What signals bring to the timeline, where whoever looks for the cause reads it: something that is at its limit and wasn't a week before,
/// once for each; and whether all is back to normal.
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

    /// <summary>Whether a round answers if all is back to normal: the first of a mitigation, and the last.</summary>
    public static bool IsVerification(SignalCheck check, SignalCheck? former) => check.Found.Services.Count > 0
        && check.Reason is SignalReason.Mitigated or SignalReason.Resolved && former?.Reason != check.Reason;

    /// <summary>The entry that says whether all is back to normal.</summary>
    public static TimelineEntry Verification(SignalCheck check, int number)
    {
        var source = Source(check.All.Select(one => one.Signal.Source).FirstOrDefault() ?? string.Empty);
        return new TimelineEntry
        {
            Number = number,
            At = check.AskedAt,
            RecordedAt = check.AskedAt,
            Kind = EntryKind.Observation,
            Author = source,
            CapturedBy = source,
            Text = SignalLines.Plain(SignalVerdict.Of(check).Sentence()),
        };
    }

    private static TimelineEntry Entry(SignalCheck check, (string Service, CheckedSignal Signal) one, int number)
    {
        var (_, signal) = one;
        var source = Source(signal.Source);
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

    // The bot writes what the numbers say; the name tells whose numbers.
    private static Person Source(string name) => new(new PersonId(string.Empty), $"Prometheus “{name}”", "Etc/UTC", IsBot: true);

    private static string Beginning((string Service, CheckedSignal Signal) one) => $"{one.Signal.Name} of {one.Service} is at its limit";
}
