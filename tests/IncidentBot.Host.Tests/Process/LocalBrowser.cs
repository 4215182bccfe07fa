using Microsoft.Playwright;

namespace IncidentBot.Host.Tests.Process;

/// <summary>One headless Chromium; where Debian's is not installed, whoever needs it reports itself as skipped.</summary>
internal sealed class LocalBrowser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";
    private const float PatienceMs = 90_000;

    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private LocalBrowser(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    public static bool IsInstalled => File.Exists(Chromium);

    public static async Task<LocalBrowser> LaunchAsync()
    {
        Assert.SkipUnless(IsInstalled, $"{Chromium} is not installed.");
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        var driver = await Playwright.CreateAsync();
        return new LocalBrowser(driver, await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = Flags }));
    }

    /// <summary>A page in a session of its own.</summary>
    public async Task<IPage> OpenAsync(Uri address)
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 1000 } });
        page.SetDefaultTimeout(PatienceMs);
        await page.GotoAsync(address.AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
