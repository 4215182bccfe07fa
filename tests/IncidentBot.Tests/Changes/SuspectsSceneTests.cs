using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Ranking;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem;
using IncidentBot.Store;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Changes;

/// <summary>Incidents as people see them: which change did it, what moves that, and what they decide.</summary>
public sealed class SuspectsSceneTests
{
    private const string Finding = "note evictions: cache.maxmemory is far too low on every node --kind finding";

    private static readonly IncidentId Id = new(1);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_finding_raises_a_change_and_the_message_says_so_in_place()
    {
        await using var scene = await SetAsync();
        await scene.PassAsync(Minute);
        Assert.Equal("No change stands out.", Lines(scene)[1]);
        var asked = scene.Source.Asked;

        await scene.TypeAsync(Finding);
        await scene.PassAsync(Minute);

        var lines = Lines(scene);
        Assert.Equal("One change stands out.", lines[1]);
        Assert.Equal("Roll back first: put cache back to v7.0. mia made the change and may know more. Look at the deployment and what it changed. The bot doesn't roll anything back itself.", lines[2]);
        Assert.StartsWith("#1 · 81 of 100 cache v7.1 to production, 9 min before the declaration: “tune eviction”\nShares “cache.maxmemory”, ", lines[3], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("2026-03-02 09:01 UTC: cache v7.1 rose from 37 to 81. Checked ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line == "Not live: checkout v2.4 to production, waiting to go live");
        Assert.Equal(asked, scene.Source.Asked);
        Assert.Single(Posted(scene));
    }

    [Fact]
    public async Task A_burst_of_notes_is_one_edit_and_what_moves_nothing_is_none()
    {
        await using var scene = await SetAsync();
        await scene.PassAsync(Minute);
        var before = Edits(scene);

        await scene.TypeAsync(Finding);
        await scene.TypeAsync("note cache.maxmemory again --kind finding");
        await scene.TypeAsync("note and cache.maxmemory once more --kind finding");
        await scene.PassAsync(Minute);
        Assert.Equal(before + 1, Edits(scene));

        await scene.TypeAsync("note I am on it");
        await scene.PassAsync(Minute);
        Assert.Equal(before + 1, Edits(scene));
    }

    [Fact]
    public async Task A_corrected_start_moves_the_list()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync("time impact-start 08:52 UTC because the graph shows it");
        await scene.PassAsync(Minute);

        var card = scene.Chat.Shown(IncidentKeys.Deploys(Id));
        Assert.Contains(Lines(scene), line => line.StartsWith("After impact start (stated times are rarely exact, so one within 5 min may still be the cause): ", StringComparison.Ordinal) || line.Contains("after impact start", StringComparison.Ordinal));
        Assert.Contains("cache v7.1 to production, 1 min before", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_rules_a_change_out_says_why_and_it_leads_no_more()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync(Finding);
        await scene.PassAsync(Minute);

        await scene.SubmitAsync(ChangesFormIds.RuleOut, "1|1", (RuleOutForm.Reason, "The nodes still run the old limit"));

        var lines = Lines(scene);
        Assert.DoesNotContain(lines, line => line.StartsWith("Roll back first", StringComparison.Ordinal));
        Assert.Contains(lines, line => line == "Ruled out: cache v7.1 to production: The nodes still run the old limit (Maya)");
        Assert.DoesNotContain(lines, line => line.Contains("of 100 cache v7.1", StringComparison.Ordinal));
        var entry = Assert.Single(await scene.TimelineAsync(), one => one.Kind == EntryKind.Decision);
        Assert.Equal("Ruled out cache v7.1 to production: The nodes still run the old limit", entry.Text);
        Assert.Contains("INC-1/entry/2", scene.Chat.DoneKeys);
        Assert.Single(await LinksAsync(scene, "ChangeDecided"));
    }

    [Fact]
    public async Task A_ruled_out_change_never_stands_out_however_much_speaks_for_it_and_can_be_considered_again()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync(Finding);
        await scene.TypeAsync("note v7.1 broke it: cache.maxmemory, eviction, maxmemory --kind finding");
        await scene.TypeAsync("changes rule-out 1 the old limit is live");
        var ranked = await RankedAsync(scene);
        Assert.Null(ranked.Leading);
        Assert.InRange(ranked.Find("c2")!.Score, 0, SuspectRanking.StandsOutAbove);
        Assert.Contains(ranked.Find("c2")!.Parts, part => part is { Name: "ruled-out", Points: <= -35 });

        await scene.TypeAsync("changes consider 1");

        Assert.Equal("c2", (await RankedAsync(scene)).Leading!.Change.Key);
        await scene.TypeAsync("changes consider 1");
        Assert.Equal("cache v7.1 is already a suspect like any other; nothing was decided about it.", scene.LastAnswer);
    }

    [Fact]
    public async Task The_likely_cause_leads_whatever_its_score()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync("changes likely 3", who: Sam);

        var lines = Lines(scene);
        Assert.Equal("The likely cause, as people see it: checkout v2.3.1.", lines[1]);
        Assert.StartsWith("Roll back first: put checkout back to v2.3.0.", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("#3 · 26 of 100 checkout v2.3.1", lines[3], StringComparison.Ordinal);
        Assert.Contains("\nLikely cause, says Sam.\n", lines[3], StringComparison.Ordinal);

        await scene.PressAsync(ChangesButtonIds.Decide, "1|likely|3");
        Assert.Equal("checkout v2.3.1 is already marked as the likely cause.", scene.LastAnswer);
    }

    [Fact]
    public async Task A_rollback_is_linked_whether_or_not_a_person_says_so()
    {
        await using var scene = await SetAsync();
        scene.Time.Advance(Minute * 5);
        scene.Source.Answer = new ChangeAnswer([.. scene.Source.Answer.Changes, new("c6", scene.Time.GetUtcNow().AddMinutes(-1), "checkout", "production", "v2.3.0", null, null)], []);
        await scene.TypeAsync("deploys");
        await scene.PressAsync(ChangesButtonIds.Decide, "1|rolled-back|3");

        var entry = Assert.Single(await scene.TimelineAsync(), one => one.Kind == EntryKind.Decision);
        Assert.Equal("checkout v2.3.1 to production was rolled back by checkout v2.3.0", entry.Text);
        var one = (await RankedAsync(scene)).Find("c1")!;
        Assert.Equal("c6", one.Decided.RolledBack!.Later);
        Assert.Contains(one.Parts, part => part.Name == "rolled-back");
    }

    [Fact]
    public async Task The_line_that_tells_of_the_mitigation_offers_when_the_rollback_went_live()
    {
        await using var scene = await SetAsync();
        scene.Time.Advance(Minute * 5);
        var live = scene.Time.GetUtcNow().AddMinutes(-1);
        scene.Source.Answer = new ChangeAnswer([.. scene.Source.Answer.Changes, new("c6", live, "checkout", "production", "v2.3.0", null, null)], []);
        await scene.TypeAsync("deploys");
        scene.Time.Advance(Minute * 10);
        await scene.TypeAsync("status mitigated Rolled back");
        var (key, told) = LastTold(scene);
        var offer = Assert.Single(told.Parts.OfType<Buttons>()).Items[0];
        Assert.Equal("Use 09:04 UTC, when checkout v2.3.0 went live", offer.Label);
        var lines = scene.Chat.Told(Scene.Room).Count;

        await scene.PressAsync(offer.Action, offer.Value, Sam);

        Assert.Equal(live, (await scene.IncidentAsync()).At(Milestone.Mitigated));
        var set = (await scene.Get<IncidentStore>().ListFactsAsync(Scene.Workspace, Id, default)).OfType<MilestoneSet>().Last();
        Assert.Equal("checkout v2.3.0 went live then", set.Reason);
        Assert.EndsWith("Rolled back\nThat was at 2026-03-02 09:04 UTC, when checkout v2.3.0 went live.", scene.Chat.Shown(key).Text, StringComparison.Ordinal);
        Assert.Empty(scene.Chat.Shown(key).Parts.OfType<Buttons>());
        // What is kept for the record is in the thread of the card; the channel has no further line.
        Assert.Equal("ts-" + IncidentKeys.Card(Id), scene.Chat.Done.Select(request => request.Action).OfType<PostCard>().Last().Thread);
        Assert.Equal(lines + 1, scene.Chat.Told(Scene.Room).Count);

        await scene.PressAsync(offer.Action, offer.Value, Sam);
        Assert.Contains("is already on record", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem");
        Assert.DoesNotContain("What ended the harm?", (await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, Id, default))!.Markdown, StringComparison.Ordinal);
        await scene.PressAsync(offer.Action, "1|99|5", Sam);
        Assert.DoesNotContain("is already on record", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-180)]
    [InlineData(0)]
    public async Task What_went_live_long_before_or_just_now_is_not_offered(int minutes)
    {
        await using var scene = await SetAsync();
        scene.Time.Advance(Minute * 200);
        scene.Source.Answer = new ChangeAnswer([.. scene.Source.Answer.Changes, new("c6", scene.Time.GetUtcNow().AddMinutes(minutes), "checkout", "production", "v2.3.0", null, null)], []);
        await scene.TypeAsync("deploys");
        await scene.TypeAsync("status mitigated Rolled back");

        Assert.Empty(LastTold(scene).Card.Parts.OfType<Buttons>());
    }

    private static (string Key, Card Card) LastTold(Scene scene) =>
        scene.Chat.Done.Where(request => request.Action is PostCard && request.Key.EndsWith("/told", StringComparison.Ordinal)).Select(request => (request.Key, ((PostCard)request.Action).Card)).Last();

    [Fact]
    public async Task What_the_bot_has_recognised_as_rolled_back_is_not_asked_of_people()
    {
        await using var scene = await SetAsync();
        await scene.PassAsync(Minute);
        Assert.Contains("Rolled back", MenuOf("checkout v2.3.1"));
        scene.Time.Advance(Minute * 5);
        scene.Source.Answer = new ChangeAnswer([.. scene.Source.Answer.Changes, new("c6", scene.Time.GetUtcNow().AddMinutes(-1), "checkout", "production", "v2.3.0", null, null)], []);
        await scene.TypeAsync("deploys");
        await scene.PassAsync(Minute);
        Assert.DoesNotContain("Rolled back", MenuOf("checkout v2.3.1"));

        IEnumerable<string> MenuOf(string change) => scene.Chat.Shown(IncidentKeys.Deploys(Id)).Parts.OfType<Paragraph>()
            .Where(part => part.Menu is not null && part.Text.ToPlainText().Contains(change, StringComparison.Ordinal))
            .SelectMany(part => part.Menu!.Items).Select(item => item.Label);
    }

    [Theory]
    [InlineData("changes rule-out 1", "Say why it isn't cache v7.1, so that nobody looks there again: ")]
    [InlineData("changes rule-out 77 it is the DNS", "INC-1 has no change with the number 77.")]
    [InlineData("changes rule-out it is the DNS", "Say which change, by the number in the message about the changes.")]
    [InlineData("changes blame 1", "I don't know the decision “blame”.")]
    [InlineData("changes yes", "INC-1 is still investigating.")]
    [InlineData("changes accuracy now", "“accuracy” doesn't take any more words.")]
    public async Task What_cannot_be_decided_is_said_with_the_next_step(string typed, string answer)
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync(typed);

        Assert.StartsWith(answer, scene.LastAnswer, StringComparison.Ordinal);
        Assert.Empty(await LinksAsync(scene, "ChangeDecided"));
    }

