using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Host.Demo;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Process;

/// <summary>A picture that somebody puts into a thread is in the record and in the export, byte for byte.</summary>
public sealed class FileTests : IAsyncLifetime
{
    // The smallest PNG: one pixel.
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Picture));

    private Workplace workplace = null!;
    private LocalChannel channel = null!;

    public async ValueTask InitializeAsync()
    {
        workplace = await Workplace.OpenAsync();
        channel = await workplace.StartAsync();
    }

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task A_reply_with_a_picture_is_captured_and_exported_with_it()
    {
        await CapturedReplyAsync();

        var file = Assert.Single((JsonArray)(await EntryAsync())["files"]!)!;
        Assert.Equal(("graph.png", "image/png", "kept", Hash, "priya"), ((string)file["name"]!, (string)file["mediaType"]!, (string)file["state"]!, (string)file["sha256"]!, (string)file["sharedBy"]!));
        await workplace.CommandAsync("maya", channel.Id, "timeline");
        Assert.Contains("graph.png (kept, ", await workplace.AnswerToAsync("maya", channel.Id), StringComparison.Ordinal);

        using var zip = await ArchiveAsync();
        using var stream = zip.GetEntry("evidence/001-1-graph.png")!.Open();
        Assert.Equal(Hash, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream)));
        Assert.False((bool)(await FileAsync())["public_url_shared"]!);
    }

    [Theory]
    [InlineData("files.info", 500, null)]
    [InlineData("files.info", null, "missing_scope")]
    [InlineData("files.download", 503, null)]
    [InlineData("files.download", 200, null)]
    public async Task A_download_that_fails_first_is_done_later(string method, int? status, string? error)
    {
        await workplace.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = method }, ["status"] = status, ["error"] = error, ["times"] = 2 });
        await CapturedReplyAsync();
        Assert.Equal("waiting", (string)(await EntryAsync())["files"]![0]!["state"]!);
        await workplace.CommandAsync("maya", channel.Id, "timeline");
        Assert.Contains("I'll try again", await workplace.AnswerToAsync("maya", channel.Id), StringComparison.Ordinal);

        for (var minute = 0; minute < 3; minute++)
            await workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow().AddMinutes(1), CancellationToken.None);

        Assert.Equal(Hash, (string)(await EntryAsync())["files"]![0]!["sha256"]!);
    }

    [Fact]
    public async Task A_deleted_message_and_a_deleted_file_take_the_bytes_along()
    {
        await CapturedReplyAsync();
        await workplace.ControlAsync("delete-file", new JsonObject { ["file"] = (string)(await FileAsync())["id"]! });
        await workplace.SettleAsync();

        Assert.Equal("removed", (string)(await EntryAsync())["files"]![0]!["state"]!);
        Assert.Empty(await workplace.Stage.Bot.Services.GetRequiredService<Database>().QueryAsync<string>("SELECT sha256 FROM file_content", null, CancellationToken.None));
        Assert.DoesNotContain((await ArchiveAsync()).Entries, entry => entry.FullName.StartsWith("evidence/", StringComparison.Ordinal));
        Assert.True((await workplace.Stage.Bot.Services.GetRequiredService<AuditCheck>().VerifyAsync(new WorkspaceId("T0LOCAL"), 1, CancellationToken.None)).IsIntact);
    }

    [Fact]
    public async Task Redelivered_captures_download_once()
    {
        await CapturedReplyAsync();
        await workplace.RedeliverAsync("reaction_added");

        Assert.Single((JsonArray)await workplace.ReadAsync("journal?since=0"), call => (string?)call!["method"] == "files.download");
    }

    private async Task CapturedReplyAsync()
    {
        var root = await workplace.Slack.SayAsync("sam", channel.Id, "who has a graph?", CancellationToken.None);
        var file = new JsonObject { ["name"] = "graph.png", ["content_base64"] = Convert.ToBase64String(Picture) };
        var reply = await workplace.ControlAsync("message", new JsonObject { ["user"] = "priya", ["channel"] = channel.Id, ["text"] = "here", ["thread_ts"] = root, ["files"] = new JsonArray(file) });
        await workplace.Slack.ReactAsync("maya", channel.Id, (string)reply["ts"]!, "mag", CancellationToken.None);
        await workplace.SettleAsync();
    }

    private async Task<JsonNode> EntryAsync() => Assert.Single((JsonArray)(await workplace.ExportAsync(1))["timeline"]!)!;

    private async Task<JsonNode> FileAsync() => ((JsonArray)(await workplace.ReadAsync("state"))["files"]!).First(file => (string)file!["name"]! == "graph.png")!;

    private async Task<ZipArchive> ArchiveAsync()
    {
        var services = workplace.Stage.Bot.Services;
        var incident = (await services.GetRequiredService<IncidentStore>().FindEverywhereAsync(new IncidentId(1), CancellationToken.None))[0];
        var to = new MemoryStream();
        await services.GetRequiredService<IncidentArchive>().WriteAsync(incident, to, CancellationToken.None);
        return new ZipArchive(to);
    }
}
