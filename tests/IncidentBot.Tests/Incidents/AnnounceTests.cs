using IncidentBot.Chat;
using IncidentBot.Incidents;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

public sealed class AnnounceTests
{
    private static readonly IncidentId Id = new(1);

    private static IncidentOptions Announced => new() { Platforms = Scene.Announcing("#incidents") };

    [Fact]
    public async Task What_was_said_before_it_was_over_is_no_headline_of_what_is_over()
    {
        await using var scene = await Scene.OfIncidentAsync(options: new IncidentOptions { Platforms = Scene.Announcing("incidents") });
        await scene.TypeAsync("update We are rolling back");
        await scene.PassAsync(TimeSpan.FromMinutes(5));
        await scene.TypeAsync("status resolved");
        Assert.DoesNotContain("rolling back", scene.Chat.Shown(IncidentKeys.Announcement(new IncidentId(1))).Text, StringComparison.Ordinal);
        await scene.TypeAsync("update We are watching the graphs");
        Assert.Contains("watching the graphs", scene.Chat.Shown(IncidentKeys.Announcement(new IncidentId(1))).Text, StringComparison.Ordinal);
        await scene.TypeAsync("status closed");
        Assert.DoesNotContain("watching the graphs", scene.Chat.Shown(IncidentKeys.Announcement(new IncidentId(1))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status mitigated Rolled back", "INC-1 · SEV2, mitigated: Rolled back", false)]
    [InlineData("status resolved", "INC-1 · SEV2, resolved: Checkout returns 500s", true)]
    [InlineData("status resolved Errors are gone", "INC-1 · SEV2, resolved: Checkout returns 500s. Errors are gone", true)]
    [InlineData("status closed All done", "INC-1 · SEV2, closed: All done", false)]
    [InlineData("cancel It was a test", "INC-1 · SEV2, cancelled: It was a test", false)]
    [InlineData("severity 1", "INC-1 · SEV1, raised from SEV2: Checkout returns 500s", true)]
    [InlineData("update Still looking", "INC-1 · SEV2, update 1: Still looking", false)]
    public async Task Those_elsewhere_hear_it_in_the_thread_of_the_announcement(string typed, string told, bool alsoInChannel)
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);

        await scene.TypeAsync(typed);

        var reply = Assert.Single(Replies(scene));
        Assert.StartsWith(told, reply.Card.Text, StringComparison.Ordinal);
        Assert.Equal(("ts-INC-1/announcement", alsoInChannel), (reply.Thread, reply.AlsoInChannel));
    }

    [Fact]
    public async Task The_announcement_says_whom_it_hurts_and_since_when_and_stays_current()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);
        string Card() => scene.Chat.Shown(IncidentKeys.Announcement(Id)).Text;
        Assert.Contains(" Impact: not described yet", Card(), StringComparison.Ordinal);

        await scene.TypeAsync("impact 12 % of checkouts fail");
        await scene.TypeAsync("time impact-start 2026-03-02 08:50 UTC");
        Assert.Contains(" Impact: 12 % of checkouts fail, since 2026-03-02 08:50 UTC", Card(), StringComparison.Ordinal);

        await scene.TypeAsync("status mitigated Rolled back");
        Assert.Contains(
            " Impact: 12 % of checkouts fail, from 2026-03-02 08:50 UTC to 2026-03-02 09:00 UTC (10 min) Mitigated, 2026-03-02 09:00 UTC: Rolled back",
            Card(), StringComparison.Ordinal);
        await scene.TypeAsync("impact All checkouts fail");
        Assert.Contains(" Impact: All checkouts fail, from", Card(), StringComparison.Ordinal);

