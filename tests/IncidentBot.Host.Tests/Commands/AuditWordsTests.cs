using IncidentBot.Delivery.Audit;
using IncidentBot.Host.Commands;
using IncidentBot.Incidents;

namespace IncidentBot.Host.Tests.Commands;

public sealed class AuditWordsTests
{
    private static readonly IncidentId Id = new(7);

    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly AuditReport Whole = new([Hash('a'), Hash('b'), Hash('c')], 0, null);

    [Fact]
    public void What_was_erased_after_a_head_is_told_with_the_change_that_did_it()
    {
        var report = Whole with { Erased = 2, Erasures = [new AuditErasure(3, "MessageRemoved", Nine, [1, 2])] };
        Assert.Contains(
            "nothing up to change 2, your head, was altered; erased since then: change 3 (MessageRemoved, 2026-03-02 09:00:00 UTC) erased the text of changes 1, 2.",
            AuditWords.Line(Id, report, Hash('b')), StringComparison.Ordinal);
        Assert.EndsWith("change 1, your head, was altered; erased since then: change 3 (MessageRemoved, 2026-03-02 09:00:00 UTC) erased the text of change 1.",
            AuditWords.Line(Id, report, Hash('a')), StringComparison.Ordinal);
        Assert.EndsWith("nothing up to change 3, your head, was altered.", AuditWords.Line(Id, report, Hash('c')), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_covered_is_told() => Assert.EndsWith(
        "; not covered before 2026-03-02 09:00:00 UTC.", AuditWords.Line(Id, Whole with { CoveredSince = Nine }, null), StringComparison.Ordinal);

    [Theory]
    [InlineData(KeyState.NotChecked, "MACs not checked", true)]
    [InlineData(KeyState.Waiting, "the key hasn't begun in this chain", true)]
    [InlineData(KeyState.Checked, "MACs right", true)]
    [InlineData(KeyState.Late, "NOT PROVED", false)]
    public void What_was_found_out_of_the_codes_is_told(KeyState key, string words, bool holds)
    {
        var report = Whole with { Key = key };
        Assert.Contains(words, AuditWords.Line(Id, report, null), StringComparison.Ordinal);
        Assert.Equal(holds, AuditWords.Holds(report, null));
    }

    [Fact]
    public void Of_many_changed_rows_the_first_are_named_and_the_others_counted()
    {
        var report = Whole with { RowProblems = [.. Enumerable.Range(1, 9).Select(number => FormattableString.Invariant($"entry {number} is missing"))] };
        Assert.Equal(
            "INC-7: BROKEN: its 3 changes are consistent, but the record isn't what they say: entry 1 is missing; entry 2 is missing; entry 3 is missing; and 6 more.",
            AuditWords.Line(Id, report, null));
        Assert.False(AuditWords.Holds(report, null));
    }

    private static string Hash(char digit) => new(digit, 64);
}
