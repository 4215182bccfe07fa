using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Host.Tests.Upgrade;

/// <summary>What stands in the channels of a local Slack, as text with one line a message; another can be given it.</summary>
internal static class SlackText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Of larger files the bot keeps nothing either.
    private const int MostBytes = 10_000;

    /// <summary>Writes down all channels, messages and small files.</summary>
    /// <param name="slack">Its base address is the local Slack's.</param>
    public static async Task<string> SaveAsync(HttpClient slack)
    {
        var state = (JsonObject)(await GetAsync(slack, "sim/state"))!;
        var text = new StringBuilder("{\n\"files\": [");
        var separator = "\n";
        var files = state["files"]!.AsArray().OfType<JsonObject>().Where(file => (int?)file["size"] <= MostBytes);
        foreach (var file in files.Where(file => file["content_url"] is not null))
        {
            file["content_base64"] = Convert.ToBase64String(await slack.GetByteArrayAsync(((string)file["content_url"]!).TrimStart('/')));
            text.Append(separator).Append(Only(file, "id", "name", "user", "created", "title", "content_base64"));
            separator = ",\n";
        }

        text.Append("],\n\"channels\": [");
        separator = "\n";
        foreach (var channel in state["channels"]!.AsArray().OfType<JsonObject>())
        {
            text.Append(separator).Append(channel.ToJsonString(Readable)[..^1]).Append(", \"messages\": [");
            var messages = (JsonArray)(await GetAsync(slack, $"sim/channels/{channel["id"]}/messages"))!;
            var kept = messages.OfType<JsonObject>().Where(IsWorthKeeping);
            text.AppendJoin(',', kept.Select(message => "\n" + Shortened(message))).Append("]}");
            separator = ",\n";
        }

        return text.Append("]\n}\n").ToString();
    }

    /// <summary>Puts what a text holds into a local Slack.</summary>
    public static async Task RestoreAsync(HttpClient slack, string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, "application/json");
        using var answer = await slack.PostAsync("sim/restore", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonNode?> GetAsync(HttpClient slack, string path) => JsonNode.Parse(await slack.GetStringAsync(path));

    // A private answer matters for its buttons alone.
    private static bool IsWorthKeeping(JsonObject message) => message["ephemeral_to"] is null || HasButtons(message);

    private static string Shortened(JsonObject message)
    {
        foreach (var name in (string[])["attachments", "permalink", "pinned"]) message.Remove(name);
        if (!HasButtons(message)) message.Remove("blocks");
        if (message["files"] is JsonArray files)
            message["files"] = new JsonArray([.. files.Select(file => (JsonNode)new JsonObject { ["id"] = file!["id"]!.DeepClone() })]);
        foreach (var (name, _) in message.Where(field => field.Value is null or JsonArray { Count: 0 }).ToList()) message.Remove(name);
        return message.ToJsonString(Readable);
    }

    private static bool HasButtons(JsonObject message) =>
        message["blocks"]?.ToJsonString().Contains("\"action_id\"", StringComparison.Ordinal) == true;

    private static string Only(JsonObject from, params string[] names) =>
        new JsonObject(names.Select(name => KeyValuePair.Create(name, from[name]?.DeepClone()))).ToJsonString(Readable);
}
