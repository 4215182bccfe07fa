using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>How it was noticed, what was done about it, and how it ended: a paragraph each.</summary>
internal static class StorySection
{
    private static readonly Evidence Milestones = Evidence.Section("milestones");

    public static void Write(MarkdownText text, DraftFacts facts)
    {
        var paragraphs = new[] { ("Detection", Detection(facts)), ("Response", Response(facts)), ("Recovery", Recovery(facts)) }
            .Select(one => (Title: one.Item1, Sentences: one.Item2.ToList())).Where(one => one.Sentences.Count > 0).ToList();
        if (paragraphs.Count == 0)
            return;

        text.Heading(2, "Detection, response, recovery");
        foreach (var (title, sentences) in paragraphs)
            text.Paragraph($"**{title}.** {string.Join(' ', sentences)}");
    }

    private static IEnumerable<string> Detection(DraftFacts facts)
    {
        if (facts.Of(Milestone.Detected) is { } detected)
        {
            var after = facts.Record.Durations.ToDetect is { } taken ? $", {Lengths.InWords(taken)} after it began" : string.Empty;
            yield return facts.Detection is { } told
                ? $"It was noticed at {Moments.Minute(detected.At)} UTC{after}, by {Told(told)}: "
                    + $"{MarkdownWords.OneLine(Quotes.Within(told.Words))} {References.Of(told.Evidence)}."
                : $"It was noticed at {Moments.Minute(detected.At)} UTC{after} {References.Of(Milestones)}.";
        }
        else if (SuggestedTime.Of(facts).FirstOrDefault(one => one.Milestone == Milestone.Detected) is { } suggested)
        {
            yield return $"Not confirmed: it may have been noticed at {Moments.Minute(suggested.At)} UTC, by {Told(suggested.Why)}: "
                + $"{MarkdownWords.OneLine(Quotes.Within(suggested.Why.Words))} {References.Of(suggested.Why.Evidence)}.";
        }

        if (facts.EarlySigns.Count > 0)
            yield return "Alert bots had written about an affected service before "
                + $"{References.Of(Evidence.Section("early-signs", "early signs"))}.";
    }

    private static string Told(DraftFact told) => told.IsAlert
        ? $"an alert from {MarkdownWords.OneLine(told.By!.Name)}"
        : MarkdownWords.OneLine(told.By!.Name);

    private static IEnumerable<string> Response(DraftFacts facts)
    {
        if (facts.Of(Milestone.Declared) is { } declared)
            yield return Declared(facts, declared);
        if (Severity(facts) is { } severity)
            yield return severity;
        if (facts.Decisions.Count > 0)
            yield return "On the way: " + string.Join("; ", facts.Decisions.Select(
                said => $"{MarkdownWords.OneLine(Quotes.Within(said.Words))} "
                    + $"({Moments.Minute(said.At)}, {References.Link(said.Evidence)})")) + ".";
        if (facts.DeadEnds.Where(end => end.Cost is not null).ToList() is { Count: > 0 } ends)
            yield return $"{DeadEnds(ends)} {References.Of(Evidence.Section("what-was-ruled-out", "what was ruled out"))}.";
    }

    private static string Declared(DraftFacts facts, DraftFact declared)
    {
        var noticed = MilestoneOrder.Between(facts.Incident, Milestone.Detected, Milestone.Declared) is { } taken
            ? $", {Lengths.InWords(taken)} after it was noticed" : string.Empty;
        var lead = facts.Record.Facts.OfType<RoleGiven>().FirstOrDefault(given => given.Role == IncidentRole.Commander);
        var command = lead is null ? string.Empty
            : lead.Holder.Id == facts.Incident.StartedBy.Id ? " and took command"
            : $", and {MarkdownWords.OneLine(lead.Holder.Name)} took command at {Moments.Minute(lead.At)} UTC";
        var evidence = declared.Evidence == Evidence.Record ? Milestones : declared.Evidence;
        return $"{MarkdownWords.OneLine(facts.Incident.StartedBy.Name)} declared it at {Moments.Minute(declared.At)} UTC{command}{noticed} "
            + $"{References.Of(evidence)}.";
    }

    private static string? Severity(DraftFacts facts)
    {
        if (facts.Record.Facts.OfType<SeverityChanged>().LastOrDefault() is not { } changed)
            return null;

        var word = changed.To < changed.From ? "raised" : "lowered";
        return $"Its severity was {word} from {IncidentWords.Severity(changed.From)} to {IncidentWords.Severity(changed.To)} at "
            + $"{Moments.Minute(changed.At)} UTC {References.Of(Or(FactList.EvidenceOf(facts.Record, changed)))}.";
    }

    private static string DeadEnds(IReadOnlyList<DeadEnd> ends)
    {
        var cost = ends.Aggregate(TimeSpan.Zero, (sum, end) => sum + (end.Cost ?? TimeSpan.Zero));
        return ends.Count == 1
            ? $"One lead turned out to be wrong, which cost {Lengths.InWords(cost)}"
            : string.Create(CultureInfo.InvariantCulture, $"{ends.Count} leads turned out to be wrong, which cost {Lengths.InWords(cost)}");
    }

    private static IEnumerable<string> Recovery(DraftFacts facts)
    {
        if (facts.Of(Milestone.Mitigated) is { } mitigated)
            yield return Ended("The harm stopped", mitigated, facts.Record.Durations.ToMitigate, facts.Ending);
        else if (SuggestedTime.Of(facts).FirstOrDefault(one => one.Milestone == Milestone.Mitigated) is { } suggested)
            yield return $"Not confirmed: the harm may have stopped at {Moments.Minute(suggested.At)} UTC, with the fix: "
                + $"{MarkdownWords.OneLine(Quotes.Within(suggested.Why.Words))} {References.Of(suggested.Why.Evidence)}.";
        foreach (var later in facts.Later)
            yield return $"At {Moments.Minute(later.At)} UTC: {MarkdownWords.OneLine(Quotes.Within(later.Words))} "
                + $"{References.Of(later.Evidence)}.";
        if (facts.Of(Milestone.Resolved) is { } resolved)
            yield return Ended("Service was back to normal", resolved, facts.Record.Durations.ToResolve, facts.Recovery);
    }

    private static string Ended(string what, DraftFact milestone, TimeSpan? taken, DraftFact? said)
    {
        var after = taken is { } known ? $", {Lengths.InWords(known)} after it began" : string.Empty;
        return said is null
            ? $"{what} at {Moments.Minute(milestone.At)} UTC{after} {References.Of(Or(milestone.Evidence))}."
            : $"{what} at {Moments.Minute(milestone.At)} UTC{after}{Seen.At(said, milestone.At)}: "
                + $"{MarkdownWords.OneLine(Quotes.Within(said.Words))} "
                + $"{References.Of(said.Evidence)}.";
    }

    private static Evidence Or(Evidence evidence) => evidence == Evidence.Record ? Evidence.Section("timeline") : evidence;
}
