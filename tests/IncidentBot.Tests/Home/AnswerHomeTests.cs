using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Timeline;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Home;

/// <summary>Whoever does something on the bot's own page is answered there.</summary>
public sealed class AnswerHomeTests
{
    private static readonly ChannelId Nowhere = new(string.Empty);

    [Fact]
    public async Task The_timeline_is_shown_on_the_page_until_its_reader_goes_back()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.HappenAsync(new HomeOpened(Scene.Workspace, Sam, Scene.Lobby, scene.Time.GetUtcNow(), new ReplyTo(Scene.Lobby, Sam.Id)));
        await scene.TypeAsync("note Cache restarted");
        var answers = scene.Chat.Answers.Count(answer => answer.To.Person == Sam.Id);

        await PressAsync(scene, TimelineButtonIds.ShowTimeline, "1");
        await scene.TypeAsync("severity 1");
        await scene.PassAsync(TimeSpan.FromMinutes(1));

        var shown = scene.Chat.Last<ShowHome>();
        Assert.True(shown.IsAnswer);
        Assert.Contains("Cache restarted", shown.Card.Text, StringComparison.Ordinal);
        var back = Assert.Single(Assert.IsType<Buttons>(shown.Card.Parts[0]).Items);
        Assert.Equal(answers, scene.Chat.Answers.Count(answer => answer.To.Person == Sam.Id));

        await PressAsync(scene, back.Action, back.Value);
        await scene.TypeAsync("severity 3");
        await scene.PassAsync(TimeSpan.FromMinutes(1));
        Assert.False(scene.Chat.Last<ShowHome>().IsAnswer);
        Assert.Contains("SEV3", string.Concat(scene.Chat.Last<ShowHome>().Card.Parts.OfType<Paragraph>().Select(part => part.Text.ToPlainText())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_started_there_is_told_of_there_with_the_way_to_its_channel()
    {
        await using var scene = await Scene.SetAsync();

        await SubmitAsync(scene, "start", "", ("title", "Checkout is down"), ("severity", "2"), ("visibility", "public"));

        var shown = scene.Chat.Last<ShowHome>();
        Assert.StartsWith("INC-1 is open: ", shown.Card.Text, StringComparison.Ordinal);
        Assert.Contains(shown.Card.Parts.OfType<Paragraph>().SelectMany(part => part.Text.Spans), span => span is ChannelSpan);
        Assert.Empty(scene.Chat.Answers);
    }

    [Fact]
    public async Task What_is_refused_there_comes_back_there_with_the_words()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status closed It recovered");

        await SubmitAsync(scene, IncidentFormIds.Update, "1", ("text", "Still looking"));

        var shown = scene.Chat.Last<ShowHome>();
        Assert.Contains("INC-1 is closed. Reopen it first", shown.Card.Text, StringComparison.Ordinal);
        Assert.Contains("What you wrote: Still looking", shown.Card.Text, StringComparison.Ordinal);
    }

    private static Task PressAsync(Scene scene, string action, string value) =>
        scene.HappenAsync(new ButtonPressed(Scene.Workspace, Sam, Nowhere, scene.Time.GetUtcNow(), OnHome, action, value, null));

    private static Task SubmitAsync(Scene scene, string form, string context, params (string Name, string Value)[] values) =>
        scene.HappenAsync(new FormSubmitted(Scene.Workspace, Sam, Nowhere, scene.Time.GetUtcNow(), OnHome, form, context, values.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)));

    private static ReplyTo OnHome => new ReplyTo(Nowhere, Sam.Id) { IsOnHome = true };
}
