using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Exports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IncidentBot.Host.Tests.Process;

/// <summary>The exported page as a browser shows and prints it, on a phone and on a desk, by day and by night.</summary>
public sealed class ExportedPageTests : IAsyncLifetime
{
    // Text against what is behind it, by WCAG 2's formula; what is large needs less, which nothing here relies on.
    private const string LowestContrast = """
        () => {
            const light = color => {
                const [r, g, b] = color.match(/[\d.]+/g).slice(0, 3).map(Number).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const behind = element => {
                for (let one = element; one; one = one.parentElement) {
                    const color = getComputedStyle(one).backgroundColor;
                    if (!/, 0\)$|transparent/.test(color)) return color;
                }
                return 'rgb(255, 255, 255)';
            };
            return Math.min(...[...document.querySelectorAll('main *')].filter(one => one.textContent.trim()).map(one => {
                const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].sort((x, y) => y - x);
                return (a + 0.05) / (b + 0.05);
            }));
        }
        """;

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("INCIDENTBOT_TEST_PICTURES");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-page-");
    private Workplace? workplace;
    private LocalBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (!LocalBrowser.IsInstalled) return;
        workplace = await Workplace.OpenAsync();
        browser = await LocalBrowser.LaunchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        if (workplace is not null) await workplace.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_is_readable_at_every_width_by_day_and_night_and_prints()
    {
        Assert.SkipWhen(browser is null, "Chromium is not installed.");
        var path = Path.Combine(folder.FullName, "INC-1.html");
        await File.WriteAllTextAsync(path, await HtmlAsync());
        var page = await browser.OpenAsync(new Uri(path));
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.ReloadAsync();

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            foreach (var width in new[] { 390, 860, 1280 })
            {
                await page.SetViewportSizeAsync(width, 900);
                Assert.True(await page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth <= innerWidth"), $"{width} px, {scheme}: it is wider than the window.");
                Assert.True(await page.EvaluateAsync<double>(LowestContrast) >= 4.5, $"{width} px, {scheme}: some text is hard to tell from what is behind it.");
                await ShowAsync(page, $"page-{width}-{scheme}.png".ToLowerInvariant());
            }
        }

        // The picture that somebody shared, and those of the signals.
        var widths = await page.EvaluateAsync<int[]>("() => [...document.images].map(one => one.naturalWidth)");
        Assert.Contains(900, widths);
        Assert.DoesNotContain(0, widths);
        Assert.Empty(complaints);
        var pdf = await page.PdfAsync(new PagePdfOptions { Format = "A4" });
        Assert.Equal("%PDF", Encoding.ASCII.GetString(pdf[..4]));
        if (Pictures is not null) await File.WriteAllBytesAsync(Path.Combine(Pictures, "page.pdf"), pdf);
    }

    private static async Task ShowAsync(IPage page, string name)
    {
        if (Pictures is not null) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, name), FullPage = true });
    }

    private async Task<string> HtmlAsync()
    {
        var place = workplace!;
        var room = await place.StartAsync("Checkout returns 500s <for everyone> --sev 1 --service checkout");
        foreach (var words in new[]
        {
            "role commander me", "impact About 40 % of checkouts fail in the EU (~1,200 orders)", "note The error rate is at 41 %, see https://graphs.example/d/checkout?orgId=1&from=now-1h&to=now&var-region=eu-west-1&var-service=checkout&refresh=5s --kind alert",
            "note 決済サービスのログを確認しています", "note نحن نتحقق من قاعدة البيانات", "note " + new string('x', 300), "status identified The cache was too small", "status mitigated", "status resolved",
        }) await place.CommandAsync("maya", room.Id, words);
        var file = new JsonObject { ["name"] = "graph.png", ["content_base64"] = Convert.ToBase64String(Png(900, 300)) };
        var said = await place.ControlAsync("message", new JsonObject { ["user"] = "priya", ["channel"] = room.Id, ["text"] = "```\nConnection refused [cache-1:6379]\n    at Cache.Get()\n```\nThe graph *shows* it", ["files"] = new JsonArray(file) });
        await place.Slack.ReactAsync("maya", room.Id, (string)said["ts"]!, "pushpin", CancellationToken.None);
        await place.SettleAsync();
        var services = place.Stage.Bot.Services;
        var incident = (await services.GetRequiredService<IncidentStore>().FindEverywhereAsync(new IncidentId(1), CancellationToken.None))[0];
        return await services.GetRequiredService<IncidentExport>().HtmlAsync(incident, CancellationToken.None);
    }

    // A picture of one line that rises, as a graph does (w3.org/TR/png).
    private static byte[] Png(int width, int height)
    {
        using var pixels = new MemoryStream();
        using (var packed = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                packed.WriteByte(0);
                for (var x = 0; x < width; x++) packed.WriteByte((byte)(Math.Abs((x * height / width) - (height - y)) < 3 ? 40 : 235));
            }
        }

        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8;
        return [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. Chunk("IHDR"u8, head), .. Chunk("IDAT"u8, pixels.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content)
    {
        byte[] named = [.. name, .. content];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Sum(named));
        return [.. length, .. named, .. sum];
    }

    private static uint Sum(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
        }

        return ~sum;
    }
}
