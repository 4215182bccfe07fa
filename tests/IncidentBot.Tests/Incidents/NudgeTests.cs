using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Store;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

public sealed class NudgeTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_commander_is_asked_for_once_when_there_is_none()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.PassAsync(60 * Minute);

        Assert.Single(scene.Chat.DoneKeys, IsNudge);
    }

    [Fact]
    public async Task Nobody_is_asked_for_when_someone_leads()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1");

        await scene.PassAsync(60 * Minute);

        Assert.DoesNotContain(scene.Chat.DoneKeys, IsNudge);
    }

    [Fact]
    public async Task A_commander_is_asked_for_again_when_the_one_who_led_has_left()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1");
        await scene.PassAsync(60 * Minute);

        await scene.TypeAsync("role commander none");
        await scene.PassAsync(6 * Minute);

        Assert.Single(scene.Chat.DoneKeys, IsNudge);
    }

    [Theory]
    [InlineData("role commander me", "There was no commander; Maya is now commander.")]
    [InlineData("status resolved Errors are gone", "There was no commander; the incident is now resolved.")]
    [InlineData("cancel The alert was a test", "There was no commander; the incident is now cancelled.")]
    public async Task The_question_for_a_commander_loses_its_button_once_and_says_how_it_ended(string typed, string ended)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PassAsync(6 * Minute);
        var asked = Assert.Single(scene.Chat.DoneKeys, IsNudge);
        await scene.TypeAsync("status identified The cache");
        Assert.Contains(scene.Chat.Shown(asked).Parts, part => part is Buttons);

        await scene.TypeAsync(typed);
        await scene.TypeAsync("role commander me", who: Sam);
        await scene.TypeAsync("status closed");

        Assert.Equal(ended, scene.Chat.Shown(asked).Text);
        Assert.DoesNotContain(scene.Chat.Shown(asked).Parts, part => part is Buttons);
        Assert.Single(scene.Chat.DoneKeys, asked + "/ended");
    }

    [Fact]
    public async Task A_question_that_waited_to_be_sent_when_somebody_took_command_ends_too()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.OnSend = request => IsNudge(request.Key) ? new NotSent("busy", Permanent: false, RetryAfter: 5 * Minute, "Later.") : null;
        await scene.PassAsync(6 * Minute);
        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1");
        scene.Chat.OnSend = _ => null;
        await scene.PassAsync(10 * Minute);

        Assert.Equal("There was no commander; Maya is now commander.", scene.Chat.Shown(scene.Chat.DoneKeys.First(IsNudge)).Text);
        Assert.Equal(2, scene.Chat.DoneKeys.Count(IsNudge));
    }

    [Fact]
    public async Task A_question_asked_just_as_someone_took_command_ends_once_it_is_posted()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1");
        var asking = new Work(Scene.Workspace, "fake", "2", scene.Time.GetUtcNow());
        asking.Send(new Outgoing("INC-1/nudge-for-commander/2", new PostCard(ChannelTarget.Of(Scene.Room), Card.Of("Nobody")))
        {
            For = SentPurposes.For(new IncidentId(1), SentPurposes.Question),
        });
        await scene.Get<WorkCommit>().CommitAsync(new Batch(), asking, default);
        await scene.PassAsync(Minute);

        Assert.Equal("There was no commander; Maya is now commander.", scene.Chat.Shown("INC-1/nudge-for-commander/2").Text);
        Assert.Single(scene.Chat.DoneKeys, "INC-1/nudge-for-commander/2/ended");
    }

    [Fact]
    public async Task A_commander_who_is_asked_for_again_has_a_question_of_their_own_to_answer()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PassAsync(6 * Minute);
        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1");
        await scene.TypeAsync("role commander none");
        await scene.PassAsync(6 * Minute);
        var open = scene.Chat.DoneKeys.Last(IsNudge);
        Assert.Contains(scene.Chat.Shown(open).Parts, part => part is Buttons);

        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1", Sam);

        Assert.Equal("There was no commander; Sam is now commander.", scene.Chat.Shown(open).Text);
        Assert.Equal(2, scene.Chat.DoneKeys.Count(key => IsNudge(key) && key.EndsWith("/ended", StringComparison.Ordinal)));
    }

    /// <summary>Whether a message of this key asks who commands, or ends that question.</summary>
    internal static bool IsNudge(string key) => key.StartsWith("INC-1/nudge-for-commander/", StringComparison.Ordinal) && !key.EndsWith("/gone", StringComparison.Ordinal);
}
