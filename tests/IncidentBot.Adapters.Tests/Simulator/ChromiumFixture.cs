using Microsoft.Playwright;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>One headless Chromium for the tests of a class; without Debian's browser those tests report themselves as skipped.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private const string Path = "/usr/bin/chromium";

    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path)) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = Flags });
    }

    /// <summary>A page in a session of its own; what it writes to the console or throws is added to <paramref name="complaints"/>.</summary>
    public async Task<IPage> OpenAsync(Uri address, ICollection<string> complaints)
    {
        Assert.SkipWhen(browser is null, $"{Path} is not installed.");
        var page = await browser!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        page.SetDefaultTimeout(90_000);
        page.Console += (_, message) => complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(address.AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