    [Fact]
    public async Task The_list_shows_one_person_every_part()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync("changes");

        var words = string.Join('\n', scene.Chat.Answers[^1].Card.Parts.OfType<Paragraph>().Select(part => part.Text.ToPlainText()));
        Assert.Contains("+13 service: an affected service depends on cache", words, StringComparison.Ordinal);
        Assert.Contains("No change of ours\n+20 rate: ", words, StringComparison.Ordinal);
        Assert.Contains("0 state: is still waiting to go live, so it can't have caused it", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_message_that_tells_of_the_end_asks_and_an_answer_takes_the_place_of_the_question()
    {
        await using var scene = await SetAsync();
        await scene.PassAsync(Minute);
        await scene.TypeAsync(Finding);
        await scene.PassAsync(Minute);
        await scene.TypeAsync("status resolved The old limit is back");

        var (key, told) = scene.Chat.Done.Where(request => request.Action is PostCard && request.Key.EndsWith("/told", StringComparison.Ordinal)).Select(request => (request.Key, ((PostCard)request.Action).Card)).Last();
        Assert.EndsWith(" Was it this change: cache v7.1?", told.Text, StringComparison.Ordinal);
        Assert.Equal(["Yes", "Not quite", "No, another one", "Not a change"], told.Parts.OfType<Buttons>().Last().Items.Select(button => button.Label));

        var answers = scene.Chat.Answers.Count;
        await scene.PressAsync(ChangesButtonIds.AnswerCause, told.Parts.OfType<Buttons>().Last().Items[0].Value, Sam);

        Assert.Equal(answers, scene.Chat.Answers.Count);
        var after = scene.Chat.Shown(key);
        Assert.EndsWith(" It was cache v7.1, says Sam.", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(after.Parts.OfType<Buttons>(), row => row.Items.Any(button => button.Action == ChangesButtonIds.AnswerCause));
        Assert.Equal("It was cache v7.1, says Sam.", Lines(scene)[1]);
        var answer = (await scene.Get<ChangeDecisionStore>().FindAnswerAsync(Scene.Workspace, Id, default))!;
        Assert.Equal((WasIt.Yes, "c2", 37, 81), (answer.Answer, answer.Change, answer.Declared.Change, answer.End.Change));

        await scene.TypeAsync("changes not-a-change");
        Assert.Equal(WasIt.NotAChange, (await scene.Get<ChangeDecisionStore>().FindAnswerAsync(Scene.Workspace, Id, default))!.Answer);
        await scene.TypeAsync("changes accuracy");
        Assert.StartsWith("The cause is known for 1 of the 10 incidents that a rate of your own needs", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains("Score 26 to 50: right in 0 of 1 at the declaration, 0 of 0 at the end.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain("INC-1", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_for_the_deploys_in_the_channel_is_shown_where_the_one_list_is()
    {
        await using var scene = await SetAsync();
        await scene.PassAsync(Minute);
        await scene.TypeAsync("deploys");
        Assert.StartsWith("The changes are in this message. I'm checking GitHub again, and it will update.", scene.LastAnswer, StringComparison.Ordinal);
        var link = Assert.Single(scene.Chat.Answers[^1].Card.Parts.OfType<Paragraph>().SelectMany(part => part.Text.Spans).OfType<LinkSpan>());
        Assert.EndsWith(IncidentKeys.Deploys(Id), link.Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_for_the_deploys_before_there_is_a_list_gets_them_without_a_menu()
    {
        await using var scene = await SetAsync();
        await scene.PassAsync(Minute);
        var batch = new Batch();
        batch.Add("DELETE FROM sent WHERE effect_key = @Key", new { Key = IncidentKeys.Deploys(Id) });
        Assert.Equal(CommitResult.Committed, await scene.Get<Database>().CommitAsync(batch, default));
        await scene.TypeAsync("deploys");
        var card = scene.Chat.Answers[^1].Card;
        Assert.Contains("cache v7.1", card.Text, StringComparison.Ordinal);
        Assert.All(card.Parts.OfType<Paragraph>(), part => Assert.Null(part.Menu));
    }

    [Theory]
    [InlineData("changes yes", "The trigger was cache v7.1")]
    [InlineData("changes not-a-change", "No change of our own set it off, says Maya (")]
    public async Task What_people_said_it_was_stands_in_the_summary_in_place_of_the_suspect(string typed, string said)
    {
        await using var scene = await SetAsync();
        await scene.PassAsync(Minute);
        await scene.TypeAsync(Finding);
        await scene.TypeAsync("status resolved The old limit is back");
        await scene.TypeAsync(typed);
        await scene.PassAsync(2 * Minute);

        var draft = (await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, Id, default))!.Markdown;
        Assert.Contains(said, draft, StringComparison.Ordinal);
        Assert.DoesNotContain("is not confirmed", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_that_was_opened_again_asks_in_the_newest_message_alone()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync("status resolved It is back");
        var first = Asking(scene).Single();
        await scene.TypeAsync("status investigating It is not");
        await scene.TypeAsync("status resolved Now it is");

        Assert.DoesNotContain("Was it this change", scene.Chat.Shown(first).Text, StringComparison.Ordinal);
        Assert.Equal(2, Asking(scene).Count);
        await scene.TypeAsync("changes yes");
        Assert.EndsWith(" It was cache v7.1, says Maya.", scene.Chat.Shown(Asking(scene)[1]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_incident_counts_and_is_not_named()
    {
        await using var scene = await SetAsync("start Checkout returns 500s --sev 2 --service checkout --private");
        await scene.TypeAsync("changes rule-out 1 The limit was never reached");
        await scene.TypeAsync("status resolved It is back");
        await scene.TypeAsync("changes no");
        await scene.TypeAsync("changes accuracy", Scene.Lobby, Sam);

        Assert.StartsWith("The cause is known for 1 of the 10 incidents", scene.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain("checkout", scene.LastAnswer, StringComparison.OrdinalIgnoreCase);
        Assert.All(
            scene.Chat.Done.Select(request => request.Action).OfType<PostCard>().Where(post => post.Channel.Known != Scene.Room.Value),
            post => Assert.DoesNotContain("v7.1", post.Card.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_not_in_a_private_incident_decides_nothing_about_its_changes()
    {
        await using var scene = await SetAsync("start Checkout returns 500s --sev 2 --service checkout --private");
        await scene.HappenAsync(new ButtonPressed(Scene.Workspace, Sam, Scene.Lobby, scene.Time.GetUtcNow(), new ReplyTo(Scene.Lobby, Sam.Id), ChangesButtonIds.Decide, "1|likely|1", null));

        Assert.Empty(await LinksAsync(scene, "ChangeDecided"));
        Assert.DoesNotContain("v7.1", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drill_asks_nothing_and_counts_for_nothing()
    {
        await using var scene = await SetAsync("start Checkout returns 500s --sev 2 --service checkout --drill");
        await scene.TypeAsync("status resolved Done");
        Assert.DoesNotContain(scene.Chat.Told(Scene.Room), told => told.Contains("Was it this change", StringComparison.Ordinal));

        await scene.TypeAsync("changes yes");

        Assert.StartsWith("INC-1 is a drill, so its cause isn't counted.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_their_author_took_away_leave_the_ranking()
    {
        await using var scene = await SetAsync();
        var message = new ChatMessage(new MessageId(Scene.Room, "17.1"), scene.Time.GetUtcNow(), Maya, "cache.maxmemory is far too low", null);
        scene.Chat.Messages[message.Id] = message;
        await scene.ReactAsync("wrench", message.Id);
        await scene.PassAsync(Minute);
        Assert.Contains(Lines(scene), line => line.Contains("“cache.maxmemory”", StringComparison.Ordinal));

        await scene.HappenAsync(new MessageDeleted(Scene.Workspace, Maya, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Maya.Id), message));
        await scene.PassAsync(Minute);

        Assert.DoesNotContain(Lines(scene), line => line.Contains("cache.maxmemory", StringComparison.Ordinal));
        Assert.DoesNotContain(await scene.RowsWithAsync("cache.maxmemory"), row => row.StartsWith("change_ranking", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_says_that_it_was_another_one_is_asked_which_and_the_record_says_it()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync("status resolved The old limit is back");
        var told = Asking(scene).Single();
        var no = scene.Chat.Shown(told).Parts.OfType<Buttons>().Last().Items.Single(button => button.Label == "No, another one");
        Assert.Equal(ChangesButtonIds.AskAnother, no.Action);

        var form = Assert.IsType<OpenIt>(await scene.AskAsync(no.Action, no.Value)).Form;
        var field = Assert.IsType<ChoiceField>(Assert.Single(form.Fields));
        Assert.DoesNotContain(field.Choices, choice => choice.Value == "1");
        Assert.Contains(field.Choices, choice => choice.Label == "checkout v2.3.1 to production, 6 min before the declaration");
        Assert.Equal((AnotherCauseForm.NotListed, "One that isn't on the list"), (field.Choices[^1].Value, field.Choices[^1].Label));

        await scene.SubmitAsync(form.Id, form.Context, (AnotherCauseForm.Change, field.Choices.Single(choice => choice.Label.StartsWith("checkout v2.3.1 ", StringComparison.Ordinal)).Value));

        Assert.EndsWith(" It wasn't cache v7.1, but checkout v2.3.1, says Maya.", scene.Chat.Shown(told).Text, StringComparison.Ordinal);
        Assert.Equal((WasIt.No, "c2", "c1"), await AnswerAsync(scene));

        await scene.SubmitAsync(form.Id, form.Context, (AnotherCauseForm.Change, AnotherCauseForm.NotListed));
        Assert.Equal((WasIt.No, "c2", CauseAnswer.NotListed), await AnswerAsync(scene));
        Assert.EndsWith(" It wasn't cache v7.1, but a change that isn't on the list, says Maya.", scene.Chat.Shown(told).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Which_other_one_it_was_can_be_typed()
    {
        await using var scene = await SetAsync();
        await scene.TypeAsync("status resolved The old limit is back");

        await scene.TypeAsync("changes no");
        Assert.StartsWith("Which one was it? Type /incident changes no NUMBER", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("changes no 3");
        Assert.Equal((WasIt.No, "c2", "c1"), await AnswerAsync(scene));
        Assert.NotNull((await scene.Get<ChangeDecisionStore>().FindAnswerAsync(Scene.Workspace, Id, default))!.OtherEnd);
        await scene.TypeAsync("changes no 3");
        Assert.StartsWith("That answer is already recorded", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("changes no none");
        Assert.Equal((WasIt.No, "c2", CauseAnswer.NotListed), await AnswerAsync(scene));
        await scene.TypeAsync("changes no 99");
        Assert.StartsWith("INC-1 has no change with the number 99.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("changes no 1");
        Assert.StartsWith("That is the change that was asked about.", scene.LastAnswer, StringComparison.Ordinal);
    }

    private static async Task<(WasIt Answer, string Change, string? Other)> AnswerAsync(Scene scene)
    {
        var answer = (await scene.Get<ChangeDecisionStore>().FindAnswerAsync(Scene.Workspace, Id, default))!;
        return (answer.Answer, answer.Change, answer.Other);
    }

    private static List<string> Asking(Scene scene) =>
        [.. scene.Chat.Done.Where(request => request.Action is PostCard post && post.Card.Text.Contains("Was it this change", StringComparison.Ordinal)).Select(request => request.Key)];

    private static IReadOnlyList<SendRequest> Posted(Scene scene) => [.. scene.Chat.Done.Where(request => request.Key == IncidentKeys.Deploys(Id))];

    private static int Edits(Scene scene) => scene.Chat.Done.Count(request => request.Action is UpdateCard update && update.Message.Known?.Id == "ts-" + IncidentKeys.Deploys(Id));

    private static Task<IReadOnlyList<string>> LinksAsync(Scene scene, string kind) =>
        scene.Get<Database>().QueryAsync<string>("SELECT kind FROM audit_link WHERE kind = @Kind", new { Kind = kind }, default);

    private static async Task<RankedChanges> RankedAsync(Scene scene) =>
        RankedChanges.Of(await scene.Get<ReadSuspects>().ReadAsync(await scene.IncidentAsync(), default), scene.Time.GetUtcNow());

    private static List<string> Lines(Scene scene) => [.. scene.Chat.Shown(IncidentKeys.Deploys(Id)).Parts.Select(part => part switch
    {
        Heading heading => [heading.Text],
        Paragraph paragraph => [paragraph.Text.ToPlainText()],
        SmallPrint small => small.Text.ToPlainText().Split('\n'),
        _ => Array.Empty<string>(),
    }).SelectMany(lines => lines)];

    private static CatalogueOptions Catalogue()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = ["shop/checkout"], Environments = ["production"], Dependencies = ["cache"] };
        catalogue.Services["cache"] = new CatalogueService { Repositories = ["shop/cache"], Environments = ["production"] };
        catalogue.Services["search"] = new CatalogueService { Repositories = ["shop/search"] };
        return catalogue;
    }

    [Theory]
    [InlineData(Membership.Member)]
    [InlineData(Membership.Guest)]
    [InlineData(Membership.Unknown)]
    public async Task Nobody_outside_decides_about_a_private_incident_or_reads_a_word_of_it(Membership membership)
    {
        await using var scene = await SetAsync("start Checkout returns 500s --sev 2 --service checkout --private");
        await scene.TypeAsync(Finding);
        await scene.PassAsync(Minute);
        var (sam, at, answered) = (Sam with { Membership = membership }, scene.Time.GetUtcNow(), scene.Chat.Answers.Count);

        foreach (var (action, value) in new[] { (ChangesButtonIds.Decide, "1|likely|1"), (ChangesButtonIds.Decide, "1|rolled-back|1"), (ChangesButtonIds.AnswerCause, "1|yes|1"), (ChangesButtonIds.RefreshDeploys, "1"), (ChangesButtonIds.LookBack, "1"), (ChangesButtonIds.AskAnother, "1|1"), (ChangesButtonIds.RuleOut, "1|1") })
            await scene.HappenAsync(new ButtonPressed(Scene.Workspace, sam, Scene.Lobby, at, new ReplyTo(Scene.Lobby, sam.Id), action, value, null));
        await scene.HappenAsync(new FormSubmitted(
            Scene.Workspace, sam, Scene.Lobby, at, new ReplyTo(Scene.Lobby, sam.Id), ChangesFormIds.RuleOut, "1|1",
            new Dictionary<string, string>(StringComparer.Ordinal) { [RuleOutForm.Reason] = "Not it" }));
        await scene.HappenAsync(new FormSubmitted(
            Scene.Workspace, sam, Scene.Lobby, at, new ReplyTo(Scene.Lobby, sam.Id), ChangesFormIds.Another, "1|1",
            new Dictionary<string, string>(StringComparer.Ordinal) { [AnotherCauseForm.Change] = "2" }));
        foreach (var words in new[] { "changes", "changes no 2", "changes likely 1", "deploys", "change cache lowered", "changes accuracy", "service" })
            await scene.TypeAsync(words, Scene.Lobby, sam);

        Assert.Empty(await scene.Get<ChangeDecisionStore>().ListAsync(Scene.Workspace, Id, default));
        Assert.Null(await scene.Get<ChangeDecisionStore>().FindAnswerAsync(Scene.Workspace, Id, default));
        Assert.DoesNotContain("30 days", scene.Chat.Shown(IncidentKeys.Deploys(Id)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await scene.TimelineAsync(), entry => entry.Kind == EntryKind.Decision);
        Assert.All(
            scene.Chat.Answers.Skip(answered).Select(answer => ChatJson.Write(answer.Card)),
            said => Assert.All(["500s", "v7.1", "maxmemory", "eviction"], word => Assert.DoesNotContain(word, said, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task<Scene> SetAsync(string start = "start Checkout returns 500s --sev 2 --service checkout")
    {
        var scene = await Scene.SetAsync(new IncidentOptions { Services = ["checkout", "cache"] }, catalogue: Catalogue());
        var now = scene.Time.GetUtcNow();
        scene.Source.Answer = new ChangeAnswer(
            [
                new("c2", now.AddMinutes(-9), "cache", "production", "v7.1", "tune eviction", new Uri("https://ci.example/2"), "mia")
                {
                    Details = new ChangeDetails { Former = "v7.0", Diff = "-cache.maxmemory: 4gb\n+cache.maxmemory: 4mb", CompareUrl = new Uri("https://ci.example/c/2") },
                },
                new("c1", now.AddMinutes(-6), "checkout", "production", "v2.3.1", "Show the new banner", new Uri("https://ci.example/1"), "sam"),
                new("c3", now.AddHours(-3), "search", "production", "v12", "index tuning", null),
                new("c4", now.AddHours(-5), "checkout", "production", "v2.3.0", "retry payments twice", null),
                new("c5", now.AddMinutes(-3), "checkout", "production", "v2.4", "the next one", null) { State = ChangeState.Waiting },
            ],
            []);
        await scene.TypeAsync(start, Scene.Lobby);
        return scene;
    }
}
