using IncidentBot.Causes;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Tests.Delivery.Audit;
using IncidentBot.Timeline.Erasure;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Causes;

public sealed class CauseSceneTests
{
    private const string Line = "INC-1/causes";

    [Fact]
    public async Task Whys_and_factors_stand_in_one_message_that_is_edited()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note finding: the pool is empty");

        await scene.TypeAsync("why Checkout could not reach the database");
        await scene.TypeAsync("why The pool was empty under 1 evidence 1 kind capacity", who: Sam);
        await scene.TypeAsync("factor No alert watched the pool kind detection");

        var shown = scene.Chat.Shown(Line);
        Assert.StartsWith("Why did it happen? 5 whys: 2 whys and 1 factor for INC-1", shown.Text, StringComparison.Ordinal);
        Assert.Contains("\u20031.1 The pool was empty (capacity) — Sam · entry 1\nFactor 1 No alert watched the pool (detection) — Maya", shown.Text, StringComparison.Ordinal);
        Assert.Single(scene.Chat.DoneKeys, key => key == Line);
        Assert.StartsWith("Added as factor 1 of INC-1: “No alert watched the pool” Everybody can read it in the thread of the incident’s card.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task The_list_offers_what_can_be_done_about_each()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("why");
        Assert.StartsWith("Nobody has said yet why INC-1 happened. Type /incident why The pool was too small", scene.LastAnswer, StringComparison.Ordinal);

        foreach (var number in Enumerable.Range(1, 13))
            await scene.TypeAsync($"why Because of {number}");
        await scene.TypeAsync("factors");

        Assert.StartsWith("13 whys and 0 factors for INC-1, page 1 of 2", scene.LastAnswer, StringComparison.Ordinal);
        var parts = scene.Chat.Answers[^1].Card.Parts;
        Assert.Equal(["Add a why under it", "Add evidence", "Edit", "Withdraw"], parts.OfType<Paragraph>().First().Menu!.Items.Select(item => item.Label));
        Assert.Equal(["Add a why", "Add a factor", "Add evidence", "More"], parts.OfType<Buttons>().Single().Items.Select(item => item.Label));
        await scene.PressAsync(CausesButtonIds.Show, "1|2");
        Assert.Contains("13 Because of 13", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_add_a_why_under_another_with_its_evidence()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note finding: the pool is empty");
        await scene.TypeAsync("why Checkout could not reach the database");

        var form = Assert.IsType<OpenIt>(await scene.AskAsync(CausesButtonIds.AddWhy, "1|1")).Form;
        Assert.Equal(["text", "under", "category", "evidence"], form.Fields.Select(field => field.Name));
        var under = Assert.IsType<ChoiceField>(form.Fields[1]);
        Assert.Equal(("Why 1", "Why 1: Checkout could not reach the database"), (under.Initial, Assert.Single(under.Choices).Label));
        await scene.SubmitAsync(form.Id, form.Context, ("text", "The pool was empty"), ("under", "Why 1"), ("category", "capacity"), ("evidence", "1"));

        form = Assert.IsType<OpenIt>(await scene.AskAsync(CausesButtonIds.AddEvidence, "1")).Form;
        await scene.SubmitAsync(form.Id, form.Context, ("cause", "Why 1.1"), ("evidence", "https://graphs.example/pool"));
        form = Assert.IsType<OpenIt>(await scene.AskAsync(CausesButtonIds.Edit, "1|2")).Form;
        Assert.Equal("The pool was empty", Assert.IsType<TextField>(form.Fields[0]).Initial);
        await scene.SubmitAsync(form.Id, form.Context, ("text", "The pool had 10 connections"), ("category", "configuration"));

        var tree = await TreeAsync(scene);
        var why = tree.Find(CauseKind.Why, "1.1")!;
        Assert.Equal(("The pool had 10 connections", CauseCategory.Configuration, 2), (why.Text, why.Category, why.Evidence.Count));
        Assert.StartsWith("Why 1.1 of INC-1 reads now: “The pool had 10 connections”", scene.LastAnswer, StringComparison.Ordinal);
        await scene.PressAsync(CausesButtonIds.Withdraw, "1|2");
        Assert.StartsWith("Why 1.1 of INC-1 is withdrawn: “The pool had 10 connections”", scene.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain("1.1", scene.Chat.Shown(Line).Text, StringComparison.Ordinal);
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task Evidence_that_is_not_there_is_said_while_the_form_is_open_and_words_are_given_back()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var correct = Assert.IsType<CorrectIt>(await Scene.FoundAsync(scene.Immediate.OnFormAsync(
            Scene.Asker(Scene.Room), CausesFormIds.AddFactor, "1", new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = "No alert", ["evidence"] = "7" }, default)));
        Assert.StartsWith("There is no entry 7", correct.Errors["evidence"], StringComparison.Ordinal);

        await scene.TypeAsync("factor No alert on the queue evidence 7");

        Assert.Contains("Nothing was added. There is no entry 7", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains("No alert on the queue", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Empty((await TreeAsync(scene)).All);
    }

    [Fact]
    public async Task Whoever_stops_at_a_person_is_asked_one_more_why_until_there_is_one()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("why Maya forgot to renew the certificate");

        Assert.Contains("Why 1 stops at a person.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains("what would have reminded us?", scene.LastAnswer, StringComparison.Ordinal);
        var button = scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items[0];
        Assert.Equal((CausesButtonIds.AddWhy, "1|1", ButtonStyle.Primary), (button.Action, button.Value, button.Style));
        Assert.DoesNotContain("stops at a person", scene.Chat.Shown(Line).Text, StringComparison.Ordinal);

        await scene.TypeAsync("why No calendar or alert watches certificates under 1");
        Assert.DoesNotContain("stops at a person", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("why");
        Assert.DoesNotContain("stops at a person", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_their_author_deleted_leave_the_why_that_quotes_them_and_the_trail()
    {
        await using var scene = await Scene.OfIncidentAsync();
        const string Words = "the canary42 pool of acme was empty since noon";
        var message = new ChatMessage(new MessageId(Scene.Room, "17.1"), ManualTime.Start, Sam, Words, null);
        scene.Chat.Messages[message.Id] = message;
        await scene.ReactAsync("pushpin", message.Id);
        await scene.TypeAsync($"why {Words} evidence 1");
        await scene.TypeAsync("why Connections were not given back under 1 evidence 1");
        await scene.TypeAsync("postmortem");

        await AuditScene.DeleteAsync(scene, message);

        var tree = await TreeAsync(scene);
        Assert.Equal([CutWords.Mark, "Connections were not given back"], tree.All.Select(cause => cause.Text));
        Assert.Contains("Connections were not given back — Maya · entry 1 (removed)", scene.Chat.Shown(Line).Text, StringComparison.Ordinal);
        await scene.PassAsync(TimeSpan.FromMinutes(5));
        Assert.DoesNotContain(
            await scene.RowsWithAsync("canary42"),
            row => row.StartsWith("cause", StringComparison.Ordinal) || row.StartsWith("audit", StringComparison.Ordinal) || row.StartsWith("postmortem", StringComparison.Ordinal));
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task The_draft_and_the_export_have_the_tree_with_its_evidence()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note finding: the pool is empty");
        await scene.TypeAsync("why Checkout could *not* reach the database");
        await scene.TypeAsync("why The pool was empty under 1 evidence https://graphs.example/pool kind capacity");
        await scene.TypeAsync("factor No alert watched the pool");
        await scene.SubmitAsync(CausesFormIds.AddFactor, "1", ("text", "Nobody owned the pool"), ("under", "Factor 1"), ("category", "process"));

        var incident = await scene.IncidentAsync();
        var draft = await scene.Get<IncidentExport>().MarkdownAsync(incident, default);

        Assert.Contains(
            "## 5 whys\n\n- **1** Checkout could \\*not\\* reach the database (no evidence yet)\n"
                + "  - **1.1** The pool was empty (capacity) ([graphs.example/pool](<https://graphs.example/pool>))\n",
            draft,
            StringComparison.Ordinal);
        Assert.Contains("## Contributing factors\n\n- No alert watched the pool (no evidence yet)\n  - **Process:** Nobody owned the pool (no evidence yet)\n", draft, StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(await scene.Get<IncidentExport>().JsonAsync(incident, default));
        var why = json.RootElement.GetProperty("whys")[1];
        Assert.Equal(("1.1", "1", "capacity", "Maya"), (why.GetProperty("label").GetString(), why.GetProperty("under").GetString(), why.GetProperty("category").GetString(), why.GetProperty("by").GetString()));
        Assert.Equal("https://graphs.example/pool", why.GetProperty("evidence")[0].GetProperty("link").GetString());
        Assert.Equal("No alert watched the pool", json.RootElement.GetProperty("factors")[0].GetProperty("text").GetString());
        var below = json.RootElement.GetProperty("factors")[1];
        Assert.Equal(("1.1", "1", "Nobody owned the pool"), (below.GetProperty("label").GetString(), below.GetProperty("under").GetString(), below.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_light_draft_has_what_people_gave_and_asks_for_no_more()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout is slow --sev 3");
        var incident = await scene.IncidentAsync();
        Assert.DoesNotContain("## 5 whys", await scene.Get<IncidentExport>().MarkdownAsync(incident, default), StringComparison.Ordinal);

        await scene.TypeAsync("why The pool was empty");

        var draft = await scene.Get<IncidentExport>().MarkdownAsync(incident, default);
        Assert.Contains("## 5 whys\n\n- **1** The pool was empty (no evidence yet)\n", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("## Contributing factors", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_of_a_private_incident_are_shown_only_to_its_members()
    {
        await using var scene = await Scene.OfIncidentAsync("start Login leaks --private");
        scene.Chat.Members[Scene.Room] = [Maya.Id];
        await scene.TypeAsync("why The canary42 token was logged");

        foreach (var (action, value) in new[] { (CausesButtonIds.Show, "1|1"), (CausesButtonIds.Withdraw, "1|1") })
            await scene.HappenAsync(new ButtonPressed(Scene.Workspace, Sam, Scene.Lobby, scene.Time.GetUtcNow(), new ReplyTo(Scene.Lobby, Sam.Id), action, value, null));
        await scene.TypeAsync("why", Scene.Lobby, Sam);

        Assert.DoesNotContain(scene.Chat.Answers.Where(answer => answer.To.Person == Sam.Id), answer => answer.Card.Text.Contains("canary42", StringComparison.Ordinal));
        Assert.DoesNotContain(
            scene.Chat.Done.Select(request => request.Action).OfType<PostCard>(),
            post => post.Channel.Known != Scene.Room.Value && post.Card.Text.Contains("canary42", StringComparison.Ordinal));
        Assert.Single((await TreeAsync(scene)).Whys);
        await scene.PressAsync(CausesButtonIds.Show, "1|1");
        Assert.Contains("canary42", scene.LastAnswer, StringComparison.Ordinal);
    }

    private static Task<CauseTree> TreeAsync(Scene scene) => scene.Get<CauseStore>().ListAsync(Scene.Workspace, new IncidentId(1), default);
}
