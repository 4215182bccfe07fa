using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>Says more of a hypothesis, or corrects it.</summary>
internal sealed class SpecifyHypothesis(HypothesisBoard board)
{
    /// <summary>By the form.</summary>
    public async Task<Happened> HandleAsync(Call call, FormSubmitted form, CancellationToken cancellationToken)
    {
        if (call.More.Split('|') is not [var typed, var version] || !HypothesisForms.TryReadNumber(typed, out var number))
            return Happened.Unreadable;

        var seen = await board.ReadAsync(call.Incident, cancellationToken);
        var read = HypothesisForms.Read(form.Values, seen.Entries);
        if (read.Problem is { } problem)
            return Happened.Refused($"Nothing was changed. {problem}");

        var decision = SpecifyHypothesisRules.Decide(seen.List, number, version, read.Terms, form.Who, form.At);
        if (decision.Fact is not { } specified)
            return Happened.Refused(decision.Sentence);

        var now = await board.CommitAsync(call.Incident, seen, specified, call.Work, cancellationToken);
        return Happened.To(call.Incident, specified)
            .Answering(HypothesisAnswer.Stated(call.Incident.Id, now.Find(number)!, form.At));
    }
}

/// <summary>Whether a hypothesis changes.</summary>
internal static class SpecifyHypothesisRules
{
    /// <summary>Decides.</summary>
    /// <param name="list">The hypotheses as they stand.</param>
    /// <param name="number">Which one.</param>
    /// <param name="version">The version that the form showed.</param>
    /// <param name="terms">What it is to say.</param>
    /// <param name="by">Who sent it.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<HypothesisSpecified> Decide(
        HypothesisList list, int number, string version, HypothesisTerms terms, Person by, DateTimeOffset at)
    {
        if (list.Find(number) is not { } one)
            return HypothesisForms.Gone(list.Incident);
        if (terms.Text.Length == 0)
            return new Refusal("Nothing was changed: say what may have caused it. To drop it, rule it out with a reason.");
        if (one.Version.ToString(CultureInfo.InvariantCulture) != version)
            return new Refusal(
                $"Nothing was changed: somebody changed {one.Label} in the meantime. It now reads: "
                    + $"“{OneLine.Of(one.Terms.Text, 200)}” Open the form again. You wrote: {string.Join(" / ", terms.Texts)}");

        return IsSame(one.Terms, terms)
            ? new AlreadySo($"{one.Label} of {list.Incident} says so already.")
            : new HypothesisSpecified(by, at, number, terms, one.Terms);
    }

    private static bool IsSame(HypothesisTerms one, HypothesisTerms other) =>
        one with { Observed = other.Observed } == other && one.Observed.SequenceEqual(other.Observed);
}
