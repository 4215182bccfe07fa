using System.Diagnostics;
using IncidentBot.Changes.Suspicion;

namespace IncidentBot.Tests.Changes.Suspicion;

/// <summary>Each reason on its own, and the cases after real incidents.</summary>
public sealed class RankSuspectsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 16, 2, 0, TimeSpan.Zero);

    private static readonly KnownIncident Incident = new("Order errors above 5 %", Start, Start.AddMinutes(10))
    {
        Services = ["checkout"],
        Catalogue = [Service("checkout", "cache"), Service("cache", "hosts"), Service("web", "checkout"), Service("blog")],
        Texts = [new IncidentText(TextSource.Alert, "Refused connections, cache.maxmemory reached on cache-2")],
    };

    private static readonly SuspectChange Deploy = new(Start.AddMinutes(-4)) { Service = "checkout", Environment = "production", Ref = "v2.3.1" };

    [Theory]
    [InlineData("development", 0.9)]
    [InlineData("held-back", 0.9)]
    [InlineData("third", 0.9)]
    [InlineData("fourth", 0.75)]
    [InlineData("fifth", 0.8)]
    [InlineData("sixth", 0.75)]
    [InlineData("seventh", 0.6)]
    [InlineData("eighth", 0.8)]
    [InlineData("ninth", 0.5, 0.75)]
    public void Cases_after_real_incidents_are_ranked_far_better_than_by_simple_rules(string name, double first, double inThree = 0.9)
    {
        var cases = CaseFiles.Read(name);
        var guilty = cases.Where(one => one.Culprit is not null).Select(one => Rank(one).Suspects.ToList().FindIndex(suspect => suspect.Index == one.Culprit)).ToList();
        var innocent = cases.Where(one => one.Culprit is null).Select(one => Rank(one).Suspects).ToList();

        Assert.InRange(guilty.Count(place => place == 0) / (double)guilty.Count, first, 1);
        Assert.InRange(guilty.Count(place => place < 3) / (double)guilty.Count, inThree, 1);
        Assert.InRange(innocent.Count(list => list.All(one => one.Score <= 50)) / (double)innocent.Count, 0.8, 1);
    }

    [Theory]
    [InlineData("uptime of the killed ones 9h5 to 9h20", -550, 14)]
    [InlineData("producer limit was lowered at 11:45", -256, 14)]
    [InlineData("usage is 0 every day since Sun 8 Mar", -2900, 7)]
    [InlineData("it has not changed since Sunday", -2900, 0)]
    [InlineData("lowered at 19:45", -256, 0)]
    [InlineData("Started 15:45", -17, 0)]
    [InlineData("errors began at 15:45", -17, 0)]
    [InlineData("the job started at 15:45", -17, 14)]
    [InlineData("looked at the one of 11:45, log line only", -256, -35)]
    public void A_note_may_name_the_time_at_which_a_change_went_live(string note, int minutes, int points)
    {
        var texts = new[] { new IncidentText(TextSource.Observation, note, Start.AddMinutes(5)) };
        var suspect = Of(Deploy with { At = Start.AddMinutes(minutes) }, Incident with { Texts = texts });

        Assert.Equal(points, suspect.Parts.Where(part => part.Name is "time-named" or "ruled-out").Sum(part => part.Points));
    }

    [Fact]
    public void What_would_explain_all_affected_services_counts_more_than_what_explains_one()
    {
        var both = Incident with { Services = ["checkout", "cache"] };

        Assert.Equal(8, Points(Of(Deploy with { Service = "cache" }, both), "explains"));
        Assert.Equal(-8, Points(Of(Deploy, both), "explains"));
        Assert.Equal(0, Points(Of(Deploy), "explains"));
    }

    [Fact]
    public void Staging_is_staging_also_where_the_catalogue_lists_it()
    {
        var catalogue = new[] { new KnownService("checkout", [], ["staging", "production"], []) };
        var only = new[] { new KnownService("checkout", [], ["staging"], []) };

        Assert.Equal(-45, Points(Of(Deploy with { Environment = "staging" }, Incident with { Catalogue = catalogue }), "environment"));
        Assert.Equal(0, Points(Of(Deploy with { Environment = "staging" }, Incident with { Catalogue = only }), "environment"));
    }

    [Fact]
    public void A_diff_of_comments_alone_does_no_harm()
    {
        var comment = Deploy with { Diff = "-  rolling: false,\n+  rolling: false, // later, see the ticket" };
        var code = Deploy with { Diff = "-  rolling: false,\n+  rolling: true, // later, see the ticket" };

        Assert.Equal(-35, Points(Of(comment), "harmless"));
        Assert.Equal(0, Points(Of(code), "harmless"));
    }

    [Fact]
    public void A_rollback_that_changed_nothing_speaks_against_what_it_took_back()
    {
        var back = new SuspectChange(Start.AddMinutes(6)) { Service = "checkout", Environment = "production", Ref = "v2.3.0", RollbackOf = "v2.3.1" };
        var tried = Incident with { Texts = [new IncidentText(TextSource.Observation, "Rolled back v2.3.1 to be safe: no difference", Start.AddMinutes(8))] };

        Assert.Equal(14, Points(RankSuspects.Of(Incident, [Deploy, back], new SuspicionOptions()).Suspects.Single(one => one.Index == 0), "rolled-back"));
        Assert.Equal(-14, Points(RankSuspects.Of(tried, [Deploy, back], new SuspicionOptions()).Suspects.Single(one => one.Index == 0), "rolled-back"));
    }

    [Theory]
    [InlineData("Rolled back to v2.3.1")]
    [InlineData("checkout rolled back from v2.3.2 to v2.3.1, errors fall")]
    [InlineData("we went back to v2.3.1")]
    [InlineData("Rolling it back to v2.3.1, one host first. v2.3.1 is on all hosts now")]
    public void The_version_that_people_went_back_to_is_not_the_one_at_fault(string note)
    {
        var texts = new[] { new IncidentText(TextSource.Observation, note, Start.AddMinutes(5)) };

        Assert.Equal(0, Points(Of(Deploy, Incident with { Texts = texts }), "named"));
        Assert.Equal(8, Points(Of(Deploy with { Ref = "v2.3.2" }, Incident with { Texts = [new IncidentText(TextSource.Observation, "rolled back v2.3.2 to v2.3.1", Start.AddMinutes(5))] }), "named"));
    }

    [Fact]
    public void A_rollback_behind_a_migration_that_the_newer_version_knew_may_be_the_cause_itself()
    {
        var newer = Deploy with { At = Start.AddHours(-7), State = ChangeState.Inactive };
        var migration = Deploy with { At = Start.AddHours(-6), Ref = "drop_eta", Kind = ChangeKind.Migration, Description = "drop column eta" };
        var back = Deploy with { At = Start.AddMinutes(-3), Ref = "v2.3.0", RollbackOf = "v2.3.1" };

        Assert.Equal(16, Points(Last(newer, migration, back), "went-back"));
        Assert.Equal(0, Points(Last(newer, back), "went-back"));
        Assert.Equal(0, Points(Last(newer, migration with { Service = "blog" }, back), "went-back"));
        Assert.Equal(0, Points(Last(newer, migration, back with { At = Start.AddHours(-2) }), "went-back"));
    }

    [Theory]
    [InlineData("board 500 since the rollback", 15)]
    [InlineData("after we rolled back it got worse", 15)]
    [InlineData("rolled back, no difference yet", 0)]
    public void A_rollback_is_named_by_notes_that_say_that_it_began_with_one(string note, int points)
    {
        var texts = new[] { new IncidentText(TextSource.Observation, note, Start.AddMinutes(5)) };
        var back = Deploy with { At = Start.AddMinutes(-3), Ref = "v2.3.0", RollbackOf = "v2.3.1" };

        Assert.Equal(points, Points(Of(back, Incident with { Texts = texts }), "named"));
    }

    [Fact]
    public void A_rollout_under_way_is_named_by_notes_of_a_canary() =>
        Assert.Equal(15, Points(Of(Deploy with { State = ChangeState.InProgress }, Incident with { Texts = [new IncidentText(TextSource.Log, "pod=checkout-canary-7b2 KeyError", Start)] }), "state"));

    [Theory]
    [InlineData("+  cron: \"0 16 * * 1-6\"", 14)]
    [InlineData("-  cron: \"0 16 * * 1-6\"", 0)]
    [InlineData("+  cron: \"0 4 * * *\"", 0)]
    [InlineData("+  cron: \"0 16 1 * *\"", 0)]
    [InlineData("+  cron: \"0 16 10 * *\"", 14)]
    [InlineData("+  cron: \"99 99 * * *\"", 0)]
    public void A_schedule_that_runs_when_the_impact_began_is_named_by_its_time(string line, int points) =>
        Assert.Equal(points, Points(Of(Deploy with { At = Start.AddHours(-22), Diff = line }), "time-named"));

    [Fact]
    public void What_stands_around_a_changed_line_says_what_it_belongs_to()
    {
        var suspect = Of(Deploy with { Diff = "@@ -4,3 +4,3 @@\n [cache.maxmemory]\n-limit: 40\n+limit: 4" });

        Assert.Contains("cache.maxmemory", suspect.Parts.Single(part => part.Name == "words").Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_lines_that_tell_of_no_trouble_count_for_little()
    {
        int Words(string log) => Points(Of(Deploy with { Description = "promcard ledger" }, Incident with { Texts = [new IncidentText(TextSource.Log, log)] }), "words");

        Assert.InRange(Words("INFO promcard ledger loaded"), 0, Words("WARN promcard ledger stuck") / 2);
        Assert.Equal(Words("ERROR promcard ledger"), Words("INFO promcard ledger failed"));
    }

    [Fact]
    public void Only_metrics_dashboards_and_alerts_seldom_do_harm() =>
        Assert.Equal(-12, Points(Of(Deploy with { Files = ["metrics/tls.go", "dashboards/tls.json"], Description = "cache.maxmemory refused" }), "harmless"));

    [Fact]
    public void A_flag_of_a_service_that_stands_alone_may_reach_any()
    {
        Assert.Equal(0, Points(Of(Deploy with { Service = "blog", Kind = ChangeKind.Flag }), "service"));
        Assert.Equal(-12, Points(Of(Deploy with { Service = "blog" }), "service"));
        Assert.Equal(4, Points(Of(Deploy with { Service = "blog", Kind = ChangeKind.Config, Description = "web.refresh 60 -> 5" }), "service"));
    }

    [Theory]
    [InlineData("the hub returns 503 to everybody, from a phone as well")]
    [InlineData("the acquirer hangs, also in their own terminal")]
    [InlineData("both line terminals report LOS, rx power -40 dBm", "lost machine")]
    [InlineData("only iOS 26.0, released tonight", "provider")]
    [InlineData("48k source addresses, user agent empty", "traffic")]
    [InlineData("group suspended by the carrier, unpaid invoice", "provider")]
    [InlineData("their changelog mentions that v1 was deprecated")]
    public void Causes_outside_are_known_by_what_is_noted_of_them(string note, string kind = "provider") =>
        Assert.Contains(
            RankSuspects.Of(Incident with { Texts = [new IncidentText(TextSource.Observation, note, Start)] }, [Deploy], new SuspicionOptions()).NoChange.Parts,
            part => part.Name == kind);

    [Fact]
    public void What_fails_without_the_change_too_is_no_change_of_ours()
    {
        var everywhere = Incident with { Texts = [new IncidentText(TextSource.Observation, "Hosts still on Friday's release fail alike", Start.AddMinutes(2))] };

        Assert.Contains(RankSuspects.Of(everywhere, [Deploy], new SuspicionOptions()).NoChange.Parts, part => part.Name == "older versions");
    }

    [Fact]
    public void A_change_after_the_impact_cannot_have_caused_it()
    {
        var late = Of(Deploy with { At = Start.AddMinutes(3), Description = "cache.maxmemory" });

        Assert.Equal(0, late.Score);
        Assert.Equal("went live 3 min after the impact began, so it can't have caused it", Assert.Single(late.Parts).Words);
    }

    [Fact]
    public void A_first_estimate_may_be_too_early() =>
        Assert.InRange(Of(Deploy with { At = Start.AddMinutes(3) }, Incident with { IsEstimate = true }).Score, 20, 50);

    [Fact]
    public void What_waits_is_not_live()
    {
        var waiting = Of(Deploy with { State = ChangeState.Waiting });

        Assert.Equal(0, waiting.Score);
        Assert.Contains("still waiting", Assert.Single(waiting.Parts).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkout", "changes an affected service")]
    [InlineData("cache", "an affected service depends on cache")]
    [InlineData("hosts", "an affected service depends indirectly on hosts")]
    [InlineData("web", "web calls an affected service")]
    [InlineData("blog", "blog has nothing to do with the affected services")]
    [InlineData("unheard-of", "unheard-of isn't among the affected services")]
    public void How_a_service_stands_to_the_affected_ones_is_said(string service, string words) =>
        Assert.Contains(Of(Deploy with { Service = service, Description = "x" }).Parts, part => part.Name == "service" && part.Words == words);

    [Fact]
    public void The_nearer_a_service_the_more_it_counts()
    {
        var scores = new[] { "checkout", "cache", "hosts", "blog" }.Select(service => Of(Deploy with { Service = service }, Incident with { Texts = [] }).Score).ToList();

        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(scores.Count, scores.Distinct().Count());
    }

    [Fact]
    public void A_time_that_is_still_to_come_is_no_deploy_of_the_day_before()
    {
        var texts = new[] { new IncidentText(TextSource.Observation, "lowered at 17:30", Start.AddMinutes(5)) };

        Assert.DoesNotContain(Of(Deploy with { At = Start.AddDays(-1).AddMinutes(88) }, Incident with { Texts = texts }).Parts, part => part.Name == "time-named");
    }

    [Theory]
    [InlineData("Checkout returns 500s", null)]
    [InlineData("Checkout returns 500s, connections time out", "is about pools of connections, like “connections” (the title)")]
    [InlineData("Checkout runs out of sockets", "is about pools of connections, like “sockets” (the title)")]
    public void What_a_change_is_about_is_only_said_with_a_word_of_the_incident_that_is_no_services_name(string title, string? about)
    {
        var part = Of(Deploy with { Description = "Lower the pool" }, Incident with { Title = title, Texts = [] }).Parts.SingleOrDefault(one => one.Name == "words");

        Assert.DoesNotContain("like the incident", part?.Words ?? string.Empty, StringComparison.Ordinal);
        Assert.Equal(about, part?.Words.Split("; ").FirstOrDefault(words => words.Contains("pools of connections", StringComparison.Ordinal)));
    }

    [Fact]
    public void Words_in_a_diff_that_an_alert_names_count_and_are_quoted()
    {
        var part = Assert.Single(Of(Deploy with { Diff = " unchanged basket\n-cache.maxmemory 4gb\n+cache.maxmemory 1gb" }).Parts, part => part.Name == "words");

        Assert.InRange(part.Points, 20, 45);
        Assert.Contains("“cache.maxmemory” (an alert)", part.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_and_place_alone_name_nobody()
    {
        var ranking = RankSuspects.Of(Incident, [Deploy, Deploy with { Ref = "v9", Kind = ChangeKind.Config }], new SuspicionOptions());

        Assert.All(ranking.Suspects, one => Assert.InRange(one.Score, 0, 50));
        Assert.Equal("No change stands out.", ranking.Verdict);
        Assert.Null(ranking.Leading);
    }

    [Fact]
    public void Staging_and_documentation_have_done_no_harm()
    {
        Assert.Contains(Of(Deploy with { Environment = "staging" }).Parts, part => part is { Name: "environment", Points: < 0 });
        Assert.Contains(Of(Deploy with { Files = ["docs/cache.md", "README.md"] }).Parts, part => part is { Name: "harmless", Points: < 0 });
        Assert.DoesNotContain(Of(Deploy with { Files = ["docs/cache.md", "src/cache.cs"] }).Parts, part => part.Name == "harmless");
    }

    [Fact]
    public void An_environment_that_the_catalogue_calls_production_is_production()
    {
        var incident = Incident with { Catalogue = [new KnownService("checkout", [], ["sandbox"], [])] };

        Assert.DoesNotContain(Of(Deploy with { Environment = "sandbox" }, incident).Parts, part => part.Name == "environment");
        Assert.Contains(Of(Deploy with { Environment = "canary-9" }, incident).Parts, part => part.Name == "environment");
    }

    [Fact]
    public void Another_region_speaks_against_a_change()
    {
        var incident = Incident with { Texts = [new IncidentText(TextSource.Observation, "Only eu-west-1 is affected, us-east-1 is fine")] };

        Assert.Contains(Of(Deploy with { Environment = "production-us-east-1" }, incident).Parts, part => part is { Name: "place", Points: < 0 });
        Assert.Contains(Of(Deploy with { Environment = "production-eu-west-1" }, incident).Parts, part => part is { Name: "place", Points: > 0 });
    }

    [Fact]
    public void A_rollback_after_the_impact_points_to_what_was_taken_back_and_is_itself_too_late()
    {
        var ranking = RankSuspects.Of(
            Incident, [Deploy, Deploy with { At = Start.AddMinutes(6), Ref = "v2.3.0", RollbackOf = "v2.3.1" }], new SuspicionOptions());

        Assert.Contains(ranking.Suspects[0].Parts, part => part is { Name: "rolled-back", Points: > 0 });
        Assert.Equal((0, 0), (ranking.Suspects[0].Index, ranking.Suspects[1].Score));
    }

    [Fact]
    public void An_older_version_that_is_live_again_took_back_what_came_between()
    {
        var ranking = RankSuspects.Of(
            Incident,
            [Deploy with { At = Start.AddHours(-9), Ref = "v2.3.0" }, Deploy, Deploy with { At = Start.AddMinutes(6), Ref = "v2.3.0" }],
            new SuspicionOptions());

        Assert.Contains(ranking.Suspects.Single(one => one.Index == 1).Parts, part => part.Name == "rolled-back");
    }

    [Fact]
    public void What_was_taken_back_before_the_impact_was_not_live()
    {
        var ranking = RankSuspects.Of(
            Incident,
            [Deploy with { At = Start.AddHours(-2) }, Deploy with { At = Start.AddHours(-1), Ref = "v2.3.0", RollbackOf = "v2.3.1" }],
            new SuspicionOptions());

        Assert.Contains(ranking.Suspects.Single(one => one.Index == 0).Parts, part => part is { Name: "replaced", Points: < 0 });
    }

    [Fact]
    public void A_note_rules_a_change_out()
    {
        var incident = Incident with { Texts = [new IncidentText(TextSource.Finding, "The deploy v2.3.1 is not it.")] };

        Assert.Contains(Of(Deploy, incident).Parts, part => part is { Name: "ruled-out", Points: < 0 });
    }

    [Theory]
    [InlineData("The provider's status page reports an outage", "provider")]
    [InlineData("Traffic is up, a spike of five times", "traffic")]
    [InlineData("x509: certificate has expired", "certificate")]
    [InlineData("No space left on device", "disk")]
    [InlineData("Quota exceeded", "quota")]
    [InlineData("Two nodes are lost", "lost machine")]
    [InlineData("It began with the leap second", "schedule")]
    [InlineData("One tenant imported a huge file", "data")]
    [InlineData("Nobody deployed today", "no change")]
    public void Causes_that_are_no_change_of_ours_are_recognised_and_speak_against_changes(string note, string cause)
    {
        var incident = Incident with { Texts = [new IncidentText(TextSource.Observation, note)] };
        var ranking = RankSuspects.Of(incident, [Deploy], new SuspicionOptions());

        Assert.Contains(ranking.NoChange.Parts, part => part.Name == cause);
        Assert.True(ranking.NoChange.Score > ranking.Suspects[0].Score);
        Assert.Contains(ranking.Suspects[0].Parts, part => part is { Name: "other-cause", Points: < 0 });
    }

    [Theory]
    [InlineData("The provider's status page is green")]
    [InlineData("No traffic spike")]
    [InlineData("The certificate is valid until May")]
    [InlineData("The disk is not full")]
    public void What_is_well_is_no_cause(string note)
    {
        var incident = Incident with { Texts = [new IncidentText(TextSource.Observation, note)] };

        Assert.Equal(["rate"], RankSuspects.Of(incident, [Deploy], new SuspicionOptions()).NoChange.Parts.Select(part => part.Name));
    }

    [Fact]
    public void A_change_that_explains_the_other_cause_is_not_cleared_by_it()
    {
        var incident = Incident with { Texts = [new IncidentText(TextSource.Log, "x509: certificate has expired")] };
        var renewal = Deploy with { Description = "Stop the certificate renewal job" };

        Assert.DoesNotContain(Of(renewal, incident).Parts, part => part.Name == "other-cause");
    }

    [Fact]
    public void The_teams_own_rate_is_the_prior()
    {
        int Score(double rate) => RankSuspects.Of(Incident with { OwnChangeRate = rate }, [], new SuspicionOptions()).NoChange.Score;

        Assert.True(Score(0.9) < Score(0.5));
        Assert.True(Score(0.5) < Score(0.1));
    }

    [Fact]
    public void Something_that_grows_may_have_an_older_cause()
    {
        var old = Deploy with { At = Start.AddDays(-2) };
        var growing = Incident with { Texts = [new IncidentText(TextSource.Observation, "Memory has climbed steadily since Sunday")] };

        Assert.True(Points(Of(old, growing)) > Points(Of(old)));
        static int Points(Suspect suspect) => suspect.Parts.Single(part => part.Name == "timing").Points;
    }

    [Fact]
    public void Ten_times_the_changes_take_no_more_than_some_twenty_times_as_long()
    {
        var incident = Incident with { Texts = [.. Enumerable.Range(0, 200).Select(i => new IncidentText(TextSource.Log, $"error in module{i % 40} cache pool timeout node{i}"))] };
        RankSuspects.Of(incident, Changes(1000), new SuspicionOptions());

        var few = Best(() => RankSuspects.Of(incident, Changes(1000), new SuspicionOptions()));
        var many = Best(() => RankSuspects.Of(incident, Changes(10_000), new SuspicionOptions()));

        Assert.True(many < (few * 25) + TimeSpan.FromMilliseconds(500), $"{many} beside {few}");
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("_")]
    [InlineData(". ")]
    [InlineData(" 12:34 ")]
    [InlineData(" not ")]
    public void Ten_times_the_words_take_about_ten_times_as_long(string between)
    {
        RankWords(500, between);

        var few = Best(() => RankWords(1_500, between));
        var many = Best(() => RankWords(15_000, between));

        Assert.True(many < (few * 12) + TimeSpan.FromSeconds(1), $"{many} beside {few}");
    }

    [Fact]
    public void Several_at_once_are_noted_and_by_default_not_counted()
    {
        var incident = Incident with { Catalogue = [Service("checkout", "cache"), Service("cache"), Service("search")] };
        SuspectChange[] changes =
        [
            Deploy with { At = Start.AddMinutes(-4), Service = "checkout", Ref = "a" },
            Deploy with { At = Start.AddMinutes(-6), Service = "checkout", Ref = "b" },
            Deploy with { At = Start.AddMinutes(-7), Service = "cache", Ref = "c" },
            Deploy with { At = Start.AddMinutes(-5), Service = "search", Ref = "d" },
            Deploy with { At = Start.AddMinutes(-90), Service = "checkout", Ref = "e" },
            Deploy with { At = Start.AddMinutes(30), Service = "checkout", Ref = "f" },
            Deploy with { At = Start.AddMinutes(-5), Service = "checkout", Ref = "g", State = ChangeState.Waiting },
        ];
        List<string> Noted(SuspicionOptions options) =>
        [
            .. from one in RankSuspects.Of(incident with { AsOf = Start.AddHours(1) }, changes, options).Suspects
               from part in one.Parts
               where part.Name == "together"
               orderby changes[one.Index].Ref
               select $"{changes[one.Index].Ref} {part.Points} {part.Words}",
        ];

        Assert.Equal(
            [
                "a 0 went live within 3 min of 2 others on the same service or a related one",
                "b 0 went live within 2 min of 2 others on the same service or a related one",
                "c 0 went live within 3 min of 2 others on the same service or a related one",
            ],
            Noted(new SuspicionOptions()));
        Assert.All(Noted(new SuspicionOptions { SeveralAtOnce = 3 }), line => Assert.Contains(" 3 went live", line, StringComparison.Ordinal));
        Assert.Equal(["Suspicion:SeveralAtOnce is 101, but must be from 0 to 100."], new SuspicionOptions { SeveralAtOnce = 101 }.Problems());
    }

    // All that a program tells of its change stands in the notes, too.
    private static SuspectRanking RankWords(int count, string between)
    {
        var words = string.Join(between, Enumerable.Range(0, count).Select(i => $"wörd{(char)('a' + (i % 26))}{(char)('a' + (i / 26 % 26))}{(char)('a' + (i / 676))}.id{i}"));
        var files = Enumerable.Range(0, 300).Select(i => words.Substring(i * (words.Length / 300), words.Length / 300)).ToList();
        var incident = Incident with { Texts = [new IncidentText(TextSource.Observation, words)] };
        return RankSuspects.Of(incident, [Deploy with { Files = files }, Deploy with { Description = words, Ref = "v8" }], new SuspicionOptions());
    }

    private static List<SuspectChange> Changes(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Deploy with
        {
            At = Start.AddSeconds(-i * 5), Ref = $"v{i}", Service = i % 3 == 0 ? "checkout" : $"service{i % 50}",
            Description = $"Revert change {i} of module{i % 40} in cache pool", Files = [$"src/module{i % 40}/node{i}.cs"], Diff = $"+ timeout {i}\n- pool",
        })];

    private static TimeSpan Best(Action act) => Enumerable.Range(0, 3).Select(_ =>
    {
        var watch = Stopwatch.StartNew();
        act();
        return watch.Elapsed;
    }).Min();

    private static SuspectRanking Rank(SuspectCase one) => RankSuspects.Of(one.Incident, one.Changes, new SuspicionOptions());

    private static int Points(Suspect suspect, string part) => suspect.Parts.Where(one => one.Name == part).Sum(one => one.Points);

    // The last of a list.
    private static Suspect Last(params SuspectChange[] changes) =>
        RankSuspects.Of(Incident, changes, new SuspicionOptions()).Suspects.Single(one => one.Index == changes.Length - 1);

    private static Suspect Of(SuspectChange change, KnownIncident? incident = null) =>
        Assert.Single(RankSuspects.Of(incident ?? Incident, [change], new SuspicionOptions()).Suspects);

    private static KnownService Service(string name, params string[] dependencies) => new(name, [], [], dependencies);
}
