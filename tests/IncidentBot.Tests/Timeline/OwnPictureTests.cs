using System.IO.Compression;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Store;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Timeline;

/// <summary>Pictures that the bot painted are evidence of an entry like the files that people share.</summary>
public sealed class OwnPictureTests
{
    private static readonly byte[] Png = [137, 80, 78, 71, 1, 2, 3];

    [Fact]
    public async Task A_picture_stands_with_its_entry_and_is_on_the_trail()
    {
        await using var scene = await SceneAsync();
        var kept = await KeepAsync(scene, Png);

        var file = Assert.Single((await scene.TimelineAsync()).Single(entry => entry.Number == 1).Files);
        Assert.Equal((FileState.Kept, "latency.png", true, true), (file.State, file.Name, file.IsPicture, file.IsOwn));
        Assert.NotNull(kept);
        Assert.Null((await scene.Get<AuditCheck>().VerifyAsync(Scene.Workspace, 1, default))?.Problem);
    }

    [Fact]
    public async Task What_is_given_out_has_the_picture()
    {
        await using var scene = await SceneAsync();
        await KeepAsync(scene, Png);
        var incident = await scene.IncidentAsync();

        var html = await scene.Get<IncidentExport>().HtmlAsync(incident, default);
        Assert.Contains(Convert.ToBase64String(Png), html, StringComparison.Ordinal);
        Assert.Contains("alt=\"p99 rose to 12 s\"", html, StringComparison.Ordinal);
        using var zip = new MemoryStream();
        await scene.Get<IncidentArchive>().WriteAsync(incident, zip, default);
        using var read = new ZipArchive(zip, ZipArchiveMode.Read);
        Assert.Contains(read.Entries, entry => entry.FullName == "evidence/001-1-latency.png");
    }

    [Fact]
    public async Task The_outbox_reads_the_picture_when_it_sends_it()
    {
        await using var scene = await SceneAsync();
        var kept = await KeepAsync(scene, Png);
        var maker = scene.Get<KeepPicture>().ToMaker();

        Assert.Equal(kept!.MadeBy.Maker, maker.Name);
        Assert.Equal(Png, await maker.MakeAsync(Scene.Workspace, kept.MadeBy.Of, default));
        await Assert.ThrowsAsync<InvalidDataException>(() => maker.MakeAsync(new WorkspaceId("T2"), kept.MadeBy.Of, default));
        await scene.Get<Database>().ChangeAsync<int>("UPDATE file_content SET content = x'00'", null, default);
        await Assert.ThrowsAsync<InvalidDataException>(() => maker.MakeAsync(Scene.Workspace, kept.MadeBy.Of, default));
    }

    [Fact]
    public async Task A_store_without_room_keeps_no_picture()
    {
        await using var scene = await SceneAsync(new TimelineOptions { MaxFileMegabytes = 0 });

        Assert.Null(await KeepAsync(scene, Png));
        Assert.Empty((await scene.TimelineAsync()).Single(entry => entry.Number == 1).Files);
    }

    private static async Task<Scene> SceneAsync(TimelineOptions? options = null)
    {
        var scene = await Scene.OfIncidentAsync(timeline: options);
        await scene.TypeAsync("note p99 rose to 12 s");
        return scene;
    }

    private static async Task<ChartPicture?> KeepAsync(Scene scene, byte[] png)
    {
        var work = new Work(Scene.Workspace, scene.Chat.Name, "signals", scene.Time.GetUtcNow());
        var kept = await scene.Get<KeepPicture>().KeepAsync(new IncidentId(1), 1, 0, "latency.png", png, work, default);
        Assert.Equal(CommitResult.Committed, await scene.Get<WorkCommit>().CommitAsync(new Batch(), work, default));
        return kept;
    }
}
