using Microsoft.Playwright;

namespace IncidentBot.Host.Tests.Process;

/// <summary>The way of a newcomer on the local Slack's page, in a real browser; skipped where Chromium is not installed.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private LocalRun? run;
    private LocalBrowser? browser;
    private IPage page = null!;

    public async ValueTask InitializeAsync()
    {
        if (!LocalBrowser.IsInstalled) return;
        run = await LocalRun.StartAsync();
        browser = await LocalBrowser.LaunchAsync();
        page = await browser.OpenAsync(run.Slack);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        if (run is not null) await run.DisposeAsync();
    }

    [Fact]
    public async Task A_newcomer_walks_from_the_start_to_the_postmortem()
    {
        Assert.SkipWhen(browser is null, "Chromium is not installed.");
        await SayAsync("/incident start Checkout returns 500s --service checkout");
        await page.GetByTestId("channel-inc-1-checkout-returns-500s").ClickAsync();
        await Assertions.Expect(Message("SEV3").First).ToBeVisibleAsync();
        await Assertions.Expect(Message("v2.3.1").First).ToBeVisibleAsync();

        await page.Locator("[data-action-id=tick_boxes] input").First.ClickAsync();
        await Assertions.Expect(Message("what to do next")).ToContainTextAsync("(1 of 29)");

        await SayAsync("p99 went from 300 ms to 12 s");
        var message = Message("p99 went from").First;
        await message.HoverAsync();
        await message.GetByTestId("react").ClickAsync();
        await page.Locator(".picker [data-emoji=pushpin]").ClickAsync();
        await Assertions.Expect(Message("Added to the timeline as entry").First).ToBeVisibleAsync();

        await SayAsync("/incident status resolved Rolled back");
        await Assertions.Expect(Message("Draft 1 of the postmortem").First).ToBeVisibleAsync();
        await SayAsync("/incident export");
        await page.GetByRole(AriaRole.Button, new() { Name = "Read", Exact = true }).ClickAsync();
        var draft = page.FrameLocator("[data-testid=file-shown]").Locator("body");
        await Assertions.Expect(draft.Locator("h1")).ToContainTextAsync("INC-1: Checkout returns 500s");
        await Assertions.Expect(draft).ToContainTextAsync("p99 went from 300 ms to 12 s");
    }

    private ILocator Message(string words) => page.Locator("[data-testid=log] .message", new() { HasText = words });

    private async Task SayAsync(string words)
    {
        var composer = page.GetByTestId("composer");
        await composer.FillAsync(words);
        await composer.PressAsync("Enter");
    }
}
