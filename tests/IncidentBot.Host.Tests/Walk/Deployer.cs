using Microsoft.Playwright;

namespace IncidentBot.Host.Tests.Walk;

/// <summary>Somebody who deploys with the page's panel.</summary>
internal sealed class Deployer(IPage page)
{
    public ILocator Panel => page.GetByTestId("deploys");

    public ILocator Told => page.GetByTestId("deploys-told");

    public ILocator RollBack => page.GetByTestId("deploys-rollback");

    /// <summary>Opens the panel by keyboard, as somebody without a mouse does.</summary>
    public async Task OpenAsync()
    {
        await page.GetByTestId("deploys-link").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("deploys-repository")).ToBeFocusedAsync();
    }

    public async Task CloseAsync()
    {
        await page.GetByTestId("deploys-repository").FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Panel).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByTestId("deploys-link")).ToBeFocusedAsync();
    }

    /// <summary>Fills the form; the version that the panel offers is taken unless another is given.</summary>
    public async Task DescribeAsync(string repository, string words, string version = "")
    {
        await page.GetByTestId("deploys-repository").SelectOptionAsync(repository);
        await page.GetByTestId("deploys-ref").FillAsync(version);
        await page.GetByTestId("deploys-description").FillAsync(words);
    }

    public Task PressAsync(string button) => page.GetByTestId("deploys-" + button).ClickAsync();

    public async Task SetAsync(string service, string setting, string value)
    {
        await Panel.GetByText("Change a setting").ClickAsync();
        await page.GetByTestId("deploys-service").SelectOptionAsync(service);
        await page.GetByTestId("deploys-setting").FillAsync(setting);
        await page.GetByTestId("deploys-value").FillAsync(value);
        await PressAsync("post");
    }

    /// <summary>The newest line of the list that is about this.</summary>
    public ILocator Line(string reference) => page.GetByTestId("deploys-list").Locator($"[data-ref='{reference}']").First;
}
