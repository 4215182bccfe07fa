using System.IO.Compression;
using System.Security.Cryptography;
using IncidentBot.Host.Terminals;
using IncidentBot.Host.Tests.Process;
using Microsoft.Playwright;

namespace IncidentBot.Host.Tests.Walk;

/// <summary>An incident from its first message to the archive, as its people live it on the page; skipped where Chromium is not installed.</summary>
public sealed class WalkTests : IAsyncLifetime
{
    private const string Room = "inc-1-checkout-returns-500s";

    private byte[] picture = [];
    private WalkStage stage = null!;
    private Visitor maya = null!;
    private Visitor sam = null!;

    public async ValueTask InitializeAsync()
    {
        if (!LocalBrowser.IsInstalled) return;
        stage = await WalkStage.OpenAsync();
        maya = await stage.EnterAsync("maya");
        sam = await stage.EnterAsync("sam");
    }

    public async ValueTask DisposeAsync()
    {
        if (stage is not null) await stage.DisposeAsync();
    }

    [Fact]
    public async Task An_incident_is_walked_from_a_message_to_the_archive()
    {
        Assert.SkipWhen(stage is null, "Chromium is not installed.");
        await StartFromMessageAsync();
        await HandOverAsync();
        await LiveMessagesAsync();
        await CapturePictureAsync();
        await FillInThreadAsync();
        await UpdateAndSnoozeAsync();
        await ResolveAsync();
        await ExportAsync();
    }

    [Fact]
    public async Task A_private_incident_is_seen_by_its_members_alone()
    {
        Assert.SkipWhen(stage is null, "Chromium is not installed.");
        await maya.SayAsync("/incident start Zebrafish data left open --sev 2 --private");
        const string Secret = "inc-1-zebrafish-data-left-open";
        await maya.GoAsync(Secret);
        await maya.SeesAsync("Zebrafish data left open");
        await maya.LookAsync("20-private");
        await maya.OpenHomeAsync("Zebrafish");
        await maya.LookAsync("21-private-home");
        await maya.LeaveHomeAsync();

        await sam.SayAsync("/incident list");
        await sam.SeesAsync("No incident is open");
        await sam.OpenHomeAsync("No incident is open");
        await sam.LookAsync("22-private-unseen");
        await SeesNothingAsync();
        await sam.LeaveHomeAsync();
        await sam.GoAsync("incidents");
        await Assertions.Expect(sam.Page.GetByTestId("title")).ToHaveTextAsync("incidents");
        await SeesNothingAsync();
    }

    [Fact]
    public async Task The_severity_is_picked_on_the_card_by_what_each_level_means()
    {
        Assert.SkipWhen(stage is null, "Chromium is not installed.");
        await maya.SayAsync("/incident start Checkout returns 500s --sev 3");
        await maya.GoAsync(Room);
        await maya.SeesAsync("SEV3");
        await maya.PressAsync(maya.Message("Severity").First, "Change the severity");
        var level = maya.Form.Locator("[data-block-id=severity]");
        await Assertions.Expect(level).ToHaveValueAsync("3");
        await maya.LookAsync("23-severity");
        await level.SelectOptionAsync(new SelectOptionValue { Label = "SEV2: many are affected" });
        await maya.SubmitAsync();
        await maya.SeesAsync("raised it to SEV2 (was SEV3).");
        // The topic changes once in five minutes at most.
        await stage.PassAsync(5);
        await Assertions.Expect(maya.Page.GetByTestId("topic")).ToContainTextAsync("SEV2");

        await maya.Message("Severity").First.ScrollIntoViewIfNeededAsync();
        await maya.LookAsync("24-severity-card");
        await maya.SayAsync("/incident severity 7");
        await maya.SeesAsync("“7” isn't a severity");
        await maya.LookAsync("25-severity-refused");
    }

    private async Task SeesNothingAsync() =>
        Assert.DoesNotContain("zebrafish", await sam.Page.ContentAsync(), StringComparison.OrdinalIgnoreCase);

