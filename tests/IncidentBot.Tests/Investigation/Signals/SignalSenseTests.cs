using IncidentBot.Changes.Suspicion;
using IncidentBot.Incidents;
using IncidentBot.Investigation.Signals;
using IncidentBot.Investigation.Signals.Shapes;
using IncidentBot.Tests.Incidents;

namespace IncidentBot.Tests.Investigation.Signals;

/// <summary>What several signals of a service say together, and whether they are back to normal.</summary>
public sealed class SignalSenseTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 30, 16, 2, 0, TimeSpan.Zero);

    [Fact]
    public void A_slow_tail_alone_is_one_slow_dependency() => Assert.Equal(
        "p99 rose from 300 ms to 12 s at 16:02 UTC, p50 unchanged at 80 ms: one slow dependency rather than everything.",
        Line(Usual("p50", 0.08), Step("p99", 0.3, 12)));

    [Fact]
    public void Everything_slow_is_the_whole_service() => Assert.EndsWith(
        ": all requests are slower, so it is the whole service or what all of it needs.", Line(Step("p50", 0.08, 4), Step("p99", 0.3, 12)), StringComparison.Ordinal);

    [Fact]
    public void A_tail_without_a_known_middle_says_no_more_than_it_knows() => Assert.Equal(
        "p99 rose from 300 ms to 12 s at 16:02 UTC, p50: no data, which isn't zero.", Line(Of("p50", new SignalShape(ShapeKind.NoData)), Step("p99", 0.3, 12)));

    [Fact]
    public void Something_full_explains_slowness_before_anything_else() => Assert.EndsWith(
        ", at its limit, p50 unchanged at 80 ms: something it needs is full, which by itself makes requests wait or fail.",
        Line(Usual("p50", 0.08), Step("p99", 0.3, 12), Full()), StringComparison.Ordinal);

    [Fact]
    public void Less_traffic_may_be_users_who_do_not_get_here() => Assert.EndsWith(
        ": less is asked of it than usual: users may not reach it.",
        Line(Usual("p50", 0.08), Of("traffic", new SignalShape(ShapeKind.Drop) { Usual = 120, Level = 3, Since = At, Latest = 3 }, GoldenSignal.Traffic, SignalUnit.PerSecond)),
        StringComparison.Ordinal);

    [Fact]
    public void What_is_always_full_is_no_news()
    {
        Assert.False(SignalSense.IsFull(Full(usual: 0.99)));
        Assert.True(SignalSense.IsFull(Full()));
        Assert.True(SignalSense.IsSurelyFull(Full()));
        Assert.False(SignalSense.IsSurelyFull(Full() with { Shape = Full().Shape! with { From = UsualFrom.BeforeImpact } }));
        Assert.False(SignalSense.IsFull(Full() with { Shape = Full().Shape! with { EndedAt = At } }));
    }

    [Fact]
    public void What_is_surely_full_is_noted_once_in_words_that_the_ranking_of_changes_takes_for_another_cause()
    {
        var check = new SignalCheck(1, SignalReason.Started, At.AddMinutes(5), At, At, new FoundSignals(At, [new CheckedService("checkout", [Full(), Usual("p50", 0.08)])], []));

        var entry = Assert.Single(SignalEntries.Of(check, [], 4));

        Assert.Equal((4, At, "connections of checkout is at its limit: 100 %, a week before 40 %"), (entry.Number, entry.At, entry.Text));
        Assert.Equal(("Prometheus “main”", true), (entry.Author.Name, entry.Author.IsBot));
        Assert.Empty(SignalEntries.Of(check with { Number = 2 }, [entry], 5));
        var incident = new KnownIncident("Checkout is slow", At, At.AddMinutes(10)) { Services = ["checkout"], Texts = [new IncidentText(TextSource.Observation, entry.Text, At)] };
        Assert.Equal("quota", Assert.Single(IncidentBot.Changes.Suspicion.IncidentWords.Of(incident).Others).Cause.Name);
    }

    [Fact]
    public void A_chart_shows_what_is_off_with_the_week_before_and_at_most_two_are_drawn()
    {
        IReadOnlyList<SignalPoint> points = [.. Enumerable.Range(0, 20).Select(minute => new SignalPoint(At.AddMinutes(minute), minute < 5 ? 0.3 : 12))];
        CheckedSignal Drawn(CheckedSignal signal) => signal with { Points = points, Usual = [.. points.Select(point => point with { Value = 0.3 })] };
        var check = new SignalCheck(1, SignalReason.Asked, At, At, At.AddMinutes(20), new FoundSignals(At, [new CheckedService("checkout", [Drawn(Usual("p50", 0.08)), Drawn(Step("p99", 0.3, 12)), Drawn(Full())]), new CheckedService("search", [Drawn(Usual("p50", 1))])], []));

        var charts = SignalCharts.Of(check).ToList();

        Assert.Equal(["Latency of checkout", "Saturation of checkout"], charts.Select(chart => chart.Title));
        Assert.Equal(("s", "p99, 7 days ago: p99, p50"), (charts[0].Unit, string.Join(", ", charts[0].Lines.Select(line => line.Name))));
        Assert.All(charts.SelectMany(chart => chart.Lines.Select(line => (chart.Times.Count, line.Values.Count))), one => Assert.Equal(one.Item1, one.Item2));
        Assert.Contains("p99: 0.3 s at first, at most 12 s at 16:07", charts[0].Alt, StringComparison.Ordinal);
        Assert.Equal(["latency-checkout.png", "saturation-checkout.png"], SignalCharts.Pictures(check).Select(one => one.FileName));
    }

    [Fact]
    public void A_verdict_is_good_only_if_all_is_known_and_usual()
    {
        Assert.Equal("Back to normal: all 2 signals are as usual.", Verdict(Usual("p50", 0.08), Usual("p99", 0.3)));
        Assert.Equal("1 of 2 signals are as usual; unknown: checkout p99.", Verdict(Usual("p50", 0.08), Of("p99", new SignalShape(ShapeKind.NoData))));
        Assert.Equal("Not back to normal: checkout p99 rose from 300 ms to 12 s at 16:02 UTC.", Verdict(Usual("p50", 0.08), Step("p99", 0.3, 12)));
        Assert.Equal("Nothing can be said: none of the signals has an answer with numbers.", Verdict(Of("p99", shape: null)));
        Assert.Equal("Nothing could be asked, so nothing is known.", Verdict());
    }

    [Fact]
    public void What_came_back_is_normal_again() => Assert.Equal(
        "Back to normal: all 1 signals are as usual.",
        Verdict(Of("p99", new SignalShape(ShapeKind.Spike) { Usual = 0.3, Level = 12, Since = At, Until = At.AddMinutes(7), Latest = 0.3 })));

    [Fact]
    public void The_window_begins_a_quarter_of_an_hour_before_the_impact_and_has_some_240_points()
    {
        var window = SignalWindow.Of(Began(At), At.AddMinutes(45));

        Assert.Equal((At.AddMinutes(-15), At.AddMinutes(45), 15), (window.From, window.To, window.Step.TotalSeconds));
        Assert.Equal(TimeSpan.FromMinutes(5), window.Interval);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(400)]
    public void However_long_an_incident_is_no_line_has_many_points_and_the_week_before_is_another_time(int days)
    {
        var window = SignalWindow.Of(Began(At), At.AddDays(days));

        Assert.InRange((window.To - window.From) / window.Step, 200, SignalWindow.Points);
        Assert.True(window.To - window.From <= SignalCheck.Baseline);
        Assert.True(window.Interval >= window.Step);
    }

    [Fact]
    public void Twenty_points_keep_a_spike_of_one()
    {
        List<SignalPoint> points = [.. Enumerable.Range(0, 240).Select(second => new SignalPoint(At.AddSeconds(second * 15), second == 101 ? 12 : 0.3))];

        var few = ReadSignalsRules.Thinned(points);

        Assert.Equal(20, few.Count);
        Assert.Contains(few, point => point.Value == 12);
        Assert.Single(few.Zip(few.Skip(1)).Select(pair => pair.Second.At - pair.First.At).Distinct());
    }

    [Fact]
    public void Of_several_lines_the_farthest_is_told_of()
    {
        var query = new SignalQuery("checkout", GoldenSignal.Latency, "p99", SignalUnit.Seconds, "main", "query");
        AnsweredSeries Line(string name, double after, int days = 0) => new(
            new SignalSeries(name, SignalUnit.Seconds, [.. Enumerable.Range(0, 60).Select(minute => new SignalPoint(At.AddDays(days).AddMinutes(minute - 15), days == 0 && minute > 15 ? after : 0.3))]), 0);

        var read = ReadSignalsRules.Read(
            query, new SignalAnswer([Line("pod=a", 0.3), Line("pod=b", 12), Line("pod=c", 2)], null, ["a warning"]),
            new SignalAnswer([Line("pod=a", 0.3, -7), Line("pod=b", 0.3, -7), Line("pod=c", 0.3, -7)], null, []), At, []);

        Assert.Equal(("pod=b", 2), (read.Line, read.OtherLines));
        Assert.Equal("p99 of pod=b (the farthest of 3) rose from 300 ms to 12 s at 16:03 UTC", SignalLines.Plain(SignalLines.Clause(read)));
        Assert.Equal(["a warning"], read.Remarks);
    }

    [Fact]
    public void A_week_before_that_could_not_be_asked_is_said()
    {
        var query = new SignalQuery("checkout", GoldenSignal.Latency, "p99", SignalUnit.Seconds, "main", "query");
        var now = new AnsweredSeries(new SignalSeries("p99", SignalUnit.Seconds, [.. Enumerable.Range(0, 30).Select(minute => new SignalPoint(At.AddMinutes(minute - 15), 0.3))]), 0);

        var read = ReadSignalsRules.Read(query, new SignalAnswer([now], null, []), SignalAnswer.Failed("It was slow."), At, []);

        Assert.Equal(["What is usual could not be asked: It was slow."], read.Remarks);
        Assert.Equal(UsualFrom.BeforeImpact, read.Shape!.From);
    }

    private static Incident Began(DateTimeOffset at) => Samples.Outage.With(Milestone.ImpactStart, at.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    private static string Line(params IReadOnlyList<CheckedSignal> signals) => SignalLines.Plain(SignalLines.Of(new CheckedService("checkout", signals)));

    private static string Verdict(params IReadOnlyList<CheckedSignal> signals) => SignalLines.Plain(SignalVerdict.Of(new SignalCheck(
        1, SignalReason.Mitigated, At, At, At, new FoundSignals(At, [new CheckedService("checkout", signals)], []))).Sentence());

    private static CheckedSignal Usual(string name, double value) => Of(name, new SignalShape(ShapeKind.Usual) { Usual = value, Latest = value, From = UsualFrom.WeekBefore });

    private static CheckedSignal Step(string name, double from, double to) =>
        Of(name, new SignalShape(ShapeKind.Step) { Usual = from, Level = to, Since = At, Latest = to, From = UsualFrom.WeekBefore });

    private static CheckedSignal Full(double usual = 0.4) => Of(
        "connections", new SignalShape(ShapeKind.Step) { Usual = usual, Level = 1, Latest = 1, Since = At, From = UsualFrom.WeekBefore }, GoldenSignal.Saturation, SignalUnit.Share);

    private static CheckedSignal Of(string name, SignalShape? shape, GoldenSignal signal = GoldenSignal.Latency, SignalUnit unit = SignalUnit.Seconds) =>
        new(signal, name, unit, "main", "query", shape);
}
