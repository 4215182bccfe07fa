using IncidentBot.Catalogue;
using IncidentBot.Causes;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Tests.Delivery.Audit;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Erasure;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Investigation.Hypotheses;

public sealed class HypothesisSceneTests
{
    private const string Board = "INC-1/hypotheses";
    private const string Drains = "The order query scans the whole table and drains the pool";

    [Fact]
    public async Task A_typed_hypothesis_is_shown_to_all_and_its_writer_is_asked_for_what_is_missing()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("hypothesis The database is slow");

        Assert.Contains("1. The database is slow — Maya\nOpen\nVague. What in database would do that", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
        Assert.StartsWith("Hypothesis 1 of INC-1: “The database is slow” It’s vague so far. What in database would do that", scene.LastAnswer, StringComparison.Ordinal);
        var parts = scene.Chat.Answers[^1].Card.Parts;
        Assert.Equal(
            "To make it easy to test, please say which component, what changed, what was observed, what would confirm it and what would rule it out.",
            parts.OfType<SmallPrint>().Single().Text.ToPlainText());
        Assert.Equal(["Fill in what’s missing", "Test it"], parts.OfType<Buttons>().Single().Items.Select(item => item.Label));
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal(("Hypothesis 1: The database is slow", EntryKind.Decision, "INC-1/hypotheses/entry/1"), (entry.Text, entry.Kind, entry.ToldAs));
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task The_form_makes_it_specific_with_what_was_observed()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note the pool waits 12 s");
        await scene.TypeAsync("hypothesis The database is slow");

        var form = Assert.IsType<OpenIt>(await scene.AskAsync(HypothesesButtonIds.Specify, "1|1")).Form;
        Assert.Equal(["text", "component", "change", "observed", "confirms", "rules_out"], form.Fields.Select(field => field.Name));
        await scene.SubmitAsync(
            form.Id, form.Context, ("text", Drains), ("component", "orders-db"), ("change", "index dropped"), ("observed", "1"),
            ("confirms", "The plan shows a sequential scan"), ("rules_out", "The plan uses the index"));

        Assert.Contains(
            "\nOpen\nin: orders-db · changed: index dropped · observed: entry 1 · confirmed by: The plan shows a sequential scan · ruled out by: The plan uses the index",
            scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Vague", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("please say", scene.LastAnswer, StringComparison.Ordinal);
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Something else"));
        Assert.StartsWith("Nothing was changed: somebody changed hypothesis 1 in the meantime.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task Evidence_that_is_not_there_is_said_while_the_form_is_open()
    {
        await using var scene = await Scene.OfIncidentAsync();

        var correct = Assert.IsType<CorrectIt>(await Scene.FoundAsync(scene.Immediate.OnFormAsync(
            Scene.Asker(Scene.Room), HypothesesFormIds.State, "1", new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = " ", ["observed"] = "1, 7" }, default)));

        Assert.Contains("Say what may have caused it", correct.Errors["text"], StringComparison.Ordinal);
        Assert.IsType<OpenIt>(await scene.AskAsync(IncidentButtonIds.StateHypothesis, "1"));
    }

    [Fact]
    public async Task A_person_tests_one_at_a_time_and_a_second_pair_of_eyes_joins()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync($"hypothesis {Drains}");
        await scene.TypeAsync("hypothesis The cache is full");

        await scene.PressAsync(HypothesesButtonIds.Test, "1|1");
        Assert.StartsWith("Hypothesis 1 of INC-1: Being tested. Change one thing at a time", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("hypothesis 2 test");
        Assert.StartsWith("You’re testing hypothesis 1 now, and one at a time tells more.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.PressAsync(HypothesesButtonIds.Test, "1|1");
        Assert.StartsWith("That is on record already for hypothesis 1", scene.LastAnswer, StringComparison.Ordinal);

        await scene.PassAsync(TimeSpan.FromMinutes(21));
        var eyes = Assert.Single(scene.Chat.DoneKeys, key => key.StartsWith("INC-1/hypotheses/eyes/", StringComparison.Ordinal));
        Assert.Equal("INC-1: Maya has tested hypothesis 1 alone for 20 min. Would another pair of eyes help?", scene.Chat.Shown(eyes).Text);
        await scene.PressAsync(HypothesesButtonIds.Test, "1|1", Sam);
        Assert.Equal("Sam has joined the test of hypothesis 1.", scene.Chat.Shown(eyes).Text);
        Assert.Contains("Being tested by Maya, Sam since", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);

        await scene.PassAsync(TimeSpan.FromHours(2));
        Assert.Single(scene.Chat.DoneKeys, key => key.StartsWith("INC-1/hypotheses/eyes/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_is_asked_who_was_done_in_time_or_tests_with_somebody()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync($"hypothesis {Drains}");
        await scene.TypeAsync("hypothesis The cache is full");
        await scene.PressAsync(HypothesesButtonIds.Test, "1|1");
        await scene.PassAsync(TimeSpan.FromMinutes(5));
        await scene.TypeAsync("hypothesis 1 weaker The plan uses the index");
        await scene.PressAsync(HypothesesButtonIds.Test, "1|2");
        await scene.PressAsync(HypothesesButtonIds.Test, "1|2", Sam);

        await scene.PassAsync(TimeSpan.FromHours(1));

        Assert.DoesNotContain(scene.Chat.DoneKeys, key => key.StartsWith("INC-1/hypotheses/eyes/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ruled_out_one_stays_with_its_reason_and_its_cost_and_can_be_opened_again()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note the plan uses the index");
        await scene.TypeAsync($"hypothesis {Drains}");
        await scene.TypeAsync("hypothesis 1 test");
        await scene.PassAsync(TimeSpan.FromMinutes(14));

        await scene.TypeAsync("hypothesis 1 ruled out: the plan uses the index evidence 1");

        Assert.Contains($"1. {Drains} — Maya\nRuled out after 14 min of testing: the plan uses the index — Maya (entry 1)", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
        await scene.TypeAsync("hypothesis 1 confirmed It was it after all");
        Assert.StartsWith("hypothesis 1 of INC-1 is ruled out. Open it again first", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("hypothesis 1 reopen Another plan is used for large customers");
        Assert.Contains("Open again: Another plan is used for large customers — Maya", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
        Assert.Equal(
            ["Hypothesis 1: " + Drains, $"Testing hypothesis 1: {Drains}", $"Ruled out: {Drains}. the plan uses the index (number 1)", "Hypothesis 1 is open again: Another plan is used for large customers"],
            (await scene.TimelineAsync()).Skip(1).Select(entry => entry.Text));
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task A_confirmed_one_is_a_line_of_the_channel_and_asks_why_once_more()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync($"hypothesis {Drains}");

        await scene.TypeAsync("hypothesis 1 confirmed The plan shows a sequential scan");

        Assert.Contains("One more question: why was that possible?", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(CausesButtonIds.AddWhy, scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items[0].Action);
        var told = (await scene.TimelineAsync())[^1];
        Assert.Equal((EntryKind.Finding, "INC-1/entry/2"), (told.Kind, told.ToldAs));
        Assert.Contains($"Confirmed as the cause: {Drains}. The plan shows a sequential scan (number 1, after 0 s)", scene.Chat.Shown("INC-1/entry/2").Text, StringComparison.Ordinal);
        Assert.Contains(scene.Chat.Shown(Board).Parts.OfType<Paragraph>(), part => part.Beside?.Action == CausesButtonIds.AddWhy);
        await scene.TypeAsync("hypothesis 1 confirmed The plan shows a sequential scan");
        Assert.StartsWith("That is on record already", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_checked_is_a_gap_and_an_attempt_is_recorded_with_its_kind()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("hypothesis Two carts at once deadlock the orders table");
        var form = Assert.IsType<OpenIt>(await scene.AskAsync(HypothesesButtonIds.Reproduce, "1|1")).Form;
        Assert.Equal("concurrency", Assert.IsType<ChoiceField>(form.Fields[0]).Initial);
        Assert.Contains("Send many requests at once, such as a hundred, in a test environment.", form.Intro!.ToPlainText(), StringComparison.Ordinal);

        await scene.SubmitAsync(form.Id, form.Context, ("kind", "concurrency"), ("result", "not-tried"), ("reason", "no test environment"));
        Assert.Contains("Couldn’t be verified (a gap, no verdict): no test environment — Maya", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
        await scene.SubmitAsync(form.Id, form.Context, ("kind", "concurrency"), ("result", "reproduced"), ("reason", "a hundred carts, 3 deadlocks"), ("evidence", "https://graphs.example/locks"));

        var one = (await scene.Get<HypothesisStore>().ListAsync(Scene.Workspace, new IncidentId(1), default)).All[0];
        Assert.Equal(HypothesisState.Strengthened, one.State);
        Assert.Equal([new ReproductionAttempt(ReproductionKind.Concurrency, ReproductionResult.NotTried), new ReproductionAttempt(ReproductionKind.Concurrency, ReproductionResult.Reproduced)], one.Steps.Select(step => step.Attempt));
        Assert.Equal("Hypothesis 1 is likelier: reproduced by concurrency; a hundred carts, 3 deadlocks", (await scene.TimelineAsync())[^1].Text);
    }

    [Fact]
    public async Task The_likeliest_comes_first_unless_people_order_them()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("hypothesis DNS");
        await scene.TypeAsync($"hypothesis {Drains}");
        await scene.TypeAsync("hypothesis The cache is full");
        Assert.Equal([2, 3, 1], await OrderAsync(scene));

        await scene.TypeAsync("hypothesis 3 stronger Its hit rate is 4 %", who: Sam);
        Assert.Equal([3, 2, 1], await OrderAsync(scene));
        await scene.TypeAsync("hypothesis 1 rank 1");
        Assert.Equal([1, 3, 2], await OrderAsync(scene));
        await scene.PressAsync(HypothesesButtonIds.Place, "1|2|2");
        Assert.Equal([1, 2, 3], await OrderAsync(scene));
        await scene.TypeAsync("hypothesis 1 rank 1");
        Assert.Contains("has that place already", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("hypothesis 1 ruled-out It answers everywhere");
        Assert.Equal([2, 3, 1], await OrderAsync(scene));
    }

    [Fact]
    public async Task A_message_is_stated_by_its_menu_and_its_words_leave_with_it()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var message = new ChatMessage(new MessageId(Scene.Room, "17.1"), ManualTime.Start, Sam, "I bet the canary42 pool leaks connections since noon", null);
        scene.Chat.Messages[message.Id] = message;
        var form = Assert.IsType<OpenIt>(await Scene.FoundAsync(scene.Immediate.OnMessagePickedAsync(
            Scene.Asker(Scene.Room), ShortcutIds.StateHypothesis, _ => Task.FromResult(message), default))).Form;
        Assert.Equal(message.Text, Assert.IsType<TextField>(form.Fields[0]).Initial);
        await scene.SubmitAsync(form.Id, form.Context, ("text", message.Text), ("confirms", "I bet the canary42 pool leaks connections since noon in the graph"));
        await scene.TypeAsync("hypothesis 1 test");
        await scene.TypeAsync("hypothesis 1 weaker Only one zone has it");
        await scene.TypeAsync("postmortem");

        await AuditScene.DeleteAsync(scene, message);
        await scene.PassAsync(TimeSpan.FromMinutes(5));

        var one = (await scene.Get<HypothesisStore>().ListAsync(Scene.Workspace, new IncidentId(1), default)).All[0];
        Assert.Equal((CutWords.Mark, CutWords.Mark), (one.Terms.Text, one.Terms.Confirms));
        Assert.DoesNotContain("pool leaks", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            await scene.RowsWithAsync("leaks connections"),
            row => row.StartsWith("hypothesis", StringComparison.Ordinal) || row.StartsWith("audit", StringComparison.Ordinal) || row.StartsWith("postmortem", StringComparison.Ordinal));
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task Captured_words_that_were_deleted_leave_the_hypothesis_that_quotes_them()
    {
        await using var scene = await Scene.OfIncidentAsync();
        const string Words = "the canary42 pool of acme was empty since noon";
        var message = new ChatMessage(new MessageId(Scene.Room, "17.1"), ManualTime.Start, Sam, Words, null);
        scene.Chat.Messages[message.Id] = message;
        await scene.ReactAsync("pushpin", message.Id);
        var form = Assert.IsType<OpenIt>(await Scene.FoundAsync(scene.Immediate.OnMessagePickedAsync(
            Scene.Asker(Scene.Room), ShortcutIds.StateHypothesis, _ => Task.FromResult(message), default))).Form;
        await scene.SubmitAsync(form.Id, form.Context, ("text", Words), ("observed", "1"));
        await scene.TypeAsync($"why {Words} evidence 1");

        await AuditScene.DeleteAsync(scene, message);

        Assert.Equal(CutWords.Mark, (await scene.Get<HypothesisStore>().ListAsync(Scene.Workspace, new IncidentId(1), default)).All[0].Terms.Text);
        Assert.Contains("observed: entry 1 (removed)", scene.Chat.Shown(Board).Text, StringComparison.Ordinal);
        Assert.Equal(CutWords.Mark, (await scene.Get<CauseStore>().ListAsync(Scene.Workspace, new IncidentId(1), default)).All[0].Text);
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task The_draft_and_the_export_tell_what_each_cost()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 1");
        await scene.TypeAsync("hypothesis The cache is full");
        await scene.TypeAsync($"hypothesis {Drains}");
        await scene.TypeAsync("hypothesis Maybe DNS");
        await scene.TypeAsync("hypothesis 1 test");
        await scene.PassAsync(TimeSpan.FromMinutes(14));
        await scene.TypeAsync("hypothesis 1 ruled-out Its hit rate is 99 %");
        await scene.TypeAsync("hypothesis 2 test");
        await scene.PassAsync(TimeSpan.FromMinutes(6));
        await scene.TypeAsync("hypothesis 2 confirmed The plan shows a sequential scan");
        await scene.TypeAsync("hypothesis 3 unverified No access to the resolver");

        var record = await scene.Get<PostmortemRecords>().ReadAsync((await scene.IncidentAsync())!, default);
        var draft = PostmortemDocument.Assemble(record);

        Assert.Contains("## What was ruled out\n\n- **14 min, from ", draft, StringComparison.Ordinal);
        Assert.Contains("Ruled out: The cache is full. Its hit rate is 99 % (number 1)", draft, StringComparison.Ordinal);
        Assert.Contains("- **Couldn’t be verified (a gap, no verdict):** Maybe DNS (09:20, Maya, ", draft, StringComparison.Ordinal);
        Assert.Contains("One lead turned out to be wrong, which cost 14 min", draft, StringComparison.Ordinal);
        Assert.Contains($"Confirmed as the cause: {Drains}. The plan shows a sequential scan (number 2, after 6 min of testing)", Section(draft, "Contributing factors"), StringComparison.Ordinal);
        Assert.DoesNotContain("did that turn out to be so?", draft, StringComparison.Ordinal);
        var export = ExportRules.Of(record, new ExportedPostmortem(null, draft));
        Assert.Equal(["ruled-out", "confirmed", "unverified"], export.Hypotheses.Select(one => one.State));
        Assert.Equal((840L, 360L), (export.Hypotheses[0].TestedSeconds, export.Hypotheses[1].TestedSeconds));
        Assert.Equal(["testing", "ruled-out"], export.Hypotheses[0].Steps.Select(step => step.State));
    }

    [Fact]
    public async Task Whoever_arrives_is_told_what_is_tested_and_what_was_ruled_out()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("hypothesis The cache is full");
        await scene.TypeAsync($"hypothesis {Drains}");
        await scene.TypeAsync("hypothesis DNS resolves to the old address");
        await scene.TypeAsync("hypothesis 1 ruled-out Its hit rate is 99 %");
        await scene.TypeAsync("hypothesis 2 test");
        await scene.TypeAsync("hypothesis 3 unverified No access");

        await scene.TypeAsync("catchup", who: Sam);

        var said = scene.LastAnswer;
        Assert.Contains($"Suspects: hypothesis 2: {Drains} (being tested by Maya)", said, StringComparison.Ordinal);
        Assert.Contains("Ruled out: hypothesis 1: The cache is full (0 s: Its hit rate is 99 %)", said, StringComparison.Ordinal);
        Assert.Contains("hypothesis 3: DNS resolves to the old address (couldn’t be verified: No access)", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Testing hypothesis", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspect_change_opens_the_form_with_its_name_and_once_confirmed_it_is_the_trigger()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = ["shop/checkout"] };
        await using var scene = await Scene.SetAsync(catalogue: catalogue);
        scene.Source.Answer = new ChangeAnswer([new("k1", ManualTime.Start.AddMinutes(-2), "checkout", "production", "v2.3.1", null, null)], []);
        await scene.TypeAsync("start Checkout returns 500s --sev 1 --service checkout", Scene.Lobby);
        var item = Assert.Single(
            scene.Chat.Shown("INC-1/deploys").Parts.OfType<Paragraph>().SelectMany(part => part.Menu?.Items ?? []),
            item => item.Action == IncidentButtonIds.StateHypothesis);

        var form = Assert.IsType<OpenIt>(await scene.AskAsync(item.Action, item.Value)).Form;
        Assert.Equal([null, "checkout", "checkout v2.3.1", null], form.Fields.OfType<TextField>().Take(4).Select(field => field.Initial));
        await scene.SubmitAsync(form.Id, form.Context, ("text", "It stores whole baskets and fills the cache"), ("component", "checkout"), ("change", "checkout v2.3.1"));
        await scene.TypeAsync("hypothesis 1 confirmed Each key takes 30 times the memory", who: Sam);
        await scene.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("Confirmed as the cause: It stores whole baskets and fills the cache (checkout v2.3.1). Each key", (await scene.TimelineAsync())[^1].Text, StringComparison.Ordinal);
        var draft = PostmortemDocument.Assemble(await scene.Get<PostmortemRecords>().ReadAsync((await scene.IncidentAsync())!, default));
        Assert.Contains("**checkout v2.3.1 to production**", Section(draft, "Trigger"), StringComparison.Ordinal);
        Assert.Contains("Confirmed by Sam", Section(draft, "Trigger"), StringComparison.Ordinal);
        Assert.IsType<SayIt>(await scene.AskAsync(IncidentButtonIds.StateHypothesis, "1|change|9"));
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Theory]
    [InlineData("hypothesis 3 replicas are too few", "3 replicas are too few")]
    [InlineData("hypothesis 2 test pods hold the lock of the table", "2 test pods hold the lock of the table")]
    [InlineData("hypothesis Ruled out customers can't log in", "Ruled out customers can't log in")]
    public async Task A_number_may_begin_a_hypothesis(string typed, string text)
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync(typed);

        Assert.Equal(text, (await scene.Get<HypothesisStore>().ListAsync(Scene.Workspace, new IncidentId(1), default)).All[0].Terms.Text);
    }

    [Theory]
    [InlineData("hypothesis 7 test", "INC-1 has no hypothesis 7.")]
    [InlineData("hypothesis 1 ruled-out", "Say why, so that nobody has to look again.")]
    [InlineData("hypothesis 1 confirmd", "I don't know the word “confirmd”. Did you mean “confirmed”?")]
    [InlineData("hypothesis 1 rank zero", "Say which place it gets: 1 is the first.")]
    [InlineData("hypothesis 1 weaker x evidence 9", "Nothing was recorded. There is no entry 9")]
    [InlineData("hypothesis 1 reopen Because", "That is on record already for hypothesis 1")]
    [InlineData("hypothesis the CACHE is full", "INC-1 has that one already: hypothesis 1.")]
    public async Task What_cannot_be_done_is_refused_with_the_next_step(string typed, string refusal)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("hypothesis The cache is full");

        await scene.TypeAsync(typed);

        Assert.StartsWith(refusal, scene.LastAnswer, StringComparison.Ordinal);
        Assert.Single(await scene.TimelineAsync());
    }

    [Fact]
    public async Task Without_words_the_list_is_shown_privately()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("hypothesis");
        Assert.StartsWith("Nobody has stated a hypothesis about INC-1 yet.", scene.LastAnswer, StringComparison.Ordinal);

        await scene.TypeAsync("hypothesis The cache is full");
        await scene.TypeAsync("hypotheses", who: Sam);

        Assert.StartsWith("INC-1: 1 hypothesis (", scene.LastAnswer, StringComparison.Ordinal);
        var menu = scene.Chat.Answers[^1].Card.Parts.OfType<Paragraph>().First().Menu!;
        Assert.Equal(["Test it", "Say what came of it", "Fill in what’s missing", "How to reproduce it"], menu.Items.Select(item => item.Label));
    }

    private static async Task<IReadOnlyList<int>> OrderAsync(Scene scene) =>
        [.. (await scene.Get<HypothesisStore>().ListAsync(Scene.Workspace, new IncidentId(1), default)).Ranked.Select(one => one.Number)];

    private static string Section(string draft, string heading)
    {
        var from = draft.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        var end = draft.IndexOf("\n## ", from + 3, StringComparison.Ordinal);
        return draft[from..(end < 0 ? draft.Length : end)];
    }
}
