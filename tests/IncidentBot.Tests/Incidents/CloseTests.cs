using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

/// <summary>The record doesn't end without a word on what happened.</summary>
public sealed class CloseTests
{
    [Theory]
    [InlineData("status identified The cache")]
    [InlineData("status investigating Still looking")]
    public async Task Closing_what_was_never_mitigated_asks_what_happened(string before)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync(before);

        await scene.TypeAsync("status closed");

        Assert.True((await scene.IncidentAsync()).IsOpen);
        Assert.Contains("without saying what happened", scene.LastAnswer, StringComparison.Ordinal);
        var button = Assert.Single(scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items);
        var form = Assert.IsType<OpenIt>(await scene.AskAsync(button.Action, button.Value)).Form;
        await scene.SubmitAsync(form.Id, form.Context, ("sentence", "It recovered by itself"));

        Assert.Equal(IncidentStatus.Closed, (await scene.IncidentAsync()).Status);
        Assert.Contains(await scene.TimelineAsync(), entry => entry.Text == "It recovered by itself" && entry.Kind == EntryKind.Recovery);
    }

    [Fact]
    public async Task What_was_mitigated_is_closed_without_asking()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status mitigated Rolled back");

        await scene.TypeAsync("status closed");

        Assert.Equal(IncidentStatus.Closed, (await scene.IncidentAsync()).Status);
    }

    [Fact]
    public async Task What_is_closed_is_not_cancelled()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status closed It recovered");

        await scene.TypeAsync("cancel The alert was a test");

        Assert.Equal(IncidentStatus.Closed, (await scene.IncidentAsync()).Status);
        Assert.StartsWith("INC-1 is closed, so there's nothing left to cancel.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains("What you wrote: The alert was a test", scene.LastAnswer, StringComparison.Ordinal);
    }
}
