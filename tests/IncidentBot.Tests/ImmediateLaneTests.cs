using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests;

public sealed class ImmediateLaneTests
{
    [Fact]
    public async Task A_start_without_a_title_opens_the_form()
    {
        await using var scene = await Scene.SetAsync();
        var form = Assert.IsType<OpenIt>(await CommandAsync(scene, "start --sev 1 --service web")).Form;
        Assert.Equal((FormIds.Start, "1", "web"), (form.Id, ((ChoiceField)form.Fields[1]).Initial, ((TextField)form.Fields[2]).Initial));
    }

    [Fact]
    public async Task The_services_of_the_catalogue_are_offered()
    {
        await using var scene = await Scene.SetAsync(new IncidentOptions { Services = ["web", "search"] });
        var form = Assert.IsType<OpenIt>(await CommandAsync(scene, "start")).Form;
        Assert.Equal(["web", "search"], ((ChoiceField)form.Fields[2]).Choices.Select(choice => choice.Value));
    }

    [Theory]
    [InlineData("start Checkout", typeof(AcceptIt))]
    [InlineData("note x", typeof(AcceptIt))]
    [InlineData("help", typeof(SayIt))]
    [InlineData("", typeof(SayIt))]
    [InlineData("stat", typeof(SayIt))]
    [InlineData("status great", typeof(SayIt))]
    [InlineData("start X --service wbe", typeof(SayIt))]
    public async Task A_command_is_accepted_or_answered_at_once(string typed, Type answer)
    {
        await using var scene = await Scene.SetAsync(new IncidentOptions { Services = ["web"] });
        Assert.IsType(answer, await CommandAsync(scene, typed));
    }

    [Fact]
    public async Task A_message_begins_the_form_as_its_title()
    {
        await using var scene = await Scene.SetAsync();
        var answer = await scene.Lane.OnMessagePickedAsync(Scene.Workspace, Scene.Lobby, ShortcutIds.StartFromMessage, "Checkout\nis down " + new string('x', 300), default);
        var title = ((TextField)Assert.IsType<OpenIt>(answer).Form.Fields[0]).Initial!;
        Assert.Equal((200, "Checkout is down xxx"), (title.Length, title[..20]));
    }

    [Theory]
    [InlineData(ButtonActions.AnswerStep, "What is the impact?")]
    [InlineData(ButtonActions.SkipStep, "Why is “What is the impact?” skipped?")]
    public async Task A_step_asks_in_a_form(string action, string question)
    {
        await using var scene = await Scene.OfIncidentAsync();
        var form = Assert.IsType<OpenIt>(await ButtonAsync(scene, action, "1|impact")).Form;
        Assert.Equal((question, "1|impact"), (form.Fields[0].Label, form.Context));
    }

    [Theory]
    [InlineData("1|gone")]
    [InlineData("99|impact")]
    [InlineData("")]
    public async Task A_step_that_is_gone_is_said_to_be(string value)
    {
        await using var scene = await Scene.OfIncidentAsync();
        Assert.IsType<SayIt>(await ButtonAsync(scene, ButtonActions.AnswerStep, value));
    }

    [Fact]
    public async Task Any_other_button_is_accepted()
    {
        await using var scene = await Scene.OfIncidentAsync();
        Assert.IsType<AcceptIt>(await ButtonAsync(scene, ButtonActions.TickStep, "1|impact"));
    }

    [Theory]
    [InlineData(FormIds.Start, "", StartForm.Severity, "2", StartForm.Title)]
    [InlineData(FormIds.AnswerStep, "1|impact", StepForms.Answer, " ", StepForms.Answer)]
    [InlineData(FormIds.AnswerStep, "1|started", StepForms.Answer, "at lunch", StepForms.Answer)]
    [InlineData(FormIds.AnswerStep, "1|started", StepForms.Answer, "2130-01-01 10:00", StepForms.Answer)]
    [InlineData(FormIds.SkipStep, "1|impact", StepForms.Reason, "", StepForms.Reason)]
    public async Task A_form_is_corrected_at_its_field(string form, string context, string field, string value, string wrong)
    {
        await using var scene = await Scene.SetAsync();
        Assert.Equal([wrong], Assert.IsType<CorrectIt>(await FormAsync(scene, form, context, field, value)).Errors.Keys);
    }

    [Theory]
    [InlineData(FormIds.Start, "", StartForm.Title, "Checkout")]
    [InlineData(FormIds.AnswerStep, "1|started", StepForms.Answer, "16:05")]
    [InlineData(FormIds.SkipStep, "1|impact", StepForms.Reason, "No need")]
    public async Task A_form_that_is_right_is_accepted(string form, string context, string field, string value)
    {
        await using var scene = await Scene.SetAsync();
        Assert.IsType<AcceptIt>(await FormAsync(scene, form, context, field, value));
    }

    private static Task<ImmediateAnswer> CommandAsync(Scene scene, string typed) =>
        scene.Lane.OnCommandAsync(Scene.Workspace, Scene.Lobby, TypedText.Of(typed), default);

    private static Task<ImmediateAnswer> ButtonAsync(Scene scene, string action, string value) =>
        scene.Lane.OnButtonAsync(Scene.Workspace, Scene.Room, action, value, default);

    private static Task<ImmediateAnswer> FormAsync(Scene scene, string form, string context, string field, string value) =>
        scene.Lane.OnFormAsync(Scene.Workspace, Scene.Room, Maya.Id, form, context, new Dictionary<string, string>(StringComparer.Ordinal) { [field] = value }, default);
}
