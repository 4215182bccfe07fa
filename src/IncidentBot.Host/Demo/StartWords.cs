using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentBot.Host.Demo;

/// <summary>Writes a scenario's start as the words of the command, or as the answers of the form where the command cannot carry it.</summary>
internal static class StartWords
{
    /// <summary>The words after <c>/incident</c>; null: the title could be taken for something else in them.</summary>
    public static string? Of(Scenario scenario)
    {
        var services = scenario.Services.Select(s => $" --service \"{s}\"");
        var severity = scenario.Severity is { } digit ? string.Create(CultureInfo.InvariantCulture, $" --sev {digit}") : "";
        return IsPlain(scenario) ? $"start {scenario.Title}{severity}{string.Concat(services)}" : null;
    }

    /// <summary>The form's answers, by block and element.</summary>
    public static JsonObject Values(Scenario scenario)
    {
        var values = new JsonObject { ["title"] = Answer("title", scenario.Title) };
        if (scenario.Severity is { } severity) values["severity"] = Answer("severity", severity.ToString(CultureInfo.InvariantCulture));
        if (scenario.Services.Count > 0) values["service"] = Answer("service", string.Join(", ", scenario.Services));
        return values;
    }

    private static JsonObject Answer(string field, string value) => new() { [field] = value };

    private static bool IsPlain(Scenario scenario) =>
        !scenario.Title.Contains("--", StringComparison.Ordinal)
        && scenario.Title.AsSpan().IndexOfAny("\u2013\u2014\"\u201c\u201d\r\n") < 0
        && (scenario.Severity is not null || !scenario.Title.Contains("sev", StringComparison.OrdinalIgnoreCase))
        && scenario.Services.All(s => s.AsSpan().IndexOfAny("\"\u201c\u201d,\r\n") < 0);
}
