using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Ranking;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Changes;

/// <summary>What a ranking is made of, and what people's decisions make of it.</summary>
public sealed class RankedChangesTests
{
    private static readonly DateTimeOffset Declared = Outage.At(Milestone.Declared)!.Value;

    private static readonly ServiceChange Cache = Deploy("cache", -20, "cache", "v7") with { Details = new ChangeDetails { Diff = "+cache.maxmemory: 4mb" } };

    private static readonly ServiceChange Banner = Deploy("banner", -6, "checkout", "v2");

    [Fact]
    public void What_was_noted_later_does_not_count_at_the_declaration()
    {
        var material = Material([Cache, Banner], Entry(1, 5, EntryKind.Finding, "cache.maxmemory is too low"));

        Assert.DoesNotContain(At(material, "cache").Parts, part => part.Name == "words");
        var now = RankedChanges.Of(material, Declared.AddHours(1)).Find("cache")!;
        Assert.Contains(now.Parts, part => part.Name == "words" && part.Words.StartsWith("shares “cache.maxmemory” (finding 1)", StringComparison.Ordinal));
    }

    [Fact]
    public void An_alert_put_on_record_later_was_known_when_it_came()
    {
        var alert = Entry(1, 5, EntryKind.Alert, "cache.maxmemory reached") with { At = Declared.AddMinutes(-1) };

        Assert.Contains(At(Material([Cache], alert), "cache").Parts, part => part.Name == "words");
    }

    [Theory]
    [InlineData(3, "went live 2 min before the estimated start of the impact")]
    [InlineData(40, "went live 6 min before the estimated start of the impact")]
    public void A_start_that_was_said_long_after_the_declaration_was_not_known_then(int minutes, string timing)
    {
        var said = new MilestoneSet(Maya, Declared.AddMinutes(minutes), Milestone.ImpactStart, Declared.AddMinutes(-4), null);
        var material = Material([Banner]) with { Incident = said.Apply(Outage), Facts = [said] };

        Assert.Equal(timing, Assert.Single(At(material, "banner").Parts, part => part.Name == "timing").Words);
    }

    [Fact]
    public void The_first_estimate_counts_at_the_declaration_and_the_corrected_start_now()
    {
        var first = new MilestoneSet(Maya, Declared.AddMinutes(1), Milestone.ImpactStart, Declared.AddMinutes(-2), null);
        var then = new MilestoneSet(Maya, Declared.AddMinutes(50), Milestone.ImpactStart, Declared.AddMinutes(-30), Declared.AddMinutes(-2), "the graph");
        var material = Material([Banner]) with { Incident = then.Apply(first.Apply(Outage)), Facts = [first, then] };

        Assert.InRange(At(material, "banner").Score, 1, 100);
        var now = RankedChanges.Of(material, Declared.AddHours(1)).Find("banner")!;
        Assert.Equal((0, "went live 24 min after the impact began, so it can't have caused it"), (now.Score, Assert.Single(now.Parts).Words));
    }

    [Fact]
    public void A_start_said_without_how_it_is_known_is_an_estimate()
    {
        MilestoneSet Set(string? reason) => new(Maya, Declared, Milestone.ImpactStart, Declared.AddMinutes(-10), null, reason);
        SuspicionPart Timing(MilestoneSet set) => Assert.Single(
            RankedChanges.Of(Material([Banner]) with { Incident = set.Apply(Outage), Facts = [set] }, Declared).Find("banner")!.Parts, part => part.Name == "timing");

        Assert.Equal("went live 4 min after the first estimate of the start, which may be too early", Timing(Set(null)).Words);
        Assert.Equal("went live 4 min after the stated start, which is rarely exact", Timing(Set("the graph")).Words);
    }

    [Fact]
    public void The_order_in_which_things_are_on_record_says_nothing()
    {
        var entries = new[] { Entry(1, 1, EntryKind.Finding, "cache.maxmemory is too low"), Entry(2, 2, EntryKind.Observation, "p99 is up"), Entry(3, 3, EntryKind.Finding, "evictions on cache") };
        ServiceChange[] changes = [Cache, Banner, Deploy("s", -90, "search", "v12"), Deploy("late", 4, "checkout", "v3")];
        string Read(RankingMaterial material) => string.Join(';', RankedChanges.Of(material, Declared.AddHours(1)).All.Select(one => $"{one.Change.Key} {one.Score} {string.Join(',', one.Parts)}"));

        Assert.Equal(
            Read(Material(changes, entries)),
            Read(Material([.. changes.Reverse()], [.. entries.Reverse()])));
    }

