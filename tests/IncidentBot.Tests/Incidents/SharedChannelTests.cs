using IncidentBot.Chat;
using IncidentBot.Incidents;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

/// <summary>Whoever is in a channel is warned of strangers before the next fact is posted there.</summary>
public sealed class SharedChannelTests
{
    private static readonly Person Gil = new(new PersonId("U7"), "Gil", "UTC") { Membership = Membership.Guest };

    [Fact]
    public async Task The_warning_goes_before_what_waited_already_and_before_what_comes_while_it_waits()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.OnSend = request => request.Action is Answer ? null : new NotSent("down", Permanent: false, TimeSpan.FromSeconds(5), "Down.");
        await scene.TypeAsync("update Payments leak card numbers");
        await SeeAsync(scene, isShared: true);
        await scene.TypeAsync("severity 1");
        var before = scene.Chat.Done.Count;

        // Everything else could go, but the warning is refused for a while.
        scene.Chat.OnSend = request => IsWarning(request.Action) ? new NotSent("ratelimited", Permanent: false, TimeSpan.FromMinutes(1), "Later.") : null;
        await scene.PassAsync(TimeSpan.FromSeconds(30));
        Assert.DoesNotContain(scene.Chat.Done.Skip(before), request => IsInRoom(request.Action));

        scene.Chat.OnSend = _ => null;
        await scene.PassAsync(TimeSpan.FromMinutes(3));
        var posted = scene.Chat.Done.Skip(before).Select(request => request.Action).Where(IsInRoom).ToList();
        Assert.True(IsWarning(posted[0]));
        Assert.Contains(scene.Chat.Told(Scene.Room), told => told.Contains("card numbers", StringComparison.Ordinal));
        Assert.Contains(posted, action => action is UpdateCard);
        await scene.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal("INC-1 · SEV1 · Checkout returns 500s", scene.Chat.Last<SetTopic>().Topic);
    }

    [Fact]
    public async Task A_warning_that_is_given_up_holds_nothing_up_for_ever()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.OnSend = request => IsWarning(request.Action) ? new NotSent("no_text", Permanent: true, null, "Never.") : null;
        await SeeAsync(scene, isShared: true);
        await scene.TypeAsync("update Still looking");
        await scene.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Contains(scene.Chat.Told(Scene.Room), told => told.Contains("Still looking", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_guest_who_comes_in_is_warned_of_once()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await SeeAsync(scene, isShared: false, Gil);
        await SeeAsync(scene, isShared: false, Gil);
        var warning = Assert.Single(scene.Chat.Done, request => request.Key == "INC-1/outsider/U7");
        Assert.StartsWith("Gil has joined this channel and isn't a member of this workspace.", ((PostCard)warning.Action).Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Further_warnings_go_into_the_thread_of_the_first()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await SeeAsync(scene, isShared: false, Gil);
        await SeeAsync(scene, isShared: false, Gil with { Id = new PersonId("U8"), Name = "Ola" });
        await SeeAsync(scene, isShared: true);

        var warnings = scene.Chat.Done.Where(request => request.Key.Contains("/outsider/", StringComparison.Ordinal) || request.Key.Contains("/warning/", StringComparison.Ordinal)).Select(request => (PostCard)request.Action);
        Assert.Equal([null, "ts-INC-1/outsider/U7", "ts-INC-1/outsider/U7"], warnings.Select(warning => warning.Thread));
    }

    private static bool IsWarning(ChatAction action) => action is PostCard post && post.Card.Text.StartsWith("People from another organisation", StringComparison.Ordinal);

    private static bool IsInRoom(ChatAction action) => action is PostCard or UpdateCard or SetTopic or UploadFile;

    private static Task SeeAsync(Scene scene, bool isShared, Person? outsider = null) => scene.HappenAsync(new ChannelSeen(
        Scene.Workspace, Maya, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Maya.Id), new ChannelLook(Scene.Room, ChannelState.Open, null, false, isShared)) { Outsider = outsider });
}
