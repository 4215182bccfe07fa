using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Signals;

/// <summary>Draws what is most telling of a round of asking: at most two signals, which is what a message takes.</summary>
internal static class SignalCharts
{
    /// <summary>So many a message has at most.</summary>
    public const int Most = 2;

    private const int LongestSlug = 40;

    /// <summary>The chat's own charts, of the few points that are kept.</summary>
    public static IEnumerable<Chart> Of(SignalCheck check) =>
        Groups(check).Select(group => SignalChart.Of(PictureOf(check, group, Few, FewBefore), kept: null));

    /// <summary>The pictures, of all points that were read, with a name for the file of each.</summary>
    public static IEnumerable<(string FileName, SignalPicture Picture)> Pictures(SignalCheck check) =>
        Groups(check).Select(
            group => (
                $"{Words.Of(group.Signal)}-{Slug(group.Service)}.png",
                PictureOf(check, group, one => one.Read?.Now ?? Few(one), one => one.Read is { } read ? read.Before : FewBefore(one))));

    // What is off first, then in the order in which signals are looked at; none where nothing has numbers.
    private static IEnumerable<Group> Groups(SignalCheck check) =>
        check.All.Where(one => one.Signal.Points.Any(point => point.Value is not null))
            .GroupBy(one => (one.Service, one.Signal.Signal, one.Signal.Unit))
            .OrderByDescending(group => group.Any(one => SignalSense.IsOff(one.Signal)))
            .Take(Most)
            .Select(group => new Group(
                group.Key.Service, group.Key.Signal,
                [
                    .. group.Select(one => one.Signal).OrderByDescending(SignalSense.IsOff)
                        .ThenByDescending(one => one.Name, StringComparer.Ordinal),
                ]));

    private static SignalPicture PictureOf(
        SignalCheck check, Group group, Func<CheckedSignal, SignalSeries> line, Func<CheckedSignal, SignalSeries?> before) => new()
    {
        Title = $"{Words.Title(group.Signal)} of {group.Service}",
        From = check.From,
        Until = check.To,
        Lines = [.. group.Signals.Select(line)],
        Earlier = [.. group.Signals.Select(before).OfType<SignalSeries>()],
        EarlierBy = SignalCheck.Baseline,
        Marks = check.Found.Marks,
        Measure = Measure(group.Signal),
    };

    private static SignalSeries Few(CheckedSignal signal) => new(signal.Name, signal.Unit, signal.Points);

    // They are kept at the times of the points that they are compared with.
    private static SignalSeries? FewBefore(CheckedSignal signal) => signal.Usual.Count == 0
        ? null
        : new SignalSeries(
            signal.Name, signal.Unit, [.. signal.Usual.Select(point => point with { At = point.At - SignalCheck.Baseline })]);

    private static string Measure(GoldenSignal signal) => signal switch
    {
        GoldenSignal.Latency => "duration",
        GoldenSignal.Traffic => "requests",
        GoldenSignal.Errors => "failed requests",
        _ => "how full",
    };

    private static string Slug(string service) =>
        new([.. service.ToLowerInvariant().Take(LongestSlug).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);

    private sealed record Group(string Service, GoldenSignal Signal, IReadOnlyList<CheckedSignal> Signals);
}
