using System.Globalization;

namespace IncidentBot.Slack.Wire;

/// <summary>Turns Slack's <c>ts</c>, seconds and microseconds such as <c>1595926230.009600</c>, into instants and back.</summary>
internal static class SlackTime
{
    private const long LastSecond = 253_402_300_799;

    /// <summary>Reads a <c>ts</c>; false when it is none.</summary>
    public static bool TryParse(string? ts, out DateTimeOffset at)
    {
        at = default;
        var (whole, fraction) = Halves(ts ?? string.Empty);
        if (!long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > LastSecond
            || fraction.Length > 6 || !fraction.All(char.IsAsciiDigit))
            return false;

        var micros = long.Parse(fraction.PadRight(6, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
        at = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(micros * TimeSpan.TicksPerMicrosecond);
        return true;
    }

    /// <summary>The instant of a <c>ts</c>, or <paramref name="otherwise"/> when it is none.</summary>
    public static DateTimeOffset ParseOr(string? ts, DateTimeOffset otherwise) => TryParse(ts, out var at) ? at : otherwise;

    /// <summary>The instant of a <c>ts</c>; null when it is none.</summary>
    public static DateTimeOffset? OrNull(string? ts) => TryParse(ts, out var at) ? at : null;

    /// <summary>Writes an instant as a <c>ts</c>.</summary>
    public static string ToTs(DateTimeOffset at)
    {
        var micros = (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return string.Create(CultureInfo.InvariantCulture, $"{micros / 1_000_000}.{micros % 1_000_000:D6}");
    }

    private static (string Whole, string Fraction) Halves(string ts)
    {
        var dot = ts.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (ts, string.Empty) : (ts[..dot], ts[(dot + 1)..]);
    }
}
