using IncidentBot.Changes.Suspicion;
using IncidentBot.Timeline;

namespace IncidentBot.Host.Demo;

/// <summary>The words of scenario files, read as the bot's kinds and severities.</summary>
internal static class ScenarioKinds
{
    public const string Declare = "declare";
    public const string Mitigate = "mitigate";
    public const string Resolve = "resolve";
    public const string Close = "close";

    // The words of POST /changes, and others that mean the same.
    private static readonly Dictionary<string, ChangeKind> Changes = new(StringComparer.Ordinal)
    {
        ["config"] = ChangeKind.Config, ["configuration"] = ChangeKind.Config, ["config-change"] = ChangeKind.Config,
        ["flag"] = ChangeKind.Flag, ["feature-flag"] = ChangeKind.Flag, ["migration"] = ChangeKind.Migration,
        ["schema"] = ChangeKind.Migration,
        ["job"] = ChangeKind.Job, ["cron"] = ChangeKind.Job, ["script"] = ChangeKind.Job, ["infrastructure"] = ChangeKind.Infrastructure,
        ["infra"] = ChangeKind.Infrastructure, ["network"] = ChangeKind.Infrastructure, ["dependency"] = ChangeKind.Dependency,
    };

    public static EntryKind Read(string kind) => kind switch
    {
        "alert" => EntryKind.Alert,
        "action" or "investigate" => EntryKind.Action,
        "finding" => EntryKind.Finding,
        "impact" => EntryKind.Impact,
        "decision" => EntryKind.Decision,
        // As the bot takes what is said when an incident is closed that has ended before.
        "communication" or Declare or "role" or "comms" or Close => EntryKind.Communication,
        "fix" or Mitigate => EntryKind.Fix,
        "recovery" or Resolve => EntryKind.Recovery,
        _ => EntryKind.Observation,
    };

    /// <summary>The kind of a change; any word that isn't known is a deploy, and so is none.</summary>
    public static ChangeKind ReadChange(string? kind) =>
        Changes.GetValueOrDefault(kind?.Trim().ToLowerInvariant().Replace('_', '-') ?? string.Empty);

    /// <summary>The digit of <c>SEV2</c> or <c>P1</c>, where <c>P0</c> counts as 1; null: it names none of 1 to 4.</summary>
    public static int? ReadSeverity(string severity)
    {
        var digits = severity.Where(char.IsAsciiDigit).ToArray();
        var digit = digits.Length == 1 ? digits[0] - '0' : -1;
        return digit is >= 0 and <= 4 ? Math.Max(digit, 1) : null;
    }
}
