using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Facts;

/// <summary>Asks for what the record does not tell: the same record asks the same questions, in the same order.</summary>
internal static class OpenQuestions
{
    /// <summary>So many are asked at most: more are not answered.</summary>
    public const int Most = 10;

    private const int MostGuesses = 3;

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    /// <summary>The open questions, numbered by their place.</summary>
    public static IReadOnlyList<OpenQuestion> Of(DraftFacts facts) =>
        [
            .. Times(facts).Concat(Impact(facts)).Concat(Causes(facts)).Concat(Guesses(facts)).Concat(Doubts(facts))
                .Where(question => !IsAnswered(facts, question)).Take(Most),
        ];

    // What was answered is on record with what was asked.
    private static bool IsAnswered(DraftFacts facts, OpenQuestion question) =>
        facts.Entries.Any(fact => fact.Words.StartsWith(question.About + ":", StringComparison.Ordinal));

    private static IEnumerable<OpenQuestion> Times(DraftFacts facts)
    {
        var incident = facts.Incident;
        var suggested = SuggestedTime.Of(facts);
        if (incident.At(Milestone.ImpactStart) is null)
            yield return new OpenQuestion("impact-start", "When did users begin to be affected, and what shows it?", Lead(facts));
        if (incident.At(Milestone.Detected) is null)
            yield return new OpenQuestion("detected", Detected(suggested), incident.StartedBy);
        if (incident.At(Milestone.Mitigated) is null && !incident.IsOpen && incident.Status != IncidentStatus.Cancelled)
            yield return new OpenQuestion("mitigated", Mitigated(suggested), Lead(facts));
        foreach (var (late, early) in MilestoneOrder.Reversed(incident))
            yield return new OpenQuestion(
                $"order-{Language.Words.Of(early)}",
                $"“{IncidentWords.Name(early)}” is before “{IncidentWords.Name(late)}”: which of the two times is wrong?",
                facts.Of(early)?.By);
    }

    private static string Detected(IReadOnlyList<SuggestedTime> suggested) =>
        suggested.FirstOrDefault(one => one.Milestone == Milestone.Detected) is { } alert
            ? $"Was it noticed by the alert at {Moments.Minute(alert.At)} UTC?"
            : "How was it noticed, and when?";

    private static string Mitigated(IReadOnlyList<SuggestedTime> suggested) =>
        suggested.FirstOrDefault(one => one.Milestone == Milestone.Mitigated) is { } fix
            ? $"Did the harm stop with the fix at {Moments.Minute(fix.At)} UTC?"
            : "When did the harm stop?";

    private static IEnumerable<OpenQuestion> Impact(DraftFacts facts)
    {
        var words = facts.Impact?.Words ?? facts.Harm?.Words;
        var who = facts.Impact?.By ?? (facts.Incident.Roles.GetValueOrDefault(IncidentRole.Comms) ?? Lead(facts));
        if (words is null)
            yield return new OpenQuestion("impact", "What did users see, how many of them, and where does the number come from?", who);
        else if (!Claims.HasNumber(words) && facts.Numbers.Count == 0)
            yield return new OpenQuestion(
                "impact-numbers", "How many users or requests were affected, and where does the number come from?", who);
    }

    private static IEnumerable<OpenQuestion> Causes(DraftFacts facts)
    {
        var trigger = facts.Trigger;
        if (trigger is { IsConfirmed: false, Change: { } fits })
            yield return new OpenQuestion(
                "trigger", $"Was it {ChangeWording.ShortName(fits.Change)} that set it off?",
                Asked(facts.Entries.FirstOrDefault(fact => fact.Entry!.Kind is EntryKind.Fix or EntryKind.Finding)?.By, facts));
        else if (trigger.IsUnknown || trigger is { IsConfirmed: false, IsNoChange: false })
            yield return new OpenQuestion(
                "trigger",
                trigger.Said is null ? $"{Trigger.Question}?"
                    : $"{Trigger.Question}, if it wasn't what was noted at {Moments.Minute(trigger.Said.At)} UTC?",
                Asked(trigger.Said?.By, facts));
        if (facts.Cause is null)
            yield return new OpenQuestion("cause", "Why could it happen: which safeguard was missing, or did not hold?", Lead(facts));
        if (facts.End is not null && facts.Ending is null)
            yield return new OpenQuestion("ending", "What ended the harm?", Asked(facts.Of(Milestone.Mitigated)?.By, facts));
        if (facts.Record.Durations.ToDetect is { } taken && taken > Late)
            yield return new OpenQuestion(
                "detection", $"Which alert would have told of it sooner than after {Lengths.InWords(taken)}?", Lead(facts));
    }

    // A guess that nobody took up again is a question, never a fact.
    private static IEnumerable<OpenQuestion> Guesses(DraftFacts facts)
    {
        var settled = facts.DeadEnds.Select(end => end.Raised?.Entry?.Number).OfType<int>().ToHashSet();
        // What was stated as a hypothesis has its place, settled or not.
        return facts.Hypotheses.Others
            .Where(fact => fact.Entry!.Kind is not (EntryKind.Communication or EntryKind.Alert) && Claims.IsHedged(fact.Words))
            .Where(fact => !settled.Contains(fact.Entry!.Number)).Take(MostGuesses)
            .Select(fact => new OpenQuestion(
                Key(fact), $"“{Quotes.Of(fact.Words)}”: did that turn out to be so?", Asked(fact.By, facts)));
    }

    private static IEnumerable<OpenQuestion> Doubts(DraftFacts facts)
    {
        foreach (var gap in WentBadly.Gaps(facts))
            yield return new OpenQuestion(
                $"gap-{gap.Before.Entry!.Number.ToString(CultureInfo.InvariantCulture)}",
                $"What was done between {Moments.Minute(gap.Before.At)} and {Moments.Minute(gap.After.At)} UTC?",
                Asked(gap.Before.By, facts));
        foreach (var fact in facts.Entries.Where(fact => fact.Entry!.IsTimeToBeConfirmed))
            yield return new OpenQuestion(
                $"time-of-{Key(fact)}", $"Entry {EntryWords.Number(fact.Entry!)}: was it at {Moments.Minute(fact.At)} UTC?", fact.By);
    }

    private static string Key(DraftFact fact) => $"entry-{EntryWords.Number(fact.Entry!)}";

    // A bot answers nothing.
    private static Person? Asked(Person? who, DraftFacts facts) => who is null or { IsBot: true } ? Lead(facts) : who;

    private static Person? Lead(DraftFacts facts) =>
        facts.Incident.Roles.GetValueOrDefault(IncidentRole.Commander) ?? facts.Incident.StartedBy;
}
