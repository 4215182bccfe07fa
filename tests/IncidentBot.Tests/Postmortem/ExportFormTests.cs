using System.IO.Compression;
using System.Text;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Store;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem;

/// <summary>The postmortem as a file of any form, uploaded into the incident's channel.</summary>
public sealed class ExportFormTests
{
    [Theory]
    [InlineData("export", "INC-1-postmortem-v1.md", "# INC-1: Checkout")]
    [InlineData("export markdown", "INC-1-postmortem-v1.md", "# INC-1: Checkout")]
    [InlineData("export HTML", "INC-1-postmortem-v1.html", "<!DOCTYPE html>")]
    [InlineData("export json", "INC-1-postmortem-v1.json", "{\n  \"number\": 1,")]
    [InlineData("export confluence", "INC-1-postmortem-v1.confluence.xml", "<h1>")]
    [InlineData("export zip", "INC-1-postmortem-v1.zip", "PK")]
    public async Task Each_form_is_uploaded_under_its_name(string typed, string name, string begins)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync(typed);

        var upload = scene.Chat.Last<UploadFile>();
        Assert.Equal((name, Scene.Room.Value), (upload.FileName, upload.Channel.Known));
        Assert.StartsWith(begins[..2], Encoding.UTF8.GetString(scene.Chat.Files[name]), StringComparison.Ordinal);
        Assert.Contains(begins, Encoding.UTF8.GetString(scene.Chat.Files[name]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export pdf", "I don't know the format “pdf”")]
    [InlineData("export html now", "“html” doesn't take any more words")]
    public async Task Any_other_word_is_answered_with_those_that_there_are(string typed, string answer)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync(typed);

        Assert.Contains(answer, scene.LastAnswer, StringComparison.Ordinal);
        Assert.Empty(scene.Chat.Files);
    }

    [Fact]
    public async Task The_outbox_holds_nothing_of_a_file_that_is_made_when_it_is_sent()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note The cache was full");
        await scene.TypeAsync("export html");

        Assert.DoesNotContain(await scene.RowsWithAsync("<!DOCTYPE html>"), row => row.StartsWith("outbox.", StringComparison.Ordinal));
        Assert.Contains("The cache was full", Encoding.UTF8.GetString(scene.Chat.Files["INC-1-postmortem-v1.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_over_the_limit_is_sent_as_a_zip_with_a_sentence()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note " + new string('x', 500) + string.Concat(Enumerable.Range(0, 300).Select(number => $" {number} ok")));
        scene.Chat.MostBytesOfFile = 8_000;
        await scene.TypeAsync("export json");

        Assert.Equal(["INC-1-postmortem-v1.zip"], scene.Chat.Files.Keys);
        Assert.Contains("INC-1-postmortem-v1.json is too large to be uploaded. This zip has the draft", scene.Chat.Last<UploadFile>().Comment, StringComparison.Ordinal);
        using var zip = new ZipArchive(new MemoryStream(scene.Chat.Files["INC-1-postmortem-v1.zip"]));
        Assert.Contains(zip.Entries, entry => entry.FullName == "incident.json");
    }

    [Fact]
    public async Task A_zip_over_the_limit_is_told_of_with_how_else_it_can_be_had()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.MostBytesOfFile = 100;
        await scene.TypeAsync("export");

        Assert.Empty(scene.Chat.Files);
        Assert.Contains(scene.Chat.Done.Select(request => request.Action).OfType<PostCard>(), post =>
            post.Card.Text.Contains("INC-1-postmortem-v1.zip could not be uploaded. It is larger than the 0 MB", StringComparison.Ordinal)
            && post.Card.Text.Contains("export INC-1 --format zip --out INC-1-postmortem-v1.zip", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_kept_picture_stands_in_the_page_and_one_that_somebody_changed_does_not()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.OnFile = (file, _) => new FileRead(file, [1, 2, 3]);
        var id = new MessageId(Scene.Room, "17.1");
        scene.Chat.Messages[id] = new ChatMessage(id, At("2026-03-02T08:57:00Z"), Sam, "Look", null) { Files = [new ChatFile("F1", "graph.png", "image/png")] };
        await scene.ReactAsync("pushpin", id);
        await scene.TypeAsync("export html");
        Assert.Contains(
            "<img src=\"data:image/png;base64,AQID\" alt=\"graph.png, shared by Sam, 2026-03-02 08:57:00 UTC\"", Encoding.UTF8.GetString(scene.Chat.Files["INC-1-postmortem-v1.html"]), StringComparison.Ordinal);

        var batch = new Batch();
        batch.Add("UPDATE file_content SET content = @Content", new { Content = new byte[] { 9 } });
        await scene.Get<Database>().CommitAsync(batch, default);
        scene.Chat.Files.Clear();
        await scene.TypeAsync("export html");

        Assert.Empty(scene.Chat.Files);
        Assert.Contains(scene.Chat.Done.Select(request => request.Action).OfType<PostCard>(), post => post.Card.Text.Contains("Somebody has changed the store", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_record_gives_the_same_bytes_in_every_form()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note One");
        var export = scene.Get<IncidentExport>();
        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            var first = await export.WriteAsync(await scene.IncidentAsync(), format, default);
            scene.Time.Advance(TimeSpan.FromDays(1));
            Assert.Equal(first, await export.WriteAsync(await scene.IncidentAsync(), format, default));
        }
    }

    [Fact]
    public async Task Where_people_have_written_in_the_draft_the_zip_has_their_text_and_leads_to_the_files()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.OnFile = (file, _) => new FileRead(file, [1, 2, 3]);
        var id = new MessageId(Scene.Room, "17.1");
        scene.Chat.Messages[id] = new ChatMessage(id, At("2026-03-02T08:57:00Z"), Sam, "Look", null) { Files = [new ChatFile("F1", "graph.png", "image/png")] };
        await scene.ReactAsync("pushpin", id);
        await scene.TypeAsync("postmortem");
        var machine = (await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, new IncidentId(1), default))!;
        var batch = new Batch();
        PostmortemStore.Add(batch, Scene.Workspace, new IncidentId(1), machine with { Version = 2, Markdown = $"{machine.Markdown}\n## Ours\n\nOur words.\n", MachineText = machine.Markdown, Author = Sam, MadeFrom = 1 });
        await scene.Get<Database>().CommitAsync(batch, default);

        using var to = new MemoryStream();
        await scene.Get<IncidentArchive>().WriteAsync(await scene.IncidentAsync(), to, default);
        using var zip = new ZipArchive(to);
        using var reader = new StreamReader(zip.GetEntry("postmortem.md")!.Open());
        var markdown = await reader.ReadToEndAsync();

        Assert.Contains("\n## Ours\n\nOur words.\n", markdown, StringComparison.Ordinal);
        Assert.Contains("![graph.png](evidence/001-1-graph.png)", markdown, StringComparison.Ordinal);
    }
}
