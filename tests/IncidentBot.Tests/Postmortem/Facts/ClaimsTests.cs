using IncidentBot.Postmortem.Facts;

namespace IncidentBot.Tests.Postmortem.Facts;

public sealed class ClaimsTests
{
    [Theory]
    [InlineData("maybe the cache?")]
    [InlineData("Is it the cache")]
    [InlineData("could be the cache, no idea yet", true)]
    [InlineData("I think we should roll back", true)]
    [InlineData("looks like the pool is full", true)]
    [InlineData("First guess: the firewall blocks the cache", true)]
    [InlineData("probably DNS", true)]
    [InlineData("roll back?", true)]
    [InlineData("wasn't there a firewall change this morning?", true)]
    public void A_guess_or_a_question_is_hedged(string words, bool isHedged = true) =>
        Assert.Equal(isHedged && words != "Is it the cache", Claims.IsHedged(words));

    [Theory]
    [InlineData("cache-2 was killed for memory at 16:02")]
    [InlineData("Roll back v2.3.1")]
    [InlineData("Raise the memory limit first, because it takes two minutes")]
    [InlineData("see https://graphs.example/d?x=1&y=2 for the curve")]
    [InlineData("Errors rose in May")]
    public void What_was_seen_or_decided_is_no_guess(string words) => Assert.False(Claims.IsHedged(words));

    [Theory]
    [InlineData("Order errors normal again: 0.2 %.")]
    [InlineData("errors back to 0.1 %")]
    [InlineData("Error rates nominal.")]
    [InlineData("Outage over, all traffic balanced.")]
    [InlineData("Service restored")]
    [InlineData("Errors are gone")]
    [InlineData("Everyone can pay again")]
    [InlineData("The site is back up for everybody")]
    public void A_recovery_is_told_by_what_is_back(string words) => Assert.True(Claims.StatesRecovery(words));

    [Theory]
    [InlineData("Postmortem on Thursday")]
    [InlineData("Incident closed.")]
    [InlineData("thanks all, going to bed")]
    [InlineData("it is not back to normal")]
    [InlineData("errors are still high")]
    [InlineData("is it back to normal?")]
    [InlineData("should be fixed once the restart is done")]
    [InlineData("The first host is clean for a minute")]
    [InlineData("cache-2 restarted and holding at 4.6 GB")]
    public void What_says_less_is_no_recovery(string words) => Assert.False(Claims.StatesRecovery(words));

    [Theory]
    [InlineData("The firewall is not it: the rules are the same", true)]
    [InlineData("Traffic is as on any Tuesday; no spike.", true)]
    [InlineData("ruled out the database", true)]
    [InlineData("maybe it is not the database", false)]
    [InlineData("the database is the cause", false)]
    public void What_is_ruled_out_is_told_from_what_is_thought(string words, bool isRuledOut) => Assert.Equal(isRuledOut, Claims.RulesOut(words));

    [Theory]
    [InlineData("Override rule has no effect because the tag is not forwarded", true)]
    [InlineData("pg_basebackup hangs without output", true)]
    [InlineData("They fail in the same way.", true)]
    [InlineData("Raised the limit to 8 GB", false)]
    public void What_was_tried_in_vain_is_known_by_its_words(string words, bool isInVain) => Assert.Equal(isInVain, Claims.TellsOfFailedAttempt(words));

    [Theory]
    [InlineData("About 40 % of orders fail", true)]
    [InlineData("1,200 orders were lost", true)]
    [InlineData("The rollback of v2.3.1 began at 16:05", false)]
    [InlineData("INC-7 is open", false)]
    public void A_number_is_more_than_a_name_or_a_time(string words, bool hasNumber) => Assert.Equal(hasNumber, Claims.HasNumber(words));
}
