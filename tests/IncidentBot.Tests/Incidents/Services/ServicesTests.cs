using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Services;
using IncidentBot.Language;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents.Services;

/// <summary>The services that an incident is about: named and changed by people, with what the catalogue knows of them.</summary>
public sealed class ServicesTests
{
    private const string Links = "INC-1/links";

    private static readonly PersonId[] Team = [.. Enumerable.Range(1, 40).Select(number => new PersonId($"U-{number}"))];

    [Fact]
    public async Task Added_services_stand_on_the_card_are_told_in_one_line_and_have_the_changes_looked_up_again()
    {
        await using var scene = await SceneAsync("start Payments fail");
        var pulls = scene.Chat.DoneKeys.Count(key => key.Contains("deploys", StringComparison.Ordinal));
        var told = scene.Chat.Told(Scene.Room).Count;

        await scene.TypeAsync("service add Checkout, cart");

        Assert.Equal(["checkout", "cart"], (await scene.IncidentAsync()).Services);
        Assert.StartsWith("Maya added checkout, cart to the services.", Assert.Single(scene.Chat.Told(Scene.Room).Skip(told)), StringComparison.Ordinal);
        Assert.Contains("Services: checkout, cart", Plain(scene.Chat.Shown("INC-1/card")), StringComparison.Ordinal);
        Assert.Equal(pulls + 1, scene.Chat.DoneKeys.Count(key => key.Contains("deploys", StringComparison.Ordinal)));
        var facts = await scene.Get<IncidentStore>().ListFactsAsync(Scene.Workspace, new IncidentId(1), default);
        Assert.Equal(Maya.Id, facts.OfType<ServicesChanged>().Single().By!.Id);
        Assert.NotNull((await scene.IncidentAsync()).At(Milestone.Acknowledged));
    }

