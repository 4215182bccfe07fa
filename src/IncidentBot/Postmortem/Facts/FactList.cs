using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Facts;

/// <summary>All facts of a record, by when they were, each with its evidence: time, fact, evidence, sure or not.</summary>
internal static class FactList
{
    /// <summary>Takes the facts out of a record; what was removed or withdrawn is none.</summary>
    public static IReadOnlyList<DraftFact> Of(PostmortemRecord record) =>
        [
            .. Milestones(record).Concat(Turns(record)).Concat(Answers(record)).Concat(Entries(record)).Concat(Changes(record))
                .Concat(Signs(record))
                .Index().OrderBy(one => one.Item.At).ThenBy(one => one.Item.Kind).ThenBy(one => one.Index).Select(one => one.Item),
        ];

    /// <summary>Where an entry can be checked: its message, or its number where no message is known.</summary>
    public static Evidence EvidenceOf(TimelineEntry entry) =>
        entry.Permalink is { } address ? new Evidence("message", address) : new Evidence($"entry {EntryWords.Number(entry)}");

    /// <summary>Whether an entry still has words to be told.</summary>
    public static bool IsTold(TimelineEntry entry) =>
        !entry.IsWithdrawn && !string.Equals(entry.Text, EntryWords.Removed, StringComparison.Ordinal);

    /// <summary>Where a fact of the incident can be checked.</summary>
    public static Evidence EvidenceOf(PostmortemRecord record, IncidentFact? fact) =>
        fact is not null && record.EvidenceOf(fact) is { } address ? new Evidence("message", address) : Evidence.Record;

    private static IEnumerable<DraftFact> Milestones(PostmortemRecord record) =>
        from milestone in Enum.GetValues<Milestone>()
        let at = record.Incident.At(milestone)
        where at is not null
        let source = MilestoneSources.Find(record.Facts, milestone)?.Fact
        select new DraftFact(FactKind.Milestone, at.Value, Words.Title(milestone), EvidenceOf(record, source), IsSure: true)
        {
            By = source?.By,
            Milestone = milestone,
        };

    private static IEnumerable<DraftFact> Turns(PostmortemRecord record)
    {
        var impact = record.Facts.OfType<ImpactDescribed>().LastOrDefault();
        foreach (var fact in record.Facts)
        {
            var (kind, words) = fact switch
            {
                StatusChanged { Reached: null } changed => (FactKind.Status, Words.Title(changed.To)),
                SeverityChanged changed => (FactKind.Severity, IncidentWords.Severity(changed.To)),
                RoleGiven given => (FactKind.Role, $"{given.Role.Title}: {given.Holder.Name}"),
                ImpactDescribed described when described == impact => (FactKind.Impact, described.Impact),
                _ => (FactKind.Milestone, string.Empty),
            };
            if (words.Length > 0)
                yield return new DraftFact(
                    kind, fact.At, words, EvidenceOf(record, fact), kind != FactKind.Impact || !Claims.IsHedged(words))
                {
                    By = fact.By,
                };
        }
    }

    private static IEnumerable<DraftFact> Answers(PostmortemRecord record) =>
        from step in record.Steps
        where step is { IsQuestion: true, State: StepState.Done, Answer: not null, At: not null }
        select new DraftFact(
            FactKind.Answer, step.At!.Value, step.Answer!, Evidence.Section("appendix-checklist", "checklist"),
            !Claims.IsHedged(step.Answer!))
        {
            By = step.By,
            Step = step,
        };

    private static IEnumerable<DraftFact> Entries(PostmortemRecord record) =>
        from entry in record.Timeline
        where IsTold(entry)
        select new DraftFact(
            FactKind.Entry, entry.At, entry.Text, EvidenceOf(entry), !entry.IsTimeToBeConfirmed && !Claims.IsHedged(entry.Text))
        {
            By = entry.Author,
            Entry = entry,
        };

    private static IEnumerable<DraftFact> Changes(PostmortemRecord record) =>
        from change in record.Deploys.Before.Concat(record.Deploys.After)
        select new DraftFact(FactKind.Change, change.At, ChangeWording.Name(change), EvidenceOf(change), IsSure: true) { Change = change };

    /// <summary>Where a change can be checked: its own page, or the section that lists it.</summary>
    public static Evidence EvidenceOf(ServiceChange change) =>
        change.Url is { Scheme: "https" or "http" } address
            ? new Evidence("deploy", address)
            : Evidence.Section("what-changed", "what changed");

    private static IEnumerable<DraftFact> Signs(PostmortemRecord record) =>
        from sign in record.EarlySigns
        select new DraftFact(
            FactKind.EarlySign, sign.At, sign.Words,
            sign.Permalink is { } address ? new Evidence("message", address) : Evidence.Record, IsSure: true)
        {
            By = new Person(new PersonId(sign.Bot), sign.Bot, "UTC", IsBot: true),
            EditedAt = sign.EditedAt,
        };
}
