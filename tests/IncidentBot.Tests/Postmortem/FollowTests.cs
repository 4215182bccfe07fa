using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem;

/// <summary>What is changed after the end reaches the draft; what the draft does not say brings none.</summary>
public sealed class FollowTests
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("status closed", "**Status:** closed")]
    [InlineData("status closed Nothing is left to do", "Nothing is left to do")]
    [InlineData("cancel The alert was a test", "**Status:** cancelled")]
    [InlineData("status resolved It held overnight", "It held overnight")]
    [InlineData("severity 3", "**Severity:** SEV3")]
    [InlineData("role scribe me", "**Scribe:** Maya")]
    [InlineData("update Everyone can pay again", "Everyone can pay again")]
    [InlineData("impact 40 % of checkouts failed", "40 % of checkouts failed")]
    [InlineData("time detected 09:59", "| Detected | 2026-03-02 08:59:00 UTC |")]
    [InlineData("assign impact me", "for Maya")]
    public async Task Whatever_the_draft_says_is_followed(string words, string said)
    {
        await using var scene = await ResolvedAsync();
        var version = (await DraftAsync(scene)).Version;

        await scene.TypeAsync(words);
        await scene.PassAsync(Later);
        var followed = await DraftAsync(scene);
        await scene.PassAsync(Later);

        Assert.Equal(version + 1, followed.Version);
        Assert.Contains(said, followed.Markdown, StringComparison.Ordinal);
        Assert.Equal(followed.Version, (await DraftAsync(scene)).Version);
    }

    [Fact]
    public async Task What_follows_by_itself_is_told_by_the_message_that_told_of_the_last_draft()
    {
        await using var scene = await ResolvedAsync();

        await scene.TypeAsync("status closed");
        await scene.PassAsync(Later);
        await scene.PressAsync(ChecklistButtonIds.TickStep, "1|evidence", Sam);
        await scene.PassAsync(Later);

        Assert.Equal(3, (await DraftAsync(scene)).Version);
        Assert.Equal("INC-1/postmortem/1", Assert.Single(Posted(scene)));
        Assert.StartsWith("Draft 3 of the postmortem", scene.Chat.Shown("INC-1/postmortem/1").Text, StringComparison.Ordinal);

        await scene.TypeAsync("severity 3");
        await scene.TypeAsync("postmortem");
        await scene.TypeAsync("impact 40 % of checkouts failed");
        await scene.PassAsync(Later);

        Assert.Equal("INC-1/postmortem/1", Assert.Single(Posted(scene)));
        Assert.StartsWith("Draft 5 of the postmortem", scene.Chat.Shown("INC-1/postmortem/1").Text, StringComparison.Ordinal);
        Assert.StartsWith("Draft 4 of the postmortem", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_channel_that_is_archived_the_draft_follows_in_silence()
    {
        await using var scene = await ResolvedAsync();
        await scene.HappenAsync(new ChannelSeen(Scene.Workspace, Maya, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Maya.Id), new ChannelLook(Scene.Room, ChannelState.Archived, "inc-1-solved")));
        await scene.TypeAsync("severity 3");
        await scene.PassAsync(Later);

        Assert.Contains("**Severity:** SEV3", (await DraftAsync(scene)).Markdown, StringComparison.Ordinal);
        Assert.StartsWith("Draft 1 of the postmortem", scene.Chat.Shown("INC-1/postmortem/1").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_checklist_is_followed_with_one_draft_for_all_that_is_settled_in_a_burst()
    {
        await using var scene = await ResolvedAsync();
        var version = (await DraftAsync(scene)).Version;

        await scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|trend", (StepForms.Answer, "It was growing"));
        await scene.PressAsync(ChecklistButtonIds.TickStep, "1|evidence", Sam);
        await scene.SubmitAsync(ChecklistFormIds.SkipStep, "1|tell-users", (StepForms.Reason, "Nobody noticed"));
        await scene.PassAsync(Later);

        var draft = await DraftAsync(scene);
        Assert.Equal(version + 1, draft.Version);
        Assert.All(["It was growing", "| done | Sam |", "Nobody noticed"], said => Assert.Contains(said, draft.Markdown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_name_of_the_channel_is_followed()
    {
        await using var scene = await ResolvedAsync();

        await scene.HappenAsync(new ChannelSeen(Scene.Workspace, Maya, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Maya.Id), new ChannelLook(Scene.Room, ChannelState.Open, "inc-1-solved")));
        await scene.PassAsync(Later);

        Assert.Contains("**Channel:** #inc-1-solved", (await DraftAsync(scene)).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_draft_does_not_say_brings_none()
    {
        await using var scene = await ResolvedAsync();
        await scene.TypeAsync("role commander me");
        await scene.PassAsync(Later);
        var version = (await DraftAsync(scene)).Version;

        await scene.TypeAsync("role commander @Sam", mentions: new Mention(15, 4, Sam.Id));
        await scene.PressAsync(IncidentButtonIds.DeclineRole, "1|commander|U2|U1", Sam);
        await scene.PressAsync(ChecklistButtonIds.ShowPhase, "1|learn");
        await scene.TypeAsync("timeline");
        await scene.PassAsync(Later);

        Assert.Equal(version, (await DraftAsync(scene)).Version);
    }

    [Fact]
    public async Task Cancelling_is_followed_where_somebody_had_a_draft_before()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("postmortem");

        await scene.TypeAsync("cancel The alert was a test");
        await scene.PassAsync(Later);

        Assert.Contains("**Status:** cancelled", (await DraftAsync(scene)).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_the_chat_gives_only_later_still_reaches_the_draft()
    {
        await using var scene = await ResolvedAsync();
        await scene.PassAsync(TimeSpan.FromSeconds(58));
        scene.Chat.IsReachable = false;
        await scene.TypeAsync("severity 3");
        await scene.PassAsync(TimeSpan.FromSeconds(15));
        Assert.Contains("**SEV3**, before that SEV2 (Maya, on record)", (await DraftAsync(scene)).Markdown, StringComparison.Ordinal);

        scene.Chat.IsReachable = true;
        await scene.PassAsync(Later);
        Assert.Contains("**SEV3**, before that SEV2 (Maya, [message](<", (await DraftAsync(scene)).Markdown, StringComparison.Ordinal);
    }

    private static async Task<Scene> ResolvedAsync()
    {
        var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(TimeSpan.FromMinutes(20));
        await scene.TypeAsync("status resolved Errors are gone");
        await scene.PassAsync(Later);
        return scene;
    }

    private static IEnumerable<string> Posted(Scene scene) =>
        scene.Chat.Done.Where(sent => sent is { Action: PostCard } && sent.Key.Contains("/postmortem/", StringComparison.Ordinal)).Select(sent => sent.Key);

    private static async Task<PostmortemDraft> DraftAsync(Scene scene) =>
        await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, new IncidentId(1), default) ?? throw new InvalidOperationException("There is no draft.");
}
