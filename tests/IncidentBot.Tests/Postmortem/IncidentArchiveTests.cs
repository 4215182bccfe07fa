using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Chat;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Store;
using IncidentBot.Tests.Postmortem.Versions;
using IncidentBot.Timeline.Files;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem;

/// <summary>The archive of an incident: its draft, its record, and its files.</summary>
public sealed class IncidentArchiveTests
{
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes("a picture");

    [Fact]
    public async Task It_holds_the_files_with_their_hashes_and_the_draft_that_shows_them()
    {
        await using var scene = await SceneAsync(new ChatFile("F1", "graph.png", "image/png"), new ChatFile("F2", "log.txt", "text/plain"));
        var entries = Read(await ArchiveAsync(scene));

        Assert.Equal(["postmortem.md", "incident.json", "evidence/001-1-graph.png", "evidence/001-2-log.txt", "SHA256SUMS"], entries.Keys);
        Assert.Equal("a picture F1", Encoding.UTF8.GetString(entries["evidence/001-1-graph.png"]));
        var markdown = Encoding.UTF8.GetString(entries["postmortem.md"]);
        Assert.Contains("[graph.png](evidence/001-1-graph.png) (12 B, SHA-256 `", markdown, StringComparison.Ordinal);
        Assert.Contains("![graph.png](evidence/001-1-graph.png)", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("![log.txt]", markdown, StringComparison.Ordinal);
        Assert.All(Encoding.UTF8.GetString(entries["SHA256SUMS"]).TrimEnd('\n').Split('\n'), line => Assert.Equal(line[..64], Convert.ToHexStringLower(SHA256.HashData(entries[line[66..]]))));
    }

    [Fact]
    public async Task What_people_edited_is_in_it_beside_the_files()
    {
        await using var scene = await SceneAsync(new ChatFile("F1", "graph.png", "image/png"));
        await scene.TypeAsync("status resolved It is back");
        await scene.PassAsync(TimeSpan.FromMinutes(3));
        await scene.EditAsync("Lessons", "Limits are per pod.");
        await scene.TypeAsync("postmortem publish");

        var markdown = Encoding.UTF8.GetString(Read(await ArchiveAsync(scene))["postmortem.md"]);
        Assert.Contains("## Lessons\n\nLimits are per pod.\n", markdown, StringComparison.Ordinal);
        Assert.Contains("![graph.png](evidence/001-1-graph.png)", markdown, StringComparison.Ordinal);
        Assert.Contains("\nPublished as draft 2 on ", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_record_gives_the_same_bytes()
    {
        await using var scene = await SceneAsync(new ChatFile("F1", "graph.png", "image/png"));
        var first = await ArchiveAsync(scene);
        scene.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(first, await ArchiveAsync(scene));
    }

    [Theory]
    [InlineData("../../etc/passwd", "evidence/001-1-etc-passwd")]
    [InlineData("C:\\Windows\\system32\\cmd.exe", "evidence/001-1-C-Windows-system32-cmd.exe")]
    [InlineData(".", "evidence/001-1-file")]
    [InlineData("CON", "evidence/001-1-CON")]
    [InlineData("グラフ.png", "evidence/001-1-file.png")]
    [InlineData("", "evidence/001-1-a-file")]
    [InlineData("a/b\0c\n.tar.gz", "evidence/001-1-a-b-c-tar.gz")]
    public async Task No_name_leads_out_of_its_folder(string name, string path)
    {
        await using var scene = await SceneAsync(new ChatFile("F1", name, "application/octet-stream"));

        Assert.Contains(path, Read(await ArchiveAsync(scene)).Keys);
    }

    [Fact]
    public async Task The_same_content_stands_in_it_once()
    {
        await using var scene = await SceneAsync(new ChatFile("F1", "graph.png", "image/png"), new ChatFile("F1b", "again.png", "image/png"));

        Assert.Single(Read(await ArchiveAsync(scene)).Keys, key => key.StartsWith("evidence/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_withdrawn_is_not_in_it()
    {
        await using var scene = await SceneAsync(new ChatFile("F1", "graph.png", "image/png"));
        await scene.HappenAsync(new ReactionRemoved(Scene.Workspace, Maya, Scene.Room, scene.Time.GetUtcNow().AddSeconds(1), new ReplyTo(Scene.Room, Maya.Id), "pushpin", new MessageId(Scene.Room, "17.1")));

        Assert.DoesNotContain(Read(await ArchiveAsync(scene)).Keys, key => key.StartsWith("evidence/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bytes_that_somebody_has_changed_in_the_store_are_not_given_out()
    {
        await using var scene = await SceneAsync(new ChatFile("F1", "graph.png", "image/png"));
        var batch = new Batch();
        batch.Add("UPDATE file_content SET content = @Content", new { Content = Bytes });
        await scene.Get<Database>().CommitAsync(batch, default);

        Assert.Contains("Somebody has changed the store", (await Assert.ThrowsAsync<InvalidDataException>(() => ArchiveAsync(scene))).Message, StringComparison.Ordinal);
    }

    private static async Task<Scene> SceneAsync(params ChatFile[] files)
    {
        var scene = await Scene.OfIncidentAsync();
        await scene.PlanFixAsync();
        scene.Chat.OnFile = (file, _) => new FileRead(file, Encoding.UTF8.GetBytes("a picture " + file.Id[..2]));
        var id = new MessageId(Scene.Room, "17.1");
        scene.Chat.Messages[id] = new ChatMessage(id, At("2026-03-02T08:57:00Z"), Sam, "Look at this", null) { Files = files };
        await scene.ReactAsync("pushpin", id);
        Assert.All((await scene.TimelineAsync())[0].Files, file => Assert.Equal(FileState.Kept, file.State));
        return scene;
    }

    private static async Task<byte[]> ArchiveAsync(Scene scene)
    {
        using var to = new MemoryStream();
        await scene.Get<IncidentArchive>().WriteAsync(await scene.IncidentAsync(), to, default);
        return to.ToArray();
    }

    private static Dictionary<string, byte[]> Read(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        return zip.Entries.ToDictionary(entry => entry.FullName, Content, StringComparer.Ordinal);
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
