using IncidentBot.Postmortem.Versions.Merging;
using static IncidentBot.Tests.Postmortem.Versions.Merging.Drafts;

namespace IncidentBot.Tests.Postmortem.Versions.Merging;

public sealed class MergeSectionsTests
{
    private static readonly string From = Of("# INC-7", "", "## Summary", "", "_What happened?_", "", "## Timeline", "", "- one", "- two", "", "## Actions", "", "| Kind | Action |", "| --- | --- |", "| Fix |  |");

    [Fact]
    public void Who_alone_changed_a_line_decides_on_it()
    {
        var merged = Merge(From.Replace("- two", "- two\n- three", StringComparison.Ordinal), From.Replace("_What happened?_", "Nobody could pay.", StringComparison.Ordinal));

        Assert.Equal(0, merged.Conflicts);
        Assert.Equal(From.Replace("- two", "- two\n- three", StringComparison.Ordinal).Replace("_What happened?_", "Nobody could pay.", StringComparison.Ordinal), merged.Markdown);
    }

    [Fact]
    public void A_change_beside_another_one_is_no_conflict()
    {
        var merged = Merge(From.Replace("- two", "- two (message)", StringComparison.Ordinal), From.Replace("- one", "- one, as Ada saw it", StringComparison.Ordinal));

        Assert.Equal(0, merged.Conflicts);
        Assert.Contains("- one, as Ada saw it\n- two (message)\n", merged.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_both_changed_a_line_both_texts_stand_marked()
    {
        var merged = Merge(From.Replace("- two", "- two, by the record", StringComparison.Ordinal), From.Replace("- two", "- two, by Ada", StringComparison.Ordinal));

        Assert.Equal(1, merged.Conflicts);
        Assert.Contains(
            "- one\n\n> **Conflict 1: two texts stand here. Keep one, and delete the other with these marks. Ada wrote:**\n\n- two, by Ada\n\n"
                + "> **Conflict 1, the other text: the record says:**\n\n- two, by the record\n\n> **End of conflict 1**\n",
            merged.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_that_the_record_calls_otherwise_is_merged_with_what_stands_under_its_former_title()
    {
        var merged = Merge(From.Replace("## Timeline", "## Chronology", StringComparison.Ordinal), From.Replace("- two", "- two, as Ada saw it", StringComparison.Ordinal));

        Assert.Equal((From.Replace("## Timeline", "## Chronology", StringComparison.Ordinal).Replace("- two", "- two, as Ada saw it", StringComparison.Ordinal), 0), (merged.Markdown, merged.Conflicts));
    }

    [Fact]
    public void Where_both_gave_a_section_another_title_both_stand()
    {
        var merged = Merge(From.Replace("## Timeline", "## Chronology", StringComparison.Ordinal), From.Replace("## Timeline", "## What happened when", StringComparison.Ordinal)).Markdown;

        Assert.Contains("## What happened when\n\n- one\n- two\n", merged, StringComparison.Ordinal);
        Assert.Contains("## Chronology\n\n- one\n- two\n", merged, StringComparison.Ordinal);
        Assert.DoesNotContain("## Timeline", merged, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_both_gave_it_the_same_title_it_stands_once()
    {
        var renamed = From.Replace("## Timeline", "## Chronology", StringComparison.Ordinal);

        var merged = Merge(renamed.Replace("- one", "- 1", StringComparison.Ordinal), renamed.Replace("- two", "- two, as Ada saw it", StringComparison.Ordinal)).Markdown;

        Assert.Single(merged.Split('\n'), "## Chronology");
        Assert.Contains("- two, as Ada saw it\n", merged, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Checkout was down. It was restored at 16:31 UTC ([message](<https://x.example>)).", "Nobody could pay. It was restored at 16:15 UTC.", "Nobody could pay. It was restored at 16:31 UTC ([message](<https://x.example>)).")]
    [InlineData("Checkout was down. It was restored at 16:31 UTC.", "Checkout was down. It was restored at 16:15 UTC. Thanks to all.", "Checkout was down. It was restored at 16:31 UTC. Thanks to all.")]
    [InlineData("It was restored at 16:15 UTC.", "Checkout was down. It was restored, at last.", "It was restored, at last.")]
    public void Who_alone_changed_a_sentence_of_a_paragraph_decides_on_it(string record, string person, string both)
    {
        var from = From.Replace("_What happened?_", "Checkout was down. It was restored at 16:15 UTC.", StringComparison.Ordinal);
        string With(string words) => From.Replace("_What happened?_", words, StringComparison.Ordinal);

        var merged = MergeSections.Of(from, With(record), With(person), Names);

        Assert.Equal((With(both), 0), (merged.Markdown, merged.Conflicts));
        Assert.Equal(1, MergeSections.Of(from, With("Checkout was down. It was restored at 16:31 UTC."), With("Checkout was down. It came back at 16:15 UTC."), Names).Conflicts);
    }

    [Fact]
    public void A_conflict_in_a_table_is_marked_by_rows_of_it()
    {
        var merged = Merge(From.Replace("| Fix |  |", "| Fix | asked |", StringComparison.Ordinal), From.Replace("| Fix |  |", "| Fix | Limit the cache |", StringComparison.Ordinal));

        Assert.Contains("Ada wrote:** |\n| Fix | Limit the cache |\n| **Conflict 1, the other text: the record says:** |\n| Fix | asked |\n| **End of conflict 1** |\n", merged.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_conflict_follows_the_record_and_is_not_marked_twice()
    {
        var first = Merge(From.Replace("- two", "- two, by the record", StringComparison.Ordinal), From.Replace("- two", "- two, by Ada", StringComparison.Ordinal));
        var second = MergeSections.Of(
            From.Replace("- two", "- two, by the record", StringComparison.Ordinal), From.Replace("- two", "- two, at last", StringComparison.Ordinal), first.Markdown, Names);

        Assert.Equal(1, second.Conflicts);
        Assert.Contains("- two, by Ada\n", second.Markdown, StringComparison.Ordinal);
        Assert.Contains("- two, at last\n", second.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("- two, by the record\n", second.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deleted_section_stays_deleted_while_the_record_says_nothing_new_in_it()
    {
        var merged = Merge(From.Replace("- two", "- two\n- three", StringComparison.Ordinal), Without("Actions"));
        Assert.DoesNotContain("## Actions", merged.Markdown, StringComparison.Ordinal);
        Assert.Contains("- three", merged.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deleted_section_comes_back_marked_when_the_record_has_changed_it()
    {
        var merged = Merge(From.Replace("- two", "- two\n- three", StringComparison.Ordinal), Without("Timeline"));

        Assert.Equal(1, merged.Conflicts);
        Assert.Contains("## Timeline\n\n> **Conflict 1: two texts stand here. Keep one, and delete the other with these marks. Ada deleted these lines.**", merged.Markdown, StringComparison.Ordinal);
        Assert.Contains("- three", merged.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Sections_that_a_person_moved_renamed_and_added_stay_where_they_are()
    {
        var yours = Of("# INC-7", "", "## What happened when", "", "- one", "- two", "", "## Our view", "", "It was fine.", "", "## Summary", "", "_What happened?_", "", "## Actions", "", "| Kind | Action |", "| --- | --- |", "| Fix |  |");

        var merged = Merge(From.Replace("- two", "- two\n- three", StringComparison.Ordinal), yours);

        Assert.Equal(yours.Replace("- two", "- two\n- three", StringComparison.Ordinal), merged.Markdown);
    }

    [Fact]
    public void A_new_section_of_the_record_stands_behind_the_one_that_it_follows_there()
    {
        var merged = Merge(From.Replace("## Actions", "## Ruled out\n\n- DNS\n\n## Actions", StringComparison.Ordinal), From.Replace("_What happened?_", "Nobody could pay.", StringComparison.Ordinal));
        Assert.Contains("- two\n\n## Ruled out\n\n- DNS\n\n## Actions\n", merged.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_that_the_record_drops_goes_unless_a_person_worked_on_it()
    {
        var theirs = Without("Actions");
        Assert.DoesNotContain("## Actions", Merge(theirs, From.Replace("- one", "- One", StringComparison.Ordinal)).Markdown, StringComparison.Ordinal);
        Assert.Contains("| Fix | Limit the cache |", Merge(theirs, From.Replace("| Fix |  |", "| Fix | Limit the cache |", StringComparison.Ordinal)).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_heading_within_code_begins_no_section() =>
        Assert.Equal(2, DraftSections.Of(Of("# A", "", "## B", "", "```", "## not one", "```", "", "- x", "  ```", "  ## nor this", "  ```")).Count);

    [Fact]
    public void A_diff_names_the_section_and_shows_what_went_and_came() =>
        Assert.Equal(
            "--- draft 1\n+++ draft 2\n@@ -8,5 +8,5 @@ Timeline\n \n - one\n-- two\n+- two, by Ada\n \n ## Actions\n",
            DraftDiff.Write(From, From.Replace("- two", "- two, by Ada", StringComparison.Ordinal), "draft 1", "draft 2"));

    private static string Without(string heading) =>
        DraftSections.Join(DraftSections.Of(From).Where(section => section.Key.Heading != heading).Select(section => section.Lines));

    private static MergedDraft Merge(string theirs, string yours) => MergeSections.Of(From, theirs, yours, Names);
}
