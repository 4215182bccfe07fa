using System.Text;
using IncidentBot.Chat;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports.Pulls;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Timeline.Files;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem;

/// <summary>The pictures that go into a repository beside the postmortem that shows them.</summary>
public sealed class PullPicturesTests
{
    private const string Leaf = "INC-1-checkout-returns-500s";

    [Fact]
    public async Task A_kept_picture_goes_with_the_draft_which_shows_it_from_beside_itself()
    {
        await using var scene = await SceneAsync(new ChatFile("F1", "graph [1].png", "image/png"), new ChatFile("F2", "log.txt", "text/plain"));
        await scene.TypeAsync("export pr");

        var file = Assert.Single(scene.Repository.Files);
        var picture = Assert.Single(file.Pictures);
        Assert.Equal(($"pm/2026/{Leaf}/001-1-graph-1.png", $"{Leaf}/001-1-graph-1.png"), (picture.Path, picture.Link));
        Assert.Equal("a picture F1", Encoding.UTF8.GetString(await picture.ReadAsync(default)));
        Assert.Contains($"shared by Sam)\\\n    ![{MarkdownWords.OneLine("graph [1].png")}]({Leaf}/001-1-graph-1.png)\n", file.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("![log.txt]", file.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_draft_is_the_same_content_and_the_bots_own_text_with_a_picture_is_known_as_its_own()
    {
        await using var scene = await SceneAsync(new ChatFile("F1", "graph.png", "image/png"));
        await scene.TypeAsync("export pr");
        await scene.TypeAsync("export pr");
        await scene.TypeAsync("note Found it");
        await scene.TypeAsync("export pr");

        Assert.Equal(scene.Repository.Files[0].Content, scene.Repository.Files[1].Content);
        Assert.Contains(scene.Repository.NameOf(scene.Repository.Files[0].Content), scene.Repository.Files[2].Former);
        Assert.Single(scene.Repository.Files[2].Pictures);
    }

    [Fact]
    public async Task A_picture_that_its_author_deleted_goes_nowhere()
    {
        await using var scene = await SceneAsync(new ChatFile("F1", "graph.png", "image/png"));
        scene.Repository.OnPut = _ => new NotYet("Later.", null);
        await scene.TypeAsync("export pr");
        await scene.HappenAsync(new FileDeleted(Scene.Workspace, Sam, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Sam.Id), ["F1"]));
        await scene.PassAsync(TimeSpan.FromHours(12));

        Assert.Empty(scene.Repository.Files[^1].Pictures);
        Assert.DoesNotContain("![", scene.Repository.Files[^1].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_so_many_go_with_it()
    {
        await using var scene = await SceneAsync([.. Enumerable.Range(10, 25).Select(number => new ChatFile($"F{number}", $"{number}.png", "image/png"))]);
        await scene.TypeAsync("export pr");

        var file = Assert.Single(scene.Repository.Files);
        Assert.Equal(PullPictures.Most, file.Pictures.Count);
        Assert.Equal(PullPictures.Most, file.Content.Split("![").Length - 1);
    }

    [Theory]
    [InlineData("- A `HASH` b\nx", "- A `HASH` b\\\n  ![g](l)\nx")]
    [InlineData("x\n\nA `HASH`", "x\n\nA `HASH`\\\n![g](l)")]
    [InlineData("| `HASH` |\n", null)]
    [InlineData("# `HASH`\n", null)]
    [InlineData("A HASH", null)]
    public void A_picture_stands_below_the_line_that_names_it(string markdown, string? shown)
    {
        var file = new EntryFile { Message = new MessageId(Scene.Room, "1"), Id = "F1", Name = "g", MediaType = "image/png", Sha256 = "HASH" };

        Assert.Equal(shown, PullPictureRules.Shown(markdown, file, "l"));
    }

    private static async Task<Scene> SceneAsync(params ChatFile[] files)
    {
        var scene = await Scene.OfIncidentAsync(postmortem: new PostmortemOptions { Repository = "acme/pm", Path = "pm/{year}/{id}-{slug}.md" });
        scene.Chat.OnFile = (file, _) => new FileRead(file, Encoding.UTF8.GetBytes("a picture " + file.Id));
        var id = new MessageId(Scene.Room, "17.1");
        scene.Chat.Messages[id] = new ChatMessage(id, At("2026-03-02T08:57:00Z"), Sam, "Look at this", null) { Files = files };
        await scene.ReactAsync("pushpin", id);
        return scene;
    }
}
