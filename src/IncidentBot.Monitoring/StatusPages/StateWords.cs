using IncidentBot.Investigation.Providers;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>The words by which the forms say how something does.</summary>
internal static class StateWords
{
    private static readonly Dictionary<string, ProviderState> Known = new(StringComparer.Ordinal)
    {
        ["operational"] = ProviderState.Operational,
        ["none"] = ProviderState.Operational,
        ["up"] = ProviderState.Operational,
        ["ok"] = ProviderState.Operational,
        ["green"] = ProviderState.Operational,
        ["available"] = ProviderState.Operational,
        ["serviceinformation"] = ProviderState.Operational,
        ["maintenance"] = ProviderState.Maintenance,
        ["undermaintenance"] = ProviderState.Maintenance,
        ["minor"] = ProviderState.Degraded,
        ["degraded"] = ProviderState.Degraded,
        ["degradedperformance"] = ProviderState.Degraded,
        ["yellow"] = ProviderState.Degraded,
        ["hasissues"] = ProviderState.Degraded,
        ["minoroutage"] = ProviderState.Degraded,
        ["major"] = ProviderState.Partial,
        ["partial"] = ProviderState.Partial,
        ["partialoutage"] = ProviderState.Partial,
        ["servicedisruption"] = ProviderState.Partial,
        ["critical"] = ProviderState.Major,
        ["majoroutage"] = ProviderState.Major,
        ["fulloutage"] = ProviderState.Major,
        ["outage"] = ProviderState.Major,
        ["downtime"] = ProviderState.Major,
        ["down"] = ProviderState.Major,
        ["red"] = ProviderState.Major,
        ["serviceoutage"] = ProviderState.Major,
    };

    private static readonly HashSet<string> Over = new(StringComparer.Ordinal)
    {
        "resolved", "postmortem", "completed", "cancelled", "canceled", "closed", "maintenancecomplete", "maintenancecompleted", "merged",
        "available", "ok",
    };

    private static readonly HashSet<string> NotBegun = new(StringComparer.Ordinal)
    {
        "scheduled", "upcoming", "notstartedyet", "maintenancescheduled", "planned",
    };

    /// <summary>How something does, by its word; unknown: the word is new.</summary>
    public static ProviderState Of(string? word) => word is null ? ProviderState.Unknown : Known.GetValueOrDefault(Bare(word));

    /// <summary>Whether an incident with this status is over.</summary>
    public static bool IsOver(string? word) => word is not null && Over.Contains(Bare(word));

    /// <summary>Whether maintenance with this status is still to come.</summary>
    public static bool IsToCome(string? word) => word is not null && NotBegun.Contains(Bare(word));

    /// <summary>The worst; unknown counts least, so that what is known to be bad is said.</summary>
    public static ProviderState Worst(IEnumerable<ProviderState> states) => states.DefaultIfEmpty(ProviderState.Unknown).Max();

    private static string Bare(string word) => string.Concat(word.Where(char.IsLetter)).ToLowerInvariant();
}
