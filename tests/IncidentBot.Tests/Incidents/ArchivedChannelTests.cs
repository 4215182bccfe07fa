using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

/// <summary>An archived channel is not written to; what waits for it is kept until it is open again.</summary>
public sealed class ArchivedChannelTests
{
    private static readonly NotSent Refused = new("is_archived", Permanent: false, null, "The channel is archived.") { IsChannelArchived = true };

    [Fact]
    public async Task What_waits_for_an_archived_channel_is_kept_and_sent_once_it_is_open()
    {
        await using var scene = await ArchivedAsync();
        await scene.TypeAsync("update Still looking");
        await scene.PassAsync(TimeSpan.FromDays(3));
        Assert.Empty(await scene.Get<DeadLetters>().ListAsync(9, default));
        Assert.DoesNotContain(scene.Chat.Told(Scene.Room), told => told.Contains("Still looking", StringComparison.Ordinal));

        scene.Chat.OnSend = _ => null;
        await SeeAsync(scene, ChannelState.Open);
        await scene.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Contains(scene.Chat.Told(Scene.Room), told => told.Contains("Still looking", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_record_knows_of_it_although_nobody_told()
    {
        await using var scene = await ArchivedAsync();
        Assert.Equal(ChannelState.Open, (await scene.IncidentAsync()).ChannelState);

        await scene.TypeAsync("update Still looking");

        Assert.Equal(ChannelState.Archived, (await scene.IncidentAsync()).ChannelState);
        Assert.Contains(scene.Chat.Answers, answer => answer.Card.Text.Contains("is archived", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_more_is_tried_there_for_an_hour()
    {
        await using var scene = await ArchivedAsync();
        await scene.TypeAsync("update One");
        var tried = 0;
        scene.Chat.OnSend = request =>
        {
            if (!IsInRoom(request.Action)) return null;
            tried++;
            return Refused;
        };

        await scene.TypeAsync("update Two");
        await scene.TypeAsync("note Somebody writes on", Scene.Room);
        await scene.PassAsync(TimeSpan.FromMinutes(50));

        Assert.Equal(0, tried);
    }

    [Fact]
    public async Task It_is_tried_now_and_then_in_case_the_news_were_missed()
    {
        await using var scene = await ArchivedAsync();
        await scene.TypeAsync("update Still looking");
        scene.Chat.OnSend = _ => null;

        await scene.PassAsync(TimeSpan.FromMinutes(70));

        Assert.Contains(scene.Chat.Told(Scene.Room), told => told.Contains("Still looking", StringComparison.Ordinal));
    }

    private static async Task<Scene> ArchivedAsync()
    {
        var scene = await Scene.OfIncidentAsync();
        scene.Chat.OnSend = request => IsInRoom(request.Action) ? Refused : null;
        return scene;
    }

    private static bool IsInRoom(ChatAction action) => Targets.ChannelOf(action) == Scene.Room.Value;

    private static Task SeeAsync(Scene scene, ChannelState state) => scene.HappenAsync(
        new ChannelSeen(Scene.Workspace, Maya, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Maya.Id), new ChannelLook(Scene.Room, state)));
}