    [Fact]
    public async Task Removed_services_are_gone_and_what_is_so_already_changes_nothing()
    {
        await using var scene = await SceneAsync("start Payments fail --service checkout,cart");

        await scene.TypeAsync("service remove CART");
        await scene.TypeAsync("service add checkout");
        Assert.Equal("INC-1 already names checkout.", scene.LastAnswer);
        await scene.TypeAsync("service remove cart");
        Assert.Equal("INC-1 doesn't name the service “cart”, so nothing was removed. It names checkout.", scene.LastAnswer);

        Assert.Equal(["checkout"], (await scene.IncidentAsync()).Services);
        Assert.Single(scene.Chat.Told(Scene.Room), told => told.StartsWith("Maya removed cart from the services.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_typing_error_is_asked_about_and_quotation_marks_settle_it()
    {
        await using var scene = await SceneAsync("start Payments fail");

        await scene.TypeAsync("service add chekout");
        Assert.Equal("There's no service “chekout” in the catalogue, so nothing was added. Did you mean “checkout”? To add it as you wrote it, put it in quotation marks: /incident service add \"chekout\".", scene.LastAnswer);
        Assert.Empty((await scene.IncidentAsync()).Services);

        await scene.TypeAsync("service add “chekout”");
        Assert.Equal(["chekout"], (await scene.IncidentAsync()).Services);
    }

    [Fact]
    public async Task What_the_catalogue_does_not_have_may_be_affected_all_the_same()
    {
        await using var scene = await SceneAsync("start The office network is down --service office-network");
        Assert.Equal(["office-network"], (await scene.IncidentAsync()).Services);

        await scene.TypeAsync("service add telephones");
        Assert.Equal(["office-network", "telephones"], (await scene.IncidentAsync()).Services);
        Assert.Equal("Added, but the catalogue doesn't have telephones, so its deploys, links and owners aren't known.", scene.LastAnswer);
    }

    [Theory]
    [InlineData("service add", "Say which service to add.")]
    [InlineData("service ad checkout", "I don't know the change “ad”. Did you mean “add”?")]
    [InlineData("service add ,", "Say which service to add.")]
    public async Task What_is_missing_is_said_with_the_form_and_an_example(string typed, string sentence)
    {
        await using var scene = await SceneAsync("start Payments fail");
        await scene.TypeAsync(typed);

        Assert.Equal($"{sentence} Type /incident service [add|remove NAME …], for example /incident service add checkout.", scene.LastAnswer);
    }

    [Theory]
    [InlineData("a b", "a|b")]
    [InlineData("a, b c", "a|b c")]
    [InlineData("\"a b\" c", "a b|c")]
    [InlineData("Checkout API", "Checkout API")]
    [InlineData("a A a.", "a")]
    [InlineData(" ,, ", "")]
    public void Names_are_taken_apart_at_commas_or_blanks(string typed, string names) =>
        Assert.Equal(names, string.Join('|', TypedNames.Read(typed, ["checkout api"]).Select(name => name.Text)));

    [Fact]
    public async Task Links_stand_in_the_thread_of_the_card_with_the_window_and_the_one_before()
    {
        await using var scene = await SceneAsync("start Payments fail --service checkout");

        var post = scene.Chat.Done.Single(request => request.Key == Links);
        Assert.Equal("ts-INC-1/card", Assert.IsType<PostCard>(post.Action).Thread);
        var declared = (await scene.IncidentAsync()).At(Milestone.Declared)!.Value;
        var (start, end) = (Milliseconds(declared.AddMinutes(-15)), Milliseconds(declared));
        var before = Milliseconds(declared.AddMinutes(-30));
        Assert.Equal(
            [
                ("Overview", $"https://g.example/d/checkout?from={start}&to={end}"), ("before", $"https://g.example/d/checkout?from={before}&to={start}"),
                ("Runbook", "https://wiki.example/checkout"), ("Dashboard", $"https://g.example/d/payments?from={start}&to={end}"),
            ],
            LinksOf(scene.Chat.Shown(Links)));
        Assert.Contains("Roll back: kubectl rollout undo", Plain(scene.Chat.Shown(Links)), StringComparison.Ordinal);
        Assert.Contains(scene.Chat.Shown(Links).Parts.OfType<Paragraph>().SelectMany(part => part.Text.Spans), span => span is CodeSpan { Text: "kubectl rollout undo deploy/checkout" });
    }

    [Fact]
    public async Task Links_follow_a_corrected_impact_start_and_the_end_without_another_message()
    {
        await using var scene = await SceneAsync("start Payments fail --service checkout");
        await scene.PassAsync(TimeSpan.FromMinutes(40));
        await scene.TypeAsync("time impact-start 30 min ago");

        var incident = await scene.IncidentAsync();
        var impact = incident.At(Milestone.ImpactStart)!.Value;
        Assert.Contains(("Overview", $"https://g.example/d/checkout?from={Milliseconds(impact.AddMinutes(-15))}&to={Milliseconds(scene.Time.GetUtcNow())}"), LinksOf(scene.Chat.Shown(Links)));

        await scene.TypeAsync("status resolved Fixed");
        var resolved = (await scene.IncidentAsync()).At(Milestone.Resolved)!.Value;
        await scene.PassAsync(TimeSpan.FromMinutes(40));
        await scene.TypeAsync("time impact-start 70 min ago");
        Assert.Contains(("Overview", $"https://g.example/d/checkout?from={Milliseconds((await scene.IncidentAsync()).At(Milestone.ImpactStart)!.Value.AddMinutes(-15))}&to={Milliseconds(resolved)}"), LinksOf(scene.Chat.Shown(Links)));
        Assert.Single(scene.Chat.Done, request => request.Action is PostCard && request.Key.EndsWith("/links", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_posted_where_the_catalogue_has_nothing_to_say_until_it_has()
    {
        await using var scene = await SceneAsync("start Payments fail --service cart");
        Assert.DoesNotContain(Links, scene.Chat.DoneKeys);

        await scene.TypeAsync("service add checkout");
        Assert.Single(scene.Chat.DoneKeys, Links);

        await scene.TypeAsync("service remove checkout");
        Assert.Equal("INC-1: the catalogue has no links for its services.", scene.Chat.Shown(Links).Text);
    }

    [Fact]
    public async Task The_services_are_shown_privately_with_a_window_up_to_now_and_the_way_to_change_them()
    {
        await using var scene = await SceneAsync("start Payments fail --service checkout");
        await scene.PassAsync(TimeSpan.FromMinutes(7));
        await scene.PressAsync(IncidentButtonIds.ShowServices, "1");

        var card = scene.Chat.Answers[^1].Card;
        Assert.StartsWith("INC-1 names checkout. To change them, type /incident service add NAME or /incident service remove NAME.", card.Text, StringComparison.Ordinal);
        Assert.Contains(LinksOf(card), link => link.Url.EndsWith($"&to={Milliseconds(scene.Time.GetUtcNow())}", StringComparison.Ordinal));
        Assert.Contains(card.Parts.OfType<Buttons>().SelectMany(buttons => buttons.Items), button => button.Label == "Invite @checkout-oncall");
    }

    [Fact]
    public async Task Owners_are_offered_in_the_message_of_the_links_and_invited_on_a_press()
    {
        await using var scene = await SceneAsync("start Payments fail --service checkout");
        var button = OwnersOf(scene).Single();
        Assert.Equal(("Invite @checkout-oncall", null), (button.Label, button.Confirm));
        scene.Chat.Group = [Sam.Id, Maya.Id, .. Team];
        scene.Chat.Members[Scene.Room] = [Maya.Id];

        await scene.PressAsync(button.Action, button.Value);

        Assert.Equal([Sam.Id, .. Team.Take(29)], scene.Chat.Last<Invite>().People);
        Assert.Equal("Inviting the first 30 people of 41 in @checkout-oncall who aren't here. Invite the others yourself if they are needed.", scene.LastAnswer);
        Assert.Empty(OwnersOf(scene));
        Assert.Contains("Invited: @checkout-oncall.", Plain(scene.Chat.Shown(Links)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_cannot_be_read_is_said_and_one_that_is_there_is_not_invited_again()
    {
        await using var scene = await SceneAsync("start Payments fail --service checkout");
        var button = OwnersOf(scene).Single();

        await scene.PressAsync(button.Action, button.Value);
        Assert.StartsWith("I can't read the members of @checkout-oncall, so nobody was invited.", scene.LastAnswer, StringComparison.Ordinal);

        scene.Chat.Group = [Maya.Id];
        scene.Chat.Members[Scene.Room] = [Maya.Id];
        await scene.PressAsync(button.Action, button.Value);
        Assert.Equal("Everyone in @checkout-oncall is in this channel already.", scene.LastAnswer);
        Assert.Single(OwnersOf(scene));

        await scene.PressAsync(button.Action, "1|somebody-else");
        Assert.Equal("That group doesn't look after a service of INC-1 any more, so nobody was invited.", scene.LastAnswer);
    }

    [Fact]
    public async Task Into_a_private_incident_owners_are_invited_only_by_a_button_that_asks_first()
    {
        await using var scene = await SceneAsync("start Payments fail --service checkout --private");
        scene.Chat.Group = Team;
        var button = OwnersOf(scene).Single();
        Assert.Equal("This incident is private. Everyone in @checkout-oncall will see all of it. Invite them?", button.Confirm);
        scene.Chat.Members[Scene.Room] = [Maya.Id];

        await scene.PressAsync(button.Action, "1|checkout-oncall");
        Assert.StartsWith("INC-1 is private now, so nobody was invited.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Chat.Done, request => request.Action is Invite { People.Count: > 1 });

        await scene.PressAsync(button.Action, button.Value);
        Assert.Equal(30, scene.Chat.Last<Invite>().People.Count);
    }

    [Fact]
    public void However_long_the_addresses_are_a_message_holds_them_and_says_what_is_left_out()
    {
        var catalogue = new CatalogueOptions();
        foreach (var name in new[] { "a", "b", "c" })
            catalogue.Services[name] = new CatalogueService
            {
                Dependencies = ["a", "d"],
                Links = [.. Enumerable.Range(0, 12).Select(number => new ServiceLink { Name = $"{name}{number}", Kind = LinkKind.Grafana, Url = $"https://g.example/{new string('x', 900)}" })],
            };
        catalogue.Services["d"] = new CatalogueService { Links = [new ServiceLink { Url = "https://d.example/" }] };
        var incident = Outage with { Services = ["a", "b", "c"] };

        var card = ServiceLinksCard.Compose(incident, catalogue, Now, [])!;

        Assert.All(card.Parts.OfType<Paragraph>(), part => Assert.InRange(part.Text.Spans.OfType<LinkSpan>().Sum(link => link.Address.OriginalString.Length), 0, 2400));
        Assert.InRange(LinksOf(card).Sum(link => link.Url.Length), 1, 7500);
        Assert.Contains("more don't fit in here.", Plain(card), StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_is_named_by_its_id_is_read_by_what_it_owns()
    {
        var catalogue = Catalogue();
        catalogue.Services["cart"].Owners = ["S0123456789"];

        Assert.Equal("the owners of cart", ServiceLinksCard.Name("S0123456789", Outage with { Services = ["cart", "checkout"] }, catalogue));
    }

    private static CatalogueOptions Catalogue()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService
        {
            Owners = ["@checkout-oncall"],
            Dependencies = ["payments", "cart"],
            Links =
            [
                new ServiceLink { Name = "Overview", Kind = LinkKind.Grafana, Url = "https://g.example/d/checkout" },
                new ServiceLink { Group = LinkGroup.Runbook, Url = "https://wiki.example/checkout" },
            ],
            Commands = [new ServiceCommand { Name = "Roll back", Text = "kubectl rollout undo deploy/checkout" }],
        };
        catalogue.Services["payments"] = new CatalogueService { Links = [new ServiceLink { Kind = LinkKind.Grafana, Url = "https://g.example/d/payments" }] };
        catalogue.Services["cart"] = new CatalogueService();
        return catalogue;
    }

    private static Task<Scene> SceneAsync(string start) =>
        Scene.OfIncidentAsync(start, new IncidentOptions { Services = ["checkout", "payments", "cart"] }, catalogue: Catalogue());

    private static IReadOnlyList<Button> OwnersOf(Scene scene) =>
        [.. scene.Chat.Shown(Links).Parts.OfType<Buttons>().SelectMany(buttons => buttons.Items)];

    private static IReadOnlyList<(string Label, string Url)> LinksOf(Card card) =>
        [.. card.Parts.OfType<Paragraph>().SelectMany(part => part.Text.Spans).OfType<LinkSpan>().Select(link => (link.Label, link.Address.OriginalString))];

    private static string Plain(Card card) => string.Join('\n', card.Parts.Select(part => part switch
    {
        Paragraph paragraph => paragraph.Text.ToPlainText(),
        SmallPrint small => small.Text.ToPlainText(),
        _ => "",
    }));

    private static string Milliseconds(DateTimeOffset at) => TimeWindow.Milliseconds(at);
}
