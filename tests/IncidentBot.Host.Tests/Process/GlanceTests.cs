using IncidentBot.Checklist;
using Microsoft.Playwright;

namespace IncidentBot.Host.Tests.Process;

/// <summary>
/// What somebody in an incident sees without scrolling, on the local page in a window of 1280 px; skipped where Chromium is not installed.
/// </summary>
public sealed class GlanceTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const double Glance = 860;
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("INCIDENTBOT_TEST_PICTURES");

    private LocalRun? run;
    private LocalBrowser? browser;
    private IPage page = null!;

    public async ValueTask InitializeAsync()
    {
        if (!LocalBrowser.IsInstalled) return;
        run = await LocalRun.StartAsync();
        browser = await LocalBrowser.LaunchAsync();
        page = await browser.OpenAsync(run.Slack);
        await SayAsync("/incident start Checkout returns 500s --sev 2 --service checkout");
        await page.GetByTestId("channel-inc-1-checkout-returns-500s").ClickAsync();
        await Assertions.Expect(Box("impact")).ToBeVisibleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        if (run is not null) await run.DisposeAsync();
    }

    [Fact]
    public async Task The_card_and_the_open_phase_fit_in_one_glance_in_every_phase()
    {
        Assert.SkipWhen(browser is null, "Chromium is not installed.");
        await LookAsync("assess");
        await FitsAsync("assess");
        foreach (var phase in (string[])["stabilize", "investigate", "fix", "learn"])
        {
            await page.Locator($"[data-action-id^=show_phase][data-value='1|{phase}']").ClickAsync();
            await Assertions.Expect(page.Locator($"[data-block-id*=':1|{phase}|']")).ToBeVisibleAsync();
            await LookAsync(phase);
            await FitsAsync(phase);
        }
    }

    [Fact]
    public async Task They_fit_too_once_people_have_answered_and_ticked()
    {
        Assert.SkipWhen(browser is null, "Chromium is not installed.");
        await page.Locator("[data-action-id=take_command]").First.ClickAsync();
        await page.Locator("[data-action-id=answer_questions]").First.ClickAsync();
        var form = page.GetByTestId("modal");
        foreach (var (field, answer) in (IEnumerable<(string, string)>)[
            ("answer_1", "About a third of all checkouts in the EU end with an error page; nobody can pay by card, other ways work"),
            ("answer_2", "12 minutes ago"), ("answer_3", "checkout v2.3.1 went live, and the size of the cache was changed at the same time")])
            await form.Locator($"[data-block-id={field}]").FillAsync(answer);
        await LookAsync("form");
        await page.GetByTestId("modal-submit").ClickAsync();
        await Assertions.Expect(Message("what to do next")).ToContainTextAsync("12 minutes ago");
        await TickAsync("trend");
        await LookAsync("answered");
        await FitsAsync("answered");

        await page.Locator("[data-action-id^=show_phase][data-value='1|investigate']").ClickAsync();
        foreach (var step in (string[])["latency", "traffic", "errors", "saturation", "one-request", "dependencies", "hypotheses"])
            await TickAsync(step);
        await LookAsync("investigated");
        await FitsAsync("investigated");
    }

    [Fact]
    public async Task A_box_is_ticked_and_unticked_by_a_click()
    {
        Assert.SkipWhen(browser is null, "Chromium is not installed.");
        await TickAsync("trend");
        await Assertions.Expect(Message("what to do next")).ToContainTextAsync("(1 of 29)");
        await Assertions.Expect(Box("trend")).ToBeCheckedAsync();
        await Assertions.Expect(Box("impact")).Not.ToBeCheckedAsync();

        await Box("trend").ClickAsync();
        await Assertions.Expect(Message("what to do next")).ToContainTextAsync("(0 of 29)");
        await Assertions.Expect(Box("trend")).Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task The_list_and_the_cards_main_button_follow_the_status()
    {
        Assert.SkipWhen(browser is null, "Chromium is not installed.");
        await MainButtonIsAsync("Take command");
        await page.Locator("[data-action-id=take_command]").First.ClickAsync();
        await MainButtonIsAsync("Mitigated");
        await SayAsync("/incident status mitigated Rolled back");
        await MainButtonIsAsync("Resolved");
        await Assertions.Expect(Box("smallest-change")).ToBeVisibleAsync();
        await Assertions.Expect(Box("mitigate-now")).ToHaveCountAsync(0);
        await LookAsync("mitigated");
        await FitsAsync("mitigated");

        await SayAsync("/incident status resolved The rollback is out and errors are gone");
        await MainButtonIsAsync("Export the postmortem");
        await Assertions.Expect(Box("five-whys")).ToBeVisibleAsync();
        await LookAsync("resolved");
        await FitsAsync("resolved");
    }

    private async Task MainButtonIsAsync(string label)
    {
        var main = Message("Impact:").First.Locator(".button.primary");
        await Assertions.Expect(main).ToHaveTextAsync(label);
    }

    // Without a line of Slack's own (the topic was set), which comes between them or before them, whoever is faster.
    private async Task FitsAsync(string station)
    {
        var card = await BoxOfAsync(Message("Impact:").First);
        var list = await BoxOfAsync(Message("what to do next"));
        var together = card.Height + list.Height;
        output.WriteLine($"{station}: {together:F0} px, the card {card.Height:F0}, the list {list.Height:F0}");
        Assert.True(together <= Glance, $"{station}: the card and the list take {together} px; the card {card.Height}, the list {list.Height}.");
    }

    private static async Task<LocatorBoundingBoxResult> BoxOfAsync(ILocator message) =>
        await message.BoundingBoxAsync() ?? throw new InvalidOperationException("It is not shown.");

    private async Task TickAsync(string step)
    {
        await Box(step).ClickAsync();
        await Assertions.Expect(Message("what to do next").Locator("label", new() { Has = page.Locator($"input[value={step}]:checked") }).Locator("small"))
            .ToBeVisibleAsync();
    }

    private ILocator Box(string step) => page.Locator($"[data-action-id={ChecklistButtonIds.TickBoxes}] input[value={step}]");

    private ILocator Message(string words) => page.Locator("[data-testid=log] .message", new() { HasText = words });

    private async Task LookAsync(string station)
    {
        if (Pictures is { Length: > 0 })
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"glance-{station}.png") });
    }

    private async Task SayAsync(string words)
    {
        var composer = page.GetByTestId("composer");
        await composer.FillAsync(words);
        await composer.PressAsync("Enter");
    }
}
