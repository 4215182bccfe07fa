using System.Globalization;
using IncidentBot.Operating;
using IncidentBot.Slack.Setup;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class ClockSkewTests
{
    private static readonly DateTimeOffset Sent = DateTimeOffset.Parse("2026-05-04T10:00:00.250Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    [InlineData(4)]
    [InlineData(-4)]
    [InlineData(40)]
    [InlineData(-40)]
    [InlineData(-3600)]
    public void The_clock_is_measured_in_both_directions(int ahead)
    {
        // Slack's clock, of which the answer shows whole seconds.
        var there = Sent.AddMilliseconds(30) - TimeSpan.FromSeconds(ahead);
        var dated = there.AddTicks(-(there.Ticks % TimeSpan.TicksPerSecond));
        Assert.Equal(TimeSpan.FromSeconds(ahead), ClockSkew.Measure(Sent, dated, Sent.AddMilliseconds(60)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(19)]
    public void A_slow_answer_is_no_wrong_clock(int seconds) =>
        Assert.Equal(TimeSpan.Zero, ClockSkew.Measure(Sent, Sent.AddMilliseconds(-250).AddSeconds(seconds), Sent.AddSeconds(20)));

    [Theory]
    [InlineData(0, Verdict.Ok, "agrees with Slack's")]
    [InlineData(4, Verdict.Ok, "agrees with Slack's")]
    [InlineData(-4, Verdict.Ok, "agrees with Slack's")]
    [InlineData(5, Verdict.Warning, "5 s ahead of Slack's")]
    [InlineData(-5, Verdict.Warning, "5 s behind Slack's")]
    [InlineData(-40, Verdict.Warning, "40 s behind Slack's")]
    [InlineData(301, Verdict.Error, "301 s ahead of Slack's")]
    [InlineData(-301, Verdict.Error, "301 s behind Slack's")]
    public void From_five_seconds_on_either_side_it_is_warned_of(int ahead, Verdict verdict, string said)
    {
        var finding = ClockSkew.Judge(TimeSpan.FromSeconds(ahead), isSigned: true);
        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(said, finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void In_Socket_Mode_nothing_is_refused_for_it() =>
        Assert.Equal(Verdict.Warning, ClockSkew.Judge(TimeSpan.FromHours(-1), isSigned: false).Verdict);
}
