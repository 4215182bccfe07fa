using IncidentBot.Actions;
using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Tests.Delivery.Audit;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Actions;

public sealed class ActionSceneTests
{
    private const string Line = "INC-1/action/1";
    private static readonly ActionsOptions Asked = new() { Issues = IssueMaking.OnRequest, IssueRepository = "acme/ops" };

    private static ChatMessage Message(string text) => new(new MessageId(Scene.Room, "17.1"), ManualTime.Start, Sam, text, null);

    [Fact]
    public async Task A_typed_action_item_is_one_line_that_is_edited_as_it_goes_on()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("action Alert when the pool is over 80 % for 5 min @me due in 2 weeks");

        var item = Assert.Single(await scene.ActionsAsync());
        Assert.Equal(("Alert when the pool is over 80 % for 5 min", Maya, new DateOnly(2026, 3, 16)), (item.Terms.Text, item.Terms.Owner, item.Terms.Due));
        Assert.Equal("Action 1: Alert when the pool is over 80 % for 5 min Owner: Maya · due Mon 2026-03-16", scene.Chat.Shown(Line).Text);
        Assert.Contains("Say what anyone can see once it's done", scene.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain("Name one person", scene.LastAnswer, StringComparison.Ordinal);

        await scene.PressAsync(ActionsButtonIds.Finish, "1|1", Sam);
        Assert.StartsWith("Action 1, done: ", scene.Chat.Shown(Line).Text, StringComparison.Ordinal);
        Assert.EndsWith("Done by Sam.", scene.Chat.Shown(Line).Text, StringComparison.Ordinal);
        Assert.Single(scene.Chat.DoneKeys, key => key == Line);

        await scene.PressAsync(ActionsButtonIds.Finish, "1|1");
        Assert.StartsWith("Action 1 is done already, by Sam.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.PressAsync(ActionsButtonIds.Reopen, "1|1");
        Assert.Equal(ActionState.Open, (await scene.ActionsAsync())[0].State);
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task A_message_becomes_an_action_item_by_its_menu_and_keeps_its_address()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var picked = Message("TODO: cap the pool of checkout");
        var form = await PickAsync(scene, picked);
        Assert.Equal("cap the pool of checkout", Assert.IsType<TextField>(form.Fields[0]).Initial);

        await scene.SubmitAsync(form.Id, form.Context, ("text", "Cap the pool of checkout at 80"), ("owner", "U2"), ("due", "2026-03-20"), ("kind", "systemic-fix"), ("horizon", "short"), ("done", "The load test passes"));

        var item = Assert.Single(await scene.ActionsAsync());
        Assert.Equal((picked.Id, new Uri("https://chat.example/C-INC-1/channel/17.1")), (item.Source, item.Permalink));
        Assert.Equal(
            "Action 1: Cap the pool of checkout at 80 Owner: Sam · due Fri 2026-03-20 · systemic fix · short term · message. Done when The load test passes.",
            scene.Chat.Shown(Line).Text);
        Assert.DoesNotContain(scene.Chat.Answers, answer => answer.Card.Text.Contains("action", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_words_of_a_deleted_message_leave_the_action_item_its_line_and_the_trail()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var picked = Message("TODO: cap the canary42 pool");
        var form = await PickAsync(scene, picked);
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Cap the canary42 pool"), ("owner", "U2"));
        form = Assert.IsType<OpenIt>(await scene.AskAsync(ActionsButtonIds.Edit, "1|1")).Form;
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Cap the canary42 pool at 80"), ("owner", "U2"));
        await scene.TypeAsync("postmortem");

        await scene.HappenAsync(new MessageDeleted(Scene.Workspace, Sam, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Sam.Id), picked));

        var item = Assert.Single(await scene.ActionsAsync());
        Assert.Equal((true, Sam), (item.IsRemoved, item.Terms.Owner));
        Assert.StartsWith("Action 1: (its words were removed with the message they came from) Owner: Sam", scene.Chat.Shown(Line).Text, StringComparison.Ordinal);
        await scene.PassAsync(TimeSpan.FromMinutes(5));
        Assert.DoesNotContain(
            await scene.RowsWithAsync("canary42"),
            row => row.StartsWith("action", StringComparison.Ordinal) || row.StartsWith("audit", StringComparison.Ordinal) || row.StartsWith("postmortem", StringComparison.Ordinal) || row.StartsWith("timeline", StringComparison.Ordinal));
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task A_form_sent_after_its_message_was_deleted_puts_none_of_its_words_on_record()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var picked = Message("TODO: cap the canary42 pool");
        var form = await PickAsync(scene, picked);
        await AuditScene.DeleteAsync(scene, picked);
        await scene.SubmitAsync(form.Id, form.Context, ("text", "cap the canary42 pool"));

        Assert.Empty(await scene.ActionsAsync());
        Assert.StartsWith("Nothing was added: what it was to be made from was removed meanwhile", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_is_brought_into_the_channel_once()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("action Cap the pool @Sam", mentions: new Mention(20, 4, Sam.Id));
        await scene.TypeAsync("action Write the runbook @me");

        Assert.Equal([Sam.Id], Assert.Single(scene.Chat.Done, request => request.Key.EndsWith("/bring", StringComparison.Ordinal)).Action is Invite invite ? invite.People : []);
    }

    [Fact]
    public async Task Kept_words_of_deleted_messages_stay_in_action_items_too()
    {
        await using var scene = await Scene.OfIncidentAsync(timeline: new TimelineOptions { DeletedMessages = DeletedMessages.KeepText });
        var form = await PickAsync(scene, Message("Cap the pool"));
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Cap the pool"));

        await scene.HappenAsync(new MessageDeleted(Scene.Workspace, Sam, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Sam.Id), Message("Cap the pool")));

        Assert.Equal("Cap the pool", Assert.Single(await scene.ActionsAsync()).Text);
    }

    [Fact]
    public async Task A_captured_task_is_offered_as_an_action_item_where_the_capture_is_confirmed()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.Messages[new MessageId(Scene.Room, "17.1")] = Message("TODO: cap the pool");
        await scene.ReactAsync("pushpin", new MessageId(Scene.Room, "17.1"));

        var button = Assert.Single(scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().SelectMany(row => row.Items), one => one.Action == IncidentButtonIds.MakeAction);
        var form = Assert.IsType<OpenIt>(await scene.AskAsync(button.Action, button.Value)).Form;
        Assert.Equal("cap the pool", Assert.IsType<TextField>(form.Fields[0]).Initial);
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Cap the pool"));

        Assert.Equal(new MessageId(Scene.Room, "17.1"), Assert.Single(await scene.ActionsAsync()).Source);

        await scene.TypeAsync("postmortem");
        await AuditScene.DeleteAsync(scene, Message("TODO: cap the pool"));
        Assert.True(Assert.Single(await scene.ActionsAsync()).IsRemoved);
        Assert.True(Assert.Single(await scene.TimelineAsync()).IsRemoved);
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task A_rollback_offers_once_to_be_replaced_in_the_thread_of_the_card()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status mitigated Rolled back to v2.3.0");
        await scene.PassAsync(TimeSpan.FromMinutes(2));
        await scene.TypeAsync("status resolved It is back");
        await scene.PassAsync(TimeSpan.FromMinutes(2));

        var posted = Assert.Single(scene.Chat.Done, request => request.Key == "INC-1/temporary-fix");
        Assert.Equal("ts-INC-1/card", ((PostCard)posted.Action).Thread);
        var button = Assert.Single(((PostCard)posted.Action).Card.Parts.OfType<Buttons>().Single().Items);
        var form = Assert.IsType<OpenIt>(await scene.AskAsync(button.Action, button.Value)).Form;
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Replace the rollback by a fixed query"), ("owner", "U2"), ("due", "in 2 weeks"), ("kind", "systemic-fix"));

        Assert.Equal("Action 1 replaces the temporary fix of INC-1.", scene.Chat.Shown("INC-1/temporary-fix").Text);
        Assert.Null(Assert.Single(await scene.ActionsAsync()).Source);
    }

    [Fact]
    public async Task A_lasting_fix_offers_nothing()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status mitigated Fixed the query");
        await scene.PassAsync(TimeSpan.FromMinutes(2));

        Assert.DoesNotContain("INC-1/temporary-fix", scene.Chat.DoneKeys);
    }

