using IncidentBot.Host.Tests.Process;
using Microsoft.Playwright;

namespace IncidentBot.Host.Tests.Walk;

/// <summary>At every width, nothing lies over anything else and nothing is cut; skipped where Chromium is not installed.</summary>
public sealed class LayoutTests : IAsyncLifetime
{
    // What people read or press, wherever it is shown; what lies within another is not beside it.
    private const string Overlaps = """
        () => {
            const shown = [...document.querySelectorAll('.message .text, .message .button, .message input, .message h3, .deploys .button, .deploys .field, .channel-header .topic, .channel-header h1, .header-tools button, .latest, .hint, .composer')]
                .filter(one => one.checkVisibility() && (!document.querySelector('#deploys:not([hidden])') || innerWidth > 1180 || one.closest('.deploys')))
                .map(one => ({ one, box: one.getBoundingClientRect() })).filter(({ box }) => box.width > 0 && box.height > 0);
            const name = one => `${one.className || one.tagName} "${(one.textContent || one.value || '').trim().slice(0, 40)}"`;
            const found = [];
            for (const [i, a] of shown.entries()) {
                const scroller = a.one.closest('.log, .deploys-body');
                if (a.box.right > innerWidth + 1 || a.box.left < -1) found.push(`${name(a.one)} is cut`);
                for (const b of shown.slice(i + 1)) {
                    if (a.one.contains(b.one) || b.one.contains(a.one) || scroller !== b.one.closest('.log, .deploys-body')) continue;
                    const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
                    const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
                    if (wide > 2 && high > 2) found.push(`${name(a.one)} and ${name(b.one)}`);
                }
            }
            if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than the window');
            const log = document.querySelector('#log').getBoundingClientRect();
            const below = document.querySelector('.below-log').getBoundingClientRect();
            if (below.top < log.bottom - 1) found.push('what is below the messages covers them');
            for (const one of document.querySelectorAll('.latest, .hint, .composer')) {
                if (one.checkVisibility() && one.getBoundingClientRect().top < log.bottom - 1) found.push(`${name(one)} covers messages`);
            }
            return found;
        }
        """;

    private WalkStage stage = null!;
    private Visitor maya = null!;

    public async ValueTask InitializeAsync()
    {
        if (!LocalBrowser.IsInstalled) return;
        stage = await WalkStage.OpenAsync(withDeploys: true);
        maya = await stage.EnterAsync("maya");
    }

    public async ValueTask DisposeAsync()
    {
        if (stage is not null) await stage.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_overlaps_and_nothing_is_cut_from_the_first_screen_to_the_last()
    {
        Assert.SkipWhen(stage is null, "Chromium is not installed.");
        await LooksRightAsync("first");
        await maya.SayAsync("/incident start Checkout returns 500s when a basket has more than one gift card --service checkout");
        await maya.GoAsync("inc-1-checkout-returns-500s-when-a-basket-has-more-than-one-gift-card");
        await maya.SeesAsync("Which change did this?");
        await stage.PassAsync(2);
        await maya.PressAsync(maya.Message("Severity").First, "Take command");
        await maya.SeesAsync("@maya is now commander");
        await maya.SayAsync("/incident note Errors started after the cache grew");
        await maya.SeesAsync("): Errors started");
        await stage.PassAsync(2);
        await LooksRightAsync("running");
        await ReadOnAboveAsync();
        await LooksRightAsync("newer-below");
        await new Deployer(maya.Page).OpenAsync();
        await LooksRightAsync("panel");
        await new Deployer(maya.Page).CloseAsync();
        await maya.SayAsync("/incident status mitigated Traffic moved");
        await maya.SeesAsync("marked it as mitigated (was investigating)");
        await LooksRightAsync("mitigated");
        await StaysAtTheEndAsync();
        await maya.SayAsync("/incident status resolved Fixed");
        await maya.SeesAsync("Draft 1 of the postmortem");
        await LooksRightAsync("resolved");
    }

    // Somebody reads further up while something new comes.
    private async Task ReadOnAboveAsync()
    {
        await maya.Log.EvaluateAsync("log => log.scrollTop = 0");
        var sam = await stage.EnterAsync("sam");
        await sam.GoAsync("inc-1-checkout-returns-500s-when-a-basket-has-more-than-one-gift-card");
        await sam.SayAsync("Looking at the cache");
        await Assertions.Expect(maya.Page.Locator(".latest")).ToBeVisibleAsync();
    }

    private async Task StaysAtTheEndAsync()
    {
        foreach (var width in new[] { 1280, 390, 860 })
        {
            await maya.Page.SetViewportSizeAsync(width, 900);
            await Assertions.Expect(maya.Message("marked it as mitigated (was investigating)")).ToBeInViewportAsync(new() { Ratio = 1 });
        }
    }

    [Fact]
    public async Task Home_leaves_no_empty_conversation_in_the_list()
    {
        Assert.SkipWhen(stage is null, "Chromium is not installed.");
        await maya.OpenHomeAsync("No incident is open");
        await maya.LeaveHomeAsync();

        await Assertions.Expect(maya.Page.Locator("#channels a")).ToHaveCountAsync(2);
    }

    private async Task LooksRightAsync(string station)
    {
        foreach (var width in new[] { 390, 860, 1280 })
        {
            await maya.Page.SetViewportSizeAsync(width, 900);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await maya.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                Assert.Empty((await maya.Page.EvaluateAsync<string[]>(Overlaps)).Select(found => $"{station} at {width}: {found}"));
                await maya.LookAsync($"40-{station}-{width}-{scheme}");
            }
        }
    }
}
