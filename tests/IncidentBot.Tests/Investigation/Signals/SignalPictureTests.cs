using IncidentBot.Chat;
using IncidentBot.Investigation.Signals;

namespace IncidentBot.Tests.Investigation.Signals;

public sealed class SignalPictureTests
{
    private static readonly DateTimeOffset From = new(2026, 12, 1, 15, 47, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(SignalUnit.Seconds, 12.34, "12.3 s")]
    [InlineData(SignalUnit.Seconds, 0.3, "300 ms")]
    [InlineData(SignalUnit.Seconds, 0.00004, "40 µs")]
    [InlineData(SignalUnit.Seconds, 1e-9, "1 ns")]
    [InlineData(SignalUnit.Seconds, 90, "90 s")]
    [InlineData(SignalUnit.Seconds, 1800, "30 min")]
    [InlineData(SignalUnit.Seconds, 0, "0 s")]
    [InlineData(SignalUnit.Seconds, -0.004, "-4 ms")]
    [InlineData(SignalUnit.Share, 0.0421, "4.21%")]
    [InlineData(SignalUnit.Share, 1, "100%")]
    [InlineData(SignalUnit.PerSecond, 1234.5, "1,234/s")]
    [InlineData(SignalUnit.Bytes, 1572864, "1.5 MiB")]
    [InlineData(SignalUnit.Bytes, 900, "900 B")]
    [InlineData(SignalUnit.Number, 1e-9, "1e-9")]
    [InlineData(SignalUnit.Number, 2.5e300, "2.5e300")]
    [InlineData(SignalUnit.Number, 42, "42")]
    public void Values_are_written_for_people(SignalUnit unit, double value, string words) =>
        Assert.Equal(words, SignalScale.For(unit, Math.Abs(value)).Write(value));

    [Fact]
    public void The_words_say_what_the_picture_shows()
    {
        var picture = Latency() with
        {
            Earlier = [Line("p99", From.AddDays(-7), 0.32, 0.31)],
            Marks =
            [
                new(From.AddMinutes(3), "checkout 4.2 deployed", SignalMarkKind.Change),
                new(From.AddMinutes(4), "errors at checkout", SignalMarkKind.ImpactStart),
                new(From.AddDays(1), "outside", SignalMarkKind.Change),
            ],
        };

        Assert.Equal(
            "Line chart of Latency of checkout from 1 Dec 2026 15:47 to 1 Dec 2026 15:52 UTC. "
                + "p99: 0.3 s at first, at most 12 s at 15:51, 11 s at the end, with no data at 2 moments between 15:49 and 15:50. "
                + "7 days earlier, dashed: at most 0.32 s. p50: no data. "
                + "15:50: change, checkout 4.2 deployed. 15:51: impact began, errors at checkout.",
            SignalAlt.Of(picture));
        Assert.Equal(SignalAlt.Of(picture), SignalAlt.Of(picture));
    }

    [Fact]
    public void The_words_have_a_bound()
    {
        var picture = Latency() with
        {
            Title = new string('W', 5000),
            Lines = [.. Enumerable.Range(0, 100).Select(number => Line(new string('n', 500) + number, From, 1, 2, 3))],
            Marks = [.. Enumerable.Range(0, 100).Select(number => new SignalMark(From, new string('m', 500), SignalMarkKind.Change))],
        };

        Assert.InRange(SignalAlt.Of(picture).Length, 100, SignalAlt.Longest);
        Assert.Contains("not drawn", SignalAlt.Of(Latency() with { Lines = [.. Enumerable.Range(0, 8).Select(number => Line($"{number}", From, 1))] }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_chats_chart_has_the_lines_in_one_unit_and_the_week_before()
    {
        var kept = new ChartPicture("latency.png", new FileMadeBy("kept-picture", "abc"));
        var chart = SignalChart.Of(Latency() with { Earlier = [Line("p99", From.AddDays(-7).AddSeconds(5), 0.32, 0.31, null, 0.3, 0.3, 0.3)] }, kept);

        Assert.Equal(("Latency of checkout", "duration", "s", kept), (chart.Title, chart.Measure, chart.Unit, chart.Picture));
        Assert.Equal(["p99", "7 days ago: p99", "p50"], chart.Lines.Select(line => line.Name));
        Assert.Equal([0.3, 0.31, null, null, 12, 11], chart.Lines[0].Values);
        Assert.Equal([0.32, 0.31, null, 0.3, 0.3, 0.3], chart.Lines[1].Values);
        Assert.Equal(SignalAlt.Of(Latency() with { Earlier = [Line("p99", From.AddDays(-7).AddSeconds(5), 0.32, 0.31, null, 0.3, 0.3, 0.3)] }), chart.Alt);
    }

    [Fact]
    public void A_loss_of_traffic_keeps_its_low_and_a_spike_its_high()
    {
        Assert.Equal(ChartPeak.Lowest, SignalChart.Of(Latency() with { Lines = [Line("requests", From, 100, 101, 99, 100, 2, 100)] }, kept: null).Keeps);
        Assert.Equal(ChartPeak.Highest, SignalChart.Of(Latency() with { Lines = [Line("p99", From, 100, 101, 99, 100, 900, 100)] }, kept: null).Keeps);
    }

    private static SignalPicture Latency() => new()
    {
        Title = "Latency of checkout",
        Measure = "duration",
        From = From,
        Until = From.AddMinutes(5),
        Lines = [Line("p99", From, 0.3, 0.31, null, double.NaN, 12, 11), Line("p50", From, null, null, null, null, null, null)],
    };

    private static SignalSeries Line(string name, DateTimeOffset from, params double?[] values) =>
        new(name, SignalUnit.Seconds, [.. values.Index().Select(value => new SignalPoint(from.AddMinutes(value.Index), value.Item))]);
}
