using System.Text;
using System.Text.Json;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Host.Demo;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Timeline;

namespace IncidentBot.Host.Tests.Rubbish;

/// <summary>A request as Slack sends it, to be spoiled.</summary>
/// <param name="Path">The address that it goes to.</param>
/// <param name="Body">What it says.</param>
internal sealed record PayloadSample(string Path, string Body)
{
    private const string Events = "/slack/events", Commands = "/slack/commands", Interactions = "/slack/interactions";
    private static readonly string[] ContractFolders = ["http", "payloads-bolt-python", "socket-mode", "events-bare-java-sdk"];

    /// <summary>The content type that its address takes.</summary>
    public string ContentType => Path == Events ? "application/json" : "application/x-www-form-urlencoded";

    /// <summary>The project's own samples, those of a machine's contract folder, and a command of each verb.</summary>
    public static IReadOnlyList<PayloadSample> ReadAll()
    {
        var own = Directory.GetFiles(System.IO.Path.Combine(ProjectRoot.Folder, "tests", "IncidentBot.Adapters.Tests", "Slack", "Payloads"));
        var contracts = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        var real = string.IsNullOrEmpty(contracts) ? [] : ContractFolders.Select(folder => System.IO.Path.Combine(contracts, "slack", folder)).Where(Directory.Exists).SelectMany(Directory.GetFiles);
        return [.. own.Concat(real).Order(StringComparer.Ordinal).Select(Read), .. Typed, .. Pressed];
    }

    private static IEnumerable<PayloadSample> Typed => new[]
    {
        "start Checkout returns 500s --sev 2 --service checkout", "note \"Payments fail\" --kind finding --at 14:05", "status mitigated It is better", "severity 1", "role commander <@U100>",
        "timeline", "list", "checklist", "deploys", "postmortem", "export", "help", "impact Every third customer", "start",
    }.Select(words => new PayloadSample(Commands, $"team_id=T100&channel_id=C100&user_id=U100&user_name=maja&command=%2Fincident&text={Uri.EscapeDataString(words)}&trigger_id=1.2.typed"));

    private static IEnumerable<PayloadSample> Pressed => new[]
    {
        (IncidentButtonIds.TakeCommand, "INC-7"), (IncidentButtonIds.SetStatus, "INC-7|mitigated"), (ChecklistButtonIds.TickStep, "INC-7|assess-1"), (ChecklistButtonIds.UntickStep, "INC-7|assess-1"),
        (ChecklistButtonIds.ShowPhase, "INC-7|stabilize"), (ChangesButtonIds.RefreshDeploys, "INC-7"), (IncidentButtonIds.AssemblePostmortem, "INC-7"), (IncidentButtonIds.ExportPostmortem, "INC-7"),
        (TimelineButtonIds.SetKind, "INC-7|1|finding"), (TimelineButtonIds.ShowTimeline, "INC-7|2"), (IncidentButtonIds.OpenChannelAgain, "INC-7"), (ChecklistButtonIds.SkipStep, "INC-7|assess-1"),
    }.Select(button => new PayloadSample(Interactions, $$"""
        {"type":"block_actions","user":{"id":"U100"},"team":{"id":"T100"},"channel":{"id":"C100"},"container":{"message_ts":"1777888700.000100","channel_id":"C100"},"trigger_id":"1.2.pressed","actions":[{"type":"button","action_id":"{{button.Item1}}","value":"{{button.Item2}}","action_ts":"1777888804.500000"}]}
        """));

    private static PayloadSample Read(string file)
    {
        var text = File.ReadAllText(file, Encoding.UTF8);
        if (file.EndsWith(".form", StringComparison.Ordinal)) return new PayloadSample(Commands, text);
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement.TryGetProperty("payload", out var wrapped) && wrapped.ValueKind == JsonValueKind.Object ? wrapped : json.RootElement;
        if (root.TryGetProperty("command", out _)) return new PayloadSample(Commands, string.Join('&', root.EnumerateObject().Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value.ToString())}")));
        return root.TryGetProperty("event", out _) || root.TryGetProperty("challenge", out _) || !root.TryGetProperty("user", out _)
            ? new PayloadSample(Events, root.GetRawText())
            : new PayloadSample(Interactions, root.GetRawText());
    }
}
