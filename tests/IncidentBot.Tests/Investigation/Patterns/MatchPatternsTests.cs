using IncidentBot.Incidents;
using IncidentBot.Investigation.Patterns;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Investigation.Patterns;

public sealed class MatchPatternsTests
{
    private static readonly PatternBook Book = PatternBook.With([]);

    [Fact]
    public void The_twelve_patterns_of_the_method_are_known_and_their_commands_only_look()
    {
        Assert.Equal(
            ["deploy", "configuration", "memory-leak", "connection-pool", "cascade", "thundering-herd", "scheduled-job", "contention", "bad-data", "external", "permissions", "traffic"],
            Book.All.Select(pattern => pattern.Key));
        Assert.All(Book.All, pattern => Assert.NotEmpty(pattern.Look));
        Assert.All(Book.All, pattern => Assert.NotEmpty(pattern.Commands));
        Assert.DoesNotContain(Book.All.SelectMany(pattern => pattern.Commands), command => HarmfulCommand.WordIn(command) is not null);
        var commands = Book.All.SelectMany(pattern => pattern.Commands).ToList();
        Assert.Contains("ss -s", commands);
        Assert.Contains(commands, command => command.Contains("pg_stat_activity", StringComparison.Ordinal));
        Assert.Contains(commands, command => command.StartsWith("EXPLAIN ", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_word_of_a_pattern_is_enough_for_it() => Assert.Empty(
        from pattern in Book.All
        from clue in pattern.Clues
        where clue.IsEnough
        where Fits(clue.Said.Replace(" + ", " and ", StringComparison.Ordinal)).All(fit => fit.Pattern.Key != pattern.Key)
        select $"{pattern.Key}: {clue.Said}");

    [Theory]
    [InlineData("500s on checkout since the deploy of 15:58", "deploy")]
    [InlineData("Errors began right after deploying v2.3.1", "deploy")]
    [InlineData("Payments fail, the feature flag was turned on at 9", "configuration")]
    [InlineData("It works in staging with the same build", "configuration")]
    [InlineData("checkout-3 was OOMKilled twice", "memory-leak")]
    [InlineData("java.lang.OutOfMemoryError: Java heap space", "memory-leak")]
    [InlineData("Memory of the pods climbs since Monday", "memory-leak")]
    [InlineData("HikariPool-1 - Connection is not available, request timed out after 30000ms", "connection-pool")]
    [InlineData("FATAL: remaining connection slots are reserved", "connection-pool")]
    [InlineData("accept4: too many open files", "connection-pool")]
    [InlineData("Requests queue up and the pool is exhausted", "connection-pool")]
    [InlineData("Retries pile up against inventory", "cascade")]
    [InlineData("Looks like cascading failures from auth", "cascade")]
    [InlineData("All caches expired and everyone asks the origin", "thundering-herd")]
    [InlineData("It starts exactly on the hour", "thundering-herd")]
    [InlineData("The nightly backup holds a lock on orders", "scheduled-job")]
    [InlineData("Slow every night at 2", "scheduled-job")]
    [InlineData("CPU throttling on node 7", "contention")]
    [InlineData("write: no space left on device", "contention")]
    [InlineData("NullPointerException in PriceMapper", "bad-data")]
    [InlineData("column total does not exist", "bad-data")]
    [InlineData("getaddrinfo: Temporary failure in name resolution", "external")]
    [InlineData("The TLS certificate expired at noon", "external")]
    [InlineData("x509: certificate signed by unknown authority", "external")]
    [InlineData("AccessDenied: not authorized to perform s3:GetObject", "permissions")]
    [InlineData("HTTP 403 Forbidden from the ledger", "permissions")]
    [InlineData("Traffic tripled within a minute", "traffic")]
    [InlineData("A scraper hits the search page", "traffic")]
    public void What_is_on_record_speaks_for_a_pattern(string text, string pattern) =>
        Assert.Equal(pattern, Fits(text)[0].Pattern.Key);

    [Theory]
    [InlineData("Checkout returns 500s")]
    [InlineData("No deploys today, all quiet")]
    [InlineData("This is not a memory leak")]
    [InlineData("No sign of a traffic spike")]
    [InlineData("Traffic is normal, no spike")]
    [InlineData("The connection pool is fine")]
    [InlineData("The connection pool isn't exhausted")]
    [InlineData("It isn’t a retry storm")]
    [InlineData("We ruled out the nightly backup")]
    [InlineData("Could it be the connection pool?")]
    [InlineData("Maybe a memory leak")]
    [InlineData("Has anybody seen a cert that expired?")]
    [InlineData("The pool")]
    [InlineData("Memory at 40 %")]
    [InlineData("The disk is at 30 %")]
    [InlineData("")]
    public void What_is_denied_asked_or_too_little_speaks_for_none(string text) => Assert.Empty(Fits(text));

    [Fact]
    public void The_reason_names_the_place_and_the_patterns_own_words_never_those_of_others()
    {
        var fit = Fits("secretword: pool exhausted, <script>")[0];

        Assert.Equal(["entry 1 says “pool … exhausted”"], fit.Reasons);
        Assert.Equal([1], fit.Entries);
    }

    [Fact]
    public void A_later_entry_that_denies_it_takes_it_back()
    {
        Assert.Single(Fits("The connection pool has no free connections"));
        Assert.Empty(Fits("The pool is exhausted", "The pool isn’t exhausted after all"));
        Assert.Empty(Fits("pool exhausted, too many connections", "The pool is not the cause"));
        Assert.Single(Fits("The connection pool is healthy", "Now: pool exhausted"));
    }

    [Fact]
    public void What_a_ruled_out_hypothesis_says_is_suggested_no_more()
    {
        var record = Of("pool exhausted") with { RuledOut = ["The order query drains the connection pool"] };

        Assert.Empty(MatchPatterns.Find(Book, record));
    }

    [Fact]
    public void Two_hints_are_enough_and_what_signals_do_is_a_hint()
    {
        Assert.Empty(Fits("The heap is large"));
        Assert.Equal("memory-leak", Fits("The heap is large and gc pauses are long")[0].Pattern.Key);
        var fit = MatchPatterns.Find(Book, Of("The heap is large") with { Signals = [new SignalClue("memory", "climb")] })[0];
        Assert.Equal(["entry 1 says “heap”", "the signals show “memory climb”"], fit.Reasons);
    }

    [Fact]
    public void The_same_time_as_before_speaks_for_a_scheduled_job()
    {
        var record = Of("Checkout is slow") with { Recurrence = "it is the third time on a Tuesday at about 02:00 UTC for checkout" };

        Assert.Equal(["thundering-herd", "scheduled-job"], MatchPatterns.Find(Book, record).Select(fit => fit.Pattern.Key));
        Assert.Equal(["scheduled-job", "thundering-herd"], MatchPatterns.Find(Book, record with { Texts = Of("The nightly job runs").Texts }).Select(fit => fit.Pattern.Key));
    }

    [Fact]
    public void A_long_record_is_read_in_a_time_that_grows_with_it()
    {
        var texts = Enumerable.Range(1, 500).Select(number => string.Concat(Enumerable.Repeat("no no not pool connection after the the ", 400)) + number).ToArray();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        _ = Fits(texts);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void The_third_incident_on_a_tuesday_at_two_is_said_to_be_that()
    {
        var tuesday = new DateTimeOffset(2026, 3, 3, 2, 4, 0, TimeSpan.Zero);
        Incident[] before = [Begun(1, tuesday.AddDays(-14)), Begun(2, tuesday.AddDays(-7).AddMinutes(9)), Begun(3, tuesday.AddDays(-3).AddHours(9))];

        Assert.Equal(
            "it is the third time on a Tuesday at about 02:00 UTC for checkout (INC-2, INC-1 before)",
            Recurrence.InWords(Begun(4, tuesday), before));
        Assert.Null(Recurrence.InWords(Begun(4, tuesday.AddHours(5)), before));
        Assert.Null(Recurrence.InWords(Begun(4, tuesday) with { Services = ["search"] }, before));
        Assert.Null(Recurrence.InWords(Begun(4, tuesday), before.Skip(1)));
    }

    [Fact]
    public void Private_incidents_drills_and_false_alarms_are_not_counted()
    {
        var tuesday = new DateTimeOffset(2026, 3, 3, 2, 0, 0, TimeSpan.Zero);
        Incident[] before = [Begun(1, tuesday.AddDays(-14)), Begun(2, tuesday.AddDays(-7))];

        Assert.Null(Recurrence.InWords(Begun(4, tuesday), before.Select(one => one with { Visibility = Visibility.Private })));
        Assert.Null(Recurrence.InWords(Begun(4, tuesday), before.Select(one => one with { IsDrill = true })));
        Assert.Null(Recurrence.InWords(Begun(4, tuesday), before.Select(one => one with { Status = IncidentStatus.Cancelled })));
    }

    [Fact]
    public void The_same_hour_of_any_day_and_the_same_weekday_count_where_they_stand_out()
    {
        var monday = new DateTimeOffset(2026, 3, 2, 23, 55, 0, TimeSpan.Zero);
        Assert.Equal(
            "it is the third time at about 00:00 UTC for checkout (INC-2, INC-1 before)",
            Recurrence.InWords(Begun(9, monday), [Begun(1, monday.AddDays(-5).AddMinutes(20)), Begun(2, monday.AddDays(-4))]));
        Assert.Equal(
            "it is the fourth time on a Monday for checkout (INC-3, INC-2, INC-1 before)",
            Recurrence.InWords(Begun(9, monday), [Begun(1, monday.AddDays(-21).AddHours(-9)), Begun(2, monday.AddDays(-14).AddHours(-5)), Begun(3, monday.AddDays(-7).AddHours(-14))]));
    }

    private static Incident Begun(int number, DateTimeOffset at) => (Outage with { Id = new IncidentId(number), Services = ["checkout"] }).With(Milestone.ImpactStart, at);

    private static PatternRecord Of(params string[] texts) => new([.. texts.Index().Select(one => PatternText.OfEntry("entry", one.Index + 1, one.Item))]);

    private static IReadOnlyList<PatternFit> Fits(params string[] texts) => MatchPatterns.Find(Book, Of(texts));
}
