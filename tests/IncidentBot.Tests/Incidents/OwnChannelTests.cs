using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

/// <summary>What stands beside a message anyway, or in the channel's name, isn't said in it.</summary>
public sealed class OwnChannelTests
{
    private static readonly IncidentId Id = new(1);

    [Theory]
    [InlineData("status mitigated Rolled back", "Maya marked it as mitigated (was investigating): Rolled back")]
    [InlineData("status identified", "Maya marked the cause as identified (was investigating).")]
    [InlineData("status investigating We look at the logs", "Maya, still investigating: We look at the logs")]
    [InlineData("severity 1", "Maya raised it to SEV1 (was SEV2). Updates are due every 30 min now.")]
    [InlineData("severity 3", "Maya lowered it to SEV3 (was SEV2). No updates are due any more.")]
    [InlineData("service add search", "Maya added search to the services.")]
    [InlineData("role commander @Sam", "Sam is now commander, named by Maya.", 16)]
    [InlineData("impact Everyone in the EU", "Maya described the impact: Everyone in the EU")]
    [InlineData("update Rollback is running", "Update 1 from Maya: Rollback is running")]
    [InlineData("time detected 09:55", "Maya set detected to 2026-03-02 08:55 UTC.")]
    [InlineData("role commander me", "Maya is now commander.")]
    public async Task A_line_says_in_one_sentence_who_did_what(string typed, string line, int mention = -1)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync(typed, null, null, mention < 0 ? [] : [new Mention(mention, 4, Sam.Id)]);
        Assert.Equal(line, Words(scene.Chat.Shown(IncidentKeys.Told(Id, (await scene.IncidentAsync()).Version))));
    }

    [Theory]
    [InlineData("mitigated", "Maya set it back to investigating (was mitigated): It is back")]
    [InlineData("resolved", "Maya reopened it as investigating (was resolved): It is back")]
    public async Task A_line_says_that_it_goes_back(string from, string line)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync($"status {from}");
        await scene.TypeAsync("status investigating It is back");
        Assert.StartsWith(line, Words(scene.Chat.Shown(IncidentKeys.Told(Id, (await scene.IncidentAsync()).Version))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_done_before_it_could_be_posted_says_when()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var at = scene.Time.GetUtcNow();
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        await scene.HappenAsync(new CommandTyped(Scene.Workspace, Maya, Scene.Room, at, new ReplyTo(Scene.Room, Maya.Id), TypedText.Of("severity 3")));
        await scene.HappenAsync(new CommandTyped(Scene.Workspace, Maya, Scene.Room, at, new ReplyTo(Scene.Room, Maya.Id), TypedText.Of("role commander me")));
        Assert.Equal(
            ["Maya lowered it to SEV3 (was SEV2). No updates are due any more.|2026-03-02 09:00 UTC", "Maya is now commander.|2026-03-02 09:00 UTC"],
            new[] { 1, 0 }.Select(back => scene.Chat.Done.Select(request => request.Action).OfType<PostCard>().Reverse().ElementAt(back)).Select(post => Words(post.Card)));
    }

    [Theory]
    [InlineData("note Cache is full", "Maya noted (entry 1): Cache is full")]
    [InlineData("note Cache is full at 10:00", "Maya noted (entry 1): Cache is full")]
    [InlineData("note Cache is full at 09:59 --kind finding", "Maya noted a finding (entry 1, 2026-03-02 08:59 UTC): Cache is full")]
    public async Task A_note_has_its_number_and_the_time_only_of_another_minute(string typed, string line)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync(typed);
        Assert.Equal(line, Words(scene.Chat.Shown("INC-1/entry/1")));
    }

    [Fact]
    public async Task A_note_that_is_changed_says_by_whom_and_of_which_time_it_is()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note Cache is full");
        await scene.PressAsync(TimelineButtonIds.SetKind, "1|1|fix", Sam);
        Assert.Equal("Maya noted a fix (entry 1, 2026-03-02 09:00 UTC): Cache is full|changed by Sam", Words(scene.Chat.Shown("INC-1/entry/1")));
    }

    private static string Words(Card card) => string.Join('|', card.Parts.Select(part => part switch
    {
        Paragraph paragraph => paragraph.Text.ToPlainText(),
        SmallPrint small => small.Text.ToPlainText(),
        _ => null,
    }).OfType<string>());
}
