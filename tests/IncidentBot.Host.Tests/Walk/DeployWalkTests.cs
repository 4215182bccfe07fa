using IncidentBot.Host.Tests.Process;
using Microsoft.Playwright;

namespace IncidentBot.Host.Tests.Walk;

/// <summary>The page's deploy panel during an incident, and what the bot makes of it; skipped where Chromium is not installed.</summary>
public sealed class DeployWalkTests : IAsyncLifetime
{
    private const string Room = "inc-1-checkout-returns-500s";

    private WalkStage stage = null!;
    private Visitor maya = null!;
    private Deployer deploys = null!;

    public async ValueTask InitializeAsync()
    {
        if (!LocalBrowser.IsInstalled) return;
        stage = await WalkStage.OpenAsync(withDeploys: true);
        maya = await stage.EnterAsync("maya");
        deploys = new Deployer(maya.Page);
    }

    public async ValueTask DisposeAsync()
    {
        if (stage is not null) await stage.DisposeAsync();
    }

    [Fact]
    public async Task What_is_deployed_rolled_back_set_failed_and_approved_is_told_in_the_channel_and_shown_in_the_panel()
    {
        Assert.SkipWhen(stage is null, "Chromium is not installed.");
        await StartAsync();
        await DeployAsync();
        await RollBackAsync();
        await SetAsync();
        await FailAsync();
        await ApproveAsync();
        await ReadAsync();
        await deploys.CloseAsync();
    }

    [Fact]
    public async Task On_a_narrow_page_the_panel_gives_way_to_the_message_that_it_leads_to()
    {
        Assert.SkipWhen(stage is null, "Chromium is not installed.");
        await maya.SayAsync("/incident start Checkout returns 500s --service checkout");
        await maya.GoAsync(Room);
        await maya.SeesAsync("Which change did this?");
        await maya.Page.SetViewportSizeAsync(390, 844);
        await maya.Page.GetByTestId("fold").ClickAsync();
        await deploys.OpenAsync();
        await deploys.Line("v2.3.1").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(deploys.Panel).ToBeHiddenAsync();
        await Assertions.Expect(maya.Message("Which change did this?")).ToBeInViewportAsync();
        await Assertions.Expect(maya.Page.GetByTestId("topic")).ToContainTextAsync("INC-1 · SEV3");
        Assert.True(await maya.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 390"));
        await maya.LookAsync("37-narrow");
    }

    private async Task StartAsync()
    {
        await Assertions.Expect(maya.Page.GetByTestId("first-run-hint")).ToContainTextAsync("What to do next");
        await maya.SayAsync("/incident start Checkout returns 500s --service checkout");
        await maya.GoAsync(Room);
        var ranking = await maya.SeesAsync("Which change did this?");
        await Assertions.Expect(ranking).ToContainTextAsync("v2.3.1 to production, 12 min before");
        await Assertions.Expect(ranking).ToContainTextAsync("An affected service depends on payments");
        await deploys.OpenAsync();
        await Assertions.Expect(deploys.Told).ToHaveTextAsync("The bot hears of it by webhook.");
        await Assertions.Expect(deploys.Line("v2.3.1")).ToContainTextAsync("first in the ranking");
        await Assertions.Expect(deploys.Line("v5.2.0")).ToContainTextAsync("Not in an incident that you see.");
        await maya.LookAsync("30-deploys");
        await stage.PassAsync(2);
    }

    private async Task DeployAsync()
    {
        await deploys.DescribeAsync("acme/checkout", "Keep whole baskets for an hour");
        await deploys.PressAsync("begin");
        await maya.SeesAsync("checkout v2.3.2 is rolling out");
        await stage.PassAsync(1);
        await deploys.Line("v2.3.2").GetByRole(AriaRole.Button, new() { Name = "Goes live" }).ClickAsync();
        await maya.SeesAsync("checkout v2.3.2 went live in production");
        // The same line, edited.
        await Assertions.Expect(maya.Message("checkout v2.3.2 is rolling out")).ToHaveCountAsync(0);
        await Assertions.Expect(maya.Message("checkout v2.3.2 went live in production")).ToHaveCountAsync(1);
        await Assertions.Expect(deploys.Line("v2.3.2")).ToContainTextAsync("told in the channel");
        await maya.LookAsync("31-deployed");
        await stage.PassAsync(1);
    }

    private async Task RollBackAsync()
    {
        await Assertions.Expect(deploys.RollBack).ToHaveTextAsync("Roll back to v2.3.1");
        await deploys.PressAsync("rollback");
        await maya.SeesAsync("Roll back from v2.3.2 to v2.3.1");
        await stage.PassAsync(1);
        await Assertions.Expect(maya.Message("Which change did this?")).ToContainTextAsync("(back to an earlier version)");
        await Assertions.Expect(deploys.Line("v2.3.1")).ToContainTextAsync("back to an earlier version");
        await Assertions.Expect(deploys.RollBack).ToHaveTextAsync("Roll forward to v2.3.2");
        await maya.LookAsync("32-rolled-back");
    }

    private async Task SetAsync()
    {
        await deploys.SetAsync("checkout", "cache.maxmemory", "2gb");
        await maya.SeesAsync("Set cache.maxmemory to 2gb");
        await Assertions.Expect(deploys.Line("cache.maxmemory")).ToContainTextAsync("told in the channel");
        await maya.LookAsync("33-set");
        await stage.PassAsync(1);
    }

    private async Task FailAsync()
    {
        await deploys.DescribeAsync("acme/checkout", "Try again", "v2.3.9");
        await deploys.PressAsync("fail");
        await maya.SeesAsync("checkout v2.3.9 failed in production");
        await Assertions.Expect(deploys.Line("v2.3.9").Locator(".badge")).ToHaveTextAsync("failed");
        await maya.LookAsync("34-failed");
        await stage.PassAsync(1);
    }

    private async Task ApproveAsync()
    {
        await Assertions.Expect(deploys.Line("v3.9.1")).ToContainTextAsync("listed as not live");
        await deploys.Line("v3.9.1").GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await maya.SeesAsync("payments v3.9.1 went live in production");
        await Assertions.Expect(deploys.Line("v3.9.1").Locator(".badge")).ToHaveTextAsync("live");
        await Assertions.Expect(deploys.Line("v3.9.1")).ToContainTextAsync("told in the channel");
        await maya.LookAsync("35-approved");
        await stage.PassAsync(1);
    }

    // The list follows all that the bot was told.
    private async Task ReadAsync()
    {
        await maya.SayAsync("/incident changes");
        var all = await maya.SeesAsync("Changes of INC-1");
        foreach (var named in new[] { "v2.3.2", "v2.3.9", "cache.maxmemory", "v3.9.1" })
            await Assertions.Expect(all).ToContainTextAsync(named);
        await maya.LookAsync("36-all");
        await maya.SayAsync("/incident changes likely 1");
        await maya.SeesAsync("Likely cause: checkout v2.3.1");
        await stage.PassAsync(1);
        await Assertions.Expect(deploys.Panel).ToContainTextAsync("first in the ranking, likely cause");
        await maya.SayAsync("/incident changes rule-out 3 the switch is off");
        await maya.SeesAsync("Ruled out payments v3.9.0");
        await stage.PassAsync(1);
        await Assertions.Expect(deploys.Panel).ToContainTextAsync("ruled out: the switch is off (maya)");
    }
}
