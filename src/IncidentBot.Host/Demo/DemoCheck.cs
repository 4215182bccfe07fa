using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Incidents;

namespace IncidentBot.Host.Demo;

/// <summary>Compares an exported incident with the scenario that was played.</summary>
internal static class DemoCheck
{
    /// <summary>One sentence for each thing that is missing or different; empty if everything is there.</summary>
    /// <param name="scenario">What was played.</param>
    /// <param name="incident">The content of <c>incident.json</c>.</param>
    public static IReadOnlyList<string> Differences(Scenario scenario, JsonNode incident)
    {
        var found = new List<string>();
        Compare(found, "the title", IncidentTitle.Of(scenario.Title), Text(incident["title"]));
        if (scenario.Severity is { } severity) Compare(found, "the severity", severity, (int?)incident["severity"]);
        Compare(found, "the status", Status(scenario), Text(incident["status"]));
        Compare(found, "the commander", scenario.Commander, Text(incident["roles"]?["commander"]));
        CompareMilestones(found, scenario, incident["milestones"]);
        CompareServices(found, scenario, incident);
        CompareDeploys(found, scenario, incident);
        CompareTimeline(found, scenario, incident);
        if (string.IsNullOrWhiteSpace(Text(incident["postmortem"]?["markdown"]))) found.Add("There is no postmortem.");
        return found;
    }

    private static string Status(Scenario scenario) =>
        scenario.Closed is not null
            ? "closed"
            : scenario.Resolved is not null ? "resolved" : scenario.Mitigated is not null ? "mitigated" : "investigating";

    private static void CompareMilestones(List<string> found, Scenario scenario, JsonNode? milestones)
    {
        foreach (var (key, expected) in new[]
        {
            ("impactStart", scenario.ImpactStart), ("detected", scenario.Detected), ("declared", scenario.Declared),
            ("mitigated", scenario.Mitigated), ("resolved", scenario.Resolved), ("closed", scenario.Closed),
        })
        {
            Compare(found, key, Clock(expected), Clock(Time(milestones?[key])));
        }
    }

    private static void CompareServices(List<string> found, Scenario scenario, JsonNode incident)
    {
        var recorded = Items(incident["services"]).Select(Text).ToList();
        foreach (var service in scenario.Services.Where(s => !recorded.Contains(s, StringComparer.OrdinalIgnoreCase)))
            found.Add($"The service {service} is missing.");
    }

    private static void CompareDeploys(List<string> found, Scenario scenario, JsonNode incident)
    {
        var end = scenario.ImpactStart ?? scenario.Declared;
        var recorded = Items(incident["deploys"]).Select(d => (Second(Time(d["at"])), Text(d["ref"]))).ToList();
        var expected = scenario.Deploys
            .Where(d => d.State == ScenarioDeploy.Success && d.At <= end && d.At >= end.AddHours(-24))
            .Where(d => scenario.Services.Count == 0 || scenario.Services.Contains(d.Service, StringComparer.OrdinalIgnoreCase));
        foreach (var deploy in expected.Where(d => !recorded.Contains((Second(d.At), d.Ref))))
            found.Add($"The deploy {deploy.Ref} of {deploy.Service} at {NoteWords.Iso(deploy.At)} is missing.");
    }

    private static void CompareTimeline(List<string> found, Scenario scenario, JsonNode incident)
    {
        var recorded = Items(incident["timeline"])
            .Select(e => new Line(Second(Time(e["at"])), Text(e["author"]) ?? "", Text(e["kind"]) ?? "", Normal(Text(e["text"]) ?? "")))
            .ToList();
        var expected = scenario.Entries.Select(e => new Line(Second(e.At), e.Actor, NoteWords.Kind(e.Kind), Normal(e.Note))).ToList();
        foreach (var line in expected.Distinct())
        {
            var wanted = expected.Count(l => l == line);
            var there = recorded.Count(l => l == line);
            if (wanted != there) found.Add($"The entry {line} appears {there} times in the timeline, not {wanted}.");
        }

        if (!recorded.Where(expected.Contains).SequenceEqual(expected)) found.Add("The timeline entries are in a different order.");
    }

    private static void Compare<T>(List<string> found, string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            found.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{char.ToUpperInvariant(what[0])}{what[1..]} is {Shown(actual)}, not {Shown(expected)}."));
    }

    private static string Shown(object? value) => value is null ? "not set" : string.Create(CultureInfo.InvariantCulture, $"“{value}”");

    private static IEnumerable<JsonNode> Items(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonNode>();

    private static string? Text(JsonNode? node) => (string?)node;

    private static DateTimeOffset? Time(JsonNode? node) =>
        (string?)node is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

    private static long? Second(DateTimeOffset? at) => at?.ToUnixTimeSeconds();

    private static string? Clock(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Normal(string text) => text.ReplaceLineEndings("\n").Trim();

    private sealed record Line(long? Second, string Author, string Kind, string Text)
    {
        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{DateTimeOffset.FromUnixTimeSeconds(Second ?? 0):yyyy-MM-dd HH:mm:ss} {Author} ({Kind}): {Text}");
    }
}
