using System.Globalization;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>
/// The entries of the timeline that tell of hypotheses. What is confirmed is a finding, which the ranking of the changes reads; a guess, or
/// what was ruled out, is none. Words that are from somebody's message stay out of them, so that they can leave with it.
/// </summary>
internal static class HypothesisEntries
{
    /// <summary>The entry of a fact; null: it has none.</summary>
    /// <param name="fact">What has happened.</param>
    /// <param name="now">The hypothesis after that.</param>
    /// <param name="toldAs">The key of the message by which the bot tells it.</param>
    public static TimelineEntry? Of(HypothesisFact fact, Hypothesis now, string toldAs) => fact switch
    {
        HypothesisStated { By: { } by } stated => Entry(now.Entry, stated.At, EntryKind.Decision, by, Stated(now), toldAs),
        HypothesisMoved { Step: { } step } => Entry(step.Entry, step.At, KindOf(step.To), step.By, Moved(now, step), toldAs),
        _ => null,
    };

    private static TimelineEntry Entry(int number, DateTimeOffset at, EntryKind kind, Chat.Person by, string text, string toldAs) => new()
    {
        Number = number,
        At = at,
        RecordedAt = at,
        Kind = kind,
        Author = by,
        CapturedBy = by,
        Text = text,
        ToldAs = toldAs,
    };

    private static EntryKind KindOf(HypothesisState state) => state switch
    {
        HypothesisState.Testing or HypothesisState.Unverified => EntryKind.Action,
        HypothesisState.Strengthened or HypothesisState.Weakened => EntryKind.Observation,
        HypothesisState.Confirmed => EntryKind.Finding,
        _ => EntryKind.Decision,
    };

    private static string Stated(Hypothesis one) => one.Source is null
        ? $"{Upper(one.Label)}: {one.Terms.Text}"
        : $"{Upper(one.Label)}, from a message";

    private static string Moved(Hypothesis one, HypothesisStep step) => step.To switch
    {
        HypothesisState.Testing when one.Testers.Count > 1 => $"Testing {one.Label} as well",
        HypothesisState.Testing => $"Testing {one.Label}{(one.Source is null ? $": {Said(one)}" : string.Empty)}",
        HypothesisState.Strengthened => $"{Upper(one.Label)} is likelier: {Reason(step)}",
        HypothesisState.Weakened => $"{Upper(one.Label)} is less likely: {Reason(step)}",
        HypothesisState.Unverified => $"{Upper(one.Label)} couldn’t be verified, which is no verdict: {Reason(step)}",
        HypothesisState.Confirmed => 
            $"Confirmed as the cause: {Said(one)}{Changed(one)}. {Reason(step)} ({Number(one)}, after {HypothesisLines.Cost(one)})",
        HypothesisState.RuledOut => $"Ruled out: {Said(one)}. {Reason(step)} ({Number(one)})",
        _ => $"{Upper(one.Label)} is open again: {Reason(step)}",
    };

    // Without the word itself, which marks a guess wherever the record is read.
    private static string Number(Hypothesis one) => string.Create(CultureInfo.InvariantCulture, $"number {one.Number}");

    private static string Said(Hypothesis one) => one.Source is null ? one.Terms.Text.TrimEnd('.') : "what a message says";

    // The change that was confirmed with it is weighed by its name.
    private static string Changed(Hypothesis one) => one is { Source: null, Terms: { Change: { } change } terms }
        && !terms.Text.Contains(change, StringComparison.OrdinalIgnoreCase) ? $" ({change})" : string.Empty;

    private static string Reason(HypothesisStep step) => step.Attempt is { } attempt
        ? $"{Reproduction.InWords(attempt)}; {step.Reason}"
        : step.Reason ?? string.Empty;

    private static string Upper(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
