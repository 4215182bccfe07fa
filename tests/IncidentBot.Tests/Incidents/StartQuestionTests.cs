using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Incidents;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

public sealed class StartQuestionTests
{
    private const string Doubtful = "start Checkout 500s – drill team paged";

    [Fact]
    public async Task Words_that_can_be_read_in_two_ways_start_nothing_and_come_back_as_two_buttons()
    {
        await using var scene = await Scene.SetAsync();

        await scene.TypeAsync(Doubtful, Scene.Lobby);

        Assert.DoesNotContain(scene.Chat.Done, request => request.Action is OpenChannel);
        Assert.Contains("Nothing was started yet: “– drill” may be an option or part of the title.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(["Drill: Checkout 500s team paged", "Incident: Checkout 500s – drill team paged"], Choices(scene).Select(button => button.Label));
    }

    [Theory]
    [InlineData(0, "Checkout 500s team paged", true)]
    [InlineData(1, "Checkout 500s – drill team paged", false)]
    public async Task The_reading_that_is_chosen_is_started_once_whatever_is_pressed_after_it(int chosen, string title, bool isDrill)
    {
        await using var scene = await Scene.SetAsync();
        await scene.TypeAsync(Doubtful, Scene.Lobby);
        var buttons = Choices(scene);

        foreach (var button in new[] { buttons[chosen], buttons[1 - chosen], buttons[chosen] })
            await scene.PressAsync(button.Action, button.Value);

        var started = await scene.IncidentAsync();
        Assert.Equal((title, isDrill, Maya.Id), (started.Title, started.IsDrill, started.StartedBy.Id));
        Assert.Single(scene.Chat.Done, request => request.Action is OpenChannel);
    }

    [Fact]
    public async Task A_choice_keeps_severity_services_and_privacy()
    {
        await using var scene = await Scene.SetAsync();
        await scene.TypeAsync("start Bug in (--private) --sev 2 --service web", Scene.Lobby);

        var first = Choices(scene)[0];
        await scene.PressAsync(first.Action, first.Value);

        var started = await scene.IncidentAsync();
        Assert.StartsWith("Private incident, severity 2, web: ", first.Label, StringComparison.Ordinal);
        Assert.Equal((Visibility.Private, 2, "web"), (started.Visibility, started.Severity, Assert.Single(started.Services)));
    }

    [Fact]
    public async Task Who_may_not_call_severity_1_may_not_choose_it_either()
    {
        await using var scene = await Scene.SetAsync(access: new AccessOptions { Responders = "S1" });
        scene.Chat.Group = [Sam.Id];
        await scene.TypeAsync("start Checkout is down - sev 1", Scene.Lobby);

        var first = Choices(scene)[0];
        await scene.PressAsync(first.Action, first.Value);

        Assert.Contains("only responders can set severity 1", scene.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Chat.Done, request => request.Action is OpenChannel);
    }

    [Theory]
    [InlineData("start|x")]
    [InlineData("start|x|{")]
    [InlineData("start||{}")]
    [InlineData("")]
    [InlineData("start|x|null")]
    public async Task A_button_that_is_none_of_the_bots_own_starts_nothing(string value)
    {
        await using var scene = await Scene.SetAsync();

        await scene.PressAsync(IncidentButtonIds.StartAsRead, value);

        Assert.DoesNotContain(scene.Chat.Done, request => request.Action is OpenChannel);
    }

    [Fact]
    public async Task The_question_is_asked_within_the_request()
    {
        await using var scene = await Scene.SetAsync();

        var said = Assert.IsType<SayIt>(await scene.Immediate.OnCommandAsync(Scene.Asker(Scene.Lobby), TypedText.Of(Doubtful), default));

        Assert.Equal(2, said.Card.Parts.OfType<Buttons>().Single().Items.Count);
    }

    [Theory]
    [InlineData("Checkout 500s ——private")]
    [InlineData("Checkout 500s – private")]
    [InlineData("(—private) Checkout 500s")]
    public async Task The_form_does_not_let_such_a_title_be_seen_by_everyone_unasked(string title)
    {
        await using var scene = await Scene.SetAsync();

        var open = await SendAsync(scene, title, "public");
        var kept = await SendAsync(scene, title, "private");

        Assert.Contains("Choose “Only people you invite”", Assert.IsType<CorrectIt>(open).Errors[StartForm.SeenBy], StringComparison.Ordinal);
        Assert.IsType<AcceptIt>(kept);
    }

    [Fact]
    public async Task A_drill_without_a_title_is_still_a_drill_in_its_form()
    {
        await using var scene = await Scene.SetAsync();

        var form = Assert.IsType<OpenIt>(await scene.Immediate.OnCommandAsync(Scene.Asker(Scene.Lobby), TypedText.Of("start —drill -private"), default)).Form;

        Assert.Equal(["drill"], form.Fields.OfType<ChecksField>().Single().Initial);
        Assert.Equal("private", form.Fields.OfType<ChoiceField>().Single(field => field.Name == StartForm.SeenBy).Initial);
        Assert.True(StartForm.Read(new Dictionary<string, string> { ["title"] = "x", ["drill"] = "drill" }).IsDrill);
        Assert.Empty(StartForm.Compose(new StartCommand(null, null, []), new IncidentOptions(), SceneChat.Roomy).Fields.OfType<ChecksField>().Single().Initial!);
    }

    private static Task<ImmediateAnswer> SendAsync(Scene scene, string title, string visibility) => scene.Immediate.OnFormAsync(
        Scene.Asker(Scene.Lobby), IncidentFormIds.Start, string.Empty,
        new Dictionary<string, string> { ["title"] = title, ["severity"] = "2", ["visibility"] = visibility }, default);

    private static IReadOnlyList<Button> Choices(Scene scene) => scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items;
}
