using IncidentBot.Actions;
using IncidentBot.Causes;
using IncidentBot.Changes;
using IncidentBot.Changes.Ranking;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Turns a record into what is exported.</summary>
internal static class ExportRules
{
    public static ExportedIncident Of(PostmortemRecord record, ExportedPostmortem postmortem)
    {
        var incident = record.Incident;
        return new ExportedIncident(
            incident.Id.Number,
            incident.Title,
            incident.Severity,
            Words.Of(incident.Status),
            incident.IsDrill,
            Milestones(incident),
            [
                .. record.Facts.OfType<MilestoneSet>().Select(
                    set => new ExportedCorrection(Words.Of(set.Milestone), set.Former, set.Instant, set.By?.Name, set.At, set.Reason)),
            ],
            new ExportedDurations(
                Seconds(record.Durations.ToDetect), Seconds(record.Durations.ToAcknowledge), Seconds(record.Durations.ToMitigate),
                Seconds(record.Durations.ToResolve)),
            new ExportedRoles(
                Holder(incident, IncidentRole.Commander), Holder(incident, IncidentRole.Scribe), Holder(incident, IncidentRole.Comms),
                Others(incident)),
            incident.Services,
            [
                .. record.Steps.Select(
                    step => new ExportedStep(
                        Words.Of(step.Phase), step.Text, step.IsPast(incident.Status) ? "not-asked" : Words.Of(step.State),
                        step.AssignedTo?.Name, step.By?.Name, step.At, step.Answer)),
            ],
            [.. record.Deploys.Before.Select(deploy => Exported(deploy, incident))],
            [.. record.Ranked.All.Select(Exported)],
            new ExportedSuspicion(record.Ranked.NoChange.Score, Parts(record.Ranked.NoChange.Parts)),
            [.. record.Timeline.Select(entry => Exported(entry, record))],
            [.. record.Hypotheses.All.Select(one => ExportedHypotheses.Of(one, record.Timeline))],
            [
                .. record.Causes.Where(node => node.Cause.Kind == CauseKind.Why).Select(
                    node => new ExportedWhy(
                        node.Label, node.Under, node.Cause.Text, Category(node), node.Cause.By.Name, node.Cause.At, Evidence(node))),
            ],
            [
                .. record.Causes.Where(node => node.Cause.Kind == CauseKind.Factor).Select(
                    node => new ExportedFactor(
                        node.Label, node.Under, node.Cause.Text, Category(node), node.Cause.By.Name, node.Cause.At, Evidence(node))),
            ],
            [.. record.Actions.Select(Exported)],
            postmortem)
        {
            DeploysAfter = record.Deploys.After.Count == 0
                ? null
                : [.. record.Deploys.After.Select(deploy => ExportedLater(deploy, record))],
            Signals = record.Signals.Count == 0 ? null : [.. record.Signals.Select(ExportSignals.Of)],
            Findings = record.Findings.Count == 0
                ? null
                :
                [
                    .. record.Findings.Select(
                        one => new ExportedFinding(
                            one.Key, one.Subject, Words.Of(one.Verdict), one.Words, one.At, one.Since, one.Link?.AbsoluteUri, one.Entry)),
                ],
        };
    }

    private static ExportedAction Exported(ActionItem item) => new(
        item.Number,
        item.Text,
        item.IsRemoved,
        Words.Of(item.State),
        item.Reason,
        item.Terms.Owner?.Name,
        item.Terms.Due is { } due ? DueDay.Text(due) : null,
        item.Terms.Kind is { } kind ? Words.Of(kind) : null,
        item.Terms.Horizon is { } horizon ? Words.Of(horizon) : null,
        item.Terms.DoneWhen,
        item.OpenedBy.Name,
        item.OpenedAt,
        item.SettledBy,
        item.SettledAt,
        item.Permalink?.OriginalString,
        item.Issue is { Number: { } number } issue
            ? new ExportedIssue(issue.Repository, number, issue.Address?.OriginalString, issue.IsClosed)
            : null);

    private static ExportedEntry Exported(TimelineEntry entry, PostmortemRecord record) => new(
        entry.At,
        entry.RecordedAt,
        Words.Of(entry.Kind),
        entry.Author.Name,
        entry.Text,
        entry.Permalink?.OriginalString,
        entry.EditedAt,
        entry.IsRemoved,
        [.. FileWords.Of(entry).Select(file => new ExportedFile(
            file.Name, file.MediaType, Words.Of(file.State), file.Problem, file.Link?.AbsoluteUri, file.Size, file.Sha256,
            entry.Author.Name, file.Sha256 is { } sha256 ? record.EvidencePaths.GetValueOrDefault(sha256) : null))])
    {
        TimeToBeConfirmed = entry.IsTimeToBeConfirmed,
    };

    private static string? Category(CauseNode node) => node.Cause.Category is { } category ? Words.Of(category) : null;

    private static List<ExportedEvidence> Evidence(CauseNode node) =>
        [.. node.Evidence.Select(one => new ExportedEvidence(one.Entry, one.Address?.AbsoluteUri, one.File, one.Sha256))];

    private static ExportedMilestones Milestones(Incident incident) => new(
        incident.At(Milestone.ImpactStart),
        incident.At(Milestone.Detected),
        incident.At(Milestone.Declared),
        incident.At(Milestone.Acknowledged),
        incident.At(Milestone.Mitigated),
        incident.At(Milestone.Resolved),
        incident.At(Milestone.Closed));

    private static ExportedDeploy Exported(ServiceChange deploy, Incident incident) => new(
        deploy.At,
        deploy.Service,
        deploy.Environment,
        deploy.Ref,
        deploy.Description,
        deploy.Url?.OriginalString,
        PullChangesRules.Before(deploy, incident) is { } before ? (long)Math.Floor(before.TotalMinutes) : null);

    private static ExportedChange Exported(RankedChange one) => new(
        one.Change.At,
        one.Change.Service,
        one.Change.Environment,
        one.Change.Ref,
        one.Change.Description,
        one.Change.Url?.OriginalString,
        Words.Of(one.Change.Kind),
        Words.Of(one.Change.State),
        Words.Of(one.Change.Origin),
        one.Score,
        Parts(one.Parts),
        one.Decided.Newest is { } decision
            ? new ExportedDecision(Words.Of(decision.Verdict), decision.By.Name, decision.At, decision.Reason)
            : null);

    private static List<ExportedPart> Parts(IReadOnlyList<SuspicionPart> parts) =>
        [.. parts.Select(part => new ExportedPart(part.Name, part.Points, part.Words))];

    private static ExportedLaterDeploy ExportedLater(ServiceChange deploy, PostmortemRecord record) => new(
        deploy.At,
        deploy.Service,
        deploy.Environment,
        deploy.Ref,
        deploy.Description,
        deploy.Url?.OriginalString,
        PullChangesRules.Before(deploy, record.Incident) is { } before ? (long)Math.Floor((-before).TotalMinutes) : null,
        PullChangesRules.IsRollback(deploy, record.Deploys));

    private static long? Seconds(TimeSpan? span) => span is { } known ? (long)Math.Floor(known.TotalSeconds) : null;

    private static Dictionary<string, string> Others(Incident incident) =>
        IncidentRole.In(incident).Except(IncidentRole.Usual)
            .ToDictionary(role => role.Word, role => incident.Roles[role].Name, StringComparer.Ordinal);

    private static string? Holder(Incident incident, IncidentRole role) => incident.Roles.TryGetValue(role, out var holder)
        ? holder.Name
        : null;
}
