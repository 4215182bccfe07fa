using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Home;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Routing;

public sealed class ImmediateLaneTests
{
    [Fact]
    public async Task A_start_without_a_title_opens_the_form()
    {
        await using var scene = await Scene.SetAsync();
        var form = Assert.IsType<OpenIt>(await CommandAsync(scene, "start --sev 1 --service web")).Form;
        Assert.Equal((IncidentFormIds.Start, "1", "web"), (form.Id, ((ChoiceField)form.Fields[1]).Initial, ((TextField)form.Fields[2]).Initial));
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
    public async Task A_message_begins_the_form_as_its_title_and_stands_above_it_with_author_and_address()
    {
        await using var scene = await Scene.SetAsync();
        var form = Assert.IsType<OpenIt>(await PickAsync(scene, "Checkout\nis down " + new string('x', 300))).Form;
        var title = ((TextField)form.Fields[0]).Initial!;
        Assert.Equal((200, "Checkout is down xxx"), (title.Length, title[..20]));
        Assert.Contains(form.Intro!.Spans, span => span is PersonSpan { Name: "Sam" });
        Assert.Contains(form.Intro!.Spans, span => span is LinkSpan { Address.OriginalString: "https://chat.example/C-lobby/5.5" });
    }

    [Fact]
    public async Task However_long_a_message_is_that_the_bot_cannot_read_again_what_its_form_carries_fits()
    {
        await using var scene = await Scene.SetAsync();
        var form = Assert.IsType<OpenIt>(await PickAsync(scene, string.Concat(Enumerable.Repeat("„ä\n", 8000)))).Form;
        Assert.InRange(form.Context.Length, 400, 2000);
    }

    [Theory]
    [InlineData(IncidentButtonIds.StartIncident, "", "guests")]
    [InlineData(HomeButtonIds.FindIncidents, "", "guests")]
    [InlineData(IncidentButtonIds.WriteUpdate, "1", "guests")]
    [InlineData(TimelineButtonIds.EditEntry, "1|1", "guests")]
    [InlineData(ChecklistButtonIds.AnswerStep, "1|impact", "guests")]
    public async Task Who_may_not_act_is_told_so_instead_of_getting_a_form(string action, string value, string why)
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.People[Maya.Id] = Maya with { Standing = Standing.Guest };
        Assert.Contains(why, Assert.IsType<SayIt>(await ButtonAsync(scene, action, value)).Card.Text, StringComparison.Ordinal);
        Assert.Contains(why, Assert.IsType<SayIt>(await CommandAsync(scene, "start")).Card.Text, StringComparison.Ordinal);
        Assert.Contains(why, Assert.IsType<SayIt>(await PickAsync(scene, "Down")).Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_no_responder_gets_no_form_for_severity_1_and_is_corrected_at_its_field()
    {
        await using var scene = await Scene.SetAsync(access: new AccessOptions { Responders = "S1" });
        scene.Chat.Group = [Sam.Id];
        Assert.Contains("only the responders", Assert.IsType<SayIt>(await CommandAsync(scene, "start --sev 1")).Card.Text, StringComparison.Ordinal);
        Assert.IsType<OpenIt>(await CommandAsync(scene, "start --sev 2"));

        var values = new Dictionary<string, string>(StringComparer.Ordinal) { [StartForm.Title] = "Checkout", [StartForm.Severity] = "1" };
        var wrong = Assert.IsType<CorrectIt>(await scene.Lane.OnFormAsync(Scene.Asker(Scene.Lobby), IncidentFormIds.Start, "", values, default)).Errors;
        Assert.Contains("severity 2 is open to you", wrong[StartForm.Severity], StringComparison.Ordinal);
        values[StartForm.Severity] = "2";
        Assert.IsType<AcceptIt>(await scene.Lane.OnFormAsync(Scene.Asker(Scene.Lobby), IncidentFormIds.Start, "", values, default));
    }

    [Fact]
    public async Task A_form_of_a_private_incident_opens_only_for_the_members_of_its_channel()
    {
        await using var scene = await Scene.OfIncidentAsync("start Payroll leaked --private");
        var stranger = Scene.Asker(new ChannelId(string.Empty)) with { Person = Sam.Id };
        scene.Chat.Members[Scene.Room] = [Maya.Id];
        Assert.Contains("there is no INC-1", Assert.IsType<SayIt>(await Scene.FoundAsync(scene.Lane.OnButtonAsync(stranger, IncidentButtonIds.WriteUpdate, "1", default))).Card.Text, StringComparison.Ordinal);

        var values = new Dictionary<string, string>(StringComparer.Ordinal) { [UpdateForm.Text] = "All well" };
        Assert.Contains("there is no INC-1", Assert.Single(Assert.IsType<CorrectIt>(await scene.Lane.OnFormAsync(stranger, IncidentFormIds.Update, "1", values, default)).Errors).Value, StringComparison.Ordinal);

        scene.Chat.Members[Scene.Room] = [Maya.Id, Sam.Id];
        Assert.IsType<OpenIt>(await Scene.FoundAsync(scene.Lane.OnButtonAsync(stranger, IncidentButtonIds.WriteUpdate, "1", default)));
    }

    [Theory]
    [InlineData(TimelineFormIds.EditEntry, "1|1|7")]
    [InlineData(TimelineFormIds.SplitEntry, "1|1|7")]
    [InlineData(IncidentFormIds.Milestone, "1|declared|unknown")]
    public async Task Who_has_left_a_private_channel_does_not_hear_from_a_form_still_open_what_its_record_says_now(string form, string context)
    {
        await using var scene = await Scene.OfIncidentAsync("start Payroll leaked --private");
        await scene.TypeAsync("note The archive is public");
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [EntryForms.Text] = "First", [EntryForms.Second] = "Second", [EntryForms.Time] = "16:00", [MilestoneForm.Time] = "16:00", [MilestoneForm.Reason] = "A guess",
        };
        var left = Scene.Asker(new ChannelId(string.Empty)) with { Person = Sam.Id };
        scene.Chat.Members[Scene.Room] = [Maya.Id, Sam.Id];
        Assert.Contains("meanwhile", await CorrectionAsync(), StringComparison.Ordinal);
        scene.Chat.Members[Scene.Room] = [Maya.Id];
        Assert.Contains("there is no INC-1", await CorrectionAsync(), StringComparison.Ordinal);

        async Task<string> CorrectionAsync() => Assert.Single(Assert.IsType<CorrectIt>(await scene.Lane.OnFormAsync(left, form, context, values, default)).Errors).Value;
    }

    [Fact]
    public async Task What_needs_no_reading_opens_at_once_and_what_does_is_loaded()
    {
        await using var scene = await Scene.OfIncidentAsync();
        Assert.IsType<OpenIt>(await scene.Lane.OnButtonAsync(Scene.Asker(Scene.Room), IncidentButtonIds.StartIncident, "", default));
        Assert.IsType<LoadIt>(await scene.Lane.OnButtonAsync(Scene.Asker(Scene.Room), IncidentButtonIds.WriteUpdate, "1", default));

        scene.Chat.Asked = new TaskCompletionSource();
        var load = Assert.IsType<LoadIt>(await scene.Lane.OnButtonAsync(Scene.Asker(Scene.Room), IncidentButtonIds.StartIncident, "", default));
        scene.Chat.Asked.SetResult();
        Assert.IsType<OpenIt>(await load.FindAsync(default));
    }

    [Theory]
    [InlineData(ChecklistButtonIds.AnswerStep, "What is the impact?")]
    [InlineData(ChecklistButtonIds.SkipStep, "Why is “What is the impact?” skipped?")]
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
        Assert.IsType<SayIt>(await ButtonAsync(scene, ChecklistButtonIds.AnswerStep, value));
    }

