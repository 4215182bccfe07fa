using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Causes;

/// <summary>Whys and factors, each on one line.</summary>
internal static class CauseLines
{
    private const int ShownWords = 300;

    // A platform drops plain spaces at the beginning of a line.
    private const char Indent = '\u2003';

    /// <summary>A line: its label, what it says, its kind, what speaks for it, and who added it.</summary>
    public static RichText Of(CauseTree tree, Cause cause, IReadOnlyList<TimelineEntry> entries)
    {
        var indent = new string(Indent, tree.DepthOf(cause) - 1);
        var line = RichText.Of(indent).Bold(cause.Kind == CauseKind.Why ? tree.LabelOf(cause) : $"Factor {tree.LabelOf(cause)}")
            .Plain($" {OneLine.Of(cause.Text, ShownWords)}");
        if (cause.Category is { } category)
            line = line.Plain($" ({Words.Of(category)})");

        line = line.Plain(" — ").Person(cause.By.Id, cause.By.Name);
        return cause.Evidence.Count == 0
            ? line
            : line.Plain(" · ").Then(RichText.Joined(", ", cause.Evidence.Select(one => Of(one, entries))));
    }

    /// <summary>The words by which a why or factor is named within a sentence.</summary>
    public static string InSentence(CauseTree tree, Cause cause) => $"{Words.Of(cause.Kind)} {tree.LabelOf(cause)}";

    private static RichText Of(CauseEvidence evidence, IReadOnlyList<TimelineEntry> entries)
    {
        var (label, address) = CauseEvidenceRules.Show(evidence, entries);
        return address is null ? RichText.Of(label) : new RichText([]).Link(address, label);
    }
}
