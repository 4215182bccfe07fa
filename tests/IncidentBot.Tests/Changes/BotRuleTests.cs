using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;

namespace IncidentBot.Tests.Changes;

/// <summary>Rules read deploy bots' messages; a rule that cannot work says so before anything runs.</summary>
public sealed class BotRuleTests
{
    private const string Deployed = @"^(?<state>\w+(?: \w+)?): deploy of (?<service>\S+) (?<ref>\S+) to (?<environment>\S+)(?: (?<url>\S+))?(?:\n(?<description>.+))?$";

    private static readonly DateTimeOffset At = ManualTime.Start;

    [Fact]
    public void All_that_the_groups_name_is_read()
    {
        var change = Read(Rule(Deployed), "Finished: deploy of checkout v2.3.1 to production https://ci.example/42\nSmaller cache")!;

        Assert.Equal(
            new ServiceChange("key", At, "checkout", "production", "v2.3.1", "Smaller cache", new Uri("https://ci.example/42"), "Deployer") { Origin = ChangeOrigin.BotMessage },
            change);
    }

    [Theory]
    [InlineData("Started", ChangeState.InProgress)]
    [InlineData("In progress", ChangeState.InProgress)]
    [InlineData("FAILED", ChangeState.Failure)]
    [InlineData("Pending", ChangeState.Waiting)]
    [InlineData("Superseded", ChangeState.Inactive)]
    [InlineData("Succeeded", ChangeState.Success)]
    public void The_words_of_deploy_bots_are_states(string said, ChangeState expected) =>
        Assert.Equal(expected, Read(Rule(Deployed), $"{said}: deploy of checkout v2.3.1 to production")!.State);

    [Theory]
    [InlineData("Rollbackish: deploy of checkout v2.3.1 to production")]
    [InlineData("Lunch is ready")]
    [InlineData("")]
    public void What_does_not_fit_is_no_change(string text) => Assert.Null(Read(Rule(Deployed), text));

    [Fact]
    public void A_fixed_service_and_kind_stand_for_what_the_message_does_not_say()
    {
        var rule = Rule(@"flag (?<ref>\S+) is now on", options => (options.Service, options.Kind) = ("checkout", ChangeKind.Flag));

        var change = Read(rule, "The flag new_cart is now on")!;

        Assert.Equal(("checkout", ChangeKind.Flag, "new_cart", ChangeState.Success), (change.Service, change.Kind, change.Ref, change.State));
    }

    [Theory]
    [InlineData(@"javascript:alert(1)")]
    [InlineData(@"not/an/address")]
    [InlineData(@"https://ci:hunter2@ci.example/42")]
    public void What_is_no_web_address_is_no_link(string url) =>
        Assert.Null(Read(Rule(Deployed), $"Done: deploy of checkout v2 to production {url}")!.Url);

    [Fact]
    public void Only_the_beginning_of_a_long_message_is_looked_at()
    {
        var rule = Rule("(?<service>checkout)");

        Assert.NotNull(Read(rule, new string('x', BotRule.LongestText - 8) + "checkout"));
        Assert.Null(Read(rule, new string('x', BotRule.LongestText - 7) + "checkout"));
    }

    [Fact]
    public void A_rule_is_for_its_channel_and_its_bot()
    {
        var any = Rule(Deployed);
        var one = Rule(Deployed, options => options.Bot = "deployer");

        Assert.True(any.IsFor("C1", [], []));
        Assert.False(any.IsFor("C2", ["Deployer"], []));
        Assert.True(one.IsFor("C1", ["Deploys", "Deployer"], ["B1"]));
        Assert.False(one.IsFor("C1", [], ["B1"]));
    }

    [Fact]
    public void A_bot_that_calls_itself_by_the_id_of_another_is_not_the_other()
    {
        var rule = Rule(Deployed, options => options.Bot = "B0123456789");

        Assert.True(rule.IsFor("C1", ["Deployer"], ["B0123456789", "A1"]));
        Assert.False(rule.IsFor("C1", ["B0123456789"], ["B9876543210"]));
        Assert.False(rule.IsFor("C1", ["b0123456789"], ["B9876543210"]));
    }

    [Fact]
    public void A_bot_may_be_meant_by_a_short_id() =>
        Assert.True(Rule(Deployed, options => options.Bot = "B1").IsFor("C1", [], ["B1"]));

    [Theory]
    [InlineData(null, "Changes:Bots:deploys:Pattern is missing; for example")]
    [InlineData("(?<service>", "Changes:Bots:deploys:Pattern isn't a regular expression")]
    [InlineData("(?<service>a)(?=b)", "Changes:Bots:deploys:Pattern has a lookaround")]
    [InlineData(@"(?<service>a)\k<service>", "Changes:Bots:deploys:Pattern has a lookaround")]
    [InlineData("(?<service>a)(?<svc>b)", "Changes:Bots:deploys:Pattern has the group svc, but reads service, ref")]
    [InlineData("Deployed", "Changes:Bots:deploys:Pattern has no group service")]
    public void A_pattern_that_cannot_work_is_named_with_an_example(string? pattern, string expected)
    {
        var problem = Assert.Single(BotRule.Problems(Options(pattern)));

        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        Assert.Contains("for example \"^Deployed", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_has_a_bound_and_a_rule_has_a_channel()
    {
        Assert.Contains("longer than 1000 characters", Assert.Single(BotRule.Problems(Options("(?<service>a)" + new string('x', 1000)))), StringComparison.Ordinal);
        Assert.StartsWith("Changes:Bots:deploys:Channel is missing", Assert.Single(BotRule.Problems(Options(Deployed, channel: null))), StringComparison.Ordinal);
        Assert.Empty(BotRule.Problems(Options(Deployed)));
    }

    [Fact]
    public void An_edit_that_says_no_new_state_keeps_the_time()
    {
        var known = Read(Rule(Deployed), "Done: deploy of Checkout v2.3.1 to production")!;
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService();

        var corrected = KeepBotChangeRules.Decide(known with { At = At.AddMinutes(5), Description = "corrected" }, known, catalogue);
        var failed = KeepBotChangeRules.Decide(known with { At = At.AddMinutes(5), State = ChangeState.Failure }, known, catalogue);

        Assert.Equal((At, "corrected", "checkout"), (corrected.At, corrected.Description, corrected.Service));
        Assert.Equal((At.AddMinutes(5), ChangeState.Failure), (failed.At, failed.State));
    }

    private static ServiceChange? Read(BotRule rule, string text) => rule.Read("key", text, At, "Deployer");

    private static BotRule Rule(string pattern, Action<BotRuleOptions>? change = null)
    {
        var options = Options(pattern);
        change?.Invoke(options.Bots["deploys"]);
        return Assert.Single(BotRule.Of(options));
    }

    private static ChangesOptions Options(string? pattern, string? channel = "C1")
    {
        var options = new ChangesOptions();
        options.Bots["deploys"] = new BotRuleOptions { Channel = channel, Pattern = pattern };
        return options;
    }
}
