using IncidentBot.Chat;
using IncidentBot.Delivery;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Home;

/// <summary>The page of somebody whom the platform does not know is not shown again and again.</summary>
public sealed class ForgottenHomeTests
{
    [Fact]
    public async Task A_page_that_is_refused_for_good_is_forgotten_without_a_dead_letter()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.OnSend = request => request.Action is ShowHome ? new NotSent("user_not_found", Permanent: true, null, "Nobody.") { IsNoLoss = true } : null;
        await OpenAsync(scene, Sam);

        var tried = 0;
        scene.Chat.OnSend = request => { tried += request.Action is ShowHome ? 1 : 0; return null; };
        await scene.TypeAsync("severity 2");
        await scene.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(0, tried);
        Assert.Empty(await scene.Get<DeadLetters>().ListAsync(9, default));
    }

    [Fact]
    public async Task Whoever_opens_it_again_is_shown_it_again()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.OnSend = request => request.Action is ShowHome ? new NotSent("user_not_found", Permanent: true, null, "Nobody.") { IsNoLoss = true } : null;
        await OpenAsync(scene, Sam);
        scene.Chat.OnSend = _ => null;

        await OpenAsync(scene, Sam);

        Assert.Equal(Sam.Id, scene.Chat.Last<ShowHome>().Person);
    }

    [Fact]
    public async Task A_page_that_the_bot_made_wrongly_is_a_dead_letter()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.OnSend = request => request.Action is ShowHome ? new NotSent("invalid_blocks", Permanent: true, null, "Wrong.") : null;

        await OpenAsync(scene, Sam);

        Assert.Equal("ShowHome", Assert.Single(await scene.Get<DeadLetters>().ListAsync(9, default)).Kind);
    }

    private static Task OpenAsync(Scene scene, Person who) =>
        scene.HappenAsync(new HomeOpened(Scene.Workspace, who, Scene.Lobby, scene.Time.GetUtcNow(), new ReplyTo(Scene.Lobby, who.Id)));
}
