using System.Globalization;
using IncidentBot.Catalogue;
using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Changes.Ranking;

/// <summary>The pure rules by which an incident's record becomes what its changes are weighed against.</summary>
internal static class ReadSuspectsRules
{
    // The first answers belong to the declaration: the checklist asks for the start at once.
    private static readonly TimeSpan FirstAnswers = TimeSpan.FromMinutes(15);

    private const string Started = "started";

    /// <summary>What is known at a moment.</summary>
    /// <param name="material">The record.</param>
    /// <param name="asOf">The moment; UTC.</param>
    public static KnownIncident Now(RankingMaterial material, DateTimeOffset asOf)
    {
        var incident = material.Incident;
        var start = incident.At(Milestone.ImpactStart);
        var times = IsEstimate(material.Facts)
            ? new KnownTimes(null, start, incident.At(Milestone.Detected), Declared(incident, asOf))
            : new KnownTimes(start, null, incident.At(Milestone.Detected), Declared(incident, asOf));
        return With(KnownIncident.At(asOf, incident.Title, times, Texts(material)), material);
    }

    /// <summary>
    /// What was known at the declaration: what was noted up to then, and what was said of the times within a quarter of an hour.
    /// </summary>
    /// <param name="material">The record.</param>
    /// <param name="now">Counts as the declaration where none is known; UTC.</param>
    public static KnownIncident AtDeclaration(RankingMaterial material, DateTimeOffset now)
    {
        var incident = material.Incident;
        var declared = Declared(incident, now);
        var times = new KnownTimes(
            null, KnownBy(material, Milestone.ImpactStart, declared + FirstAnswers),
            KnownBy(material, Milestone.Detected, declared + FirstAnswers), declared);
        return With(KnownIncident.AtDeclaration(incident.Title, times, Texts(material)), material);
    }

    /// <summary>A change as it is weighed.</summary>
    /// <param name="change">The change.</param>
    /// <param name="decided">What people decided about it.</param>
    /// <param name="rolledBack">The ref of the change that this one rolled back, as a person said; null: nobody did.</param>
    public static SuspectChange Suspect(ServiceChange change, DecidedChange decided, string? rolledBack = null) => new(change.At)
    {
        Service = change.Service.Length == 0 ? null : change.Service,
        Environment = change.Environment,
        Ref = change.Ref,
        Description = change.Description,
        Titles = [.. change.Details.Commits.Select(commit => commit.Title)],
        Files = change.Details.Files,
        Diff = change.Details.Diff,
        Kind = change.Kind,
        State = change.State,
        RollbackOf = change.Details.RollbackOf ?? rolledBack,
        IsRuledOut = decided.IsRuledOut,
        RolledBackAt = decided.RolledBack?.At,
    };

    // Said once and without how it is known, such as "20 min ago", it is rarely the minute.
    private static bool IsEstimate(IReadOnlyList<IncidentFact> facts) =>
        facts.OfType<MilestoneSet>().Where(set => set.Milestone == Milestone.ImpactStart).ToList() is [{ Reason: null }];

    private static DateTimeOffset? KnownBy(RankingMaterial material, Milestone milestone, DateTimeOffset moment)
    {
        var said = material.Facts.OfType<MilestoneSet>().Where(set => set.Milestone == milestone).ToList();
        return said.LastOrDefault(set => set.At <= moment) is { } known ? known.Instant
            : said.Count > 0 ? said[0].Former
            : material.Incident.At(milestone);
    }

    private static DateTimeOffset Declared(Incident incident, DateTimeOffset otherwise) =>
        incident.At(Milestone.Declared) ?? incident.At(Milestone.Detected) ?? incident.At(Milestone.ImpactStart) ?? otherwise;

    private static KnownIncident With(KnownIncident incident, RankingMaterial material) => incident with
    {
        MayBeOff = PullChangesRules.StatedTimeMayBeOff,
        Services = material.Incident.Services,
        Catalogue = [.. material.Catalogue.Services.Select(service => Known(service.Key, service.Value))],
        OwnChangeRate = material.Own.Rate,
    };

    private static KnownService Known(string name, CatalogueService service) =>
        new(name, [.. service.Repositories], [.. service.Environments], [.. service.Dependencies]);

    private static List<IncidentText> Texts(RankingMaterial material)
    {
        // What the bot wrote down of a decision, and what somebody typed as a change, is no evidence of its own; and what is done about an
        // incident, or told to others, says nothing of its cause: whoever rolls back names the version that was good.
        var ours = material.Decisions.Select(decision => decision.Entry)
            .Concat(material.Changes.All.Select(change => TypeChangeRules.TryReadKey(change.Key, out var entry) ? entry : 0)).ToHashSet();
        var texts = material.Timeline.Where(entry => !entry.IsRemoved && !entry.IsWithdrawn && !ours.Contains(entry.Number)
            && entry.Kind is not (EntryKind.Action or EntryKind.Decision or EntryKind.Communication)).Select(Text).ToList();
        texts.AddRange(
            material.Steps.Where(step => step is { IsQuestion: true, State: StepState.Done, Answer: not null } && step.Key != Started)
                .Select(step => new IncidentText(TextSource.Observation, step.Answer!, step.At) { Name = "the checklist" }));
        if (material.Incident.Impact is { } impact && !texts.Exists(text => text.Text == impact))
        {
            var said = material.Facts.OfType<ImpactDescribed>().LastOrDefault()?.At;
            texts.Add(new IncidentText(TextSource.Observation, impact, said) { Name = "the impact" });
        }

        return texts;
    }

    private static IncidentText Text(TimelineEntry entry)
    {
        var source = entry.Kind switch
        {
            EntryKind.Finding or EntryKind.Fix or EntryKind.Recovery => TextSource.Finding,
            EntryKind.Alert => TextSource.Alert,
            _ => TextSource.Observation,
        };
        var word = source == TextSource.Observation ? "entry" : Words.Of(entry.Kind);
        // A monitor's words are of the moment at which it called, whenever somebody put them on record.
        return new IncidentText(source, entry.Text, entry.Kind == EntryKind.Alert ? entry.At : entry.RecordedAt)
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"{word} {entry.Number}"),
        };
    }
}
