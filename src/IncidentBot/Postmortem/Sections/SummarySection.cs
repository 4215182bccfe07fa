using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Sections;

/// <summary>The story in a few sentences, each made from the record and followed by where that can be checked.</summary>
internal static class SummarySection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        text.Heading(2, "Summary");
        text.List(Sentences(record));
        text.Prompt("Two or three sentences for people who were not there: what happened to users, why, and what ended it.");
    }

    private static IEnumerable<string> Sentences(PostmortemRecord record)
    {
        yield return Declared(record.Incident);
        if (record.Incident.Impact is { } impact)
            yield return $"Impact: {MarkdownWords.Lines(impact, indent: 2)} {Evidence("impact")}";

        foreach (var sentence in Times(record))
            yield return $"{sentence} {Evidence("milestones-and-durations", "milestones")}";

        if (Suspect(record) is { } suspect)
            yield return suspect;

        foreach (var kind in new[] { EntryKind.Finding, EntryKind.Fix, EntryKind.Recovery })
        {
            if (record.Timeline.LastOrDefault(entry => entry.Kind == kind) is { } entry)
                yield return $"Last {Words.Of(kind)} on record:"
                    + $"{TimelineSection.Quote(entry)}{(entry.Permalink is null ? " " + Evidence("timeline") : "")}";
        }

        yield return $"{Entries(record)} {Evidence("timeline")}";
    }

    private static string Declared(Incident incident)
    {
        var when = incident.At(Milestone.Declared) is { } declared ? $" at {Moments.Full(declared)}" : "";
        return $"{incident.Id} was declared by {MarkdownWords.OneLine(incident.StartedBy.Name)}{when}. "
            + $"Its status is {Words.Of(incident.Status)}, its severity {incident.Severity.ToString(CultureInfo.InvariantCulture)}. "
            + $"{Evidence("milestones-and-durations", "milestones")}";
    }

    private static IEnumerable<string> Times(PostmortemRecord record)
    {
        if (record.Durations.ToDetect is { } toDetect)
            yield return $"It was detected {Durations.InWords(toDetect)} after the impact began.";
        if (record.Durations.ToMitigate is { } toMitigate)
            yield return $"It was mitigated {Durations.InWords(toMitigate)} after the impact began.";
        if (record.Durations.ToResolve is { } toResolve)
            yield return $"It was resolved {Durations.InWords(toResolve)} after the impact began.";
    }

    private static string? Suspect(PostmortemRecord record)
    {
        if (ConsideredChanges.Answered(record.Ranked) is { } answered)
            return $"{MarkdownWords.OneLine(answered)} {Evidence("what-changed", "what changed")}";

        if ((record.Ranked.Likely ?? record.Ranked.Leading) is not { } suspect)
            return null;

        var before = ChangeWording.When(suspect.Change, record.Incident);
        var head = record.Ranked.Likely is null ? "One change stands out" : "The likely cause is a change";
        return $"{head}: {ChangesSection.Name(suspect.Change)}, live {before}. {Evidence("what-changed", "what changed")}";
    }

    private static string Entries(PostmortemRecord record)
    {
        var people = record.Timeline.Select(entry => entry.Author.Id).Distinct().Count();
        return record.Timeline.Count == 0
            ? "The timeline has no entries."
            : $"The timeline has {Counted(record.Timeline.Count, "entry", "entries")} by {Counted(people, "author", "authors")}.";
    }

    private static string Counted(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Evidence(string anchor, string? label = null) => $"([{label ?? anchor}](#{anchor}))";
}