    [Fact]
    public async Task Any_other_button_is_accepted()
    {
        await using var scene = await Scene.OfIncidentAsync();
        Assert.IsType<AcceptIt>(await ButtonAsync(scene, ChecklistButtonIds.TickStep, "1|impact"));
    }

    [Theory]
    [InlineData(IncidentFormIds.Start, "", StartForm.Severity, "2", StartForm.Title)]
    [InlineData(ChecklistFormIds.AnswerStep, "1|impact", StepForms.Answer, " ", StepForms.Answer)]
    [InlineData(ChecklistFormIds.AnswerStep, "1|started", StepForms.Answer, "at lunch", StepForms.Answer)]
    [InlineData(ChecklistFormIds.AnswerStep, "1|started", StepForms.Answer, "2130-01-01 10:00", StepForms.Answer)]
    [InlineData(ChecklistFormIds.SkipStep, "1|impact", StepForms.Reason, "", StepForms.Reason)]
    public async Task A_form_is_corrected_at_its_field(string form, string context, string field, string value, string wrong)
    {
        await using var scene = await Scene.SetAsync();
        Assert.Equal([wrong], Assert.IsType<CorrectIt>(await FormAsync(scene, form, context, field, value)).Errors.Keys);
    }

    [Theory]
    [InlineData(IncidentFormIds.Start, "", StartForm.Title, "Checkout")]
    [InlineData(ChecklistFormIds.AnswerStep, "1|started", StepForms.Answer, "16:05")]
    [InlineData(ChecklistFormIds.SkipStep, "1|impact", StepForms.Reason, "No need")]
    public async Task A_form_that_is_right_is_accepted(string form, string context, string field, string value)
    {
        await using var scene = await Scene.SetAsync();
        Assert.IsType<AcceptIt>(await FormAsync(scene, form, context, field, value));
    }

    [Theory]
    [InlineData("start Keys leaked --private", "private")]
    [InlineData("start Checkout returns 500s", "public")]
    public async Task What_is_said_in_the_channel_of_a_private_incident_starts_a_private_one_unless_somebody_chooses_otherwise(string start, string visibility)
    {
        await using var scene = await Scene.OfIncidentAsync(start);
        var answer = await scene.AskFromAsync(new ChatMessage(new MessageId(Scene.Room, "5.5"), Now, Sam, "The keys are on a public page", null));
        var field = Assert.IsType<OpenIt>(answer).Form.Fields.OfType<ChoiceField>().Single(field => field.Name == StartForm.SeenBy);
        Assert.Equal(visibility, field.Initial);
    }

    private static Task<ImmediateAnswer> PickAsync(Scene scene, string text) =>
        scene.AskFromAsync(new ChatMessage(new MessageId(Scene.Lobby, "5.5"), Now, Sam, text, null));

    private static Task<ImmediateAnswer> CommandAsync(Scene scene, string typed) =>
        scene.Lane.OnCommandAsync(Scene.Asker(Scene.Lobby), TypedText.Of(typed), default);

    private static Task<ImmediateAnswer> ButtonAsync(Scene scene, string action, string value) =>
        scene.AskAsync(action, value);

    private static Task<ImmediateAnswer> FormAsync(Scene scene, string form, string context, string field, string value) =>
        scene.Lane.OnFormAsync(Scene.Asker(Scene.Room), form, context, new Dictionary<string, string>(StringComparer.Ordinal) { [field] = value }, default);
}
