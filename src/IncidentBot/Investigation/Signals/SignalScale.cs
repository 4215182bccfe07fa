using System.Globalization;

namespace IncidentBot.Investigation.Signals;

/// <summary>How values of a signal are written for people: "12 s", "300 ms", "4.2%", "1.5 MiB", "1,200/s".</summary>
/// <param name="Factor">What a value is multiplied with, to be in <paramref name="Unit"/>.</param>
/// <param name="Unit">Such as "ms"; empty: plain numbers.</param>
public sealed record SignalScale(double Factor, string Unit)
{
    private const double Thousand = 1000, Kibi = 1024;

    // Beyond these a number is shorter as a power of ten.
    private const double Smallest = 0.001, Largest = 1e9;

    /// <summary>One that suits all values up to this.</summary>
    /// <param name="unit">What the signal is measured in.</param>
    /// <param name="largest">The largest value without its sign.</param>
    public static SignalScale For(SignalUnit unit, double largest) => unit switch
    {
        SignalUnit.Seconds => Seconds(largest),
        SignalUnit.Share => new SignalScale(100, "%"),
        SignalUnit.Bytes => Bytes(largest),
        SignalUnit.PerSecond => new SignalScale(1, "/s"),
        _ => new SignalScale(1, string.Empty),
    };

    /// <summary>A value with three digits and its unit.</summary>
    public string Write(double value) => WithUnit(Number(value * Factor));

    /// <summary>A value that is scaled already, with so many decimals; for the ticks of an axis.</summary>
    public string WriteTick(double scaled, int decimals) => WithUnit(
        IsPower(scaled) ? Number(scaled) : (scaled == 0 ? 0 : scaled).ToString($"N{decimals}", CultureInfo.InvariantCulture));

    private string WithUnit(string number) => Unit switch
    {
        "" => number,
        "%" or "/s" => $"{number}{Unit}",
        _ => $"{number} {Unit}",
    };

    // A slow minute is still said in seconds, as timeouts are set.
    private static SignalScale Seconds(double largest) => largest switch
    {
        0 => new SignalScale(1, "s"),
        < 1e-6 => new SignalScale(1e9, "ns"),
        < 1e-3 => new SignalScale(1e6, "µs"),
        < 1 => new SignalScale(Thousand, "ms"),
        < 3 * 60 => new SignalScale(1, "s"),
        < 3 * 3600 => new SignalScale(1 / 60.0, "min"),
        < 3 * 86_400 => new SignalScale(1 / 3600.0, "h"),
        _ => new SignalScale(1 / 86_400.0, "d"),
    };

    private static SignalScale Bytes(double largest)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        var place = 0;
        for (; place < units.Length - 1 && largest >= Kibi; place++)
            largest /= Kibi;
        return new SignalScale(Math.Pow(Kibi, -place), units[place]);
    }

    private static bool IsPower(double number) => number != 0 && Math.Abs(number) is < Smallest or >= Largest;

    private static string Number(double number)
    {
        if (IsPower(number))
            return number.ToString("0.##e0", CultureInfo.InvariantCulture);

        var decimals = number == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(number))), 0, 6);
        return Math.Round(number, decimals).ToString("#,##0.######", CultureInfo.InvariantCulture);
    }
}
