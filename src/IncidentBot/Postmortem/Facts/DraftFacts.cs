using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Facts;

/// <summary>
/// What the draft tells, and where: each fact has one section in which it is told in full, beside the timeline, which has everything.
/// </summary>
internal sealed class DraftFacts
{
    private const int MostNumbers = 5, MostFactors = 8, MostActions = 4;

    private static readonly TimeSpan Near = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(30), Late = TimeSpan.FromHours(2);

    // The entries that a section has taken, with the words that it tells.
    private readonly Dictionary<int, string> told = [];

    private DraftFacts(PostmortemRecord record)
    {
        Record = record;
        All = FactList.Of(record);
        Entries = [.. All.Where(fact => fact.Kind == FactKind.Entry)];
        Impact = All.LastOrDefault(fact => fact.Kind == FactKind.Impact);
        Hypotheses = HypothesisFacts.Of(record.Hypotheses, Entries);
        foreach (var fact in Hypotheses.ToldThere)
            Take(fact);
        Detection = Take(DetectionOf());
        EarlySigns = [.. All.Where(fact => fact.Kind == FactKind.EarlySign && fact != Detection)];
        Harm = Impact is null ? HarmOf() : null;
        Ending = Take(EndingOf());
        Recovery = Take(RecoveryOf());
        Later = TakeAll(LaterOf(), MostActions);
        Numbers = TakeAll(NumbersOf(), MostNumbers);
        Trigger = Trigger.Of(record, Free, Harm);
        Take(Trigger.Said);
        DeadEnds = [.. Theories.DeadEnds(Hypotheses.Others).Concat(Hypotheses.DeadEnds).OrderBy(end => end.RuledOut.At)];
        foreach (var end in DeadEnds)
            Take(end.RuledOut);
        Decisions = TakeAll(DecisionsOf(), MostActions);
        Failed = TakeAll(Free.Where(fact => IsBeforeEnd(fact) && Claims.TellsOfFailedAttempt(fact.Words)), MostActions);
        Struggles = TakeAll(
            Free.Where(fact => fact.Entry!.Kind is not (EntryKind.Communication or EntryKind.Impact) && Claims.TellsOfStruggle(fact.Words)),
            MostActions);
        Luck = TakeAll(Free.Where(fact => fact.IsSure && Claims.TellsOfLuck(fact.Words)), MostActions);
        Findings = TakeAll(FindingsOf(), MostFactors);
        Cause = Hypotheses.Confirmed is [.., var confirmed] ? confirmed : CauseOf();
    }

    /// <summary>The record that they are taken from.</summary>
    public PostmortemRecord Record { get; }

    /// <summary>The incident.</summary>
    public Incident Incident => Record.Incident;

    /// <summary>All facts, by when they were.</summary>
    public IReadOnlyList<DraftFact> All { get; }

    /// <summary>The entries of the timeline that still have words, by when they happened.</summary>
    public IReadOnlyList<DraftFact> Entries { get; }

    /// <summary>The impact as it was described last; null: nobody has.</summary>
    public DraftFact? Impact { get; }

    /// <summary>What users saw, where nobody described the impact: the first entry that tells of it; null: none does.</summary>
    public DraftFact? Harm { get; }

    /// <summary>What alert bots wrote of an affected service before it was noticed, by when they did.</summary>
    public IReadOnlyList<DraftFact> EarlySigns { get; }

    /// <summary>What told that something was wrong; null: nothing on record.</summary>
    public DraftFact? Detection { get; }

    /// <summary>What ended the harm; null: not on record.</summary>
    public DraftFact? Ending { get; }

    /// <summary>What told that service was back; null: nothing on record says so.</summary>
    public DraftFact? Recovery { get; }

    /// <summary>What was mended after the harm had stopped.</summary>
    public IReadOnlyList<DraftFact> Later { get; }

    /// <summary>What else tells of the harm in numbers.</summary>
    public IReadOnlyList<DraftFact> Numbers { get; }

    /// <summary>What set it off.</summary>
    public Trigger Trigger { get; }

    /// <summary>What people stated and tested as the cause.</summary>
    public HypothesisFacts Hypotheses { get; }

    /// <summary>What people looked at and that was not it.</summary>
    public IReadOnlyList<DeadEnd> DeadEnds { get; }

    /// <summary>What was tried and did not help.</summary>
    public IReadOnlyList<DraftFact> Failed { get; }

    /// <summary>What held people up.</summary>
    public IReadOnlyList<DraftFact> Struggles { get; }

    /// <summary>What limited the harm without anybody's plan.</summary>
    public IReadOnlyList<DraftFact> Luck { get; }

    /// <summary>What was found out about why it happened, in order.</summary>
    public IReadOnlyList<DraftFact> Findings { get; }

    /// <summary>The finding that says most about why; null: none is sure.</summary>
    public DraftFact? Cause { get; }

