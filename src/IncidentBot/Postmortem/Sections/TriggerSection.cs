using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What set it off, apart from what had to come together with it.</summary>
internal static class TriggerSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, "Trigger");
        if (facts.Trigger is { Change: { } change } trigger)
        {
            text.List(Known(facts, trigger, change.Change));
            if (!trigger.IsConfirmed)
                text.Prompt("Was it this one? Say so with a button on the list of changes, and the draft follows.");
            return;
        }

        if (facts.Trigger.IsNoChange)
            text.List([TriggerWords.Sentence(facts)!]);
        if (facts.Trigger.Said is { } said)
            text.List([References.Said(said)]);
        if (facts.Trigger is { IsConfirmed: true, IsNoChange: false })
            return;

        text.Prompt(
            facts.Trigger.Said is null
                ? "What set it off: a deploy, a setting, a flag, traffic, a job, something that expired? With its evidence."
                : "This is what was noted right before. Did it set it off, or what did?");
    }

    private static IEnumerable<string> Known(DraftFacts facts, Trigger trigger, Changes.ServiceChange change)
    {
        yield return $"**{ChangesSection.Name(change)}**, {Moments.Full(change.At)} {References.Of(FactList.EvidenceOf(change))}"
            + (string.IsNullOrWhiteSpace(change.Description) ? "" : $": {MarkdownWords.OneLine(Quotes.Within(change.Description))}");
        if (trigger.Said is { } said)
            yield return $"What shows it: {References.Said(said)}";
        else if (trigger.By is { } by)
            yield return $"Confirmed by {MarkdownWords.OneLine(by.Name)} {References.Of(Evidence.Section("what-changed", "what changed"))}";
    }
}
