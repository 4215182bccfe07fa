using System.Globalization;
using IncidentBot.Operating;

namespace IncidentBot.Slack.Setup;

/// <summary>How far this machine's clock is from Slack's, and what that means.</summary>
internal static class ClockSkew
{
    private const string Area = "Clock";

    // Times in the record mix both clocks.
    private static readonly TimeSpan Warned = TimeSpan.FromSeconds(5);

    // Slack's signatures are refused from here (https://docs.slack.dev/authentication/verifying-requests-from-slack).
    private static readonly TimeSpan Refused = TimeSpan.FromSeconds(300);

    // Slack's answer is dated to the second, cut off.
    private static readonly TimeSpan HalfASecond = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// How far this clock is ahead; negative: behind. Rounded to the second; zero where Slack's time lies within the time of the call, so
    /// that a slow answer is not taken for a wrong clock.
    /// </summary>
    /// <param name="sent">When Slack was asked, by this clock.</param>
    /// <param name="dated">When Slack answered, by its clock.</param>
    /// <param name="received">When the answer was here, by this clock.</param>
    public static TimeSpan Measure(DateTimeOffset sent, DateTimeOffset dated, DateTimeOffset received)
    {
        var there = dated + HalfASecond;
        var ahead = sent > there ? sent - there : received < there ? received - there : TimeSpan.Zero;
        return TimeSpan.FromSeconds(Math.Round(ahead.TotalSeconds, MidpointRounding.AwayFromZero));
    }

    /// <summary>What is to be said about it.</summary>
    /// <param name="ahead">How far this clock is ahead; negative: behind.</param>
    /// <param name="isSigned">Whether requests are refused that seem too old or too new: not in Socket Mode.</param>
    public static Finding Judge(TimeSpan ahead, bool isSigned)
    {
        var off = ahead.Duration();
        if (off < Warned) return Finding.Good(Area, "This machine's clock agrees with Slack's.");
        var sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"This machine's clock is {off.TotalSeconds:0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} Slack's.");
        return off >= Refused && isSigned
            ? Finding.Broken(
                Area, sentence + " Every request from Slack is refused as too old or too new.",
                "Turn on time synchronisation on this machine.")
            : Finding.Doubtful(
                Area, sentence + " Times in the record are off by as much.", "Turn on time synchronisation on this machine.");
    }
}
