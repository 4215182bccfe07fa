using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace IncidentBot.Host.Tests.Walk;

/// <summary>One person who uses the local Slack's page by what they see on it.</summary>
internal sealed class Visitor(IPage page, string person)
{
    // A folder for a picture of every station; unset: none is taken.
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("INCIDENTBOT_TEST_PICTURES");

    private const string Graph = """
        () => {
            const canvas = Object.assign(document.createElement('canvas'), { width: 240, height: 120 });
            const pen = canvas.getContext('2d');
            pen.fillStyle = 'white';
            pen.fillRect(0, 0, 240, 120);
            pen.strokeStyle = 'crimson';
            pen.lineWidth = 3;
            [10, 12, 9, 11, 40, 85, 100, 97].forEach((errors, minute) => pen.lineTo(10 + minute * 31, 110 - errors));
            pen.stroke();
            return canvas.toDataURL('image/png').split(',')[1];
        }
        """;

    public IPage Page => page;

    public ILocator Log => page.GetByTestId("log");

    public ILocator Thread => page.GetByTestId("thread-log");

    public ILocator Form => page.GetByTestId("modal");

    public async Task BecomeAsync()
    {
        await Assertions.Expect(page.GetByTestId("live")).ToHaveTextAsync("Live");
        await page.GetByTestId("person").SelectOptionAsync($"U0LOCAL{person.ToUpperInvariant()}");
    }

    public ILocator Message(string words) => Log.Locator(".message", new() { HasTextRegex = new Regex(Regex.Escape(words), RegexOptions.None, TimeSpan.FromSeconds(1)) });

    public ILocator Timeline => Message("Timeline of INC-1").Last;

    /// <summary>Waits until the channel shows a message with these words; the newest of them.</summary>
    public async Task<ILocator> SeesAsync(string words)
    {
        var message = Message(words).Last;
        await Assertions.Expect(message).ToBeVisibleAsync();
        // Later messages may have the same words.
        return Log.Locator($"[data-ts='{await message.GetAttributeAsync("data-ts")}']");
    }

    public Task GoAsync(string channel) => page.GetByTestId("channel-" + channel).ClickAsync();

    public Task SayAsync(string words) => TypeAsync("composer", words);

    public Task ReplyAsync(string words) => TypeAsync("thread-composer", words);

    public Task AttachToReplyAsync(string name, string mediaType, byte[] content) =>
        page.GetByTestId("thread-composer-file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = mediaType, Buffer = content });

    /// <summary>A small graph, as somebody would cut it out of a dashboard; PNG.</summary>
    public async Task<byte[]> DrawAsync() => Convert.FromBase64String(await page.EvaluateAsync<string>(Graph));

    public async Task ReactAsync(ILocator message, string emoji)
    {
        await message.HoverAsync();
        await message.GetByTestId("react").ClickAsync();
        await page.Locator($".picker [data-emoji={emoji}]").ClickAsync();
    }

    public async Task OpenThreadAsync(ILocator message)
    {
        await message.HoverAsync();
        await message.GetByTestId("reply").ClickAsync();
    }

    public async Task PickAsync(ILocator message, string item)
    {
        await message.HoverAsync();
        await message.GetByTestId("message-menu").ClickAsync();
        await page.GetByTestId(item).ClickAsync();
    }

    public async Task PressAsync(ILocator message, string button) =>
        await message.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Chooses an item of the menu beside a line of a message.</summary>
    public async Task ChooseAsync(ILocator message, string item)
    {
        await PressAsync(message, "More");
        await page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();
    }

    public async Task AgreeAsync() => await page.GetByTestId("confirm-yes").ClickAsync();

    public async Task SubmitAsync()
    {
        await page.GetByTestId("modal-submit").ClickAsync();
        await Assertions.Expect(Form).ToHaveCountAsync(0);
    }

    /// <summary>Opens the bot's own page and waits until it shows these words.</summary>
    public async Task<ILocator> OpenHomeAsync(string words)
    {
        await page.GetByTestId("home-link").ClickAsync();
        var home = page.GetByTestId("home");
        await Assertions.Expect(home).ToContainTextAsync(words);
        return home;
    }

    public Task LeaveHomeAsync() => page.GetByTestId("home-x").ClickAsync();

    /// <summary>Takes a picture of what is seen, where somebody wants to look at it.</summary>
    public async Task LookAsync(string station)
    {
        if (Pictures is { Length: > 0 })
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{station}-{person}.png") });
    }

    private async Task TypeAsync(string box, string words)
    {
        await page.GetByTestId(box).FillAsync(words);
        await page.GetByTestId(box).PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId(box)).ToHaveValueAsync("");
        // Until one message is sent, the box does not send another.
        await Assertions.Expect(page.Locator("form.composer.busy")).ToHaveCountAsync(0);
    }
}
