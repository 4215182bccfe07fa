using System.Globalization;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Tests.Postmortem.Versions.Merging;

/// <summary>The lines of drafts that are merged, which a long one has in hand all at once.</summary>
public sealed class SharedLinesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("a\n\nb\r\na")]
    [InlineData("\n\na\n")]
    public void The_lines_are_those_between_the_line_feeds(string text) => Assert.Equal(text.Split('\n'), new SharedLines().Of(text));

    [Fact]
    public void A_line_that_two_texts_have_is_one_string()
    {
        var lines = new SharedLines();

        Assert.Same(lines.Of("# A\n- same")[1], lines.Of("# B\n\n- same\n- other")[2]);
    }

    [Fact]
    public void A_merge_of_long_drafts_takes_a_few_times_the_memory_of_its_text()
    {
        var from = Draft(0, string.Empty);
        var (theirs, yours) = (Draft(7, ", corrected"), Draft(13, " (seen by us)"));
        var names = new MergeNames("Ada", MergeNames.Record);
        MergeSections.Of(from, theirs, yours, names);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var merged = MergeSections.Of(from, theirs, yours, names);
        var times = (GC.GetAllocatedBytesForCurrentThread() - before) / (2.0 * merged.Markdown.Length);

        Assert.Equal(0, merged.Conflicts);
        Assert.InRange(times, 1, 5);
    }

    private static string Draft(int changed, string more) => "# T\n\n## Timeline\n\n" + string.Join(
        '\n', Enumerable.Range(1, 5_000).Select(number => string.Create(
            CultureInfo.InvariantCulture,
            $"- **10:{number}** The error rate of checkout is at 41 % and growing, see the graph of entry {number}{(number % 20 == changed ? more : "")}"))) + "\n";
}
