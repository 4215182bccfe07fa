using IncidentBot.Investigation.Signals;
using IncidentBot.Investigation.Signals.Shapes;

namespace IncidentBot.Tests.Investigation.Signals;

/// <summary>What many shapes of numbers are taken for, and how that is said.</summary>
public sealed class SignalShapeTests
{
    private static readonly DateTimeOffset From = new(2026, 11, 30, 15, 45, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Impact = From.AddMinutes(15);

    // A point each minute from 15:45 to 16:45.
    private const int Points = 61;

    [Fact]
    public void A_step_says_from_what_to_what_and_when()
    {
        var shape = Shape(minute => minute < 17 ? 0.3 : 12);

        Assert.Equal((ShapeKind.Step, From.AddMinutes(17)), (shape.Kind, shape.Since));
        Assert.Equal("p99 rose from 300 ms to 12 s at 16:02 UTC", Words(shape));
    }

    [Fact]
    public void A_step_over_some_minutes_as_a_rate_makes_it_is_still_a_step() => Assert.Equal(
        "p99 rose from 300 ms to 12 s at 16:02 UTC", Words(Shape(minute => minute < 17 ? 0.3 : Math.Min(12, 0.3 + (minute - 16) * 4))));

    [Fact]
    public void A_climb_says_since_when()
    {
        var shape = Shape(minute => minute < 20 ? 0.3 : 0.3 + (minute - 19) * 0.1);

        Assert.Equal(ShapeKind.Climb, shape.Kind);
        Assert.StartsWith("p99 has climbed from 300 ms to 4.4 s since 16:0", Words(shape), StringComparison.Ordinal);
    }

    [Fact]
    public void A_spike_says_when_it_was_back() => Assert.Equal(
        "p99 rose from 300 ms to 12 s at 16:02 UTC and was back at 16:09 UTC", Words(Shape(minute => minute is >= 17 and < 24 ? 12 : 0.3)));

    [Fact]
    public void A_spike_of_one_point_counts_only_if_it_is_far_away()
    {
        Assert.Equal(ShapeKind.Spike, Shape(minute => minute == 30 ? 12 : 0.3).Kind);
        Assert.Equal(ShapeKind.Usual, Shape(minute => minute == 30 ? 0.5 : 0.3).Kind);
    }

    [Fact]
    public void A_drop_says_from_what_to_what() => Assert.Equal(
        "traffic fell from 120/s to 3/s at 16:02 UTC", Words(Shape(minute => minute < 17 ? 120 : 3, unit: SignalUnit.PerSecond), "traffic", SignalUnit.PerSecond));

    [Fact]
    public void A_dip_says_when_it_was_back() => Assert.Equal(
        "traffic fell from 120/s to 0/s at 16:02 UTC and was back at 16:09 UTC",
        Words(Shape(minute => minute is >= 17 and < 24 ? 0 : 120, unit: SignalUnit.PerSecond), "traffic", SignalUnit.PerSecond));

    [Fact]
    public void What_is_flat_is_unchanged() => Assert.Equal("p99 unchanged at 300 ms", Words(Shape(_ => 0.3)));

    [Fact]
    public void What_wanders_as_it_did_a_week_before_is_unchanged()
    {
        static double? Noise(int minute) => 0.3 + (minute * 7 % 5 - 2) * 0.06;

        Assert.Equal(ShapeKind.Usual, Shape(Noise, before: minute => Noise(minute + 3)).Kind);
    }

    [Fact]
    public void What_swings_and_stays_nowhere_is_said_to_swing() => Assert.Equal(
        "p99 swings between 300 ms and 2 s", Words(Shape(minute => minute % 10 is 3 or 4 ? 2 : 0.3)));

    [Fact]
    public void Less_than_anybody_notices_is_no_change()
    {
        Assert.Equal(ShapeKind.Usual, Shape(minute => minute < 17 ? 0.001 : 0.003).Kind);
        Assert.Equal(ShapeKind.Usual, Shape(minute => minute < 17 ? 0 : 0.004, GoldenSignal.Errors, SignalUnit.Share).Kind);
    }

    [Fact]
    public void Errors_that_begin_are_a_step_from_nothing() => Assert.Equal(
        "errors rose from 0 % to 12.4 % at 16:02 UTC", Words(Shape(minute => minute < 17 ? 0 : 0.124, GoldenSignal.Errors, SignalUnit.Share), "errors", SignalUnit.Share));

    [Fact]
    public void No_point_is_no_data_and_not_zero()
    {
        var shape = Shape(_ => null);

        Assert.Equal(ShapeKind.NoData, shape.Kind);
        Assert.Equal("p99: no data, which isn't zero", Words(shape));
        Assert.False(shape.IsKnown);
    }

    [Fact]
    public void Points_without_a_number_are_said_to_be_no_numbers()
    {
        Assert.Equal("p99: no number, as when nothing is asked of it", Words(Shape(_ => null, notNumbers: 61)));
        Assert.Equal(
            ["p99 has no number at 7 of 61 points, as when nothing is asked of it."],
            Remarks(Shape(minute => minute is >= 17 and < 19 ? null : 0.3, notNumbers: 7)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_number_is_never_taken_for_one(double value) =>
        Assert.Equal(ShapeKind.Usual, Shape(minute => minute is >= 17 and < 19 ? value : 0.3).Kind);

    [Fact]
    public void A_hole_is_said_and_where_it_was() => Assert.Equal(
        ["p99 has no data from 16:05 UTC to 16:12 UTC."], Remarks(Shape(minute => minute is >= 20 and < 27 ? null : 0.3)));

    [Fact]
    public void A_hole_of_two_points_is_not_worth_a_word() => Assert.Empty(Remarks(Shape(minute => minute is 20 or 21 ? null : 0.3)));

    [Fact]
    public void Data_that_ends_is_said_and_makes_it_unknown()
    {
        var shape = Shape(minute => minute >= 30 ? null : 0.3);

        Assert.Equal(["p99 has no data since 16:15 UTC: nothing was asked of it, or it isn't measured any more."], Remarks(shape));
        Assert.False(shape.IsKnown);
    }

    [Fact]
    public void The_last_bucket_says_at_least()
    {
        var shape = Shape(minute => minute < 17 ? 0.3 : 10, ceiling: 10);

        Assert.Equal("p99 rose from 300 ms to ≥ 10 s at 16:02 UTC", Words(shape));
        Assert.Equal(["The last bucket of p99 ends at 10 s, so the truth is that or more."], Remarks(shape));
        Assert.False(Shape(minute => minute < 17 ? 0.3 : 9, ceiling: 10).IsAtCeiling);
    }

    [Fact]
    public void A_jump_at_a_rollout_that_stays_flat_may_be_a_new_metric()
    {
        var shape = Shape(minute => minute < 17 ? 0.3 : 0.9, rollouts: [From.AddMinutes(15)]);

        Assert.Equal(
            ["p99 jumped with what went live at 16:00 UTC and stays flat, so it may be a new metric or a renamed label rather than a change."], Remarks(shape));
        Assert.Empty(Remarks(Shape(minute => minute < 17 ? 0.3 : 0.9)));
        Assert.Empty(Remarks(Shape(minute => minute < 17 ? 0.3 : 0.9 + minute % 3 * 0.1, rollouts: [From.AddMinutes(15)])));
        Assert.Empty(Remarks(Shape(minute => minute < 17 ? 0.3 : 0.9, rollouts: [From.AddMinutes(2)])));
    }

    [Fact]
    public void A_latency_that_is_flat_because_its_buckets_end_is_no_new_metric() =>
        Assert.Null(Shape(minute => minute < 17 ? 0.3 : 10, ceiling: 10, rollouts: [From.AddMinutes(15)]).Rollout);

    [Fact]
    public void A_line_that_begins_within_the_window_says_so()
    {
        var shape = Shape(minute => minute < 17 ? null : 0.9, before: _ => null, rollouts: [From.AddMinutes(16)]);

        Assert.Equal("p99 begins at 16:02 UTC with 900 ms, no data before", Words(shape));
        Assert.NotNull(shape.Rollout);
    }

    [Fact]
    public void A_counter_that_begins_from_nothing_is_a_restart_and_no_drop() => Assert.Equal(
        "jobs counts from nothing again since 16:05 UTC, as after a restart",
        Words(Shape(minute => minute < 20 ? 5000 + minute * 10 : (minute - 20) * 10, unit: SignalUnit.Number), "jobs", SignalUnit.Number));

    [Fact]
    public void A_value_that_falls_and_stays_is_no_counter() =>
        Assert.Equal(ShapeKind.Drop, Shape(minute => minute < 20 ? 5000 : 10, unit: SignalUnit.Number).Kind);

    [Fact]
    public void Without_a_week_before_the_minutes_before_the_impact_are_usual()
    {
        var shape = Shape(minute => minute < 17 ? 0.3 : 12, before: _ => null);

        Assert.Equal((UsualFrom.BeforeImpact, ShapeKind.Step), (shape.From, shape.Kind));
    }

    [Fact]
    public void With_nothing_to_compare_nothing_is_claimed()
    {
        var shape = SignalShapes.Decide(new ShapeQuestion(GoldenSignal.Latency, Series(_ => 12, SignalUnit.Seconds), null, From));

        Assert.Equal("p99 12 s, with nothing to compare it with", Words(shape));
    }

    [Fact]
    public void What_was_so_before_the_window_has_no_beginning() =>
        Assert.Equal("p99 2 s in all of this time, usually 300 ms", Words(Shape(_ => 2)));

    [Fact]
    public void A_busy_hour_that_was_as_busy_a_week_before_is_usual() =>
        Assert.Equal(ShapeKind.Usual, Shape(minute => 100 + minute * 5, before: minute => 98 + minute * 5, unit: SignalUnit.PerSecond, signal: GoldenSignal.Traffic).Kind);

    [Theory]
    [InlineData(0.3, SignalUnit.Seconds, "300 ms")]
    [InlineData(0.00042, SignalUnit.Seconds, "0.42 ms")]
    [InlineData(1.25, SignalUnit.Seconds, "1.25 s")]
    [InlineData(12, SignalUnit.Seconds, "12 s")]
    [InlineData(600, SignalUnit.Seconds, "10 min")]
    [InlineData(0.124, SignalUnit.Share, "12.4 %")]
    [InlineData(0.0004, SignalUnit.Share, "0.04 %")]
    [InlineData(1, SignalUnit.Share, "100 %")]
    [InlineData(42.13, SignalUnit.PerSecond, "42.1/s")]
    [InlineData(1234.4, SignalUnit.PerSecond, "1,234/s")]
    [InlineData(0, SignalUnit.PerSecond, "0/s")]
    [InlineData(3.2e9, SignalUnit.Bytes, "3.2 GB")]
    [InlineData(12, SignalUnit.Bytes, "12 B")]
    [InlineData(1e-300, SignalUnit.Number, "1e-300")]
    [InlineData(-0.5, SignalUnit.Number, "-0.5")]
    public void Values_are_written_as_people_say_them(double value, SignalUnit unit, string words) => Assert.Equal(words, SignalNumbers.InWords(value, unit));

    private static string Words(SignalShape shape, string name = "p99", SignalUnit unit = SignalUnit.Seconds) =>
        SignalLines.Plain(SignalWords.Clause(name, unit, shape));

    private static List<string> Remarks(SignalShape shape) => [.. SignalWords.Remarks("p99", SignalUnit.Seconds, shape).Select(SignalLines.Plain)];

    // A week before it was as it is in the first minute, unless said otherwise.
    private static SignalShape Shape(
        Func<int, double?> value, GoldenSignal signal = GoldenSignal.Latency, SignalUnit unit = SignalUnit.Seconds, Func<int, double?>? before = null,
        double? ceiling = null, int notNumbers = 0, IReadOnlyList<DateTimeOffset>? rollouts = null)
    {
        var usual = unit == SignalUnit.Seconds && value(0) is not (null or 2) ? value(0) : unit == SignalUnit.Seconds ? 0.3 : value(0);
        return SignalShapes.Decide(new ShapeQuestion(signal, Series(value, unit), Series(before ?? (_ => usual), unit, week: true), Impact)
        {
            Ceiling = ceiling, NotNumbers = notNumbers, Rollouts = rollouts ?? [],
        });
    }

    private static SignalSeries Series(Func<int, double?> value, SignalUnit unit, bool week = false) => new(
        "line", unit, [.. Enumerable.Range(0, Points).Select(minute => new SignalPoint((week ? From.AddDays(-7) : From).AddMinutes(minute), value(minute)))]);
}
