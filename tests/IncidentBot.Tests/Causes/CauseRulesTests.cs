using IncidentBot.Causes;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Routing;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Erasure;
using IncidentBot.Timeline.Files;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Causes;

public sealed class CauseRulesTests
{
    private static readonly IncidentId Id = new(1);
    private static readonly Uri Page = new("https://graphs.example/pool");

    [Fact]
    public void A_why_stands_where_it_was_put_and_keeps_its_label()
    {
        var tree = Grown(("Checkout failed", null), ("The pool was empty", "1"), ("The queue was full", "1"), ("It was too small", "1.1"), ("Pages were slow", null));

        Assert.Equal(["1", "1.1", "1.1.1", "1.2", "2"], tree.Whys.Select(tree.LabelOf));
        var without = tree.After(new CauseWithdrawn(Maya, Now, tree.Find(CauseKind.Why, "1.1.1")!.Number));
        without = without.After(new CauseWithdrawn(Maya, Now, tree.Find(CauseKind.Why, "1.1")!.Number));
        Assert.Equal(["1", "1.2", "2"], without.Whys.Select(without.LabelOf));
        Assert.Equal("1.3", without.LabelOf(Add(without, "Something else", "1").Added));
    }

    [Theory]
    [InlineData("", null, "Nothing was added: say why it happened.")]
    [InlineData("The pool was empty", "7", "Nothing was added: INC-1 has no why 7. To see them, type /incident why.")]
    [InlineData("CHECKOUT failed", null, "Why 1 of INC-1 says so already.")]
    public void What_cannot_be_added_is_refused_with_what_to_do(string text, string? under, string sentence) =>
        Assert.Equal(sentence, AddCauseRules.Decide(Grown(("Checkout failed", null)), Why(text, under), Maya, Now).Sentence.ToPlainText());