    [Fact]
    public void The_answers_of_the_checklist_and_the_impact_count_and_what_the_bot_wrote_of_decisions_does_not()
    {
        var step = new ChecklistStep { Key = "changed", Phase = Phase.Assess, Text = "What changed?", IsQuestion = true, State = StepState.Done, By = Maya, At = Declared, Answer = "only cache.maxmemory" };
        var decision = Decide(1, "banner", ChangeVerdict.RuledOut, entry: 4);
        var material = Material([Cache, Banner], Entry(4, 1, EntryKind.Decision, "Ruled out checkout v2: evictions")) with { Steps = [step], Decisions = [decision], Incident = Outage with { Impact = "quokkas are gone" } };

        var known = ReadSuspectsRules.Now(material, Declared.AddHours(1));

        Assert.Equal(["only cache.maxmemory", "quokkas are gone"], known.Texts.Select(text => text.Text));
        Assert.Equal(["the checklist", "the impact"], known.Texts.Select(text => text.Name));
    }

    [Fact]
    public void A_decision_counts_until_the_next_and_nobodys_ranking_at_the_declaration()
    {
        var material = Material([Cache, Banner]) with
        {
            Decisions = [Decide(1, "cache", ChangeVerdict.RuledOut), Decide(2, "cache", ChangeVerdict.Likely), Decide(3, "banner", ChangeVerdict.RuledOut), Decide(4, "banner", ChangeVerdict.RolledBack)],
        };
        var ranked = RankedChanges.Of(material, Declared);

        Assert.Equal("cache", ranked.Likely!.Change.Key);
        Assert.Equal(["banner"], ranked.RuledOut.Select(one => one.Change.Key));
        Assert.Equal(ChangeVerdict.RolledBack, ranked.Find("banner")!.Decided.Newest!.Verdict);
        Assert.All(RankedChanges.AtDeclaration(material, Declared).All, one => Assert.Equal(DecidedChange.Nothing, one.Decided));
        Assert.Equal(DecidedChange.Nothing, DecidedChange.All([.. material.Decisions, Decide(5, "banner", ChangeVerdict.Considered)])["banner"]);
    }

    [Fact]
    public void When_all_are_ruled_out_no_change_of_ours_has_a_reason_more()
    {
        var before = RankedChanges.Of(Material([Banner]), Declared);
        var after = RankedChanges.Of(Material([Banner]) with { Decisions = [Decide(1, "banner", ChangeVerdict.RuledOut)] }, Declared);

        Assert.Equal(before.NoChange.Score + 20, after.NoChange.Score);
        Assert.Empty(after.Suspects);
    }

    [Fact]
    public void The_titles_of_what_a_change_brought_are_its_words()
    {
        var deploy = Banner with { Details = new ChangeDetails { Commits = [new ChangeCommit("Lower cache.maxmemory", null, null)] } };
        var material = Material([deploy], Entry(1, -1, EntryKind.Finding, "cache.maxmemory is too low"));

        Assert.Contains(RankedChanges.Of(material, Declared).Find("banner")!.Parts, part => part.Name == "words");
    }

    [Fact]
    public void Numbers_stay_with_their_changes_when_the_order_changes()
    {
        var first = StoredRanking.None.After(RankedChanges.Of(Material([Cache, Banner]), Declared));
        var finding = Entry(1, 1, EntryKind.Finding, "cache.maxmemory is too low");
        var then = first.After(RankedChanges.Of(Material([Cache, Banner, Deploy("new", -1, "checkout", "v3")], finding), Declared.AddHours(1)));

        Assert.Equal((first.NumberOf("cache"), first.NumberOf("banner"), 3), (then.NumberOf("cache"), then.NumberOf("banner"), then.NumberOf("new")));
        Assert.Equal("cache", then.Move!.Change);
        Assert.Equal("words", then.Move.Part);
        Assert.Null(first.Move);
    }

    [Fact]
    public void What_is_found_later_is_said_to_be_new_unless_it_may_have_been_far_down_a_long_list()
    {
        StoredMove? Move(int before) => StoredRanking.None
            .After(RankedChanges.Of(Material([.. Enumerable.Range(1, before).Select(number => Deploy($"k{number}", -1000, "search", $"v{number}"))]), Declared))
            .After(RankedChanges.Of(Material([.. Enumerable.Range(1, before).Select(number => Deploy($"k{number}", -1000, "search", $"v{number}")), Banner]), Declared)).Move;

        Assert.Equal(("banner", null), (Move(3)!.Change, Move(3)!.From));
        Assert.NotEqual("banner", Move(30)?.Change);
        var ranked = RankedChanges.Of(Material([Banner]), Declared);
        Assert.Equal($"checkout v2 is new, with {ranked.All[0].Score}", RankingMoves.InWords(Move(3)! with { To = ranked.All[0].Score }, ranked));
    }

