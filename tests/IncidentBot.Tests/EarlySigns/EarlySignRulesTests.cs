using IncidentBot.Catalogue;
using IncidentBot.Changes.Told;
using IncidentBot.Chat;
using IncidentBot.EarlySigns;
using IncidentBot.Incidents;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.EarlySigns;

/// <summary>Which messages of alert bots are kept, and which of them are an incident's early signs.</summary>
public sealed class EarlySignRulesTests
{
    private static readonly ChannelId Alerts = new("C0ALERTS");

    [Theory]
    [InlineData("[FIRING:1] HighErrorRate (checkout prod)", "checkout")]
    [InlineData("CHECKOUT is slow", "checkout")]
    [InlineData("service=checkout p99 2.1 s", "checkout")]
    [InlineData("checkout-worker crashed", "checkout-worker")]
    [InlineData("the shop front is down", "checkout")]
    [InlineData("checkout and search: 500s", "checkout, search")]
    [InlineData("recheckout, checkout_total, checkouts", "")]
    [InlineData("checkout-7d9f8b restarted", "")]
    [InlineData("nothing to see", "")]
    [InlineData("", "")]
    public void A_service_is_named_by_whole_words_of_its_name_or_another_one(string text, string named) =>
        Assert.Equal(named, string.Join(", ", new NamedServices(Catalogue()).In(text)));

    [Fact]
    public void What_stands_behind_much_text_or_beside_many_services_is_left()
    {
        var catalogue = Catalogue();
        for (var number = 0; number < 20; number++)
            catalogue.Services[$"svc{number}"] = new CatalogueService();

        Assert.Empty(new NamedServices(catalogue).In(new string('x', NamedServices.LongestText) + " checkout"));
        Assert.Equal(NamedServices.Most, new NamedServices(catalogue).In(string.Join(' ', catalogue.Services.Keys)).Count);
    }