    [Fact]
    public void A_chain_ends_at_its_eighth_why()
    {
        var tree = CauseTree.None(Id);
        var label = (string?)null;
        for (var depth = 1; depth <= CauseTree.Deepest; depth++)
        {
            tree = tree.After(Add(tree, $"Because of {depth}", label));
            label = tree.LabelOf(tree.All[^1]);
        }

        var decision = AddCauseRules.Decide(tree, Why("And on", label), Maya, Now);

        Assert.True(decision.IsRefusal);
        Assert.Contains("is the 8th of its chain", decision.Sentence.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_factor_stands_under_another_factor_apart_from_the_whys()
    {
        var tree = Grown(("Checkout failed", null));
        tree = tree.After(AddFactor(tree, "No limit on the queue", null));
        tree = tree.After(AddFactor(tree, "Nobody owned the queue", "1"));
        tree = tree.After(AddFactor(tree, "The team had moved", "1.1"));
        tree = tree.After(AddFactor(tree, "No alert", null));

        Assert.Equal(["Factor 1", "Factor 1.1", "Factor 1.1.1", "Factor 2"], tree.Factors.Select(tree.NameOf));
        Assert.Equal(["1"], tree.Whys.Select(tree.LabelOf));
        Assert.Equal("INC-1 has no factor 3.", AddCauseRules.Decide(tree, Factor("More", "3"), Maya, Now).Sentence.ToPlainText()["Nothing was added: ".Length..][..22]);
        Assert.Equal("Factor 1.1 has factors under it. Withdraw those first, or edit its words.", WithdrawCauseRules.Decide(tree, tree.Find(CauseKind.Factor, "1.1")!.Number, Maya, Now).Sentence.ToPlainText());
    }

    [Fact]
    public void A_chain_of_factors_ends_at_its_eighth()
    {
        var (tree, label) = (CauseTree.None(Id), (string?)null);
        for (var depth = 1; depth <= CauseTree.Deepest; depth++)
        {
            tree = tree.After(AddFactor(tree, $"Because of {depth}", label));
            label = tree.LabelOf(tree.All[^1]);
        }

        Assert.Contains("is the 8th of its chain", AddCauseRules.Decide(tree, Factor("And on", label), Maya, Now).Sentence.ToPlainText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "Load stayed", "1")]
    [InlineData("1.2", "Load stayed under 1.2", null)]
    [InlineData(null, "Load stayed", null)]
    public void A_number_that_no_factor_has_is_part_of_a_factors_words(string? typed, string text, string? under)
    {
        var tree = CauseTree.None(Id);
        tree = tree.After(AddFactor(tree, "No limit on the queue", null));

        var meant = AddCauseRules.Meant(tree, new AddCauseCommand(CauseKind.Factor, "Load stayed", typed, null, null), null);

        Assert.Equal((text, under), (meant.Text, meant.Under));
        Assert.Equal("9", AddCauseRules.Meant(tree, new AddCauseCommand(CauseKind.Why, "Load stayed", "9", null, null), null).Under);
    }

    private static CauseAdded AddFactor(CauseTree tree, string text, string? under) => AddCauseRules.Decide(tree, Factor(text, under), Maya, Now).Fact!;

    private static WantedCause Factor(string text, string? under) => new(CauseKind.Factor, text, under, null, null);

    [Fact]
    public void An_incident_has_a_hundred_whys_and_as_many_factors()
    {
        var tree = Enumerable.Range(1, CauseTree.Most).Aggregate(CauseTree.None(Id), (before, number) => before.After(Add(before, $"Because of {number}", null)));

        Assert.True(AddCauseRules.Decide(tree, Why("One more", null), Maya, Now).IsRefusal);
        Assert.NotNull(AddCauseRules.Decide(tree, new WantedCause(CauseKind.Factor, "One more", null, null, null), Maya, Now).Fact);
    }

    [Fact]
    public void A_why_with_others_under_it_is_not_taken_back()
    {
        var tree = Grown(("Checkout failed", null), ("The pool was empty", "1"));

        Assert.Equal("Why 1 has whys under it. Withdraw those first, or edit its words.", WithdrawCauseRules.Decide(tree, 1, Sam, Now).Sentence.ToPlainText());
        tree = tree.After(WithdrawCauseRules.Decide(tree, 2, Sam, Now).Fact!);
        Assert.False(WithdrawCauseRules.Decide(tree, 2, Sam, Now).IsRefusal);
        Assert.NotNull(WithdrawCauseRules.Decide(tree, 1, Sam, Now).Fact);
        Assert.True(WithdrawCauseRules.Decide(tree, 9, Sam, Now).IsRefusal);
    }

    [Fact]
    public void A_form_that_was_opened_before_somebody_elses_edit_changes_nothing()
    {
        var tree = Grown(("Checkout failed", null));
        var changed = EditCauseRules.Decide(tree, 1, "1", "Checkout timed out", CauseCategory.Capacity, Sam, Now).Fact!;
        var now = tree.After(changed);

        Assert.Equal(("Checkout timed out", CauseCategory.Capacity, 2), (now.All[0].Text, now.All[0].Category, now.All[0].Version));
        Assert.StartsWith("Nothing was changed: somebody changed why 1 in the meantime.", EditCauseRules.Decide(now, 1, "1", "Something", null, Maya, Now).Sentence.ToPlainText(), StringComparison.Ordinal);
        Assert.False(EditCauseRules.Decide(now, 1, "2", "Checkout timed out", CauseCategory.Capacity, Maya, Now).IsRefusal);
    }

    [Fact]
    public void The_same_evidence_counts_once_and_ten_pieces_are_enough()
    {
        var tree = Grown(("Checkout failed", null));
        var page = new CauseEvidence(null, null, Page);
        tree = tree.After(SupportCauseRules.Decide(tree, tree.All[0], page, Sam, Now).Fact!);
        var again = SupportCauseRules.Decide(tree, tree.All[0], page with { }, Sam, Now);
        Assert.Equal((null, false), (again.Fact, again.IsRefusal));

        for (var number = 2; number <= Cause.MostEvidence; number++)
            tree = tree.After(SupportCauseRules.Decide(tree, tree.All[0], new CauseEvidence(number, null, null), Sam, Now).Fact!);
        Assert.True(SupportCauseRules.Decide(tree, tree.All[0], new CauseEvidence(99, null, null), Sam, Now).IsRefusal);
        Assert.True(SupportCauseRules.Decide(tree, null, page, Sam, Now).IsRefusal);
    }

    [Theory]
    [InlineData("12", 12, null)]
    [InlineData("#12", 12, null)]
    [InlineData("entry 12", 12, null)]
    [InlineData("https://chat.example/12", 12, null)]
    [InlineData("Pool.png", 12, "F1")]
    public void Evidence_is_an_entry_or_a_file_of_the_timeline(string typed, int entry, string? file) =>
        Assert.Equal((new CauseEvidence(entry, file, null), null), CauseEvidenceRules.Read(typed, [Entry()]));

    [Fact]
    public void Any_other_web_address_is_a_page() =>
        Assert.Equal((new CauseEvidence(null, null, Page), null), CauseEvidenceRules.Read(Page.AbsoluteUri, [Entry()]));

    [Theory]
    [InlineData("13", "There is no entry 13")]
    [InlineData("graph.png", "I don't know the evidence “graph.png”.")]
    [InlineData("https://maya:secret@graphs.example", "user name or password")]
    [InlineData("javascript:alert(1)", "I don't know the evidence")]
    public void What_is_no_evidence_is_refused(string typed, string sentence)
    {
        var (evidence, problem) = CauseEvidenceRules.Read(typed, [Entry()]);

        Assert.Null(evidence);
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_whose_entry_was_removed_is_named_without_its_words()
    {
        var gone = Entry() with { IsRemoved = true };

        Assert.Equal(("entry 12 (removed)", null), CauseEvidenceRules.Show(new CauseEvidence(12, "F1", null), [gone]));
        Assert.Equal(("Pool.png in entry 12", new Uri("https://chat.example/12")), CauseEvidenceRules.Show(new CauseEvidence(12, "F1", null), [Entry()]));
        Assert.Equal(("graphs.example/pool", Page), CauseEvidenceRules.Show(new CauseEvidence(null, null, Page), []));
    }

    [Theory]
    [InlineData("why The pool was too small", "The pool was too small", null, null, null)]
    [InlineData("why The pool was too small under 1.2 evidence 12", "The pool was too small", "1.2", null, "12")]
    [InlineData("why The pool was too small, evidence https://graphs.example/pool kind capacity under 1", "The pool was too small", "1", CauseCategory.Capacity, "https://graphs.example/pool")]
    [InlineData("why Nobody could see it evidence entry 4", "Nobody could see it", null, null, "entry 4")]
    [InlineData("why The graph shows it evidence pool.png", "The graph shows it", null, null, "pool.png")]
    [InlineData("why We had no evidence then", "We had no evidence then", null, null, null)]
    [InlineData("why The pool buckled under load", "The pool buckled under load", null, null, null)]
    [InlineData("factor No alert on the queue under 1.2 kind detection", "No alert on the queue", "1.2", CauseCategory.Detection, null)]
    [InlineData("factor The pool buckled under load", "The pool buckled under load", null, null, null)]
    public void Where_it_goes_and_what_speaks_for_it_stand_at_the_end(string typed, string text, string? under, object? category, string? evidence)
    {
        var command = Assert.IsType<AddCauseCommand>(Capabilities.Parser().Parse(TypedText.Of(typed)));

        Assert.Equal((text, under, (CauseCategory?)category, evidence), (command.Text, command.Under, command.Category, command.Evidence));
    }

    [Fact]
    public void A_mistyped_kind_is_asked_back()
    {
        var refused = Assert.IsType<NotUnderstood>(Capabilities.Parser().Parse(TypedText.Of("factor No alert kind detecton")));

        Assert.Contains("Did you mean “detection”?", refused.Sentence.ToPlainText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Maya forgot to renew the certificate", "Why 1 stops at a person. What they did made sense with what they knew, so one more why may find what to change: The certificate wasn't renewed; what would have reminded us?")]
    [InlineData("Human error", "Why 1 stops at a person. What they did made sense with what they knew, so one more why may find what to change: What made this mistake easy to make, and which safeguard would have caught it?")]
    [InlineData("Zyx ignored the alert", "Why 1 stops at a person.")]
    public void A_chain_that_stops_at_a_person_is_asked_one_more_why(string text, string sentence) =>
        Assert.StartsWith(sentence, PersonStop.In(text, new KnownPeople(["Zyx"]))!.Below("Why 1").ToPlainText(), StringComparison.Ordinal);

    [Theory]
    [InlineData("The pool was too small for the sale")]
    [InlineData("No alert watched the queue")]
    [InlineData("Maya rolled back v2.3.1")]
    public void A_chain_that_ends_at_a_system_is_not(string text) => Assert.Null(PersonStop.In(text, KnownPeople.None));

    [Fact]
    public void Words_that_quote_what_was_taken_back_are_cut_and_other_words_stay()
    {
        var tree = Grown(("Checkout failed. The secret canary42 pool of acme was empty", null), ("The pool ran dry", "1"));
        tree = tree.After(new CauseChanged(Sam, Now, 2, "The pool ran dry", null, "The secret canary42 pool of acme was empty"));
        var former = new[] { (Cause: 2, Text: "The secret canary42 pool of acme was empty") }.ToLookup(one => one.Cause, one => one.Text);

        var cuts = ForgetCauseWordsRules.Decide(tree, former, [new RemovedText("The secret canary42 pool of acme was empty", "Sam", null)], Now);

        Assert.Equal([(1, $"Checkout failed. {CutWords.Mark}"), (2, "The pool ran dry")], cuts.Select(cut => (cut.Cause, cut.Text)));
        Assert.Empty(ForgetCauseWordsRules.Decide(tree, former, [new RemovedText("Something that nobody quoted here", "Sam", null)], Now));
    }

    private static TimelineEntry Entry() => new()
    {
        Number = 12, At = Now, RecordedAt = Now, Kind = EntryKind.Finding, Author = Sam, CapturedBy = Sam, Text = "The pool is empty", Permalink = new Uri("https://chat.example/12"),
        Files = [new EntryFile { Message = new MessageId(new ChannelId("C1"), "1"), Id = "F1", Name = "Pool.png", MediaType = "image/png", State = FileState.Kept }],
    };

    private static CauseTree Grown(params (string Text, string? Under)[] whys) =>
        whys.Aggregate(CauseTree.None(Id), (tree, why) => tree.After(Add(tree, why.Text, why.Under)));

    private static CauseAdded Add(CauseTree tree, string text, string? under) =>
        AddCauseRules.Decide(tree, Why(text, under), Maya, Now).Fact ?? throw new InvalidOperationException($"{text} was not added.");

    private static WantedCause Why(string text, string? under) => new(CauseKind.Why, text, under, null, null);
}
