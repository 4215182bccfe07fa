using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using IncidentBot.Delivery;
using IncidentBot.Operating;

namespace IncidentBot.Monitoring.Prometheus;

/// <summary>
/// How the sources of signals are, by what they answered last, for <c>/health/details</c>: <c>ok</c>, <c>failing</c>, or <c>unknown</c>
/// until they are asked. The bot does its work without them, so none of it makes it fail.
/// </summary>
internal sealed class PrometheusState(PrometheusOptions options)
{
    private readonly ConcurrentDictionary<string, string> last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes how an asking ended.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="problem">Why there was no answer; null: there was one.</param>
    public void Note(string source, string? problem) => last[source] = problem ?? "";

    /// <summary>How they are now.</summary>
    /// <param name="heldUp">The rows that wait to be tried again; none of them is of a source of signals.</param>
    public HealthPart Read(IReadOnlyList<HeldUp>? heldUp)
    {
        if (options.Sources.Count == 0)
            return new HealthPart([], IsFailing: false, []);

        var states = new JsonObject();
        foreach (var name in options.Sources.Keys)
            states[name] = !last.TryGetValue(name, out var problem) ? "unknown" : problem.Length == 0 ? "ok" : "failing";
        return new HealthPart(
            new JsonObject { ["signals"] = states }, IsFailing: false, [.. last.Values.Where(problem => problem.Length > 0)]);
    }
}
