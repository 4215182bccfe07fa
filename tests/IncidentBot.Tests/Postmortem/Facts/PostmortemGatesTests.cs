using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Facts;

namespace IncidentBot.Tests.Postmortem.Facts;

public sealed class PostmortemGatesTests
{
    private static readonly PostmortemRecord Record = SampleRecord.Ranked(SampleRecord.Rich, SampleRecord.Likely);
    private static readonly string Assembled = PostmortemDocument.Assemble(Record);

    [Fact]
    public void What_one_section_says_twice_has_one_home() => Assert.DoesNotContain(
        Check(Record, Assembled.Replace("## Lessons\n", "## Lessons\n\n- The cache of baskets had no limit at all (entry 5)\n- The cache of baskets had no limit at all (entry 6)\n", StringComparison.Ordinal)),
        failure => failure.Name == "one-home");

    [Fact]
    public void What_the_bot_assembles_fails_no_gate() => Assert.Empty(Check(Record, Assembled));

    [Theory]
    [InlineData("What went badly", "- We lost about 300 orders that day.", "evidence", "1 sentence has no evidence yet, the first in “What went badly”")]
    [InlineData("Impact", "- It began at 5 pm for users in Europe (entry 5).", "time-zone", "5 pm")]
    [InlineData("Impact", "- It began at 17:02 CET for users (entry 5).", "time-zone", "17:02 CET")]
    [InlineData("Impact", "- It began at 17:02+01:00 for users (entry 5).", "time-zone", "17:02+01:00")]
    [InlineData("Trigger", "- It was probably the deploy at noon (entry 5).", "hedged", "“Trigger” tells a guess as a fact")]
    [InlineData("Contributing factors", "- Maybe the limit was missing (entry 5).", "hedged", "tells a guess as a fact")]
    [InlineData("Summary", "About 50 % of checkouts failed ([impact](#impact)).", "numbers", "The summary says 50 %")]
    [InlineData("Summary", "It lasted 25 min for users ([impact](#impact)).", "numbers", "The summary says 25 min")]
    [InlineData("Where we got lucky", "- An alert told of it 3 min after it began (entry 5)", "one-home", "both say")]
    [InlineData("Timeline", "- **15:00:00** Fix: something of before (entry 5)", "order", "stands after")]
    public void A_gate_that_fails_is_named_and_says_what_is_wrong(string section, string line, string gate, string sentence)
    {
        var markdown = section == "Timeline"
            ? Assembled.Replace("\n## What changed\n", $"{line}\n\n## What changed\n", StringComparison.Ordinal)
            : Assembled.Replace($"## {section}\n", $"## {section}\n\n{line}\n", StringComparison.Ordinal);

        var failure = Assert.Single(Check(Record, markdown));

        Assert.Equal(gate, failure.Name);
        Assert.Contains(sentence, failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Milestones_out_of_order_keep_it_back()
    {
        var record = Record with { Incident = Record.Incident.With(Milestone.Resolved, SampleRecord.At("16:10:00")) };

        Assert.Contains(Check(record, PostmortemDocument.Assemble(record)), failure => failure.Name == "order" && failure.Sentence.Contains("“resolved” is before “mitigated”", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("- The team asked whether it was the cache? (entry 5)")]
    [InlineData("- The log said “maybe retry” at that time (entry 5)")]
    [InlineData("- It began at 17:02 UTC for users (entry 5)")]
    public void What_is_quoted_asked_or_in_utc_passes(string line) =>
        Assert.Empty(Check(Record, Assembled.Replace("## Trigger\n", $"## Trigger\n\n{line}\n", StringComparison.Ordinal)));

    private static IReadOnlyList<GateFailure> Check(PostmortemRecord record, string markdown) => PostmortemGates.Check(new DraftBesideRecord(record, markdown));
}