    [Fact]
    public async Task What_is_open_for_the_same_service_is_shown_below_the_card_of_the_next_incident()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService();
        catalogue.Services["search"] = new CatalogueService();
        await using var scene = await Scene.OfIncidentAsync("start Checkout is down --service checkout", catalogue: catalogue);
        await scene.TypeAsync("action Cap the pool @me");
        await scene.TypeAsync("start Search is down --service search", Scene.Lobby);
        await scene.TypeAsync("start Checkout is down again --service checkout", Scene.Lobby);

        Assert.DoesNotContain("INC-2/open-actions", scene.Chat.DoneKeys);
        var shown = Assert.Single(scene.Chat.Done, request => request.Key == "INC-3/open-actions");
        Assert.Equal("ts-INC-3/card", ((PostCard)shown.Action).Thread);
        Assert.Contains("Action 1: Cap the pool", ((PostCard)shown.Action).Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_outside_a_private_incident_reads_of_its_action_items()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = ["acme/checkout"] };
        await using var scene = await Scene.OfIncidentAsync(
            "start Secret leak --private --service checkout", catalogue: catalogue, actions: new ActionsOptions { Issues = IssueMaking.Always, IssueRepository = "acme/ops" });
        scene.Chat.Members[Scene.Room] = [Maya.Id];
        await scene.TypeAsync("action Rotate canary42 @me due tomorrow");
        await scene.TypeAsync("status closed The key is gone");
        await scene.TypeAsync("start Checkout is down again --service checkout", Scene.Lobby);
        await scene.TypeAsync("cancel A drill", SceneChat.ChannelOf(new IncidentId(2)));

