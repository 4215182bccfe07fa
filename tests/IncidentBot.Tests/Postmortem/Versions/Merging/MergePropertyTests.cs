using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Postmortem.Versions.Merging;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Erasure;

namespace IncidentBot.Tests.Postmortem.Versions.Merging;

/// <summary>What holds of every merge, whatever was edited.</summary>
public sealed class MergePropertyTests
{
    [Fact]
    public void Without_an_edit_by_a_person_it_is_the_text_of_the_record() => Holds(
        one => Merge(one.From, one.Theirs, one.From).Markdown == one.Theirs);

    [Fact]
    public void Without_a_change_of_the_record_it_is_the_person_s_text() => Holds(
        one => Merge(one.From, one.From, one.Yours).Markdown == one.Yours);

    [Fact]
    public void Every_line_that_a_person_added_survives() => Holds(one =>
    {
        var merged = Lines(Merge(one.From, one.Theirs, one.Yours).Markdown).ToHashSet();
        return Added(one.Yours, one.From).All(merged.Contains);
    });

    [Fact]
    public void Every_line_that_the_record_added_survives() => Holds(one =>
    {
        var merged = Lines(Merge(one.From, one.Theirs, one.Yours).Markdown).ToHashSet();
        return Added(one.Theirs, one.From).All(merged.Contains);
    });

    [Fact]
    public void The_same_edits_give_the_same_text() => Holds(
        one => Merge(one.From, one.Theirs, one.Yours) == Merge(one.From, one.Theirs, one.Yours));

    [Fact]
    public void Two_who_write_the_same_are_not_in_conflict() => Holds(
        one => Merge(one.From, one.Yours, one.Yours) == new MergedDraft(one.Yours, 0));

    [Fact]
    public void A_draft_taken_apart_and_put_together_reads_the_same() => Holds(one =>
    {
        var sections = DraftSections.Of(one.Yours);
        return Lines(DraftSections.Join(sections.Select(section => section.Lines))).Where(line => line.Length > 0)
            .SequenceEqual(Lines(one.Yours).Where(line => line.Trim().Length > 0));
    });

    [Fact]
    public void A_diff_turns_the_former_text_into_the_later_one() => Holds(one =>
    {
        var (old, now) = (Lines(one.From), Lines(one.Yours));
        var (made, at) = (new List<string>(), 0);
        foreach (var hunk in LineDiff.Of(old, now))
        {
            made.AddRange(old[at..hunk.OldStart]);
            made.AddRange(now[hunk.NewStart..hunk.NewEnd]);
            at = hunk.OldEnd;
        }

        return made.Concat(old[at..]).SequenceEqual(now);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ten_thousand_lines_are_merged_about_as_fast_per_line_as_a_thousand(bool isAllAlike)
    {
        Time(1_000, isAllAlike);
        var (few, many) = (Time(1_000, isAllAlike), Time(10_000, isAllAlike));
        // Generous, since the machine does other things meanwhile; a quadratic merge takes a hundred times as long.
        Assert.True(many < TimeSpan.FromMilliseconds((few.TotalMilliseconds * 40) + 500), $"{few} for 1,000 lines, {many} for 10,000.");
    }

    [Fact]
    public void Ten_thousand_lines_lose_words_about_as_fast_per_line_as_a_thousand()
    {
        TimeCut(1_000);
        var (few, many) = (TimeCut(1_000), TimeCut(10_000));
        Assert.True(many < TimeSpan.FromMilliseconds((few.TotalMilliseconds * 40) + 500), $"{few} for 1,000 lines, {many} for 10,000.");
    }

    private static TimeSpan TimeCut(int lines)
    {
        const string Said = "the cache was full and nobody could pay for an hour, so we restarted it";
        var draft = Drafts.Of([.. Enumerable.Range(0, lines).Select(line => line % 100 == 0 ? $"- {line} {Said} (Sam)" : $"- {line} the cache of pod {line} was full and we saw it")]);
        var watch = Stopwatch.StartNew();
        Assert.Equal(lines / 100, CutWords.Of(draft, [new RemovedText(Said, "Sam", null), new RemovedText("the", "Sam", null)]).Split(CutWords.Mark).Length - 1);
        return watch.Elapsed;
    }

    private static TimeSpan Time(int lines, bool isAllAlike)
    {
        var from = Enumerable.Range(0, lines).Select(line => line % 500 == 0 ? $"## Section {line}" : isAllAlike ? $"- alike {line % 3}" : $"- line {line}").ToArray();
        var theirs = from.SelectMany((line, at) => at % 7 == 3 ? [line, $"- of the record {at}"] : new[] { line });
        var yours = from.Select((line, at) => at % 11 == 5 ? $"- Ada's {at}" : line).Where((_, at) => at % 13 != 7);
        var watch = Stopwatch.StartNew();
        Merge(Drafts.Of(from), Drafts.Of([.. theirs]), Drafts.Of([.. yours]));
        return watch.Elapsed;
    }

    private static MergedDraft Merge(string from, string theirs, string yours) => MergeSections.Of(from, theirs, yours, Drafts.Names);

    private static string[] Lines(string text) => DraftSections.Lines(text.TrimEnd('\n'));

    // Blank lines between sections are the program's own.
    private static IEnumerable<string> Added(string text, string from) =>
        Lines(text).Except(Lines(from)).Where(line => !string.IsNullOrWhiteSpace(line));

    private static void Holds(Func<Edited, bool> holds) => Prop.ForAll(Drafts.Any, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