    [Fact]
    public void A_reason_that_is_too_long_is_given_back()
    {
        var ranked = RankedChanges.Of(Material([Banner]), Declared);
        var view = new ChangesView(Outage, Record([Banner]), ranked, StoredRanking.None.After(ranked));

        var refused = DecideOnChangeRules.Decide(view, 1, ChangeVerdict.RuledOut, new string('x', 501), 1, Sam, Declared, 1);

        Assert.True(refused.IsRefusal);
        Assert.EndsWith(new string('x', 501), refused.Sentence.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public void However_many_changes_there_are_only_a_few_are_written_down_and_shown()
    {
        var many = Enumerable.Range(1, 2000).Select(number => Deploy($"k{number}", -number / 2.0, "checkout", $"v{number}")).ToList();
        var ranked = RankedChanges.Of(Material(many), Declared);
        var shown = StoredRanking.None.After(ranked);
        var view = new ChangesView(Outage, Record(many), ranked, shown);

        Assert.Equal(StoredRanking.Listed, shown.Numbers.Count);
        Assert.InRange(ChangesCard.Of(view).Parts.Count, 4, 10);
        Assert.InRange(ChangesList.Compose(view, Declared).Parts.Count, 5, 14);
    }

    [Fact]
    public void Answers_are_counted_by_the_band_of_their_score()
    {
        var bands = ShowAccuracyRules.Count([(0, false), (25, true), (26, true), (50, false), (51, true), (76, true), (100, true)]);

        Assert.Equal([(0, 25, 1, 2), (26, 50, 1, 2), (51, 75, 1, 1), (76, 100, 2, 2)], bands);
    }

    [Theory]
    [InlineData(9, 9, 0.5)]
    [InlineData(3, 10, 0.3)]
    [InlineData(7, 20, 0.35)]
    public void A_rate_of_ones_own_needs_ten_answers(int own, int answered, double rate) => Assert.Equal(rate, new OwnChanges(own, answered).Rate);

    [Fact]
    public void The_newest_twenty_answers_make_the_rate()
    {
        CauseAnswer Answer(WasIt was) => new(was, "k", new ScorePair(80, 20), new ScorePair(90, 20), Maya, Now);
        var answers = Enumerable.Repeat(Answer(WasIt.NotAChange), 13).Concat(Enumerable.Repeat(Answer(WasIt.NotQuite), 3)).Concat(Enumerable.Repeat(Answer(WasIt.No), 2)).Concat(Enumerable.Repeat(Answer(WasIt.Yes), 30)).ToList();

        var card = ShowAccuracyRules.Compose(answers, Now);

        Assert.StartsWith("7 of your last 20 incidents were a change of yours.", card.Text, StringComparison.Ordinal);
        Assert.Contains("Score 76 to 100: right in 30 of 48 at the declaration, 30 of 48 at the end.", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_change_that_it_was_instead_counts_as_right_in_the_band_of_its_own_score()
    {
        var answer = new CauseAnswer(WasIt.No, "k", new ScorePair(80, 20), new ScorePair(90, 20), Maya, Now);

        var text = ShowAccuracyRules.Compose([answer with { Other = "l", OtherDeclared = 10, OtherEnd = 60 }, answer with { Other = CauseAnswer.NotListed }], Now).Text;

        Assert.Contains("Score 0 to 25: right in 1 of 1 at the declaration, 0 of 0 at the end.", text, StringComparison.Ordinal);
        Assert.Contains("Score 51 to 75: right in 0 of 0 at the declaration, 1 of 1 at the end.", text, StringComparison.Ordinal);
        Assert.Contains("Score 76 to 100: right in 0 of 2 at the declaration, 0 of 2 at the end.", text, StringComparison.Ordinal);
    }

    private static RankedChange At(RankingMaterial material, string key) => RankedChanges.AtDeclaration(material, Declared).Find(key)!;

    private static RankingMaterial Material(IReadOnlyList<ServiceChange> changes, params TimelineEntry[] entries) =>
        new(Outage, [], entries, [], Record(changes), [], OwnChanges.Unknown);

    private static ChangeRecord Record(IReadOnlyList<ServiceChange> changes) =>
        ChangeRecord.Of(Outage, new ChangePull(1, Declared, Declared.AddDays(-1), Declared, [], Declared.AddHours(1)), changes);

    private static ServiceChange Deploy(string key, double minutes, string service, string name) =>
        new(key, Declared.AddMinutes(minutes), service, "production", name, null, null);

    private static ChangeDecision Decide(int number, string change, ChangeVerdict verdict, int entry = 99) =>
        new(number, change, verdict, verdict == ChangeVerdict.RuledOut ? "it was well" : null, null, entry, Sam, Declared.AddMinutes(number));

    private static TimelineEntry Entry(int number, double minutes, EntryKind kind, string words) => new()
    {
        Number = number, At = Declared.AddMinutes(minutes), RecordedAt = Declared.AddMinutes(minutes), Kind = kind, Author = Sam, CapturedBy = Sam, Text = words,
    };
}
