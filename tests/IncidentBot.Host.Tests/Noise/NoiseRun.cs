using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Host.Tests.Noise;

/// <summary>Plays a scenario and counts what people in the incident's channel get to read of the bot.</summary>
internal static class NoiseRun
{
    /// <summary>The lines of the bot while a scenario is played.</summary>
    public static async Task<NoiseCount> PlayAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        NoiseCount? count = null;
        var result = await DemoRun.PlayAsync(
            scenario, static (_, _) => { }, cancellationToken,
            atEnd: async (stage, player) => count = await ReadAsync(stage, player.Channel.Id, cancellationToken));
        if (result.Differences.Count > 0)
            throw StopException.NotDone(string.Join(' ', result.Differences));

        return count! with { Deeds = DemoPlan.Of(scenario).Count(IsDeed) };
    }

    // What the bot says where words were only posted or a deploy went live is its own; a draft that is asked for is a draft's.
    private static bool IsDeed(Beat beat) => beat is not (GoLive or StartIncident or SayChat or SayEntry or WriteUp { Export: false });

    private static async Task<NoiseCount> ReadAsync(LocalStage stage, string channel, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = stage.SlackAddress };
        var journal = (JsonArray)JsonNode.Parse(await http.GetStringAsync("sim/journal", cancellationToken))!;
        var messages = (JsonArray)JsonNode.Parse(await http.GetStringAsync($"sim/channels/{channel}/messages", cancellationToken))!;
        var calls = journal.Where(call => (string?)call!["direction"] == "in" && (bool?)call["ok"] == true).Select(call => call!).ToList();
        var here = calls.Where(call => IsIn(call, channel)).ToList();
        var posts = here.Where(call => (string?)call["method"] == "chat.postMessage").Select(Post.Of).ToList();
        return new NoiseCount
        {
            Posts = posts,
            Deeds = 0,
            Lines =
            [
                .. messages.Where(IsLine).Select(message => new Line(
                    At((string)message!["ts"]!), KeyOf(message) ?? Name(message), Shown(message))),
            ],
            Edits = here.Count(call => (string?)call["method"] == "chat.update"),
            PrivateAnswers = messages.Count(message => message!["ephemeral_to"] is not null),
        };
    }

    private static bool IsIn(JsonNode call, string channel) =>
        (string?)call["args"]?["channel"] == channel || (string?)call["args"]?["channel_id"] == channel;

    // What the bot says to everybody at the channel's own level: also what Slack writes when it sets the topic.
    private static bool IsLine(JsonNode? message) =>
        (message!["bot_id"] is not null || (string?)message["user"] == DefaultApp.BotUserId) && message["ephemeral_to"] is null
            && (message["thread_ts"] is null || (bool?)message["broadcast"] == true);

    private static string? KeyOf(JsonNode message) => (string?)message["metadata"]?["event_payload"]?["key"];

    private static string Name(JsonNode message) => message["files"] is JsonArray { Count: > 0 }
        ? NoiseCount.File
        : (string?)message["subtype"] ?? "(no key)";

    private static string Shown(JsonNode message) => ((string?)message["text"] ?? string.Empty).ReplaceLineEndings(" ");

    private static DateTimeOffset At(string ts) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(ts[..ts.IndexOf('.', StringComparison.Ordinal)], CultureInfo.InvariantCulture));

    /// <summary>A message as it was posted.</summary>
    internal sealed record Post(DateTimeOffset At, string Key, bool IsReply)
    {
        public static Post Of(JsonNode call) => new(
            DateTimeOffset.Parse((string)call["at"]!, CultureInfo.InvariantCulture),
            KeyIn(call["args"]!["metadata"]) ?? "(no key)",
            call["args"]!["thread_ts"] is not null);

        // Written as text where the call is a form.
        private static string? KeyIn(JsonNode? metadata)
        {
            var read = metadata is JsonValue text ? JsonNode.Parse((string)text!) : metadata;
            return (string?)read?["event_payload"]?["key"];
        }
    }

    /// <summary>A line as it stands in the end.</summary>
    internal sealed record Line(DateTimeOffset At, string Key, string Text)
    {
        /// <summary>What it says, without who said it and when.</summary>
        public string Words => Text.EndsWith(')') && Text.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var end ? Text[..end] : Text;
    }
}
