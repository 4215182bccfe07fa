using System.Security.Cryptography;
using System.Text;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Store;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Timeline;

/// <summary>Files and pictures of captured messages are evidence like their words.</summary>
public sealed class FileTests
{
    private static readonly DateTimeOffset Posted = At("2026-03-02T08:57:00Z");

    private static readonly ChatFile Graph = new("F1", "graph.png", "image/png");

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes("a picture");

    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    private static readonly MessageId Id = new(Scene.Room, "17.1");

    private static readonly ChatMessage Message = new(Id, Posted, Sam, "Look at this", null) { Files = [Graph] };

    [Fact]
    public async Task A_file_of_a_captured_message_is_kept_with_its_hash()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);

        var file = Assert.Single(Assert.Single(await scene.TimelineAsync()).Files);
        Assert.Equal((FileState.Kept, "graph.png", "image/png", Hash, (long?)Bytes.Length), (file.State, file.Name, file.MediaType, file.Sha256, file.Size));
        Assert.Equal(Bytes, await scene.Get<FileStore>().ReadAsync(Scene.Workspace, Hash, default));
        await scene.TypeAsync("timeline");
        Assert.Contains("Look at this [graph.png (kept, 9 B)]", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_way_to_capture_a_message_keeps_its_files()
    {
        await using var scene = await SceneAsync();
        await scene.PickAsync(Message);
        var pinned = Add(scene, "17.2", "F2");
        await scene.HappenAsync(new MessagePinned(Scene.Workspace, Maya, Scene.Room, Posted, new ReplyTo(Scene.Room, Maya.Id), pinned));
        await scene.HappenAsync(new CommandTyped(Scene.Workspace, Maya, Scene.Room, Posted, new ReplyTo(Scene.Room, Maya.Id), TypedText.Of("note see the graph"), new MessageId(Scene.Room, "17.3")) { Files = [Graph with { Id = "F3" }] });

        Assert.Equal(["F1", "F2", "F3"], (await scene.TimelineAsync()).SelectMany(entry => entry.Files).Where(file => file.State == FileState.Kept).Select(file => file.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_content_is_stored_once()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        await scene.ReactAsync("pushpin", Add(scene, "17.2", "F2"));

        Assert.All(await scene.TimelineAsync(), entry => Assert.Equal(Hash, Assert.Single(entry.Files).Sha256));
        Assert.Single(await ContentsAsync(scene));
    }

    [Fact]
    public async Task A_file_captured_twice_is_downloaded_once()
    {
        await using var scene = await SceneAsync();
        var downloads = 0;
        scene.Chat.OnFile = (file, _) =>
        {
            downloads++;
            return new FileRead(file, Bytes);
        };
        await scene.ReactAsync("pushpin", Id);
        await scene.ReactAsync("wrench", Id, Sam);
        await scene.PickAsync(Message);

        Assert.Equal(1, downloads);
    }

    [Fact]
    public async Task A_failed_download_is_visible_and_tried_again_while_others_go_on()
    {
        await using var scene = await SceneAsync();
        var isBroken = true;
        scene.Chat.OnFile = (file, _) => isBroken && file.Id == "F1" ? null : new FileRead(file, Bytes);
        await scene.ReactAsync("pushpin", Id);
        await scene.ReactAsync("pushpin", Add(scene, "17.2", "F2"));
        await scene.TypeAsync("timeline");
        Assert.Contains("graph.png (not downloaded yet: the download failed; I'll try again)", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains("graph.png (kept, 9 B)", scene.LastAnswer, StringComparison.Ordinal);

        isBroken = false;
        await scene.PassAsync(TimeSpan.FromMinutes(1));
        Assert.All(await scene.TimelineAsync(), entry => Assert.Equal(FileState.Kept, Assert.Single(entry.Files).State));
    }

    [Fact]
    public async Task What_never_succeeds_is_given_up_after_two_days_and_says_why()
    {
        await using var scene = await SceneAsync();
        var tries = 0;
        scene.Chat.OnFile = (file, _) =>
        {
            tries++;
            return new FileNotRead(file, "the bot's token lacks the scope files:read", Permanent: false);
        };
        await scene.ReactAsync("pushpin", Id);
        await scene.PassAsync(TimeSpan.FromDays(3));

        var file = Assert.Single(Assert.Single(await scene.TimelineAsync()).Files);
        Assert.Equal((FileState.Missing, KeepFileRules.Waits.Count + 1), (file.State, tries));
        await scene.TypeAsync("postmortem");
        Assert.Contains("graph.png (not kept: the bot's token lacks the scope files:read; no copy is in the evidence)", await MarkdownAsync(scene), StringComparison.Ordinal);
        Assert.Null(await ProblemAsync(scene));
    }

    [Fact]
    public async Task A_file_that_is_kept_elsewhere_is_named_with_its_link_and_said_not_to_be_in_the_evidence()
    {
        await using var scene = await SceneAsync();
        var link = new Uri("https://drive.example.com/d/42");
        scene.Chat.OnFile = (file, _) => new FileNotRead(file, "it is kept by another service, not by Slack", Permanent: true) { Link = link };
        await scene.ReactAsync("pushpin", Id);

        await scene.TypeAsync("timeline");
        Assert.Contains("graph.png (not kept: it is kept by another service, not by Slack; open it there)", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains(scene.Chat.Answers[^1].Card.Parts.OfType<Paragraph>().SelectMany(part => part.Text.Spans).OfType<LinkSpan>(), span => span.Address == link);
        await scene.TypeAsync("postmortem");
        Assert.Contains("[graph.png](<https://drive.example.com/d/42>) (not kept: it is kept by another service, not by Slack; no copy is in the evidence)", await MarkdownAsync(scene), StringComparison.Ordinal);

        await scene.HappenAsync(FileGone());
        Assert.Empty(await scene.RowsWithAsync("drive.example.com"));
        Assert.Null(await ProblemAsync(scene));
    }

    [Fact]
    public async Task A_link_that_is_too_long_to_be_kept_whole_is_left_out()
    {
        await using var scene = await SceneAsync();
        scene.Chat.OnFile = (file, _) => new FileNotRead(file, "elsewhere", Permanent: true) { Link = new Uri("https://drive.example.com/" + new string('d', 2000)) };
        await scene.ReactAsync("pushpin", Id);

        Assert.Equal(("elsewhere", null), Assert.Single((await scene.TimelineAsync()).SelectMany(entry => entry.Files).Select(file => (file.Problem, file.Link))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_given_up_is_tried_again_when_somebody_wants_it(bool byCommand)
    {
        await using var scene = await SceneAsync();
        scene.Chat.OnFile = (file, _) => new FileNotRead(file, "the bot's token lacks the scope files:read", Permanent: true);
        await scene.ReactAsync("pushpin", Id);
        await scene.TypeAsync("timeline");
        Assert.Contains(scene.Chat.Answers[^1].Card.Parts.OfType<Paragraph>().SelectMany(part => part.Menu?.Items ?? []), item => item.Action == TimelineButtonIds.KeepFiles);

        scene.Chat.OnFile = (file, _) => new FileRead(file, Bytes);
        if (byCommand)
            await scene.TypeAsync("sync");
        else
            await scene.PressAsync(TimelineButtonIds.KeepFiles, "1|1");

        Assert.Contains(scene.Chat.Answers, answer => answer.Card.Text.StartsWith("I'm downloading the missing file of INC-1 again.", StringComparison.Ordinal));
        Assert.Equal(FileState.Kept, Assert.Single(Assert.Single(await scene.TimelineAsync()).Files).State);
        Assert.Null(await ProblemAsync(scene));
    }

    [Fact]
    public async Task A_missing_file_may_be_wanted_again_and_again()
    {
        await using var scene = await SceneAsync();
        var tries = 0;
        scene.Chat.OnFile = (file, _) => new FileNotRead(file, $"try {++tries}", Permanent: true);
        await scene.ReactAsync("pushpin", Id);
        await scene.PressAsync(TimelineButtonIds.KeepFiles, "1|1");
        await scene.PressAsync(TimelineButtonIds.KeepFiles, "1|1");

        Assert.Equal((FileState.Missing, "try 3"), Assert.Single((await scene.TimelineAsync()).SelectMany(entry => entry.Files).Select(file => (file.State, file.Problem))));
    }

    [Fact]
    public async Task Where_no_file_is_missing_that_is_said()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        await scene.PressAsync(TimelineButtonIds.KeepFiles, "1|1");

        Assert.StartsWith("No file of INC-1 is missing there.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_above_the_limit_is_not_kept_and_says_so()
    {
        await using var scene = await SceneAsync(new TimelineOptions { MaxFileMegabytes = 1 });
        scene.Chat.OnFile = (file, most) => most == 1024 * 1024 ? new FileTooLarge(file) : new FileRead(file, Bytes);
        await scene.ReactAsync("pushpin", Id);
        await scene.TypeAsync("timeline");

        Assert.Contains("graph.png (not kept: larger than 1 MB)", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_files_of_an_incident_have_a_limit_as_well()
    {
        await using var scene = await SceneAsync(new TimelineOptions { MaxFileMegabytes = 1, MaxIncidentMegabytes = 1 });
        scene.Chat.OnFile = (file, most) => file.Id == "F1" ? new FileRead(file, new byte[1024 * 1024]) : new FileRead(file, Bytes);
        await scene.ReactAsync("pushpin", Id);
        await scene.ReactAsync("pushpin", Add(scene, "17.2", "F2"));

        Assert.Equal("the incident's files would be larger than 1 MB in all", (await scene.TimelineAsync()).SelectMany(entry => entry.Files).Single(file => file.Id == "F2").Problem);
    }

    [Fact]
    public async Task The_files_of_all_incidents_have_a_limit_as_well()
    {
        await using var scene = await SceneAsync(new TimelineOptions { MaxFileMegabytes = 1, MaxStoreMegabytes = 2 });
        await FillAsync(scene, 2L * 1024 * 1024);
        scene.Chat.OnFile = (_, _) => throw new InvalidOperationException("It was asked for.");
        await scene.ReactAsync("pushpin", Id);

        Assert.Equal("the files of all incidents would be larger than 2 MB in all", Assert.Single(Assert.Single(await scene.TimelineAsync()).Files).Problem);
    }

    [Fact]
    public async Task What_is_left_of_that_limit_is_the_most_that_is_asked_for()
    {
        await using var scene = await SceneAsync(new TimelineOptions { MaxFileMegabytes = 1, MaxStoreMegabytes = 2 });
        await FillAsync(scene, (2L * 1024 * 1024) - 1000);
        scene.Chat.OnFile = (file, most) => most == 1000 ? new FileTooLarge(file) : new FileRead(file, Bytes);
        await scene.ReactAsync("pushpin", Id);

        Assert.Equal("the files of all incidents would be larger than 2 MB in all", Assert.Single(Assert.Single(await scene.TimelineAsync()).Files).Problem);
    }

    [Theory]
    [InlineData(3999, null)]
    [InlineData(4000, "When that is full, no further file is kept.")]
    [InlineData(4999, "When that is full, no further file is kept.")]
    [InlineData(5000, "No further file is kept")]
    [InlineData(6000, "No further file is kept")]
    public void That_limit_is_warned_of_from_80_percent_on(int megabytes, string? warning)
    {
        var report = new StoredFilesReport(megabytes * 1024L * 1024, 5000);

        Assert.Equal(warning is not null, report.Warning?.StartsWith(warning ?? "?", StringComparison.Ordinal) ?? false);
        Assert.EndsWith("of 5000 MB.", report.Sentence, StringComparison.Ordinal);
    }

    private static async Task FillAsync(Scene scene, long bytes) => await scene.Get<Database>().ChangeAsync<long>(
        "INSERT INTO file_content (workspace_id, sha256, size, content) VALUES ('T2', 'x', @Bytes, x'') RETURNING size", new { Bytes = bytes }, CancellationToken.None);

    [Fact]
    public async Task With_a_limit_of_nothing_nothing_is_asked_for()
    {
        await using var scene = await SceneAsync(new TimelineOptions { MaxFileMegabytes = 0 });
        scene.Chat.OnFile = (_, _) => throw new InvalidOperationException("It was asked for.");
        await scene.ReactAsync("pushpin", Id);

        Assert.Equal("files are not kept here", Assert.Single(Assert.Single(await scene.TimelineAsync()).Files).Problem);
    }

    [Fact]
    public async Task An_empty_file_is_kept()
    {
        await using var scene = await SceneAsync();
        scene.Chat.OnFile = (file, _) => new FileRead(file, []);
        await scene.ReactAsync("pushpin", Id);

        var file = Assert.Single(Assert.Single(await scene.TimelineAsync()).Files);
        Assert.Equal((FileState.Kept, (long?)0), (file.State, file.Size));
    }

    [Fact]
    public async Task A_deleted_message_takes_its_files_along()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        await scene.TypeAsync("postmortem");
        await scene.HappenAsync(Deleted());

        Assert.Empty(await ContentsAsync(scene));
        Assert.Empty(await scene.RowsWithAsync("graph.png"));
        Assert.Empty(await scene.RowsWithAsync(Hash));
        await scene.TypeAsync("timeline");
        Assert.DoesNotContain("[", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Null(await ProblemAsync(scene));
    }

    [Fact]
    public async Task Bytes_that_another_entry_has_as_well_stay()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        await scene.ReactAsync("pushpin", Add(scene, "17.2", "F2"));
        await scene.HappenAsync(Deleted());

        Assert.Single(await ContentsAsync(scene));
        Assert.Equal(Hash, Assert.Single((await scene.TimelineAsync()).Single(entry => entry.Message!.Value.Id == "17.2").Files).Sha256);
    }

    [Fact]
    public async Task An_organisation_that_keeps_deleted_words_keeps_deleted_files()
    {
        await using var scene = await SceneAsync(new TimelineOptions { DeletedMessages = DeletedMessages.KeepText });
        await scene.ReactAsync("pushpin", Id);
        await scene.HappenAsync(Deleted());
        await scene.HappenAsync(FileGone());

        Assert.Equal(FileState.Kept, Assert.Single(Assert.Single(await scene.TimelineAsync()).Files).State);
    }

    [Fact]
    public async Task A_file_that_alone_is_deleted_leaves_the_entry_and_the_drafts()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        await scene.TypeAsync("postmortem");
        await scene.HappenAsync(FileGone());
        await scene.HappenAsync(FileGone());

        Assert.Empty(await ContentsAsync(scene));
        Assert.Empty(await scene.RowsWithAsync("graph.png"));
        await scene.TypeAsync("timeline");
        Assert.Contains("Look at this [a file (removed by its author)]", scene.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain(Hash, await MarkdownAsync(scene), StringComparison.Ordinal);
        Assert.Null(await ProblemAsync(scene));
    }

    [Fact]
    public async Task A_file_deleted_while_it_waits_is_not_downloaded_any_more()
    {
        await using var scene = await SceneAsync();
        scene.Chat.OnFile = (_, _) => null;
        await scene.ReactAsync("pushpin", Id);
        await scene.HappenAsync(Deleted());
        scene.Chat.OnFile = (file, _) => new FileRead(file, Bytes);
        await scene.PassAsync(TimeSpan.FromDays(3));

        Assert.Empty(await ContentsAsync(scene));
    }

    [Fact]
    public async Task Files_are_on_the_trail_until_they_go()
    {
        await using var scene = await SceneAsync();
        await scene.ReactAsync("pushpin", Id);
        Assert.NotEmpty(await scene.RowsWithAsync($"\"sha256\":\"{Hash}\""));
        Assert.Null(await ProblemAsync(scene));
    }

    private static async Task<Scene> SceneAsync(TimelineOptions? options = null)
    {
        var scene = await Scene.OfIncidentAsync(timeline: options);
        scene.Chat.OnFile = (file, _) => new FileRead(file, Bytes);
        scene.Chat.Messages[Id] = Message;
        return scene;
    }

    private static MessageId Add(Scene scene, string ts, string file)
    {
        var id = new MessageId(Scene.Room, ts);
        scene.Chat.Messages[id] = Message with { Id = id, Files = [Graph with { Id = file }] };
        return id;
    }

    private static MessageDeleted Deleted() => new(Scene.Workspace, Sam, Scene.Room, Posted.AddMinutes(9), new ReplyTo(Scene.Room, Sam.Id), Message);

    private static FileDeleted FileGone()
    {
        var (nobody, nowhere) = (new Person(new PersonId(string.Empty), "unknown", "UTC"), new ChannelId(string.Empty));
        return new FileDeleted(Scene.Workspace, nobody, nowhere, Posted.AddMinutes(9), new ReplyTo(nowhere, nobody.Id), ["F1"]);
    }

    private static Task<IReadOnlyList<string>> ContentsAsync(Scene scene) => scene.Get<Database>().QueryAsync<string>("SELECT sha256 FROM file_content", null, default);

    private static async Task<string> MarkdownAsync(Scene scene) => (await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, new IncidentId(1), default))!.Markdown;

    private static async Task<string?> ProblemAsync(Scene scene) => (await scene.Get<AuditCheck>().VerifyAsync(Scene.Workspace, 1, default)).Problem;
}
