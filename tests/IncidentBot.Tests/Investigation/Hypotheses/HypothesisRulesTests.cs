using IncidentBot.Incidents;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Erasure;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Investigation.Hypotheses;

public sealed class HypothesisRulesTests
{
    private static readonly HypothesisState[] Verdicts = [HypothesisState.Confirmed, HypothesisState.RuledOut];

    [Fact]
    public void Its_tests_are_its_cost_and_without_one_the_time_since_it_was_stated()
    {
        var one = After(HypothesisState.Testing, HypothesisState.Weakened, HypothesisState.Testing, HypothesisState.Testing, HypothesisState.RuledOut);

        Assert.Equal(TimeSpan.FromMinutes(3), one.Cost);
        Assert.Equal(TimeSpan.FromMinutes(2), After(HypothesisState.Strengthened, HypothesisState.RuledOut).Cost);
        Assert.Null(After(HypothesisState.Testing, HypothesisState.Unverified).Cost);
        Assert.Equal(TimeSpan.FromMinutes(9), After(HypothesisState.Testing).Tested(Now.AddMinutes(10)));
    }

    [Theory]
    [MemberData(nameof(Settled))]
    public void What_is_settled_has_to_be_opened_again_first(HypothesisState settled, HypothesisState wanted)
    {
        var decision = Move(After(settled), wanted);

        Assert.Null(decision.Fact);
        Assert.Contains("Open it again first", decision.Sentence.ToPlainText(), StringComparison.Ordinal);
        Assert.Equal(HypothesisState.Reopened, Move(After(settled), HypothesisState.Reopened).Fact!.Step.To);
    }

    [Theory]
    [InlineData(HypothesisState.Strengthened)]
    [InlineData(HypothesisState.Weakened)]
    [InlineData(HypothesisState.Confirmed)]
    [InlineData(HypothesisState.RuledOut)]
    [InlineData(HypothesisState.Unverified)]
    public void Every_state_but_a_test_needs_a_reason_and_the_same_again_changes_nothing(HypothesisState to)
    {
        Assert.Equal("Say why, so that nobody has to look again.", Move(After(), to, string.Empty).Sentence.ToPlainText());

        var moved = Move(After(), to).Fact!;
        var again = Move(moved.Apply(After()), to);
        Assert.True(again is { Fact: null, IsRefusal: false });
        Assert.NotNull(Move(moved.Apply(After()), to, "Another reason").Fact);
    }

    [Fact]
    public void However_people_order_them_none_is_lost_and_the_one_that_was_moved_stands_where_they_want()
    {
        var random = new Random(7);
        var list = HypothesisList.None(Outage.Id);
        for (var number = 1; number <= 12; number++)
            list = list.After(StateHypothesisRules.Decide(list, new HypothesisTerms($"The pool {number} leaks"), HypothesisOrigin.None, number, Maya, Now).Fact!);

        for (var turn = 0; turn < 300; turn++)
        {
            var (number, place) = (random.Next(1, 13), random.Next(1, 14));
            var wanted = new WantedMove(number, list.Find(number)!.IsSettled ? HypothesisState.Reopened : Verdicts[turn % 2], $"{turn}", []);
            if (turn % 5 == 0)
                list = list.After(MoveHypothesisRules.Decide(list, wanted, 20 + turn, Maya, Now).Fact!);
            else if (PlaceHypothesisRules.Decide(list, number, place, Maya, Now).Fact is { } placed)
            {
                var before = list.Unsettled.Where(one => one.Number != number).Select(one => one.Number).ToList();
                list = list.After(placed);
                Assert.Equal(Math.Min(place, list.Unsettled.Count) - 1, list.Unsettled.Index().Single(one => one.Item.Number == number).Index);
                Assert.Equal(before, list.Unsettled.Where(one => one.Number != number).Select(one => one.Number));
            }

            Assert.Equal(Enumerable.Range(1, 12), list.Ranked.Select(one => one.Number).Order());
            if (list.Find(number)!.Steps.Count > Hypothesis.MostSteps - 2)
                break;
        }
    }

    [Fact]
    public void Only_the_words_that_were_taken_back_are_cut_wherever_they_stand()
    {
        var terms = new HypothesisTerms("The pool leaks. Sam said that the pool of acme was empty since noon") { Confirms = "the pool of acme was empty since noon", RulesOut = "it is full" };
        var list = HypothesisList.None(Outage.Id).After(new HypothesisStated(Maya, Now, 1, new Hypothesis(1, terms, Maya, Now, 1)));

        var cut = Assert.Single(ForgetHypothesesRules.Decide(list, Array.Empty<string>().ToLookup(_ => 0, text => text), [new RemovedText("the pool of acme was empty since noon", "Sam", null)], Now));

        Assert.Equal(("The pool leaks. " + CutWords.Mark, CutWords.Mark, "it is full"), (cut.Terms.Text, cut.Terms.Confirms, cut.Terms.RulesOut));
        Assert.Empty(ForgetHypothesesRules.Decide(list, Array.Empty<string>().ToLookup(_ => 0, text => text), [new RemovedText("nobody wrote this", "Sam", null)], Now));
    }

    public static TheoryData<HypothesisState, HypothesisState> Settled()
    {
        var data = new TheoryData<HypothesisState, HypothesisState>();
        foreach (var settled in Verdicts)
        {
            foreach (var wanted in Enum.GetValues<HypothesisState>().Except([settled, HypothesisState.Open, HypothesisState.Reopened]))
                data.Add(settled, wanted);
        }

        return data;
    }

    // A step a minute.
    private static Hypothesis After(params HypothesisState[] states) => new(1, new HypothesisTerms("The pool leaks"), Maya, Now, 1)
    {
        Steps = [.. states.Select((state, at) => new HypothesisStep(state, Sam, Now.AddMinutes(at + 1), at + 2) { Reason = "So" })],
    };

    private static IncidentBot.Delivery.Decision<HypothesisMoved> Move(Hypothesis one, HypothesisState to, string reason = "Because") =>
        MoveHypothesisRules.Decide(new HypothesisList(Outage.Id, 1, [one]), new WantedMove(1, to, to == HypothesisState.Testing ? string.Empty : reason, []), 9, Maya, Now.AddMinutes(30));
}