        await scene.TypeAsync("status investigating It is back");
        Assert.Contains(" Impact: All checkouts fail, since 2026-03-02 08:50 UTC", Card(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_resolved_it_is_said_once_in_the_place_where_it_is_announced()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);

        await scene.TypeAsync("status resolved Errors are gone");

        Assert.True(Assert.Single(Replies(scene)).AlsoInChannel);
        Assert.DoesNotContain("Errors are gone", scene.Chat.Shown(IncidentKeys.Announcement(Id)).Text, StringComparison.Ordinal);
        // What is said of it later is told nowhere else.
        await scene.PassAsync(TimeSpan.FromMinutes(5));
        await scene.TypeAsync("status resolved The graphs are flat");
        Assert.Contains("The graphs are flat", scene.Chat.Shown(IncidentKeys.Announcement(Id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_asked_to_follow_what_is_over()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);
        Assert.Contains(" Follow it in ", scene.Chat.Shown(IncidentKeys.Announcement(Id)).Text, StringComparison.Ordinal);

        await scene.TypeAsync("status resolved");

        Assert.Contains(" Read how it went in ", scene.Chat.Shown(IncidentKeys.Announcement(Id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_severity_that_is_raised_is_told_and_one_that_is_lowered_only_shown()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout is slow --sev 3", Announced);

        await scene.TypeAsync("severity 2");
        await scene.TypeAsync("severity 4");

        Assert.StartsWith("INC-1 · SEV2, raised from SEV3.", Assert.Single(Replies(scene)).Card.Text, StringComparison.Ordinal);
        Assert.False(Replies(scene)[0].AlsoInChannel);
        Assert.StartsWith("INC-1 · SEV4", scene.Chat.Shown(IncidentKeys.Announcement(Id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_heard_that_it_was_over_hear_that_it_is_not()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);
        await scene.TypeAsync("status resolved");

        await scene.TypeAsync("status investigating Errors are back");

        Assert.StartsWith("INC-1 · SEV2, reopened, investigating: Errors are back", Replies(scene)[^1].Card.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status identified It is the cache")]
    [InlineData("role commander me")]
    [InlineData("impact Everyone in the EU")]
    [InlineData("time detected 09:55")]
    [InlineData("note The cache was restarted")]
    public async Task What_only_concerns_those_who_respond_is_told_nowhere_else(string typed)
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);

        await scene.TypeAsync(typed);

        Assert.Empty(Replies(scene));
    }

    [Fact]
    public async Task Every_announced_place_hears_it_and_has_a_current_card()
    {
        await using var scene = await Scene.OfIncidentAsync(options: new IncidentOptions { Platforms = Scene.Announcing("#incidents, status") });
        Assert.Equal(["incidents", "status"], Announcements(scene).Select(post => post.Channel.Known));

        await scene.TypeAsync("status mitigated");

        Assert.Equal(["ts-INC-1/announcement", "ts-INC-1/announcement/2"], Replies(scene).Select(reply => reply.Thread!).Order(StringComparer.Ordinal));
        Assert.StartsWith("INC-1 · SEV2 · Mitigated", scene.Chat.Shown(IncidentKeys.Announcement(Id)).Text, StringComparison.Ordinal);
        Assert.StartsWith("INC-1 · SEV2 · Mitigated", scene.Chat.Shown(IncidentKeys.Announcement(Id, 2)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_two_places_that_cannot_be_reached_takes_nothing_from_the_other()
    {
        await using var scene = await Scene.SetAsync(new IncidentOptions { Platforms = Scene.Announcing("nowhere,incidents") });
        scene.Chat.OnSend = request => request.Key == IncidentKeys.Announcement(Id) ? new NotSent("channel_not_found", true, null, "No such channel.") : null;
        await scene.TypeAsync("start Checkout", Scene.Lobby);

        await scene.TypeAsync("status mitigated");

        Assert.True((await scene.IncidentAsync()).Announced);
        Assert.Equal("ts-INC-1/announcement/2", Assert.Single(Replies(scene)).Thread);
    }

    [Fact]
    public async Task News_that_stands_outside_its_thread_becomes_the_announcement()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);
        // The announcement was deleted, so the platform posts into the channel.
        scene.Chat.Outcome = (request, usual) => request.Key.Contains("/announced/StatusChanged/", StringComparison.Ordinal) && usual is Sent sent
            ? sent with { IsOutsideThread = ((PostCard)request.Action).Thread == "ts-INC-1/announcement" }
            : usual;
        await scene.TypeAsync("status mitigated Rolled back");
        var anew = scene.Chat.Done.Last(request => request.Action is PostCard && request.Key.Contains("/announced/", StringComparison.Ordinal)).Key;

        await scene.TypeAsync("status resolved Errors are gone");

        Assert.Equal("ts-" + anew, Replies(scene)[^1].Thread);
        Assert.Equal(2, Replies(scene).Count);
        var edits = scene.Chat.Done.Select(request => request.Action).OfType<UpdateCard>().Where(update => update.Message.Known?.Id == "ts-" + anew).Select(update => update.Card.Text).ToList();
        Assert.StartsWith("INC-1 · SEV2 · Mitigated", edits[0], StringComparison.Ordinal);
        Assert.StartsWith("INC-1 · SEV2 · Resolved", edits[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task News_whose_thread_is_refused_has_the_incident_announced_anew()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);
        scene.Chat.OnSend = request => request.Action is PostCard { Thread: "ts-INC-1/announcement" }
            ? new NotSent("thread_not_found", Permanent: true, null, "It is gone.") { IsThreadGone = true, IsNoLoss = true }
            : null;
        await scene.TypeAsync("status mitigated Rolled back");

        await scene.TypeAsync("status resolved");

        var anew = scene.Chat.DoneKeys.Single(key => key.EndsWith("/anew", StringComparison.Ordinal));
        Assert.StartsWith("INC-1 · SEV2 · Resolved", scene.Chat.Shown(anew).Text, StringComparison.Ordinal);
        Assert.Equal("ts-" + anew, Replies(scene)[^1].Thread);
    }

    [Fact]
    public async Task A_private_incident_is_told_nowhere()
    {
        await using var scene = await Scene.OfIncidentAsync("start Card numbers leak --sev 1 --private", Announced);

        await scene.TypeAsync("status resolved");

        Assert.Empty(Replies(scene));
        Assert.Empty(Announcements(scene));
    }

    private static List<PostCard> Replies(Scene scene) => Posts(scene, key => key.Contains("/announced/", StringComparison.Ordinal));

    private static List<PostCard> Announcements(Scene scene) => Posts(scene, key => key.StartsWith("INC-1/announcement", StringComparison.Ordinal));

    private static List<PostCard> Posts(Scene scene, Func<string, bool> isWanted) =>
        [.. scene.Chat.Done.Where(request => isWanted(request.Key)).Select(request => request.Action).OfType<PostCard>()];
}
