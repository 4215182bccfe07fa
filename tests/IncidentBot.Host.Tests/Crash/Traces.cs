using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Crash;

/// <summary>What an incident leaves in the platform and in the store, as lines that are the same for each run of one script.</summary>
internal static partial class Traces
{
    // An answer to one person may be repeated but not lost.
    private const string AnswerMark = "answer ";

    // What Slack itself writes again for a repeated topic is no effect.
    private static readonly string[] Passing = ["channel_topic", "channel_join"];

    /// <summary>Every trace.</summary>
    public static Task<IReadOnlyList<string>> ReadAsync(CrashStage stage, CancellationToken cancellationToken) =>
        ReadAsync(stage.GetAsync, stage.Store.Options, cancellationToken, withAnswers: true);

    /// <param name="askSlackAsync">Reads from the local Slack's control API.</param>
    /// <param name="store">The bot's store.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="withAnswers">Whether answers to one person are among them; each counts once.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        Func<string, CancellationToken, Task<JsonNode>> askSlackAsync, StoreOptions store, CancellationToken cancellationToken, bool withAnswers = false)
    {
        var answers = new HashSet<string>(StringComparer.Ordinal);
        var lines = new List<string>();
        var state = await askSlackAsync("state", cancellationToken);
        foreach (var channel in state["channels"]!.AsArray())
        {
            var name = (string)channel!["name"]!;
            lines.Add($"channel {name} topic {channel["topic"]} members {string.Join(' ', channel["members"]!.AsArray().Select(m => (string)m!).Order(StringComparer.Ordinal))}");
            lines.AddRange(channel["bookmarks"]!.AsArray().Select(b => $"bookmark {b!["title"]}"));
            var messages = await askSlackAsync($"channels/{(string)channel["id"]!}/messages", cancellationToken);
            lines.AddRange(messages.AsArray().Where(m => m!["ephemeral_to"] is null && !Passing.Contains((string?)m["subtype"])).Select(m => Message(name, m!)));
            answers.UnionWith(messages.AsArray().Where(m => m!["ephemeral_to"] is not null).Select(m => Steady($"{AnswerMark}in {name} to {m!["ephemeral_to"]}: {m["text"]}")));
        }

        lines.AddRange(state["files"]!.AsArray().Select(f => $"file {f!["name"]}"));
        await AddStoreAsync(lines, store, cancellationToken);
        return [.. lines.Select(Steady), .. withAnswers ? answers : []];
    }

    /// <summary>What one list has more of than the other and should not: answers may be repeated, in other words too.</summary>
    public static IReadOnlyList<string> TooMuch(IReadOnlyList<string> left, IReadOnlyList<string> expected) =>
        [.. Beyond(left, expected).Where(line => !line.StartsWith(AnswerMark, StringComparison.Ordinal))];

    /// <summary>What one list has more of than the other.</summary>
    public static IReadOnlyList<string> Beyond(IReadOnlyList<string> these, IReadOnlyList<string> those)
    {
        var counts = those.CountBy(line => line, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. these.CountBy(line => line, StringComparer.Ordinal).Where(c => c.Value > counts.GetValueOrDefault(c.Key)).Select(c => c.Key)];
    }

    private static string Message(string channel, JsonNode message)
    {
        var files = string.Join(' ', message["files"]!.AsArray().Select(f => (string?)f!["name"]));
        var reactions = message["reactions"]?.ToJsonString();
        return $"message in {channel} by {message["user"] ?? message["bot_id"]} key {message["metadata"]?["event_payload"]?["key"]} pinned {message["pinned"]} "
            + $"thread {message["thread_ts"] is not null} files {files} reactions {reactions}: {message["text"]} {message["blocks"]!.ToJsonString()}";
    }

    private static async Task AddStoreAsync(List<string> lines, StoreOptions store, CancellationToken cancellationToken)
    {
        var settings = new BotSettings { Store = store };
        await using var services = BotApplication.BuildForReading(settings);
        var dead = await new DeadLetters(services.GetRequiredService<Database>(), TimeProvider.System).ListAsync(int.MaxValue, cancellationToken);
        lines.AddRange(dead.Select(letter => $"dead {letter.Kind} {letter.Error}"));
        for (var number = 1; await services.GetRequiredService<IncidentStore>().FindEverywhereAsync(new IncidentId(number), cancellationToken) is [var incident, ..]; number++)
        {
            var json = JsonNode.Parse(await services.GetRequiredService<IncidentExport>().JsonAsync(incident, cancellationToken))!.AsObject();
            await AddAuditAsync(lines, services.GetRequiredService<AuditCheck>(), incident, json, cancellationToken);
            Flatten(lines, "incident", json);
        }
    }

    // The hashes are salted and so never the same twice: what has to be the same is that the whole chain holds and that the export names its end.
    private static async Task AddAuditAsync(List<string> lines, AuditCheck check, Incident incident, JsonObject json, CancellationToken cancellationToken)
    {
        var report = await check.VerifyAsync(incident.Workspace, incident.Id.Number, cancellationToken);
        json.Remove("audit", out var exported);
        lines.Add($"audit of {incident.Id} exported {(string?)exported?["head"] == report.Head.Hash} broken by {report.Problem ?? report.RowProblems.FirstOrDefault() ?? "nothing"}");
    }

    private static void Flatten(List<string> lines, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields) Flatten(lines, $"{path}.{name}", value);
                break;
            case JsonArray items:
                lines.Add($"{path} in this order: {string.Join(" | ", items.Select(item => item is JsonObject entry ? (string?)entry["text"] : null))}");
                lines.AddRange(items.Select(item => $"{path}[] {item?.ToJsonString()}"));
                break;
            default:
                lines.AddRange($"{node}".Split('\n').Select(line => $"{path} {line}"));
                break;
        }
    }

    private static string Steady(string line) =>
        Digits().Replace(Spans().Replace(Ids().Replace(line, "<id>"), "<span>"), "#");

    [GeneratedRegex("\\b(?:F|C|U|D|B|T)[0-9A-Z]{9,}\\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();

    [GeneratedRegex("(?:less than a minute|\\b\\d+ (?:s|seconds?|min|minutes?|h|hours?)\\b)(?: \\d+ (?:s|seconds?|min|minutes?)\\b)*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spans();

    [GeneratedRegex("\\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();
}
