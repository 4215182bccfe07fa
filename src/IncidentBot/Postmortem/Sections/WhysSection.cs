using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>The 5 whys as people gave them; until then the chain begins with what the record knows.</summary>
internal static class WhysSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, "5 whys");
        if (facts.Record.Whys.Count > 0)
        {
            text.List(Tree.Lines(facts.Record.Whys, why => why.Number, why => why.Under, Line));
            return;
        }

        text.Numbered(Begun(facts));
        text.Prompt("Each answer with its evidence; branch where two causes meet. Go on until the answer is a safeguard, not a person.");
    }

    private static string Line(DraftWhy why)
    {
        var question = why.Question is { } asked ? $"**{MarkdownWords.OneLine(asked)}** " : "**Why?** ";
        return $"{question}{MarkdownWords.OneLine(why.Answer)} {FactorsSection.Evidence(why.Evidence, why.Entry)}";
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
