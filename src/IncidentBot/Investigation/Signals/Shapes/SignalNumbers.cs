using System.Globalization;

namespace IncidentBot.Investigation.Signals.Shapes;

/// <summary>Writes the values of signals as people say them.</summary>
internal static class SignalNumbers
{
    private const double Minute = 60, Hour = 3600;

    private static readonly (double From, string Unit)[] Sizes = [(1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (0, "B")];

    /// <summary>A value with its unit: <c>300 ms</c>, <c>12 s</c>, <c>42/s</c>, <c>12.4 %</c>, <c>3.2 GB</c>.</summary>
    public static string InWords(double value, SignalUnit unit) => unit switch
    {
        SignalUnit.Seconds => Duration(value),
        SignalUnit.PerSecond => $"{Short(value)}/s",
        SignalUnit.Share => $"{Short(value * 100)} %",
        SignalUnit.Bytes => Size(value),
        _ => Short(value),
    };

    private static string Duration(double seconds) => Math.Abs(seconds) switch
    {
        0 => "0 s",
        < 1 => $"{Short(seconds * 1000)} ms",
        < 2 * Minute => $"{Short(seconds)} s",
        < 2 * Hour => $"{Short(seconds / Minute)} min",
        _ => $"{Short(seconds / Hour)} h",
    };

    private static string Size(double bytes)
    {
        var (from, unit) = Array.Find(Sizes, size => Math.Abs(bytes) >= size.From);
        return $"{Short(from == 0 ? bytes : bytes / from)} {unit}";
    }

    // Three digits that count, and never more behind the point than that takes: 0.0042, 1.25, 42.1, 1,234.
    private static string Short(double value)
    {
        var size = Math.Abs(value);
        if (size >= 1e15 || size is > 0 and < 1e-4)
            return value.ToString("0.##e0", CultureInfo.InvariantCulture);

        var digits = size == 0 ? 0 : (int)Math.Floor(Math.Log10(size));
        return Math.Round(value, Math.Clamp(2 - digits, 0, 6)).ToString("#,0.######", CultureInfo.InvariantCulture);
    }
}
