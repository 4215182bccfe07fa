using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Language;

namespace IncidentBot.Catchup;

/// <summary>What hypotheses say to somebody who has just arrived, in a few words each.</summary>
internal static class HypothesisNotes
{
    private const int ShownWords = 60;

    /// <summary>What may have done it: confirmed, being tested, or still to be tested; the likeliest first.</summary>
    public static IEnumerable<RichText> Suspected(HypothesisList list, int most) => list.Ranked
        .Where(one => one.State is not (HypothesisState.RuledOut or HypothesisState.Unverified)).Take(most)
        .Select(one => Named(one).Plain(one.State switch
        {
            HypothesisState.Confirmed => " (confirmed)",
            HypothesisState.Testing => $" (being tested by {string.Join(", ", one.Testers.Select(person => person.Name))})",
            HypothesisState.Strengthened => " (likelier)",
            HypothesisState.Weakened => " (less likely)",
            _ => " (not tested)",
        }));

    /// <summary>What somebody tried to find out and couldn't.</summary>
    public static IEnumerable<RichText> Unverified(HypothesisList list) => list.All
        .Where(one => one.State == HypothesisState.Unverified)
        .Select(one => Named(one).Plain($" (couldn’t be verified: {Reason(one)})"));

    /// <summary>What was ruled out, why, and what it cost.</summary>
    public static RichText RuledOut(Hypothesis one) => Named(one).Plain($" ({HypothesisLines.Cost(one)}: {Reason(one)})");

    private static RichText Named(Hypothesis one) => RichText.Of(
        string.Create(CultureInfo.InvariantCulture, $"hypothesis {one.Number}: {OneLine.Of(one.Terms.Text, ShownWords)}"));

    private static string Reason(Hypothesis one) => OneLine.Of(one.Steps[^1].Reason ?? string.Empty, ShownWords);
}
