using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

/// <summary>How bad an open incident is, picked from what each level means.</summary>
public sealed class SeverityTests
{
    private static readonly IncidentOptions Own = new() { SeverityCriteria = ["nobody can pay", "most can't pay", "a few can't pay", "it looks odd"] };

    [Fact]
    public async Task Both_ways_to_the_form_show_each_level_with_its_criterion_and_the_present_one_picked()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Own);
        var typed = await FormAsync(scene);
        var pressed = Assert.IsType<OpenIt>(await scene.AskAsync(IncidentButtonIds.ChangeSeverity, "1")).Form;
        var field = Assert.IsType<ChoiceField>(Assert.Single(typed.Fields));
        var start = StartForm.Compose(new StartCommand(null, null, []), Own, SceneChat.Roomy).Fields.OfType<ChoiceField>().First(one => one.Name == StartForm.Severity);

        Assert.Equal(["SEV1: nobody can pay", "SEV2: most can't pay", "SEV3: a few can't pay", "SEV4: it looks odd"], field.Choices.Select(choice => choice.Label));
        Assert.Equal(start.Choices, field.Choices);
        Assert.Equal(("2", "Severity of INC-1"), (field.Initial, typed.Title));
        Assert.Equal(typed.Context, pressed.Context);
    }

    [Fact]
    public async Task What_is_picked_is_the_severity_and_is_told_in_the_channel()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var form = await FormAsync(scene);
        Assert.IsType<AcceptIt>(await SendAsync(scene, form, "4"));
        await scene.SubmitAsync(form.Id, form.Context, (SeverityForm.Level, "4"));

        Assert.Equal(4, (await scene.IncidentAsync()).Severity);
        Assert.Contains(scene.Chat.Told(Scene.Room), told => told.StartsWith("Maya lowered it to SEV4 (was SEV2).", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2", "INC-1 is already SEV2.")]
    [InlineData("", "Pick a level, or close the form.")]
    public async Task What_would_change_nothing_is_said_in_the_form(string picked, string sentence)
    {
        await using var scene = await Scene.OfIncidentAsync();
        Assert.Equal(sentence, await CorrectionAsync(scene, await FormAsync(scene), picked));
    }

    [Fact]
    public async Task What_somebody_else_said_meanwhile_is_not_undone_by_a_form_that_was_open()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var form = await FormAsync(scene);
        await scene.TypeAsync("severity 1", who: Sam);

        Assert.Equal("Someone has changed INC-1 to SEV1 in the meantime. Close this form and open it again.", await CorrectionAsync(scene, form, "3"));
        Assert.Equal("INC-1 is already SEV1.", await CorrectionAsync(scene, form, "1"));
        await scene.SubmitAsync(form.Id, form.Context, (SeverityForm.Level, "3"));
        Assert.Equal(1, (await scene.IncidentAsync()).Severity);
        Assert.Contains("in the meantime", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Someone_who_is_not_a_responder_may_pick_any_level_but_the_first()
    {
        await using var scene = await Scene.OfIncidentAsync(access: new AccessOptions { Responders = "S1" });
        scene.Chat.Group = [Sam.Id];
        var form = await FormAsync(scene);

        Assert.Contains("You can set severity 2 in the meantime.", await CorrectionAsync(scene, form, "1"), StringComparison.Ordinal);
        await scene.SubmitAsync(form.Id, form.Context, (SeverityForm.Level, "1"));
        Assert.Equal(2, (await scene.IncidentAsync()).Severity);
        Assert.IsType<AcceptIt>(await SendAsync(scene, form, "3"));
    }

    [Fact]
    public async Task The_form_of_a_private_incident_is_for_the_members_of_its_channel()
    {
        await using var scene = await Scene.OfIncidentAsync("start Payroll leaked --private");
        var form = await FormAsync(scene);
        var stranger = Scene.Asker(new ChannelId(string.Empty)) with { Person = Sam.Id };
        scene.Chat.Members[Scene.Room] = [Maya.Id];

        var pressed = await Scene.FoundAsync(scene.Immediate.OnButtonAsync(stranger, IncidentButtonIds.ChangeSeverity, "1", default));
        Assert.Contains("I can't find INC-1", Assert.IsType<SayIt>(pressed).Card.Text, StringComparison.Ordinal);
        Assert.Contains("I can't find INC-1", await CorrectionAsync(scene, form, "3", stranger), StringComparison.Ordinal);
        Assert.DoesNotContain("INC-1", Assert.IsType<SayIt>(await AskAsync(scene, asker: stranger)).Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_that_is_closed_is_classified_in_the_form_too_but_its_card_offers_it_no_more()
    {
        await using var scene = await Scene.OfIncidentAsync();
        Assert.Contains(IncidentButtonIds.ChangeSeverity, await OnTheCardAsync(scene));
        await scene.TypeAsync("status closed It recovered");
        Assert.DoesNotContain(IncidentButtonIds.ChangeSeverity, await OnTheCardAsync(scene));

        var form = await FormAsync(scene);
        await scene.SubmitAsync(form.Id, form.Context, (SeverityForm.Level, "3"));
        Assert.Equal(3, (await scene.IncidentAsync()).Severity);
    }

    [Fact]
    public async Task Outside_incident_channels_the_way_to_one_is_shown()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var answer = await Scene.FoundAsync(scene.Immediate.OnCommandAsync(Scene.Asker(Scene.Lobby), TypedText.Of("severity"), default));
        Assert.StartsWith("This isn't an incident channel. Go to the incident's channel: ", Assert.IsType<SayIt>(answer).Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_form_can_open_the_levels_are_listed_with_what_to_type()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Own);
        const string levels = "The levels are:\nSEV1: nobody can pay\nSEV2: most can't pay\nSEV3: a few can't pay\nSEV4: it looks odd\nIf you're not sure, choose the worse one. Type its number, for example ";
        await scene.MentionAsync("severity", new MessageId(Scene.Room, "9.1"));
        Assert.Equal($"INC-1 is SEV2. {levels}@IncidentBot severity 2.", scene.LastAnswer);

        await scene.TypeAsync("severity");
        Assert.Equal($"INC-1 is SEV2. {levels}/incident severity 2.", scene.LastAnswer);
    }

    [Fact]
    public async Task A_level_that_there_is_not_is_refused_with_what_each_means()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Own);
        var refused = Assert.IsType<SayIt>(await AskAsync(scene, "severity 7")).Card.Text;
        await scene.MentionAsync("severity 7", new MessageId(Scene.Room, "9.1"));

        Assert.StartsWith("“7” isn't a severity. The levels are:\nSEV1: nobody can pay\n", refused, StringComparison.Ordinal);
        Assert.Equal(refused.Replace("/incident", "@IncidentBot", StringComparison.Ordinal), scene.LastAnswer);
        Assert.Equal(2, (await scene.IncidentAsync()).Severity);
    }

    private static Task<ImmediateAnswer> AskAsync(Scene scene, string typed = "severity", Asker? asker = null) =>
        Scene.FoundAsync(scene.Immediate.OnCommandAsync(asker ?? Scene.Asker(Scene.Room), TypedText.Of(typed), default));

    private static async Task<Form> FormAsync(Scene scene) => Assert.IsType<OpenIt>(await AskAsync(scene)).Form;

    private static Task<ImmediateAnswer> SendAsync(Scene scene, Form form, string picked, Asker? asker = null) =>
        scene.Immediate.OnFormAsync(asker ?? Scene.Asker(Scene.Room), form.Id, form.Context, new Dictionary<string, string>(StringComparer.Ordinal) { [SeverityForm.Level] = picked }, default);

    private static async Task<string> CorrectionAsync(Scene scene, Form form, string picked, Asker? asker = null) =>
        Assert.Single(Assert.IsType<CorrectIt>(await SendAsync(scene, form, picked, asker)).Errors).Value;

    private static async Task<IReadOnlyList<string>> OnTheCardAsync(Scene scene) =>
        [.. IncidentCard.Compose(await scene.IncidentAsync()).Parts.OfType<Buttons>().Single().Items.Select(button => button.Action)];
}