    private async Task StartFromMessageAsync()
    {
        await sam.GoAsync("incidents");
        await maya.GoAsync("incidents");
        await sam.SayAsync("Checkout returns 500s");
        await maya.PickAsync(await maya.SeesAsync("Checkout returns 500s"), "shortcut-start_from_message");
        await Assertions.Expect(maya.Form.Locator("[data-block-id=title]")).ToHaveValueAsync("Checkout returns 500s");
        await maya.LookAsync("01-start-form");
        await maya.Form.Locator("[data-block-id=severity]").SelectOptionAsync("1");
        await maya.SubmitAsync();

        await maya.GoAsync(Room);
        await maya.SeesAsync("Started from a message by @sam");
        await maya.SeesAsync("SEV1");
        await maya.LookAsync("02-started");
        await sam.SeesAsync("INC-1");
        await sam.LookAsync("03-announced");
    }

    private async Task HandOverAsync()
    {
        // A channel takes a message a second, and its first ones have just come.
        await stage.PassAsync(1);
        await maya.PressAsync(maya.Message("Severity").First, "Take command");
        await maya.SeesAsync("@maya is now commander");
        await stage.PassAsync(2);
        await maya.SayAsync("/incident role commander @sam");
        await sam.GoAsync(Room);
        var question = await sam.SeesAsync("will you take over as commander");
        await sam.LookAsync("04-asked");
        await sam.PressAsync(question, "Take over as commander");
        await maya.SeesAsync("@sam is now commander, taking over from @maya.");
        await maya.LookAsync("05-handed-over");
    }

    private async Task LiveMessagesAsync()
    {
        await stage.PassAsync(1);
        await maya.SayAsync("p99 went to 12 h");
        var message = await maya.SeesAsync("p99 went to 12");
        await maya.ReactAsync(message, "pushpin");
        await maya.SeesAsync("Added to the timeline as entry");
        await maya.PickAsync(message, "menu-edit");
        await maya.Page.GetByTestId("edit-box").FillAsync("p99 went to 12 s");
        await maya.Page.GetByTestId("edit-box").PressAsync("Enter");
        await Assertions.Expect(message).ToContainTextAsync("(edited)");
        await stage.PassAsync(1);
        await maya.SayAsync("/incident timeline");
        await Assertions.Expect(maya.Timeline).ToContainTextAsync("p99 went to 12 s");
        await maya.LookAsync("06-edited");

        await maya.SayAsync("the password is swordfish");
        var slip = await maya.SeesAsync("swordfish");
        await maya.ReactAsync(slip, "pushpin");
        await maya.SeesAsync("“the password is swordfish”");
        await maya.PickAsync(slip, "menu-delete");
        await maya.AgreeAsync();
        await Assertions.Expect(sam.Message("swordfish")).ToHaveCountAsync(0);
        await stage.PassAsync(1);
        await maya.SayAsync("/incident timeline");
        await Assertions.Expect(maya.Timeline).ToContainTextAsync("removed by its author");
        Assert.DoesNotContain("swordfish", await maya.Timeline.TextContentAsync(), StringComparison.Ordinal);
        await maya.LookAsync("07-deleted");
    }

    private async Task CapturePictureAsync()
    {
        await stage.PassAsync(1);
        await sam.SayAsync("who has a graph?");
        await sam.OpenThreadAsync(await sam.SeesAsync("who has a graph?"));
        picture = await sam.DrawAsync();
        await sam.AttachToReplyAsync("graph.png", "image/png", picture);
        await sam.ReplyAsync("errors by minute");
        var reply = sam.Thread.Locator(".message", new() { HasText = "errors by minute" });
        await Assertions.Expect(reply.GetByAltText("graph.png")).ToHaveJSPropertyAsync("naturalWidth", 240);
        await sam.ReactAsync(reply, "pushpin");
        await sam.SeesAsync("“errors by minute”");
        await stage.PassAsync(1);
        await sam.SayAsync("/incident timeline");
        await Assertions.Expect(sam.Timeline).ToContainTextAsync("graph.png (kept, ");
        await sam.LookAsync("08-picture");
    }

