using IncidentBot.Causes;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>The 5 whys as people gave them; until then the chain begins with what the record knows.</summary>
internal static class WhysSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, "5 whys");
        var whys = facts.Record.Causes.Where(node => node.Cause.Kind == CauseKind.Why).ToList();
        if (whys.Count > 0)
        {
            text.List(Tree.Lines(whys, why => why.Cause.Number, why => why.Cause.Under, Line));
            return;
        }

        text.Numbered(Begun(facts));
        text.Prompt("Each answer with its evidence; branch where two causes meet. Go on until the answer is a safeguard, not a person.");
    }

    private static string Line(CauseNode why)
    {
        var category = why.Cause.Category is { } known ? $" ({Words.Of(known)})" : string.Empty;
        return $"**{why.Label}** {MarkdownWords.OneLine(why.Cause.Text)}{category} {FactorsSection.Evidence(why)}";
    }

    private static IEnumerable<string> Begun(DraftFacts facts)
    {
        yield return "Why were users affected? "
            + (facts.Cause is { } cause ? $"{Seen(facts, cause)}" : "_Answer and evidence._");
        yield return facts.Trigger is { Change: { } change, IsConfirmed: true }
            ? $"Why did {ChangesSection.Name(change.Change)} have this effect? _Answer and evidence._"
            : "Why did that happen? _Answer and evidence._";
        yield return "Why did nothing stop it before users noticed? _Answer and evidence._";
        yield return "Why did it last as long as it did? _Answer and evidence._";
        yield return "Why is that safeguard missing? _Answer and evidence._";
    }

    // The finding itself has its home above.
    private static string Seen(DraftFacts facts, DraftFact cause) =>
        $"See what was found at {Moments.Minute(cause.At)} UTC "
            + References.Of(
                cause == facts.Trigger.Said
                    ? Evidence.Section("trigger")
                    : Evidence.Section("contributing-factors", "contributing factors"));
}
