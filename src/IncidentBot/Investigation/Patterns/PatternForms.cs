using IncidentBot.Causes;
using IncidentBot.Incidents.Routes;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Patterns;

/// <summary>The form that states a pattern as a hypothesis, filled in as far as the pattern and the record tell.</summary>
internal sealed class PatternForms(PatternBook book, ReadPatterns patterns)
{
    /// <summary>The form.</summary>
    public async Task<Opened> ToStateAsync(FormCall call, CancellationToken cancellationToken)
    {
        if (book.Find(call.More) is not { } pattern)
            return Opened.Refused("That pattern isn’t known any more.");

        var fit = (await patterns.ReadAsync(call.Incident, cancellationToken)).Fits.FirstOrDefault(one => one.Pattern.Key == pattern.Key);
        return HypothesisForms.Filled(call.Incident.Id, TermsOf(pattern, fit, call.Incident.Services));
    }

    private static HypothesisTerms TermsOf(Pattern pattern, PatternFit? fit, IReadOnlyList<string> services) => new(pattern.Hypothesis)
    {
        Component = services.Count == 1 ? OneLine.Of(services[0], HypothesisTerms.LongestField) : null,
        Observed = [.. (fit?.Entries ?? []).Take(HypothesisTerms.MostObserved).Select(entry => new CauseEvidence(entry, null, null))],
        Confirms = pattern.Confirms,
        RulesOut = pattern.RulesOut,
    };
}
