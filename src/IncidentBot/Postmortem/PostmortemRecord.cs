using IncidentBot.Actions;
using IncidentBot.Causes;
using IncidentBot.Changes;
using IncidentBot.Changes.Ranking;
using IncidentBot.Checklist;
using IncidentBot.EarlySigns;
using IncidentBot.Incidents;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Investigation.Signals;
using IncidentBot.Postmortem.Templates;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Findings;

namespace IncidentBot.Postmortem;

/// <summary>Everything that is on record of an incident: what a draft is assembled from, and nothing else.</summary>
/// <param name="Incident">The incident as it stands.</param>
/// <param name="Facts">All that happened to it, in order.</param>
/// <param name="Timeline">By when it happened, then in the order of recording.</param>
/// <param name="Steps">The checklist in its order; empty: there is none.</param>
/// <param name="Deploys">What went live before.</param>
public sealed record PostmortemRecord(
    Incident Incident, IReadOnlyList<IncidentFact> Facts, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyList<ChecklistStep> Steps,
    ChangeRecord Deploys)
{
    // Facts are numbered from 1 in their order; two of them may say the same.
    private readonly Lazy<IReadOnlyDictionary<IncidentFact, int>> numbers = new(() =>
    {
        var known = new Dictionary<IncidentFact, int>(ReferenceEqualityComparer.Instance);
        foreach (var (place, fact) in Facts.Index())
            known.TryAdd(fact, place + 1);
        return known;
    });

    /// <summary>The changes in the order of suspicion, as far as all of the record tells; nothing by default.</summary>
    internal RankedChanges Ranked { get; init; } = RankedChanges.None;

    /// <summary>The affected services whose changes nothing was asked about; empty by default.</summary>
    public IReadOnlyList<string> UnaskedServices { get; init; } = [];

    /// <summary>What was found out about others, such as third parties, in the order of recording; nothing by default.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>
    /// What alert bots wrote of an affected service in the day before it was detected, by when they did; empty by default.
    /// </summary>
    public IReadOnlyList<EarlySign> EarlySigns { get; init; } = [];

    /// <summary>What people agreed to do so that it doesn't happen again, in the order of making; empty by default.</summary>
    internal IReadOnlyList<ActionItem> Actions { get; init; } = [];

    /// <summary>
    /// Why it could happen, as people said: the whys, each followed by those under it, then the factors; empty: nothing yet.
    /// </summary>
    public IReadOnlyList<CauseNode> Causes { get; init; } = [];

    /// <summary>What was asked of monitoring, and what came of it, the oldest first; empty: nothing was.</summary>
    internal IReadOnlyList<SignalCheck> Signals { get; init; } = [];

    /// <summary>What people thought may have caused it, and what became of that; none by default.</summary>
    public HypothesisList Hypotheses { get; init; } = HypothesisList.None(Incident.Id);

    /// <summary>What was agreed after earlier incidents of the same services and isn't done; empty by default.</summary>
    internal IReadOnlyList<KeptAction> EarlierActions { get; init; } = [];

    /// <summary>Who writes and reads the postmortem, and how far it is; nothing is known by default.</summary>
    public PostmortemStanding Standing { get; init; } = PostmortemStanding.Unknown;

    /// <summary>Which sections the draft has; null, the default: as many as its severity needs.</summary>
    public PostmortemTemplate? Template { get; init; }

    /// <summary>How the sections are put together; by default as the program does by itself.</summary>
    internal DraftTemplates Templates { get; init; } = DraftTemplates.Usual;

    /// <summary>What the response is measured by.</summary>
    public IncidentDurations Durations => IncidentDurations.Of(Incident);

    /// <summary>The addresses of the messages by which the bot told the facts, by their outbox keys.</summary>
    public IReadOnlyDictionary<string, Uri> Evidence { get; init; } = new Dictionary<string, Uri>(StringComparer.Ordinal);

    /// <summary>Where the kept files stand beside the draft, by the SHA-256 of their content; empty: the draft stands alone.</summary>
    public IReadOnlyDictionary<string, string> EvidencePaths { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The outbox key of the message that tells of a fact; an entry that has it says what was said with the fact.</summary>
    internal string ToldAs(IncidentFact fact) =>
        IncidentKeys.Showing(Incident.Id, numbers.Value.GetValueOrDefault(fact, Facts.Count + 1), fact);

    /// <summary>The address of the message that told of a fact; the start is shown by the incident's card. Null: there is none.</summary>
    public Uri? EvidenceOf(IncidentFact fact) =>
        Evidence.GetValueOrDefault(ToldAs(fact))
            ?? (IsSaidWithStart(fact) ? Evidence.GetValueOrDefault(IncidentKeys.Card(Incident.Id)) : null);

    private bool IsSaidWithStart(IncidentFact fact) =>
        Facts is [IncidentStarted start, ..] && fact is RoleGiven or ImpactDescribed && fact.At == start.At && fact.By == start.By;
}