    [Fact]
    public void Of_a_message_that_names_no_service_nothing_is_stored_and_of_one_that_does_so_no_more_only_its_place()
    {
        Assert.Null(Read(Said("lunch is ready, secretword")));
        Assert.Null(Read(Said("checkout is slow") with { Names = ["Lunch bot"] }));

        var gone = Read(Said("all quiet, secretword") with { At = Now.AddMinutes(1), PostedAt = Now });
        Assert.DoesNotContain("secretword", gone!.Body, StringComparison.Ordinal);
        Assert.Contains("\"ts\":\"1.1\"", gone.Body, StringComparison.Ordinal);
        Assert.Contains("\"isDeleted\":true", Read(Said("x") with { Text = null, Names = [], Ids = [] })!.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_message_is_kept_cut()
    {
        var body = Read(Said("checkout " + new string('x', 3_000)))!.Body;

        Assert.True(body.Length < AlertBots.KeptText + 300, body);
    }

    [Fact]
    public void A_deleted_message_stays_deleted_and_an_older_edit_changes_nothing()
    {
        var first = Alert("1", 0);
        var edited = first with { Words = "checkout is slower", EditedAt = Now.AddMinutes(2) };

        Assert.Equal(AlertUse.Kept, KeepAlertRules.Decide(null, first));
        Assert.Equal(AlertUse.Ignored, KeepAlertRules.Decide(first, first));
        Assert.Equal(AlertUse.Ignored, KeepAlertRules.Decide(first, first with { EditedAt = Now.AddMinutes(1) }));
        Assert.Equal(AlertUse.Kept, KeepAlertRules.Decide(first, edited));
        Assert.Equal(AlertUse.Ignored, KeepAlertRules.Decide(edited, first with { Words = "checkout is odd", EditedAt = Now.AddMinutes(1) }));
        Assert.Equal(AlertUse.Removed, KeepAlertRules.Decide(first, first with { Services = [], Words = "", EditedAt = Now.AddMinutes(3) }));
        Assert.Equal(AlertUse.Emptied, KeepAlertRules.Decide(edited, first with { IsDeleted = true, Services = [], Words = "" }));
        Assert.Equal(AlertUse.Ignored, KeepAlertRules.Decide(first with { IsDeleted = true, Words = "" }, edited));
    }

    [Fact]
    public void Of_those_that_say_the_same_but_for_numbers_the_first_counts()
    {
        var chosen = EarlySignRules.Choose([Alert("1", 0, "checkout p99 2.1 s"), Alert("2", 1, "checkout p99 3.4 s"), Alert("3", 2, "checkout is down")], []);

        Assert.Equal(["1", "3"], chosen.Select(one => one.OwnId));
        Assert.Empty(EarlySignRules.Choose(chosen, [Sign("1", 0, "checkout p99 2.1 s"), Sign("3", 2, "checkout is down")]));
    }

    [Fact]
    public void Of_too_many_those_from_both_ends_are_taken_and_an_incident_has_so_many_at_most()
    {
        List<AlertSaid> many = [.. Enumerable.Range(0, 100).Select(number => Alert($"{number}", number, $"checkout alert {(char)('A' + (number % 26))}{(char)('A' + (number / 26))}"))];
        List<EarlySign> full = [.. many.Take(EarlySignRules.Most).Select(said => Sign(said.OwnId, 0, said.Words))];

        var chosen = EarlySignRules.Choose(many, []);

        Assert.Equal(EarlySignRules.MostAtOnce, chosen.Count);
        Assert.Equal(("0", "99"), (chosen[0].OwnId, chosen[^1].OwnId));
        Assert.Empty(EarlySignRules.Choose(many, full));
    }

    [Fact]
    public void An_incident_has_those_of_its_services_in_the_day_before_it_was_noticed()
    {
        var incident = Outage with
        {
            Services = ["Checkout"],
            Milestones = new Dictionary<Milestone, DateTimeOffset> { [Milestone.Declared] = Now, [Milestone.Detected] = Now.AddMinutes(-10) },
        };
        EarlySign[] signs = [Sign("old", -24 * 60 - 11), Sign("first", -24 * 60), Sign("last", -10), Sign("late", -9), Sign("other", -30) with { Services = ["search"] }];

        Assert.Equal(["first", "last"], EarlySignRules.Concerning(incident, signs).Select(sign => sign.Message.Id));
        Assert.Empty(EarlySignRules.Concerning(incident with { Milestones = new Dictionary<Milestone, DateTimeOffset>() }, signs));
    }

    [Fact]
    public void An_edit_that_names_no_service_leaves_what_the_sign_said()
    {
        var sign = Sign("1", 0);
        var now = FollowSignRules.Edited(sign, Alert("1", 0, "") with { Services = [], EditedAt = Now.AddMinutes(5) });

        Assert.Equal((sign.Words, Now.AddMinutes(5)), (now.Words, now.EditedAt));
        Assert.Equal("checkout is down", FollowSignRules.Edited(sign, Alert("1", 0, "checkout is down") with { EditedAt = Now }).Words);
    }

    [Fact]
    public void A_bot_without_a_channel_is_said_with_its_key_and_an_example()
    {
        var options = new EarlySignOptions();
        options.Bots["grafana"] = new AlertBotOptions();

        Assert.Equal("EarlySigns:Bots:grafana:Channel is missing; set the id of the channel that the alert bot writes to, such as C0123456789.", Assert.Single(options.Problems()));
    }

    private static CatalogueOptions Catalogue()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Aliases = ["shop front"] };
        catalogue.Services["checkout-worker"] = new CatalogueService();
        catalogue.Services["search"] = new CatalogueService();
        return catalogue;
    }

    private static Incoming? Read(BotMessage said)
    {
        var options = new EarlySignOptions();
        options.Bots["grafana"] = new AlertBotOptions { Channel = Alerts.Value, Bot = "Grafana" };
        return new AlertBots(options, Catalogue()).Read(new WorkspaceId("T1"), "slack", "key", said);
    }

    private static BotMessage Said(string text) => new(new MessageId(Alerts, "1.1"), ["Grafana"], ["B1"], text, Now);

    private static AlertSaid Alert(string id, int minutes, string words = "checkout is slow") =>
        new(Alerts.Value, id, Now.AddMinutes(minutes)) { Services = ["checkout"], Bot = "Grafana", Words = words };

    private static EarlySign Sign(string id, int minutes, string words = "checkout is slow") =>
        new(new MessageId(Alerts, id), Now.AddMinutes(minutes), "Grafana", ["checkout"], words);
}
