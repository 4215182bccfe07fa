using IncidentBot.Causes;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Turns hypotheses into what is exported.</summary>
internal static class ExportedHypotheses
{
    /// <summary>One of them.</summary>
    /// <param name="one">The hypothesis.</param>
    /// <param name="entries">The incident's timeline.</param>
    public static ExportedHypothesis Of(Hypothesis one, IReadOnlyList<TimelineEntry> entries) => new(
        one.Number,
        one.Terms.Text,
        one.Terms.Component,
        one.Terms.Change,
        one.Terms.Confirms,
        one.Terms.RulesOut,
        Falsifiable.Of(one.Terms).IsVague,
        Words.Of(one.State),
        one.By.Name,
        one.At,
        // Up to its last step: a file doesn't change by being written later.
        one.Steps.Count == 0 ? 0 : (long)Math.Floor(one.Tested(one.Steps[^1].At).TotalSeconds),
        Evidence(one.Terms.Observed, entries),
        [
            .. one.Steps.Select(
                step => new ExportedHypothesisStep(
                    Words.Of(step.To), step.By.Name, step.At, step.Reason, step.Attempt is { } by ? Words.Of(by.Kind) : null,
                    step.Attempt is { } attempt ? Words.Of(attempt.Result) : null, Evidence(step.Evidence, entries))),
        ]);

    private static List<ExportedEvidence> Evidence(IReadOnlyList<CauseEvidence> evidence, IReadOnlyList<TimelineEntry> entries) =>
    [
        .. evidence.Select(one =>
        {
            var file = CauseEvidenceRules.FileOf(one, entries);
            return new ExportedEvidence(one.Entry, CauseEvidenceRules.Show(one, entries).Address?.AbsoluteUri, file?.Name, file?.Sha256);
        }),
    ];
}