    /// <summary>What was decided and done on the way.</summary>
    public IReadOnlyList<DraftFact> Decisions { get; }

    /// <summary>When the harm ended: mitigated, or resolved where nobody said when it was mitigated; null: not known.</summary>
    public DateTimeOffset? End => Incident.At(Milestone.Mitigated) ?? Incident.At(Milestone.Resolved);

    /// <summary>How long users were affected; null: not known, or the times are out of order.</summary>
    public TimeSpan? Length =>
        Record.Durations.ToMitigate ?? (Incident.At(Milestone.Mitigated) is null ? Record.Durations.ToResolve : null);

    private IReadOnlyList<DraftFact> Free => [.. Entries.Where(fact => !told.ContainsKey(fact.Entry!.Number))];

    /// <summary>Takes the facts of a record apart.</summary>
    public static DraftFacts Of(PostmortemRecord record) => new(record);

    /// <summary>The fact of a milestone; null: it is not known.</summary>
    public DraftFact? Of(Milestone milestone) => All.FirstOrDefault(fact => fact.Milestone == milestone);

    /// <summary>Whether something was before the harm ended.</summary>
    public bool IsBeforeEnd(DraftFact fact) => End is not { } end || fact.At <= end + Near;

    private DraftFact? Take(DraftFact? fact)
    {
        if (fact?.Entry is { } entry)
            told[entry.Number] = fact.Words;
        return fact;
    }

    private List<DraftFact> TakeAll(IEnumerable<DraftFact> facts, int most)
    {
        var taken = facts.Take(most).ToList();
        taken.ForEach(fact => Take(fact));
        return taken;
    }

    // What was noted when it was noticed; an alert rather than what people wrote.
    private DraftFact? DetectionOf()
    {
        if (Incident.At(Milestone.Detected) is not { } detected)
            return null;

        var near = Entries.Where(fact => (fact.At - detected).Duration() <= Near).ToList();
        return near.Find(fact => fact.Entry!.Kind == EntryKind.Alert) ?? near.Find(fact => fact.IsSure && fact.At <= detected)
            ?? All.FirstOrDefault(fact => fact is { Kind: FactKind.EarlySign, Words.Length: > 0 } && detected - fact.At <= Near);
    }

    private DraftFact? HarmOf()
    {
        var from = (Incident.At(Milestone.ImpactStart) ?? Incident.At(Milestone.Detected)) - Near;
        var candidates = Free.Where(fact => fact.IsSure && (from is null || fact.At >= from) && IsBeforeEnd(fact))
            .Where(fact => fact.Entry!.Kind is EntryKind.Observation or EntryKind.Alert or EntryKind.Communication or EntryKind.Finding
                or EntryKind.Impact)
            .Select(fact => (Fact: fact with { Words = HarmIn(fact.Words) }, Weight: HarmWeight(fact)))
            .Where(one => one.Fact.Words.Length > 0);
        var found = candidates.OrderByDescending(one => one.Weight).FirstOrDefault().Fact;
        // What else the entry says may have a place of its own.
        return found is not null && found.Words.Length == found.Entry!.Text.TrimEnd('.').Length ? Take(found) : found;
    }

    // The part that tells most of the harm, with what else it says of who is affected.
    private static string HarmIn(string words)
    {
        var best = Clauses.Best(words, HarmWeight);
        return string.Join("; ", Clauses.Of(words).Where(part => part == best || (HarmWeight(part) > 0 && Claims.NamesAffected(part))));
    }

    // Whoever calls it impact means that.
    private static int HarmWeight(DraftFact fact) =>
        (fact.Entry!.Kind == EntryKind.Impact ? 10 : 0) + Clauses.Of(fact.Words).Select(HarmWeight).DefaultIfEmpty().Max();

    private static int HarmWeight(string words) => !Claims.TellsOfHarm(words) || Claims.IsHedged(words) || Claims.StatesRecovery(words)
        ? 0
        : 1 + (Claims.NamesAffected(words) ? 2 : 0) + (Claims.HasNumber(words) ? 1 : 0);

    private DraftFact? EndingOf()
    {
        if (Incident.At(Milestone.Mitigated) is not { } mitigated)
            return null;

        // What was done before it began hasn't ended it.
        var from = Incident.At(Milestone.ImpactStart) is { } start && start < mitigated ? start : DateTimeOffset.MinValue;
        // What helped is often said some minutes after it did, and the time is set to when it did.
        var said = Record.Facts.OfType<StatusChanged>().LastOrDefault(changed => changed.To == IncidentStatus.Mitigated)?.At;
        var until = said > mitigated && said <= mitigated + Late ? said.Value : mitigated + Near;
        var before = Free.Where(fact => fact.IsSure && fact.At <= until && fact.At >= mitigated - Long && fact.At > from).ToList();
        return Nearest(before.Where(fact => fact.Entry!.Kind == EntryKind.Fix), mitigated)
            ?? Nearest(before.Where(fact => fact.Entry!.Kind == EntryKind.Action), mitigated);
    }

