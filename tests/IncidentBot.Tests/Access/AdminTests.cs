using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Access;

/// <summary>Sam is a configured admin: he sees Maya's private incident without being in its channel, and Ada does not.</summary>
public sealed class AdminTests
{
    private static readonly Person Ada = new(new PersonId("U9"), "Ada", "UTC");

    [Fact]
    public async Task The_card_of_a_private_incident_does_not_hide_that_admins_may_see_it()
    {
        await using var scene = await Scene.OfIncidentAsync("start The vault leaks --private", access: new AccessOptions { Admins = [Sam.Id.Value] });

        var state = scene.Chat.Shown(IncidentKeys.Card(new IncidentId(1))).Parts.OfType<Paragraph>().First().Text.ToPlainText();

        Assert.Equal("Private: only members of this channel and the bot's admins can see it", state.Split('\n')[^1]);
    }

    [Fact]
    public async Task An_admin_sees_private_incidents_in_lists_and_nobody_else_does()
    {
        await using var scene = await SceneAsync();

        await scene.TypeAsync("list", Scene.Lobby, Sam);
        Assert.Contains("zebrafish", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("timeline", Scene.Lobby, Sam);
        Assert.Contains("Go to the incident's channel", scene.LastAnswer, StringComparison.Ordinal);

        await scene.TypeAsync("list", Scene.Lobby, Ada);
        Assert.DoesNotContain("zebrafish", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("timeline", Scene.Lobby, Ada);
        Assert.DoesNotContain("Go to", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_is_answered_alone()
    {
        await using var scene = await SceneAsync();

        await scene.TypeAsync("list", Scene.Lobby, Sam);

        Assert.Equal(Sam.Id, scene.Chat.Answers[^1].To.Person);
        Assert.DoesNotContain(scene.Chat.Done, sent => sent.Action is PostCard post && post.Channel.Known == Scene.Lobby.Value);
    }

    [Fact]
    public async Task An_admin_opens_the_record_from_their_page_and_nobody_else_does()
    {
        await using var scene = await SceneAsync();
        await scene.TypeAsync("note The okapi is safe");

        var button = await RecordButtonAsync(scene, Sam);
        Assert.NotNull(button);
        await PressAsync(scene, button, Sam);
        Assert.Contains("The okapi is safe", scene.LastAnswer, StringComparison.Ordinal);

        Assert.Null(await RecordButtonAsync(scene, Ada));
        await PressAsync(scene, button, Ada);
        Assert.StartsWith("Nothing was done: I can't find INC-1, or you don't have access to it.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_starter_is_told_who_can_see_it_too()
    {
        await using var scene = await SceneAsync();

        Assert.Contains(scene.Chat.Answers, answer => answer.Card.Text.Contains("The bot's admins can see it too: U2.", StringComparison.Ordinal));
    }

    private static Task<Scene> SceneAsync() => Scene.OfIncidentAsync(
        "start The zebrafish leak --private", access: new AccessOptions { Admins = [Sam.Id.Value] });

    private static async Task<Button?> RecordButtonAsync(Scene scene, Person who)
    {
        var page = new ChannelId(string.Empty);
        await scene.HappenAsync(new HomeOpened(Scene.Workspace, who, page, scene.Time.GetUtcNow(), new ReplyTo(page, who.Id)));
        var shown = scene.Chat.Last<ShowHome>();
        Assert.Equal(who.Id, shown.Person);
        return shown.Card.Parts.OfType<Paragraph>().Select(part => part.Beside).SingleOrDefault(button => button?.Action == TimelineButtonIds.ShowTimeline);
    }

    private static Task PressAsync(Scene scene, Button button, Person who)
    {
        var page = new ChannelId(string.Empty);
        return scene.HappenAsync(new ButtonPressed(Scene.Workspace, who, page, scene.Time.GetUtcNow(), new ReplyTo(page, who.Id), button.Action, button.Value, null));
    }
}