    private async Task FillInThreadAsync()
    {
        await sam.SayAsync("what changed lately?");
        var root = await sam.SeesAsync("what changed lately?");
        await sam.OpenThreadAsync(root);
        await sam.ReplyAsync("checkout v2.3.1 went out");
        await sam.ReplyAsync("and a new cache size");
        await sam.PickAsync(root, "shortcut-add_thread_to_timeline");
        await Assertions.Expect(sam.Thread).ToContainTextAsync("Nothing is added until you press the button.");
        await sam.LookAsync("09-preview");
        await sam.PressAsync(sam.Thread, "Add 3 messages");
        await Assertions.Expect(sam.Thread).ToContainTextAsync("3 messages added to the timeline of INC-1.");
        await sam.LookAsync("10-filled-in");
        await sam.Page.GetByTestId("thread-close").ClickAsync();
    }

    private async Task UpdateAndSnoozeAsync()
    {
        await sam.SayAsync("/incident update Rolling back checkout, next news in half an hour");
        await sam.SeesAsync(": Rolling back checkout");
        await sam.LookAsync("11-update");
        await maya.GoAsync("incidents");
        await maya.SeesAsync("Rolling back checkout");
        await maya.LookAsync("12-update-announced");

        await stage.PassAsync(31);
        var reminder = await sam.SeesAsync("an update is due");
        await sam.LookAsync("13-reminded");
        await sam.ChooseAsync(reminder, "Remind in 15 min");
        await sam.SeesAsync("the next update reminder comes in 15 min");
        await sam.SeesAsync("An update was due; it was put off.");
        await stage.PassAsync(16);
        await sam.SeesAsync("an update is due");
        await sam.LookAsync("14-reminded-again");
        await sam.OpenHomeAsync("You are commander.");
        await sam.LookAsync("15-home");
        await sam.LeaveHomeAsync();
    }

    private async Task ResolveAsync()
    {
        await sam.SayAsync("/incident status resolved Rolled back to v2.3.0");
        await sam.SeesAsync("Draft 1 of the postmortem");
        await stage.PassAsync(1);
        await sam.LookAsync("16-resolved");
        await maya.SeesAsync("INC-1 · SEV1 · Resolved");
        await maya.SeesAsync("Rolled back to v2.3.0");
        await maya.LookAsync("17-resolved-announced");
    }

    private async Task ExportAsync()
    {
        stage.Terminal.With($$"""
            {"Slack": {"BotToken": "xoxb-1", "SigningSecret": "s"}, "Store": {"ConnectionString": "Data Source={{stage.Terminal.File("data/incidentbot.db")}}"} }
            """);
        var exit = await stage.Terminal.RunAsync("export", "INC-1", "--format", "zip", "--out", "INC-1.zip");
        Assert.Equal((ExitCodes.Done, string.Empty), (exit, stage.Terminal.Error));
        using var zip = await ZipFile.OpenReadAsync(stage.Terminal.File("INC-1.zip"));
        var image = zip.Entries.Single(entry => entry.FullName.StartsWith("evidence/", StringComparison.Ordinal));
        var hash = Convert.ToHexStringLower(SHA256.HashData(picture));
        using var bytes = await image.OpenAsync();
        Assert.Equal(hash, Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes)));

        Assert.Contains($"{hash}  {image.FullName}\n", await ReadAsync(zip, "SHA256SUMS"), StringComparison.Ordinal);
        var draft = await ReadAsync(zip, "postmortem.md");
        Assert.Contains($"]({image.FullName})", draft, StringComparison.Ordinal);
        foreach (var words in new[] { "p99 went to 12 s", "errors by minute", "checkout v2.3.1 went out", "Rolling back checkout" })
            Assert.Contains(words, draft, StringComparison.Ordinal);
        foreach (var entry in zip.Entries.Where(entry => !entry.FullName.EndsWith(".png", StringComparison.Ordinal)))
            Assert.DoesNotContain("swordfish", await ReadAsync(zip, entry.FullName), StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }
}
