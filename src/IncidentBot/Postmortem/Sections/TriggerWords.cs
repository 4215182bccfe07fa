using IncidentBot.Changes;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>Says in one sentence what set it off, as surely as the record has it.</summary>
internal static class TriggerWords
{
    private static readonly Evidence WhatChanged = Evidence.Section("what-changed", "what changed");

    /// <summary>The sentence with its evidence; null: nothing is known.</summary>
    public static string? Sentence(DraftFacts facts)
    {
        var trigger = facts.Trigger;
        if (trigger.Change is { } change)
            return trigger.IsConfirmed ? Confirmed(facts, trigger, change.Change) : Fitting(facts, change.Change);
        if (trigger.IsNoChange)
            return $"No change of our own set it off, says {Name(trigger.By)} {References.Of(WhatChanged)}.";

        if (trigger is { IsConfirmed: true, Said: { } told })
            return $"What set it off, says {Name(trigger.By)}: {MarkdownWords.OneLine(Quotes.Within(told.Words))} "
                + $"{References.Of(told.Evidence)}.";

        return trigger.Said is { } said
            ? $"Right before, at {Moments.Minute(said.At)} UTC: {MarkdownWords.OneLine(Quotes.Within(said.Words))} "
                + $"{References.Of(said.Evidence)}."
            : null;
    }

    private static string Confirmed(DraftFacts facts, Trigger trigger, ServiceChange change)
    {
        var head = $"The trigger was {ChangesSection.Name(change)}, live {When(facts, change)} "
            + References.Of(FactList.EvidenceOf(change));
        return trigger.Said is { } said
            ? $"{head}; the cause, found at {Moments.Minute(said.At)} UTC: {MarkdownWords.OneLine(Quotes.Within(said.Words))} "
                + $"{References.Of(said.Evidence)}."
            : $"{head}, says {Name(trigger.By)}.";
    }

    private static string Fitting(DraftFacts facts, ServiceChange change) =>
        $"What set it off is not confirmed; {ChangesSection.Name(change)}, live {When(facts, change)}, fits best "
            + $"{References.Of(WhatChanged)}.";

    private static string When(DraftFacts facts, ServiceChange change) => PullChangesRules.Before(change, facts.Incident) switch
    {
        null => "before",
        { Ticks: >= 0 } before => $"{Lengths.InWords(before)} before {Began(facts)}",
        { } after => $"{Lengths.InWords(-after)} after {Began(facts)}",
    };

    private static string Began(DraftFacts facts) =>
        facts.Incident.At(Incidents.Milestone.ImpactStart) is null ? "the declaration" : "the impact began";

    private static string Name(Chat.Person? by) => MarkdownWords.OneLine(by?.Name ?? string.Empty);
}
