using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Tests.Language.Blameless;

/// <summary>What the check says of single sentences and small documents.</summary>
public sealed class BlamelessCheckTests
{
    [Theory]
    [InlineData("Maya forgot to renew the certificate.", "The certificate wasn't renewed; what would have reminded us?")]
    [InlineData("The DBA failed to check the backups before the migration.", "The backups weren't checked before the migration; which check could run by itself?")]
    [InlineData("The on-call engineer ignored the alert.", "The alert wasn't acted on; what would have made it stand out?")]
    [InlineData("Ops did not update the runbook.", "The runbook wasn't updated; what would have reminded us?")]
    [InlineData("We should have tested this on staging first.", "What would have made it easy to test this on staging first?")]
    [InlineData("The logs should have been checked.", "What would have made it easy to check the logs?")]
    [InlineData("The wrong file was uploaded by Marta.", "The wrong file was uploaded; which safeguard would have caught it?")]
    [InlineData("Raj broke the checkout.", "The checkout was broken; which safeguard would have stopped it?")]
    [InlineData("Root cause: human error.", "What made this mistake easy to make, and which safeguard would have caught it?")]
    public void A_rewrite_names_nobody(string sentence, string rewrite) => Assert.Equal(rewrite, Only(sentence).Rewrite);

    [Theory]
    [InlineData("Maya forgot to renew it.", "blame-person", "Maya forgot to renew")]
    [InlineData("@jonas deleted the wrong namespace.", "blame-person", "@jonas deleted")]
    [InlineData("The database team ignored the page.", "blame-team", "The database team ignored")]
    [InlineData("Cloudflare failed to notify its customers.", "blame-team", "Cloudflare failed to notify")]
    [InlineData("The outage was the result of human error.", "blame-human-error", "human error")]
    [InlineData("We should have tested it.", "blame-should-have", "We should have tested")]
    [InlineData("If the engineer had read the log, it would still run.", "blame-counterfactual", "the engineer had read")]
    [InlineData("Engineers must be more careful with flags.", "blame-competence", "more careful")]
    [InlineData("In hindsight the limit was too low.", "blame-hindsight", "In hindsight")]
    [InlineData("The change was \"tested\" before the release.", "blame-sarcasm", "tested")]
    public void Each_kind_has_a_rule_of_its_own(string sentence, string rule, string words)
    {
        var finding = Only(sentence);

        Assert.Equal((rule, words), (finding.Rule, finding.Words));
        Assert.Equal(words, sentence.Substring(finding.Column - 1, finding.Length));
        Assert.EndsWith(".", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sentence_has_one_finding_the_strongest() =>
        Assert.Equal("blame-person", Only("In hindsight it was obvious that Maya forgot to check it, which was human error.").Rule);

    [Fact]
    public void Whoever_the_caller_knows_is_a_person()
    {
        const string Text = "Gerrit failed to restart the pool. Zyx ignored the alert.";

        Assert.DoesNotContain("Gerrit", string.Join(' ', BlamelessCheck.OfText(Text, KnownPeople.None).Select(one => one.Words)), StringComparison.Ordinal);
        Assert.Equal(["Gerrit failed to restart", "Zyx ignored"], BlamelessCheck.OfText(Text, new KnownPeople(["Gerrit de Vries", "zyx"])).Select(one => one.Words));
    }

    [Theory]
    [InlineData("The pods restarted. They never rejoined the cluster.", false)]
    [InlineData("The developers left early. They never checked the graph.", true)]
    public void They_are_whoever_was_named_before(string text, bool isBlame) => Assert.Equal(isBlame, BlamelessCheck.OfText(text, KnownPeople.None).Count > 0);

    [Theory]
    [InlineData("Version v2.3.1 went out at 16:05. Maya forgot the flag.", 35)]
    [InlineData("See e.g. the graph at https://x.y/a.b. Maya forgot the flag.", 40)]
    [InlineData("It was 5 p.m. 🎉 Maya forgot the flag.", 18)]
    [InlineData("Dr. Weber was on call. Maya forgot the flag.", 24)]
    public void A_sentence_begins_after_the_last_full_stop(string text, int column) =>
        Assert.Equal((1, column), (Only(text).Line, Only(text).Column));

    [Fact]
    public void The_line_is_the_one_on_which_the_sentence_begins()
    {
        var finding = Only("All was well. On Monday the team,\nwhich had been warned, forgot to\nrenew the certificate.");

        Assert.Equal((1, 25), (finding.Line, finding.Column));
        Assert.Equal("the team, which had been warned, forgot to renew", finding.Words);
    }

    [Theory]
    [InlineData("He said: \"Maya forgot to renew it and should have known better.\"")]
    [InlineData("2026-03-01 ERROR pool: Maya forgot to check")]
    [InlineData("level=error msg=failed to check user=maya")]
    [InlineData("")]
    [InlineData("\ud800")]
    public void What_others_wrote_is_left_alone(string text) => Assert.Empty(BlamelessCheck.OfText(text, KnownPeople.None));

    [Theory]
    [InlineData("The reviewers dropped the ball on the second diff.", true)]
    [InlineData("The ball was dropped between the shifts.", true)]
    [InlineData("They decided to sweep it under the rug.", true)]
    [InlineData("The reviewers did not drop the ball.", false)]
    [InlineData("The pool lost sight of two members.", false)]
    [InlineData("The crew lost sight of two parcels.", true)]
    [InlineData("We let things slide for a year.", true)]
    [InlineData("The lease let things slide for a second.", false)]
    [InlineData("If somebody drops the ball, the second pager rings.", false)]
    public void The_grammar_says_whose_an_idiom_is(string sentence, bool isBlame) =>
        Assert.Equal(isBlame, BlamelessCheck.OfText(sentence, KnownPeople.None).Count > 0);

    [Theory]
    [InlineData("Scanware GmbH ignored the freeze.", "blame-team")]
    [InlineData("Team Falcon ignored the freeze.", "blame-team")]
    [InlineData("The data science group ignored the freeze.", "blame-team")]
    [InlineData("The back office ignored the freeze.", "blame-team")]
    [InlineData("The consumer group ignored the partition.", null)]
    public void Companies_and_teams_are_known_by_how_they_are_named(string sentence, string? rule) =>
        Assert.Equal(rule, BlamelessCheck.OfText(sentence, KnownPeople.None).SingleOrDefault()?.Rule);

    [Fact]
    public void Code_between_backticks_is_left_alone() =>
        Assert.Empty(BlamelessCheck.OfText("The log says `nobody tested this` and `the engineer forgot to check`.", KnownPeople.None));

    [Theory]
    [InlineData("| 1 | Look into monitoring | Ana Silva | 2026-03-01 |", "action-vague")]
    [InlineData("| 1 | Add an alert on the queue's age | Ana Silva | 2026-03-01 |", null)]
    public void An_action_is_judged_by_the_cell_that_says_what_will_be_done(string row, string? rule) => Assert.Equal(rule,
        BlamelessCheck.OfMarkdown("## Action items\n\n| # | Action | Owner | Due |\n|---|---|---|---|\n" + row + "\n", KnownPeople.None).SingleOrDefault()?.Rule);

    [Fact]
    public void Nothing_is_known_of_nobody()
    {
        Assert.Throws<ArgumentNullException>(() => BlamelessCheck.OfText(null!, KnownPeople.None));
        Assert.Throws<ArgumentNullException>(() => BlamelessCheck.OfText("a", null!));
    }

    private static BlamelessFinding Only(string text) => Assert.Single(BlamelessCheck.OfText(text, KnownPeople.None));
}
