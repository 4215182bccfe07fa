using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Tests.Postmortem;

namespace IncidentBot.Tests.Changes;

/// <summary>Whoever wants to look further back presses one button, once for the incident.</summary>
public sealed class LookBackTests
{
    private static readonly IncidentId Id = new(1);

    private static readonly string List = IncidentKeys.Deploys(Id);

    [Fact]
    public async Task The_button_widens_the_window_to_30_days_and_the_message_says_so_in_place()
    {
        await using var scene = await SetAsync();
        var old = new ServiceChange("old", scene.Time.GetUtcNow().AddDays(-20), "checkout", "production", "v1.0", "the old one", null);
        Assert.DoesNotContain("v1.0", scene.Chat.Shown(List).Text, StringComparison.Ordinal);

        scene.Source.Answer = new ChangeAnswer([old], ["Something was too old."]);
        await PressAsync(scene);

        Assert.Equal(scene.Time.GetUtcNow().AddDays(-30), scene.Source.From);
        Assert.StartsWith("INC-1: 1 deploy in the last 30 days before the declaration: checkout v1.0 to production, 20 d before.", scene.Chat.Shown(List).Text, StringComparison.Ordinal);
        Assert.Contains("Something was too old.", scene.Chat.Shown(List).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ChangesButtonIds.LookBack, Actions(scene));
        Assert.Single(scene.Chat.Done, request => request.Key == List);
    }

    [Fact]
    public async Task Every_later_round_looks_as_far_and_a_second_press_does_nothing_more()
    {
        await using var scene = await SetAsync();
        await PressAsync(scene);
        var asked = scene.Source.Asked;

        await PressAsync(scene);
        Assert.Equal(asked, scene.Source.Asked);
        Assert.Equal("INC-1 already looks 30 days back.", scene.LastAnswer);

        await scene.TypeAsync("time impact-start 10 min ago");
        Assert.True(scene.Source.Asked > asked);
        Assert.Equal(ManualTime.Start.AddMinutes(-10).AddDays(-30), scene.Source.From);
    }

    [Fact]
    public async Task What_comes_late_fills_the_message_up()
    {
        await using var scene = await SetAsync();
        scene.Source.Answer = new ChangeAnswer([], []) { IsPartial = true };
        await PressAsync(scene);

        Assert.Contains("in the last 30 days", scene.Chat.Shown(List).Text, StringComparison.Ordinal);
        Assert.Equal(3, scene.Source.Asked);
    }

    [Fact]
    public void A_closed_incident_and_a_bot_that_knows_no_service_have_no_such_button()
    {
        var record = SampleRecord.Rich.Deploys;
        var open = Views.Of(SampleRecord.Incident with { Status = IncidentStatus.Investigating }, record);

        Assert.Contains(ChangesButtonIds.LookBack, Actions(ChangesCard(open)));
        Assert.DoesNotContain(ChangesButtonIds.LookBack, Actions(ChangesCard(open with { Incident = open.Incident with { Status = IncidentStatus.Closed } })));
        Assert.DoesNotContain(
            ChangesButtonIds.LookBack,
            Actions(ChangesCard(open with { Record = record with { LastPull = record.LastPull! with { Problems = [ChangeSources.NoCatalogue] } } })));
    }

    private static Card ChangesCard(IncidentBot.Changes.Ranking.ChangesView view) => IncidentBot.Changes.Ranking.ChangesCard.Of(view);

    private static IEnumerable<string> Actions(Card card) => card.Parts.OfType<Buttons>().SelectMany(row => row.Items).Select(button => button.Action);

    private static IEnumerable<string> Actions(Scene scene) => Actions(scene.Chat.Shown(List));

    private static Task PressAsync(Scene scene) => scene.PressAsync(ChangesButtonIds.LookBack, Id.ToString());

    private static async Task<Scene> SetAsync()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = ["shop/checkout"] };
        var scene = await Scene.SetAsync(new IncidentOptions { Services = ["checkout"] }, catalogue: catalogue);
        await scene.TypeAsync("start Checkout returns 500s --service checkout", Scene.Lobby);
        Assert.Contains(ChangesButtonIds.LookBack, Actions(scene));
        return scene;
    }
}
