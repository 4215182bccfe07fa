using System.Globalization;
using IncidentBot.Language;

namespace IncidentBot.Tests.Language;

public sealed class WhenTests
{
    [Theory]
    [InlineData("16:05", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T16:05:00Z")]
    [InlineData("9:05", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T09:05:00Z")]
    [InlineData("16:05:30", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T16:05:30Z")]
    [InlineData("18:01", "2026-11-20T18:00:00Z", "UTC", "2026-11-19T18:01:00Z")]
    [InlineData("18:00", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T18:00:00Z")]
    [InlineData("16:05", "2026-11-20T18:00:00Z", "Europe/Berlin", "2026-11-20T15:05:00Z")]
    [InlineData("23:50", "2026-11-20T23:10:00Z", "Europe/Berlin", "2026-11-20T22:50:00Z")]
    [InlineData("16:05 UTC", "2026-11-20T18:00:00Z", "Europe/Berlin", "2026-11-20T16:05:00Z")]
    [InlineData("16:05Z", "2026-11-20T18:00:00Z", "Europe/Berlin", "2026-11-20T16:05:00Z")]
    [InlineData("2026-11-19 16:05", "2026-11-20T18:00:00Z", "Asia/Kolkata", "2026-11-19T10:35:00Z")]
    [InlineData("2026-11-19 16:05:07", "2026-11-20T18:00:00Z", "UTC", "2026-11-19T16:05:07Z")]
    [InlineData("2026-11-19T16:05", "2026-11-20T18:00:00Z", "UTC", "2026-11-19T16:05:00Z")]
    [InlineData("2026-11-19T16:05:07.250Z", "2026-11-20T18:00:00Z", "Asia/Kolkata", "2026-11-19T16:05:07.250Z")]
    [InlineData("2026-11-19T16:05:07+02:00", "2026-11-20T18:00:00Z", "UTC", "2026-11-19T14:05:07Z")]
    [InlineData("2026-11-19T16:05:07-0530", "2026-11-20T18:00:00Z", "UTC", "2026-11-19T21:35:07Z")]
    [InlineData("now", "2026-11-20T18:00:00Z", "Europe/Berlin", "2026-11-20T18:00:00Z")]
    [InlineData("16:05", "2026-11-20T18:00:00Z", "Nowhere/Special", "2026-11-20T16:05:00Z")]
    [InlineData("2026-11-20 18:01", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T18:01:00Z")]
    [InlineData("10 min ago", "2026-11-20T18:00:00Z", "Europe/Berlin", "2026-11-20T17:50:00Z")]
    [InlineData("2 h ago", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T16:00:00Z")]
    [InlineData("1 h 30 min ago", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T16:30:00Z")]
    [InlineData("90m ago", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T16:30:00Z")]
    [InlineData("an hour ago", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T17:00:00Z")]
    [InlineData("half an hour ago", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T17:30:00Z")]
    [InlineData("yesterday 23:50", "2026-11-20T23:30:00Z", "Europe/Berlin", "2026-11-20T22:50:00Z")]
    [InlineData("Yesterday at 23:50", "2026-11-20T18:00:00Z", "America/New_York", "2026-11-20T04:50:00Z")]
    [InlineData("today 09:15", "2026-11-20T18:00:00Z", "Europe/Berlin", "2026-11-20T08:15:00Z")]
    [InlineData("yesterday 23:50 UTC", "2026-11-20T18:00:00Z", "Europe/Berlin", "2026-11-19T23:50:00Z")]
    [InlineData("4pm", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T16:00:00Z")]
    [InlineData("4 PM", "2026-11-20T18:00:00Z", "Europe/Berlin", "2026-11-20T15:00:00Z")]
    [InlineData("4:30pm", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T16:30:00Z")]
    [InlineData("4:30\u202fPM", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T16:30:00Z")]
    [InlineData("4:30:15 p.m.", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T16:30:15Z")]
    [InlineData("12am", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T00:00:00Z")]
    [InlineData("12 pm", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T12:00:00Z")]
    [InlineData("12:30 am", "2026-11-20T18:00:00Z", "UTC", "2026-11-20T00:30:00Z")]
    [InlineData("11pm", "2026-11-20T18:00:00Z", "UTC", "2026-11-19T23:00:00Z")]
    [InlineData("yesterday 4pm", "2026-11-20T18:00:00Z", "Europe/Berlin", "2026-11-19T15:00:00Z")]
    [InlineData("yesterday at 4:30 pm UTC", "2026-11-20T18:00:00Z", "Europe/Berlin", "2026-11-19T16:30:00Z")]
    [InlineData("2026-11-19 4 pm", "2026-11-20T18:00:00Z", "UTC", "2026-11-19T16:00:00Z")]
    public void An_instant_is_read_in_the_writers_zone(string typed, string now, string zone, string expected) =>
        Assert.Equal(At(expected), When.Parse(typed, At(now), zone).At);

    [Fact]
    public void Of_an_hour_that_came_twice_the_latest_past_one_counts() =>
        Assert.Equal(At("2026-10-25T01:30:00Z"), When.Parse("02:30", At("2026-10-25T09:00:00Z"), "Europe/Berlin").At);

    [Fact]
    public void Of_an_hour_that_came_twice_the_first_counts_while_the_second_is_ahead() =>
        Assert.Equal(At("2026-10-25T00:30:00Z"), When.Parse("02:30", At("2026-10-25T01:10:00Z"), "Europe/Berlin").At);

    [Theory]
    [InlineData("02:30")]
    [InlineData("2026-03-29 02:30")]
    public void A_time_that_clocks_skipped_is_refused(string typed) =>
        Assert.Contains("did not exist on 2026-03-29 in Europe/Berlin", When.Parse(typed, At("2026-03-29T10:00:00Z"), "Europe/Berlin").Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("02:30", "2026-03-29T10:00:00Z", "Europe/Berlin", "such as 2026-03-29T01:30Z")]
    [InlineData("2026-03-08 02:15", "2026-03-09T10:00:00Z", "America/New_York", "such as 2026-03-08T07:15Z")]
    [InlineData("2026-10-04 02:15", "2026-10-05T10:00:00Z", "Australia/Lord_Howe", "such as 2026-10-03T15:45Z")]
    [InlineData("2026-09-06 00:30", "2026-09-07T10:00:00Z", "America/Santiago", "such as 2026-09-06T04:30Z")]
    public void A_time_that_clocks_skipped_is_said_in_UTC_as_a_clock_shows_it_that_was_not_set(string typed, string now, string zone, string hint)
    {
        var problem = When.Parse(typed, At(now), zone).Problem!;
        Assert.Contains(hint, problem, StringComparison.Ordinal);
        Assert.NotNull(When.Parse(hint[8..], At(now), zone).At);
    }

    [Theory]
    [InlineData("02:30", "2026-10-25T09:00:00Z", "02:30 came twice on 2026-10-25, because clocks were set back. I took the second, 01:30 UTC; for the first, write 2026-10-25 00:30 UTC.")]
    [InlineData("2026-10-25 02:30", "2026-11-25T09:00:00Z", "02:30 came twice on 2026-10-25, because clocks were set back. I took the second, 01:30 UTC; for the first, write 2026-10-25 00:30 UTC.")]
    [InlineData("02:30", "2026-10-25T01:10:00Z", null)]
    [InlineData("03:30", "2026-10-25T09:00:00Z", null)]
    [InlineData("02:30 UTC", "2026-10-25T09:00:00Z", null)]
    public void Of_an_hour_that_came_twice_both_are_named(string typed, string now, string? said) =>
        Assert.Equal(said, When.Parse(typed, At(now), "Europe/Berlin").Twice);

    [Theory]
    [InlineData("2026-11-19T15:25:00Z", "Europe/Berlin", "yesterday 16:25 (2026-11-19 15:25 UTC)")]
    [InlineData("2026-11-20T15:25:00Z", "Europe/Berlin", "today 16:25 (15:25 UTC)")]
    [InlineData("2026-11-19T16:25:00Z", "UTC", "yesterday 16:25 UTC")]
    [InlineData("2026-11-18T16:25:00Z", "UTC", "2026-11-18 16:25 UTC")]
    [InlineData("2026-11-19T23:25:00Z", "Europe/Berlin", "today 00:25 (2026-11-19 23:25 UTC)")]
    public void How_a_time_was_read_is_said_by_the_writers_day(string at, string zone, string said) =>
        Assert.Equal(said, When.SayRead(At(at), At("2026-11-20T18:00:00Z"), zone));

    [Theory]
    [InlineData("today 23:15", "today 23:15 (2026-11-20 22:15 UTC) is in the future; write a time in the past.")]
    [InlineData("2026-11-20 23:15", "2026-11-20 23:15 (2026-11-20 22:15 UTC) is in the future; write a time in the past.")]
    public void A_refusal_says_how_the_time_was_read(string typed, string problem) =>
        Assert.Equal(problem, When.Parse(typed, At("2026-11-20T18:00:00Z"), "Europe/Berlin").Problem);

    [Theory]
    [InlineData("18:05", "UTC", "2026-11-20T18:05:00Z")]
    [InlineData("18:05", "Europe/Berlin", null)]
    [InlineData("05:30", "UTC", "2026-11-21T05:30:00Z")]
    [InlineData("06:30", "UTC", null)]
    [InlineData("23:50", "Asia/Kolkata", "2026-11-20T18:20:00Z")]
    [InlineData("yesterday 18:05", "UTC", null)]
    [InlineData("2026-11-19 18:05", "UTC", null)]
    [InlineData("2 h ago", "UTC", null)]
    [InlineData("now", "UTC", null)]
    public void A_time_of_day_that_is_nearer_ahead_is_known(string typed, string zone, string? ahead)
    {
        Assert.True(When.TryParse(typed, out var when));
        Assert.Equal(ahead is null ? null : At(ahead), when.NearerAhead(At("2026-11-20T18:00:00Z"), zone));
    }

    [Fact]
    public void A_time_ahead_is_refused() =>
        Assert.Equal("2026-11-20 18:02 is in the future; write a time in the past.", When.Parse("2026-11-20 18:02", At("2026-11-20T18:00:00Z"), "UTC").Problem);

    [Fact]
    public void A_time_of_today_that_is_ahead_is_refused() =>
        Assert.Contains("is in the future", When.Parse("today 19:15", At("2026-11-20T18:00:00Z"), "UTC").Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("yesterday")]
    [InlineData("24:00")]
    [InlineData("10 years ago")]
    [InlineData("9000 h ago")]
    [InlineData("ago")]
    [InlineData("16:60")]
    [InlineData("0pm")]
    [InlineData("13 pm")]
    [InlineData("16:05 pm")]
    [InlineData("4p")]
    [InlineData("16")]
    [InlineData("16.05")]
    [InlineData("2026-02-30 16:05")]
    [InlineData("2026-11-19")]
    [InlineData("16:05+15:00")]
    [InlineData("0001-01-01 00:00")]
    [InlineData("١٦:٠٥")]
    public void What_is_not_a_time_is_refused_with_the_forms(string? typed) =>
        Assert.Contains(When.Forms, When.Parse(typed, At("2026-11-20T18:00:00Z"), "UTC").Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-11-20T16:05:00Z", "UTC", "16:05 UTC")]
    [InlineData("2026-11-20T16:05:00Z", "Europe/Berlin", "16:05 UTC (17:05 your time)")]
    [InlineData("2026-11-19T16:05:09Z", "UTC", "2026-11-19 16:05:09 UTC")]
    [InlineData("2026-11-20T16:05:00Z", "Asia/Tokyo", "16:05 UTC (2026-11-21 01:05 your time)")]
    public void An_instant_is_said_in_both_zones(string at, string zone, string expected) =>
        Assert.Equal(expected, When.Say(At(at), At("2026-11-20T18:00:00Z"), zone));

    private static DateTimeOffset At(string iso) => DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture);
}
