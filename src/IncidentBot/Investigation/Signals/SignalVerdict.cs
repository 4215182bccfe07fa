using System.Globalization;
using IncidentBot.Chat;

namespace IncidentBot.Investigation.Signals;

/// <summary>Whether the signals are back to normal, as far as they tell.</summary>
/// <param name="Off">Those that aren't.</param>
/// <param name="Unknown">Those of which it can't be said.</param>
/// <param name="All">All of them.</param>
internal sealed record SignalVerdict(
    IReadOnlyList<(string Service, CheckedSignal Signal)> Off, IReadOnlyList<(string Service, CheckedSignal Signal)> Unknown,
    IReadOnlyList<(string Service, CheckedSignal Signal)> All)
{
    private const int MostNamed = 4;

    /// <summary>Whether all of them are known and as usual.</summary>
    public bool IsNormal => Off.Count == 0 && Unknown.Count == 0 && All.Count > 0;

    /// <summary>What a round of asking tells.</summary>
    public static SignalVerdict Of(SignalCheck check)
    {
        var all = check.All.ToList();
        var off = all.Where(one => SignalSense.IsOff(one.Signal)).ToList();
        return new SignalVerdict(off, [.. all.Where(one => SignalSense.IsUnknown(one.Signal) && !SignalSense.IsOff(one.Signal))], all);
    }

    /// <summary>In a sentence or two; a gap is said as a gap, never as good news.</summary>
    public RichText Sentence()
    {
        if (All.Count == 0)
            return "Nothing could be asked, so nothing is known.";
        if (Off.Count > 0)
            return RichText.Of("Not back to normal: ").Then(Named(Off, one => $"{one.Service} {Words(one.Signal)}")).Plain(".");
        if (Unknown.Count == All.Count)
            return "Nothing can be said: none of the signals has an answer with numbers.";

        var good = All.Count - Unknown.Count;
        var said = string.Create(CultureInfo.InvariantCulture, $"{good} of {All.Count} signals are as usual");
        return Unknown.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"Back to normal: all {All.Count} signals are as usual.")
            : RichText.Of($"{said}; unknown: ").Then(Named(Unknown, one => $"{one.Service} {one.Signal.Name}")).Plain(".");
    }

    private static string Words(CheckedSignal signal) => SignalLines.Plain(SignalLines.Clause(signal));

    private static RichText Named(
        IReadOnlyList<(string Service, CheckedSignal Signal)> some, Func<(string Service, CheckedSignal Signal), string> name)
    {
        var named = string.Join(", ", some.Take(MostNamed).Select(name));
        return some.Count <= MostNamed ? named : string.Create(CultureInfo.InvariantCulture, $"{named} and {some.Count - MostNamed} more");
    }
}
