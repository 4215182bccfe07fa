using System.Globalization;

namespace IncidentBot.Host.Demo;

/// <summary>Turns a scenario into a start command.</summary>
internal static class StartWords
{
    /// <summary>The words after <c>/incident</c>; a title that could be mistaken for options is in quotation marks.</summary>
    public static string Of(Scenario scenario)
    {
        var title = IsPlain(scenario) ? scenario.Title : $"\"{scenario.Title}\"";
        var severity = scenario.Severity is { } digit ? string.Create(CultureInfo.InvariantCulture, $" --sev {digit}") : "";
        return $"start {title}{severity}{string.Concat(scenario.Services.Select(s => $" --service \"{s}\""))}";
    }

    private static bool IsPlain(Scenario scenario) =>
        !scenario.Title.Contains("--", StringComparison.Ordinal)
        && scenario.Title.AsSpan().IndexOfAny("\u2013\u2014\"\u201c\u201d") < 0
        && (scenario.Severity is not null || !scenario.Title.Contains("sev", StringComparison.OrdinalIgnoreCase));
}