    private IEnumerable<DraftFact> LaterOf() => Incident.At(Milestone.Mitigated) is not { } mitigated ? [] : Free.Where(
        fact => fact is { IsSure: true, Entry.Kind: EntryKind.Fix } && fact.At > mitigated
            && fact.At <= (Incident.At(Milestone.Resolved) ?? fact.At) + Near);

    private static DraftFact? Nearest(IEnumerable<DraftFact> facts, DateTimeOffset at) => facts.MinBy(fact => (fact.At - at).Duration());

    // The last line of the chat is no recovery: only what says that service is back, once the harm had stopped.
    private DraftFact? RecoveryOf()
    {
        if (End is not { } end)
            return null;

        var to = (Incident.At(Milestone.Resolved) ?? end) + Near;
        var near = Incident.At(Milestone.Resolved) ?? end;
        var stated = Free.Where(fact => fact.IsSure && fact.At >= end - Near && fact.At <= to)
            .Select(fact => fact with { Words = string.Join("; ", Clauses.Of(fact.Words).Where(Claims.StatesRecovery)) })
            .Where(fact => fact.Words.Length > 0).ToList();
        return stated.Find(fact => (fact.At - near).Duration() <= Near)
            ?? stated.Find(fact => fact.Entry!.Kind is not (EntryKind.Communication or EntryKind.Decision)) ?? stated.FirstOrDefault();
    }

    private IEnumerable<DraftFact> NumbersOf() =>
        from fact in Entries
        where fact.IsSure && !IsMeasured(fact) && fact.Entry!.Kind != EntryKind.Decision && Harm?.Entry?.Number != fact.Entry!.Number
        let said = told.GetValueOrDefault(fact.Entry!.Number)
        let parts = Clauses.Of(fact.Words)
            .Where(part => said?.Contains(part, StringComparison.Ordinal) != true && IsNumber(fact, part) && !IsSaid(part)).ToList()
        where parts.Count > 0
        select fact with { Words = string.Join("; ", parts) };

    // What the bot has asked of monitoring has a section of its own.
    private static bool IsMeasured(DraftFact fact) => fact.Entry!.Author is { IsBot: true, Id.Value.Length: 0 };

    // What is called impact is told with all its numbers, also those that were only known afterwards; but traffic that grew is no harm.
    private bool IsNumber(DraftFact fact, string part) => fact.Entry!.Kind == EntryKind.Impact
        ? Claims.HasNumber(part) && (Claims.TellsOfHarm(part) || !Claims.TellsOfTraffic(part))
        : Claims.TellsOfHarm(part) && !Claims.StatesRecovery(part)
            && (Claims.TellsOfLoss(part) || (IsBeforeEnd(fact) && Claims.HasNumber(part)));

    // What the description of the impact says in nearly the same words.
    private bool IsSaid(string part)
    {
        if ((Impact ?? Harm)?.Words is not { } impact)
            return false;

        var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Count(word => impact.Contains(word.TrimEnd('.', ','), StringComparison.OrdinalIgnoreCase)) * 10 >= words.Length * 7;
    }

    private IEnumerable<DraftFact> FindingsOf() =>
        Free.Where(
            fact => Hypotheses.Confirmed.Contains(fact)
                || (fact is { IsSure: true, Entry.Kind: EntryKind.Finding } && !Claims.StatesRecovery(fact.Words)));

    private DraftFact? CauseOf()
    {
        if (Trigger.Said is { Entry: not null } said && Claims.NamesCause(said.Words))
            return said;

        return Findings.Where(fact => Claims.NamesCause(fact.Words) || Claims.Mechanisms(fact.Words) > 0)
            .MaxBy(fact => (Claims.NamesCause(fact.Words) ? 100 : 0) + Claims.Mechanisms(fact.Words));
    }

    // What was decided, and what was done against the harm; in order, the decisions first where there are too many.
    private IEnumerable<DraftFact> DecisionsOf()
    {
        var from = Incident.At(Milestone.Declared) ?? DateTimeOffset.MinValue;
        var open = Free.Where(fact => fact.IsSure && IsBeforeEnd(fact) && fact.At >= from)
            .Where(fact => fact.Entry!.Kind == EntryKind.Decision
                || (fact.Entry.Kind == EntryKind.Action && !Claims.TellsOfFailedAttempt(fact.Words) && Claims.TellsOfRepair(fact.Words)));
        return open.OrderBy(fact => fact.Entry!.Kind == EntryKind.Decision || Claims.TellsOfDecision(fact.Words) ? 0 : 1)
            .Take(MostActions).OrderBy(fact => fact.At);
    }
}
