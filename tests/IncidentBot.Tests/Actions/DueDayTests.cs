using IncidentBot.Language;

namespace IncidentBot.Tests.Actions;

public sealed class DueDayTests
{
    // A Monday, 23:30 in UTC and Tuesday in Berlin.
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 23, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("friday", "2026-12-04")]
    [InlineData("by Fri", "2026-12-04")]
    [InlineData("on friday.", "2026-12-04")]
    [InlineData("this friday", "2026-12-04")]
    [InlineData("next friday", "2026-12-11")]
    [InlineData("next mon", "2026-12-07")]
    [InlineData("monday", "2026-12-07")]
    [InlineData("Thurs", "2026-12-03")]
    [InlineData("today", "2026-11-30")]
    [InlineData("tomorrow", "2026-12-01")]
    [InlineData("in 2 weeks", "2026-12-14")]
    [InlineData("in a week", "2026-12-07")]
    [InlineData("in 10d", "2026-12-10")]
    [InlineData("in 3 months", "2027-02-28")]
    [InlineData("2026-12-10", "2026-12-10")]
    [InlineData("10 Dec", "2026-12-10")]
    [InlineData("10th december 2027", "2027-12-10")]
    [InlineData("Dec 10", "2026-12-10")]
    [InlineData("March 3rd, 2027", "2027-03-03")]
    [InlineData("1 Feb", "2027-02-01")]
    public void A_day_is_read_as_people_write_it(string text, string day) => Assert.Equal(day, DueDay.Text(DueDay.Parse(text, Now, "UTC").Day!.Value));

    [Fact]
    public void A_day_is_counted_from_today_in_the_writers_zone() => Assert.Equal("2026-12-02", DueDay.Text(DueDay.Parse("tomorrow", Now, "Europe/Berlin").Day!.Value));

    [Theory]
    [InlineData("soon", "I can't read “soon” as a day. Write it like friday, tomorrow, in 2 weeks, 10 Dec or 2026-12-10.")]
    [InlineData("", "I can't read “” as a day. Write it like friday, tomorrow, in 2 weeks, 10 Dec or 2026-12-10.")]
    [InlineData("diligence", "I can't read “diligence” as a day. Write it like friday, tomorrow, in 2 weeks, 10 Dec or 2026-12-10.")]
    [InlineData("2026-11-29", "2026-11-29 is in the past; write a day that is still to come.")]
    [InlineData("2026-02-30", "There is no such day. Write it like friday, tomorrow, in 2 weeks, 10 Dec or 2026-12-10.")]
    [InlineData("31 Feb", "There is no such day. Write it like friday, tomorrow, in 2 weeks, 10 Dec or 2026-12-10.")]
    [InlineData("2050-01-01", "2050-01-01 is more than 5 years away; write a nearer day.")]
    [InlineData("in 0 days", "I can't read “in 0 days” as a day. Write it like friday, tomorrow, in 2 weeks, 10 Dec or 2026-12-10.")]
    public void What_is_no_day_to_come_is_refused_with_the_reason(string text, string problem) => Assert.Equal(problem, DueDay.Parse(text, Now, "UTC").Problem);

    [Fact]
    public void A_day_that_was_written_is_read_again() => Assert.Equal(new DateOnly(2026, 12, 10), DueDay.Parse(DueDay.Text(new DateOnly(2026, 12, 10)), Now, "UTC").Day);
}