        await scene.PressAsync(ActionsButtonIds.MakeIssue, "1|1");
        Assert.StartsWith("No issue was made: INC-1 is private", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("actions open", Scene.Lobby, Sam);
        Assert.StartsWith("No action item is open.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.HappenAsync(new ButtonPressed(
            Scene.Workspace, Sam, Scene.Lobby, scene.Time.GetUtcNow(), new ReplyTo(Scene.Lobby, Sam.Id), ActionsButtonIds.Finish, "1|1", null));
        Assert.Equal(ActionState.Open, Assert.Single(await scene.ActionsAsync()).State);
        await scene.TypeAsync("actions open", Scene.Lobby, Maya);
        Assert.Contains("Rotate canary42", scene.LastAnswer, StringComparison.Ordinal);
        scene.Chat.Members[Scene.Room] = [Sam.Id];
        await scene.PassAsync(TimeSpan.FromDays(15));

        Assert.Empty(scene.Issues.Wanted);
        Assert.DoesNotContain("INC-2/open-actions", scene.Chat.DoneKeys);
        Assert.DoesNotContain(scene.Chat.DoneKeys, key => key.StartsWith("actions/overdue/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_private_incident_gets_issues_only_in_the_repository_for_private_ones()
    {
        await using var scene = await Scene.OfIncidentAsync(
            "start Secret leak --private", actions: new ActionsOptions { Issues = IssueMaking.Always, IssueRepository = "acme/ops", PrivateIssueRepository = "acme/security" });
        await scene.TypeAsync("action Rotate the key @me");

        Assert.Equal("acme/security", Assert.Single(scene.Issues.Wanted).Repository);
    }

    [Fact]
    public async Task An_owner_gets_all_that_is_overdue_in_one_message_a_week_until_it_is_put_off()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("action Cap the pool @me due tomorrow");
        await scene.TypeAsync("action Alert on the pool @me due in 3 days");
        await scene.TypeAsync("action Write the runbook @me due in 3 weeks");
        await scene.TypeAsync("status closed The pool is larger");

        await scene.PassAsync(TimeSpan.FromDays(8));
        var message = Assert.Single(Reminders(scene));
        Assert.Equal("U1", ((PostCard)message.Action).Channel.Known);
        Assert.StartsWith("2 action items of yours are overdue.", ((PostCard)message.Action).Card.Text, StringComparison.Ordinal);
        await scene.PassAsync(TimeSpan.FromDays(7));
        Assert.Equal(2, Reminders(scene).Count);

        await scene.PressAsync(ActionsButtonIds.Snooze, "actions|2");
        await scene.PassAsync(TimeSpan.FromDays(14));
        Assert.Equal(2, Reminders(scene).Count);
        await scene.PassAsync(TimeSpan.FromDays(7));
        Assert.Equal(3, Reminders(scene).Count);
        Assert.StartsWith("3 action items of yours are overdue.", ((PostCard)Reminders(scene)[^1].Action).Card.Text, StringComparison.Ordinal);

        foreach (var number in new[] { "1", "2", "3" })
            await scene.PressAsync(ActionsButtonIds.Finish, $"1|{number}");
        await scene.PassAsync(TimeSpan.FromDays(30));
        Assert.Equal(3, Reminders(scene).Count);
    }

    [Fact]
    public async Task An_issue_is_made_once_and_closing_it_finishes_the_action_item()
    {
        await using var scene = await Scene.OfIncidentAsync(actions: Asked);
        await scene.TypeAsync("action Cap the pool @me due in 2 weeks");
        Assert.Empty(scene.Issues.Wanted);

        await scene.PressAsync(ActionsButtonIds.MakeIssue, "1|1");
        await scene.PressAsync(ActionsButtonIds.MakeIssue, "1|1");

        Assert.Equal(("acme/ops", "T1/INC-1/1", "Cap the pool (INC-1)"), scene.Issues.Wanted.Select(one => (one.Repository, one.Marker, one.Title)).Single());
        Assert.StartsWith("Action 1 has an issue already: number 1 of acme/ops.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.EndsWith("acme/ops issue 1", scene.Chat.Shown(Line).Text, StringComparison.Ordinal);

        scene.Issues.States[1] = new(true, true, "maya-dev");
        await scene.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal(ActionState.Done, Assert.Single(await scene.ActionsAsync()).State);
        Assert.EndsWith("acme/ops issue 1, closed. Done by maya-dev, by closing its issue.", scene.Chat.Shown(Line).Text, StringComparison.Ordinal);
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_and_makes_no_second_issue()
    {
        await using var scene = await Scene.OfIncidentAsync(actions: Asked);
        await scene.TypeAsync("action Cap the pool @me due in 2 weeks");
        var lost = 2;
        scene.Issues.OnMake = _ => lost-- > 0 ? new IncidentBot.Actions.Issues.IssueLater("GitHub gave no answer in time.") : null;

        await scene.PressAsync(ActionsButtonIds.MakeIssue, "1|1");
        Assert.EndsWith("an issue in acme/ops is on its way", scene.Chat.Shown(Line).Text, StringComparison.Ordinal);
        await scene.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((3, 1), (scene.Issues.Wanted.Count, scene.Issues.Count));
        Assert.Equal(1, Assert.Single(await scene.ActionsAsync()).Issue!.Number);
    }

    [Fact]
    public async Task What_can_never_be_made_says_so_on_the_line_and_may_be_asked_for_again()
    {
        await using var scene = await Scene.OfIncidentAsync(actions: Asked);
        await scene.TypeAsync("action Cap the pool @me due in 2 weeks");
        scene.Issues.OnMake = _ => new IncidentBot.Actions.Issues.IssueImpossible("Issues are turned off in acme/ops.");
        await scene.PressAsync(ActionsButtonIds.MakeIssue, "1|1");
        Assert.EndsWith("no issue. Issues are turned off in acme/ops.", scene.Chat.Shown(Line).Text, StringComparison.Ordinal);

        scene.Issues.OnMake = _ => null;
        await scene.PressAsync(ActionsButtonIds.MakeIssue, "1|1");
        Assert.Equal(1, Assert.Single(await scene.ActionsAsync()).Issue!.Number);
    }

    [Fact]
    public async Task A_list_is_private_and_turns_its_pages()
    {
        await using var scene = await Scene.OfIncidentAsync();
        foreach (var number in Enumerable.Range(1, 12))
            await scene.TypeAsync($"action Cap pool {number} @me due in {number} days");
        await scene.TypeAsync("actions mine", Scene.Lobby);

        var first = scene.Chat.Answers[^1].Card;
        Assert.StartsWith("12 action items of yours, by when they are due. Page 1 of 2.", first.Text, StringComparison.Ordinal);
        Assert.Equal(10, first.Parts.OfType<Paragraph>().Count());
        var more = Assert.Single(first.Parts.OfType<Buttons>().Single().Items);
        await scene.PressAsync(more.Action, more.Value);
        Assert.Contains("Cap pool 12", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("actions");
        Assert.StartsWith("12 action items of INC-1, 12 open. Page 1 of 2.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("actions overdue");
        Assert.StartsWith("No action item is overdue.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_sent_over_somebody_elses_change_is_refused_with_the_words_given_back()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("action Cap the pool @me");
        var form = Assert.IsType<OpenIt>(await scene.AskAsync(ActionsButtonIds.Edit, "1|1")).Form;
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Cap the pool at 80"));
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Cap the pool at 90"));

        Assert.Equal("Cap the pool at 80", Assert.Single(await scene.ActionsAsync()).Text);
        Assert.Contains("Cap the pool at 90", scene.LastAnswer, StringComparison.Ordinal);
        var drop = Assert.IsType<OpenIt>(await scene.AskAsync(ActionsButtonIds.Drop, "1|1")).Form;
        await scene.SubmitAsync(drop.Id, drop.Context, ("reason", "The pool is gone"));
        Assert.EndsWith("Dropped by Maya: The pool is gone.", scene.Chat.Shown(Line).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_draft_and_the_export_have_the_action_items()
    {
        await using var scene = await Scene.OfIncidentAsync(actions: Asked);
        var form = await PickAsync(scene, Message("TODO: cap the pool"));
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Cap the | pool"), ("owner", "U2"), ("due", "2026-03-20"), ("kind", "systemic-fix"), ("done", "The load test passes"));
        await scene.PressAsync(ActionsButtonIds.MakeIssue, "1|1");
        var record = await scene.Get<PostmortemRecords>().ReadAsync(await scene.IncidentAsync(), default);

        Assert.Equal(
            "| [1](<https://tracker.example/acme/ops/issues/1>) | systemic fix | Cap the \\| pool | The load test passes | Sam | 2026-03-20 | open | [message](<https://chat.example/C-INC-1/channel/17.1>) |",
            Assert.Single(PostmortemDocument.Assemble(record).Split('\n'), line => line.StartsWith("| [1](", StringComparison.Ordinal)));
        Assert.DoesNotContain("What makes this failure impossible?", PostmortemDocument.Assemble(record), StringComparison.Ordinal);
        Assert.DoesNotContain(BlamelessCheck.OfMarkdown(PostmortemDocument.Assemble(record), KnownPeople.None), finding => finding.Words.Contains("pool", StringComparison.Ordinal));
        var exported = Assert.Single(ExportRules.Of(record, new ExportedPostmortem(null, "")).Actions);
        Assert.Equal(("Cap the | pool", "Sam", "2026-03-20", "systemic-fix", "open", 1), (exported.Text, exported.Owner, exported.Due, exported.Kind, exported.State, exported.Issue!.Number));
    }

    private static async Task<Form> PickAsync(Scene scene, ChatMessage message) => Assert.IsType<OpenIt>(await Scene.FoundAsync(
        scene.Immediate.OnMessagePickedAsync(Scene.Asker(message.Id.Channel), ShortcutIds.MakeAction, _ => Task.FromResult(message), default))).Form;

    private static List<SendRequest> Reminders(Scene scene) => [.. scene.Chat.Done.Where(request => request.Key.StartsWith("actions/overdue/", StringComparison.Ordinal))];
}
