using IncidentBot.Chat;
using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Blame;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem.Blame;

/// <summary>Which sentences of a draft are named, and which of them can be replaced by a press.</summary>
public sealed class BlameRulesTests
{
    private const string Forgot = "Maya forgot to renew the certificate.";

    [Theory]
    [InlineData(Forgot, "The certificate wasn't renewed.")]
    [InlineData("Maya forgot to renew the certificate ([message](<https://chat.example/1>)).", "The certificate wasn't renewed ([message](<https://chat.example/1>)).")]
    [InlineData("At 10:02 Maya forgot to renew the certificate.", null)]
    [InlineData("Maya forgot to renew the certificate, and payments stopped.", null)]
    [InlineData("Maya forgot to renew the *certificate*.", null)]
    [InlineData("It was human error.", null)]
    public void Better_words_are_offered_where_they_lose_nothing_but_who_it_was(string sentence, string? better)
    {
        var known = new KnownPeople(["Maya"]);
        Assert.Equal(better, BlameRewrite.Of(sentence, Assert.Single(BlamelessCheck.OfMarkdown(sentence, known)), known));
    }

    [Fact]
    public void A_rewritten_sentence_leaves_all_around_it_as_it_was()
    {
        var draft = $"## Lessons\n\n- Limits are per pod. {Forgot} Rotate it.\n- {Forgot}\n";
        var found = Found(draft);

        Assert.Equal(
            "## Lessons\n\n- Limits are per pod. The certificate wasn't renewed. Rotate it.\n- The certificate wasn't renewed.\n",
            BlameInDraft.Rewritten(draft, found, found[0].Key));
        Assert.Equal(draft, BlameInDraft.Rewritten(draft, found, "0"));
    }

    [Fact]
    public void What_the_record_says_in_the_timeline_is_evidence_and_what_people_write_there_is_not()
    {
        var record = SampleRecord.Rich with { Timeline = [SampleRecord.Rich.Timeline[0] with { Text = "Maya forgot to renew the certificate because nobody told her" }] };
        var draft = PostmortemDocument.Assemble(record);
        Assert.Contains("Maya forgot", draft, StringComparison.Ordinal);

        Assert.DoesNotContain(BlameInDraft.Of(new DraftBesideRecord(record, Timeline(draft)), []), one => one.Words.Contains("Maya", StringComparison.Ordinal));
        Assert.Single(BlameInDraft.Of(new DraftBesideRecord(record, "## Timeline\n\n- **10:02:00** Maya forgot to renew the certificate.\n"), []));
    }

    [Fact]
    public void What_is_missing_of_an_action_item_is_no_blame() =>
        Assert.Empty(Found("## Action items\n\n- Improve monitoring\n"));

    [Fact]
    public void A_sentence_that_was_left_is_not_counted_wherever_it_stands()
    {
        var left = new LeftSentence(1, Forgot, "Maya wants it so.", Maya, Now);
        Assert.Empty(BlameInDraft.Of(new DraftBesideRecord(SampleRecord.Rich, $"## Summary\n\nBefore. {Forgot}\n"), [left]));
        Assert.Single(BlameInDraft.Of(new DraftBesideRecord(SampleRecord.Rich, "## Summary\n\nMaya forgot to renew the other certificate.\n"), [left]));
    }

    [Fact]
    public void The_gate_counts_sentences_and_says_how_to_see_them()
    {
        Assert.Empty(BlameGate.Gaps([]));
        var gap = Assert.Single(BlameGate.Gaps(Found($"{Forgot} It was human error. {Forgot}\n")));
        Assert.Equal(("blame", "2 sentences blame somebody. To see why, type /incident postmortem check.", false), (gap.Name, Told(gap.Sentence), gap.IsAbsolute));
        Assert.StartsWith("1 sentence blames somebody.", BlameGate.Gaps(Found(Forgot))[0].Sentence.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_shows_five_sentences_and_says_how_many_more()
    {
        var draft = string.Concat(Enumerable.Range(1, 8).Select(number => $"Maya forgot to renew certificate {number}.\n\n"));
        var card = BlameCard.Compose(new DraftBlame(new PostmortemDraft(3, Now, draft), SampleRecord.Rich, []), string.Empty, Now);

        Assert.Equal(5, card.Parts.OfType<Buttons>().Count());
        Assert.Equal("And 3 more, once these are settled.", card.Parts.OfType<SmallPrint>().Single().Text.ToPlainText());
        Assert.Contains("8 sentences blame somebody", card.Text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<BlamingSentence> Found(string markdown) => BlameInDraft.Of(new DraftBesideRecord(SampleRecord.Rich, markdown), []);

    private static string Told(RichText text) => text.ToPlainText();

    private static string Timeline(string draft)
    {
        var start = draft.IndexOf("## Timeline", StringComparison.Ordinal);
        return draft[start..draft.IndexOf("\n## ", start, StringComparison.Ordinal)];
    }
}
