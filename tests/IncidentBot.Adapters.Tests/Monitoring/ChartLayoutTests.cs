using System.Globalization;
using IncidentBot.Investigation.Signals;
using IncidentBot.Monitoring.Charts;

namespace IncidentBot.Adapters.Tests.Monitoring;

public sealed class ChartLayoutTests
{
    private static readonly DateTimeOffset From = new(2026, 12, 1, 15, 47, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("00:30:00", "15:50 15:55 16:00 16:05 16:10 16:15")]
    [InlineData("00:00:20", "15:47:00 15:47:05 15:47:10 15:47:15 15:47:20")]
    [InlineData("12:00:00", "1 Dec 18:00|1 Dec 20:00|1 Dec 22:00|2 Dec 00:00|2 Dec 02:00")]
    [InlineData("20.00:00:00", "7 Dec 2026|14 Dec 2026|21 Dec 2026")]
    public void The_time_axis_is_marked_at_round_moments_of_UTC(string length, string labels)
    {
        var ticks = TimeTicks.Of(From, From + TimeSpan.Parse(length, CultureInfo.InvariantCulture));

        Assert.InRange(ticks.Count, 2, 10);
        Assert.All(labels.Split(labels.Contains('|', StringComparison.Ordinal) ? '|' : ' ').Take(2), label => Assert.Contains(label, ticks.Select(tick => tick.Label)));
        Assert.All(ticks, tick => Assert.InRange(tick.At, From, From + TimeSpan.Parse(length, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(SignalUnit.Seconds, 0.3, 12, "0.0 s", "12.5 s")]
    [InlineData(SignalUnit.Seconds, -0.004, 0.0039, "-4 ms", "4 ms")]
    [InlineData(SignalUnit.Share, 0, 0.081, "0%", "10%")]
    [InlineData(SignalUnit.Number, 0, 2e-9, "0", "2e-9")]
    [InlineData(SignalUnit.Number, 5, 5, "0", "5")]
    [InlineData(SignalUnit.Number, 0, 0, "0.0", "1.0")]
    [InlineData(SignalUnit.Number, -1.7e308, 1.7e308, "-1e200", "1e200")]
    public void The_value_axis_runs_from_zero_to_a_round_value_above_all(SignalUnit unit, double low, double high, string first, string last)
    {
        var scale = SignalScale.For(unit, Math.Max(Math.Abs(low), Math.Abs(high)));
        var axis = ValueTicks.Of([low * scale.Factor, high * scale.Factor], scale);

        Assert.Equal((first, last), (axis.Ticks[0].Label, axis.Ticks[^1].Label));
        Assert.Equal((0, 1), (axis.Ticks[0].Part, axis.Ticks[^1].Part));
        Assert.InRange(axis.PartOf(high * scale.Factor), 0, 1);
        Assert.InRange(axis.PartOf(low * scale.Factor), 0, 1);
    }

    [Fact]
    public void No_label_lies_over_another_or_over_the_line_of_one_above_it()
    {
        var random = new Random(5);
        for (var run = 0; run < 500; run++)
        {
            var labels = Enumerable.Range(0, random.Next(1, 20)).Select(_ => (X: random.Next(80, 980) + 0F, Width: random.Next(20, 400) + 0F)).ToList();
            var placed = MarkLayout.Of(labels, 20, 980);

            // The weightiest always has room.
            Assert.Contains(placed, label => label.Index == 0);
            Assert.All(placed, label => Assert.InRange(label.Left + label.Width, 20, 980.01));
            foreach (var one in placed)
            {
                foreach (var other in placed.Where(other => other.Index != one.Index && other.Row == one.Row))
                    Assert.True(one.Left + one.Width <= other.Left || other.Left + other.Width <= one.Left);
            }
        }
    }

    [Fact]
    public void Marks_close_together_have_their_labels_in_steps_from_the_left()
    {
        var placed = MarkLayout.Of([(100, 200), (120, 200), (140, 200)], 20, 980).OrderBy(label => label.Left).ToList();

        Assert.Equal([2, 1, 0], placed.Select(label => label.Row));
    }

    [Fact]
    public void A_line_is_cut_at_its_gaps_and_thinned_out_with_its_peaks()
    {
        var points = Enumerable.Range(0, 11_000)
            .Select(i => new SignalPoint(From.AddSeconds(i), i switch { 5000 => 900, 7000 => -900, > 8000 and < 8005 => null, _ => 1 })).ToList();
        var pieces = LinePieces.Of(points, From, From.AddHours(4));

        Assert.Equal(2, pieces.Count);
        Assert.InRange(pieces.Sum(piece => piece.Count), 100, LinePieces.MostPoints * 2);
        Assert.Equal((-900, 900), (pieces.SelectMany(piece => piece).Min(point => point.Value), pieces.SelectMany(piece => piece).Max(point => point.Value)));
    }
}
