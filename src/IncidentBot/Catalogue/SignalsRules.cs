using IncidentBot.Language;

namespace IncidentBot.Catalogue;

/// <summary>What must hold of how a service's signals are asked for, whatever the source is.</summary>
internal static class SignalsRules
{
    /// <summary>What is wrong, each with the place of what it is about.</summary>
    public static IEnumerable<(int Index, string Wrong)> Problems(CatalogueService service)
    {
        if (service.Signals.Count > ServiceSignals.MostOfService)
            yield return (0, $"signals has {service.Signals.Count} entries; at most {ServiceSignals.MostOfService} are used");

        foreach (var (index, signals) in service.Signals.Index())
        {
            if (string.IsNullOrWhiteSpace(signals.Profile) && !signals.Own().Any())
                yield return (index, "signals needs a profile, such as otel, or at least one query, such as errors");
            if (signals.Labels.Count > ServiceSignals.MostLabels)
                yield return (index, $"labels has {signals.Labels.Count} entries; at most {ServiceSignals.MostLabels} are used");
            foreach (var label in signals.Labels.Where(label => !IsLabel(label.Key)))
                yield return (
                    index, $"“{OneLine.Of(label.Key, 40)}” can't be a label; it has letters, digits and _, such as service_name");
            foreach (var label in signals.Labels.Where(label => label.Value.Length > ServiceSignals.LongestQuery))
                yield return (index, $"the value of the label {label.Key} has more than {ServiceSignals.LongestQuery} characters");
            foreach (var (field, query) in signals.Own())
            {
                if (query.Length > ServiceSignals.LongestQuery)
                    yield return (index, $"the query {field} has more than {ServiceSignals.LongestQuery} characters");
            }
        }
    }

    // prometheus.io/docs/concepts/data_model: the names that need no quotes.
    private static bool IsLabel(string name) => name.Length is > 0 and <= CatalogueService.LongestName && !char.IsAsciiDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
