using IncidentBot.Updates;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Updates;

public sealed class QuietHoursTests
{
    private const string Berlin = "Europe/Berlin";

    [Theory]
    [InlineData("2026-11-20T20:59:00Z", null)]
    [InlineData("2026-11-20T21:00:00Z", "2026-11-21T06:00:00Z")]
    [InlineData("2026-11-20T23:30:00Z", "2026-11-21T06:00:00Z")]
    [InlineData("2026-11-21T05:59:00Z", "2026-11-21T06:00:00Z")]
    [InlineData("2026-11-21T06:00:00Z", null)]
    public void A_person_is_left_alone_by_the_clock_of_where_they_are(string now, string? until)
    {
        Assert.True(QuietHours.TryParse("22:00-07:00", out var night));
        Assert.Equal(until is null ? null : At(until), night.Until(At(now), Berlin));
    }

    [Theory]
    [InlineData("2026-11-20T11:30:00Z", "2026-11-20T12:00:00Z")]
    [InlineData("2026-11-20T12:00:00Z", null)]
    public void Quiet_hours_may_lie_within_one_day(string now, string? until)
    {
        Assert.True(QuietHours.TryParse("12:00-13:00", out var noon));
        Assert.Equal(until is null ? null : At(until), noon.Until(At(now), Berlin));
    }

    [Fact]
    public void An_end_that_the_clocks_skip_is_when_they_have()
    {
        Assert.True(QuietHours.TryParse("23:00-02:30", out var night));
        Assert.Equal(At("2026-03-29T01:00:00Z"), night.Until(At("2026-03-29T00:10:00Z"), Berlin));
    }

    [Theory]
    [InlineData("22:00")]
    [InlineData("22-7")]
    [InlineData("25:00-07:00")]
    [InlineData("07:00-07:00")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_not_a_part_of_a_day(string? text) => Assert.False(QuietHours.TryParse(text, out _));

    [Fact]
    public void Severity_1_and_2_know_no_quiet_hours()
    {
        var options = new UpdateOptions();
        Assert.Null(options.QuietUntil(2, At("2026-11-20T23:30:00Z"), Berlin));
        Assert.NotNull(options.QuietUntil(3, At("2026-11-20T23:30:00Z"), Berlin));
    }
}
