using IncidentBot.Chat;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Sections;
using IncidentBot.Store;
using IncidentBot.Timeline;

namespace IncidentBot.Tests.Postmortem;

/// <summary>A draft of however long a record has an end, and nobody in the channel waits for it.</summary>
public sealed class BoundedDraftTests
{
    private static readonly TimelineEntry Long = SampleRecord.Timeline[0] with { Text = new string('x', 40_000) };

    [Fact]
    public void A_timeline_that_is_too_long_says_how_many_lines_it_leaves_out()
    {
        var record = SampleRecord.Bare with { Timeline = [.. Enumerable.Range(1, 100).Select(number => Long with { Number = number })] };

        var draft = PostmortemDocument.Assemble(record);

        Assert.InRange(draft.Length, TimelineSection.MostCharacters, TimelineSection.MostCharacters + 200_000);
        Assert.Matches("(49|5[0-2]) more lines are not shown here", draft);
        Assert.Equal(draft, PostmortemDocument.Assemble(record));
    }

    [Fact]
    public void A_timeline_of_usual_length_is_whole()
    {
        var record = SampleRecord.Bare with { Timeline = [.. Enumerable.Range(1, 40).Select(number => Long with { Number = number })] };

        Assert.DoesNotContain("not shown here", PostmortemDocument.Assemble(record), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postmortem", "own/assemble-postmortem")]
    [InlineData("export", "own/export-postmortem")]
    public async Task Whoever_asks_for_a_draft_does_not_hold_up_the_channel(string command, string kind)
    {
        await using var scene = await Scene.OfIncidentAsync();
        var before = scene.Chat.Done.Count;

        await scene.TypeAsync(command);

        var rows = await scene.Get<Database>().QueryAsync<string>("SELECT conversation FROM inbox WHERE kind = @Kind", new { Kind = kind }, default);
        Assert.Equal(["INC-1/postmortem"], rows);
        Assert.NotEmpty(scene.Chat.Done.Skip(before));
    }

    [Fact]
    public async Task Whoever_asked_is_answered_by_the_work_that_was_put_off()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("postmortem");

        await scene.TypeAsync("postmortem");

        Assert.StartsWith("Draft 1 of the postmortem is up to date", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(new PersonId("U1"), scene.Chat.Answers[^1].To.Person);
    }
}
