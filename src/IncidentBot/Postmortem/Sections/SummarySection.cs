using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>
/// The story in three to five sentences: what users saw and since when, what set it off, why, what ended it, and how long it took.
/// </summary>
internal static class SummarySection
{
    private static readonly Evidence Impact = Evidence.Section("impact"), Milestones = Evidence.Section("milestones");

    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, "Summary");
        text.Paragraph(string.Join(' ', Sentences(facts)));
    }

    private static IEnumerable<string> Sentences(DraftFacts facts)
    {
        if (facts.Incident.Status == IncidentStatus.Cancelled)
        {
            yield return $"{facts.Incident.Id} was cancelled: it turned out to be no incident {References.Of(Milestones)}.";
            yield break;
        }

        yield return Harm(facts);
        if (TriggerWords.Sentence(facts) is { } trigger)
            yield return trigger;
        if (facts.Cause is { } cause && cause != facts.Trigger.Said)
            yield return $"Found at {Moments.Minute(cause.At)} UTC: {Quoted(cause)} {References.Of(cause.Evidence)}.";
        foreach (var sentence in End(facts))
            yield return sentence;
    }

    private static string Harm(DraftFacts facts)
    {
        var said = facts.Impact ?? facts.Harm;
        var what = said is null
            ? $"{MarkdownWords.OneLine(Quotes.Within(facts.Incident.Title))} {References.Of(Milestones)}"
            : $"{Quoted(said)} {References.Of(Impact)}";
        var declared = facts.Incident.At(Milestone.Declared);
        if (facts.Incident.At(Milestone.ImpactStart) is not { } start)
            return declared is null
                ? $"{Affected(facts.Incident)} affected: {what}."
                : $"{facts.Incident.Id} was declared at {Moments.Minute(declared.Value)} UTC on {Moments.Day(declared.Value)}: {what}.";

        return $"{Span(facts, start)}, {Affected(facts.Incident)} affected: {what}.";
    }

    private static string Span(DraftFacts facts, DateTimeOffset start)
    {
        if (facts.End is not { } end || facts.Length is not { } length)
            return facts.Incident.IsOpen
                ? $"Since {Moments.Minute(start)} UTC on {Moments.Day(start)}"
                : $"From {Moments.Minute(start)} UTC on {Moments.Day(start)} on";

        return Moments.Day(start) == Moments.Day(end)
            ? $"From {Moments.Minute(start)} to {Moments.Minute(end)} UTC on {Moments.Day(start)} ({Lengths.InWords(length)})"
            : $"From {Moments.Day(start)} {Moments.Minute(start)} to {Moments.Day(end)} {Moments.Minute(end)} UTC "
                + $"({Lengths.InWords(length)})";
    }

    /// <summary>The affected services with their verb: <c>checkout and search were</c>.</summary>
    public static string Affected(Incident incident) => incident.Services switch
    {
        [] => "users were",
        [var one] => $"{MarkdownWords.OneLine(one)} was",
        var all => $"{string.Join(", ", all.SkipLast(1).Select(MarkdownWords.OneLine))} and {MarkdownWords.OneLine(all[^1])} were",
    };

    private static IEnumerable<string> End(DraftFacts facts)
    {
        var durations = facts.Record.Durations;
        if (facts.Of(Milestone.Mitigated) is { } mitigated)
            yield return $"It was mitigated at {Moments.Minute(mitigated.At)} UTC{After(durations.ToMitigate)}"
                + $"{Words(facts.Ending, mitigated)}.";
        else if (facts.Incident.IsOpen)
            yield return $"It isn't mitigated yet {References.Of(Milestones)}.";

        if (facts.Of(Milestone.Resolved) is { } resolved)
            yield return $"Service was restored at {Moments.Minute(resolved.At)} UTC{After(durations.ToResolve)}"
                + $"{Words(facts.Recovery, resolved)}.";
    }

    private static string After(TimeSpan? length) => length is { } known ? $", {Lengths.InWords(known)} after it began" : string.Empty;

    private static string Words(DraftFact? said, DraftFact milestone) => said is null
        ? $" {References.Of(milestone.Evidence == Evidence.Record ? Milestones : milestone.Evidence)}"
        : $"{Seen.At(said, milestone.At)}: {Quoted(said)} {References.Of(said.Evidence)}";

    private static string Quoted(DraftFact said) => MarkdownWords.OneLine(Quotes.Within(said.Words));
}
