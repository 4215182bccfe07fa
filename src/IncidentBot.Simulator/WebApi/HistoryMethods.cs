using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>conversations.history</c> and <c>conversations.replies</c>: reading what was said.</summary>
internal static class HistoryMethods
{
    private const int MaxPage = 999;

    /// <summary>Top-level messages, newest first; replies are never among them unless they were broadcast.</summary>
    public static JsonObject History(MethodCall call)
    {
        var channel = call.JoinedChannel();
        var between = Between(call);
        var messages = channel.Messages.Reverse().Where(m => m.EphemeralTo is null && (!m.IsReply || m.Broadcast)
            && between(m.Ts)).ToList();
        return Page(call, channel, messages, ("pin_count", channel.Pins.Count));
    }

    /// <summary>A thread with its parent first, oldest first; with a reply's own ts, that reply alone.</summary>
    public static JsonObject Replies(MethodCall call)
    {
        var channel = call.JoinedChannel();
        var target = channel.Find(call.Args.Required("ts")) ?? throw new SlackRefusal("thread_not_found");
        if (target.IsReply) return Page(call, channel, [target]);
        var between = Between(call);
        List<Message> thread = [target, .. channel.RepliesTo(target.Ts).Where(m => between(m.Ts))];
        return Page(call, channel, thread);
    }

    private static JsonObject Page(MethodCall call, Channel channel, List<Message> messages, params (string Name, JsonNode? Value)[] more)
    {
        var withMetadata = call.Args.Flag("include_all_metadata");
        // The cursor names the next message, so that what is posted meanwhile moves no page.
        if (Paging.DecodeText(call.Args.Text("cursor")) is { } cursor)
        {
            var ts = cursor.StartsWith("next_ts:", StringComparison.Ordinal) ? cursor[8..] : throw new SlackRefusal("invalid_cursor");
            var start = messages.FindIndex(m => m.Ts == ts);
            if (start < 0) throw new SlackRefusal("invalid_cursor");
            messages = messages[start..];
        }
        var limit = call.Args.Count("limit", 100, MaxPage);
        var page = messages.Take(limit)
            .Select(m => (JsonNode)ReactionMethods.Shortened(MessageJson.ForWire(call.Workspace, channel, m, withMetadata)));
        var answer = MethodCall.Ok([("messages", new JsonArray([.. page])), ("has_more", messages.Count > limit), .. more]);
        if (messages.Count > limit) answer["response_metadata"] = Paging.Metadata(Paging.EncodeText("next_ts:" + messages[limit].Ts));
        return answer;
    }

    private static Func<string, bool> Between(MethodCall call)
    {
        var oldest = Bound(call, "oldest");
        var latest = Bound(call, "latest");
        var inclusive = call.Args.Flag("inclusive");
        return ts =>
        {
            var at = decimal.Parse(ts, CultureInfo.InvariantCulture);
            return (oldest is null || at > oldest || (inclusive && at == oldest))
                && (latest is null || at < latest || (inclusive && at == latest));
        };
    }

    private static decimal? Bound(MethodCall call, string name)
    {
        if (!call.Args.Has(name) || call.Args.Text(name) == "now") return null;
        return decimal.TryParse(call.Args.Text(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var bound)
            ? bound == 0 ? null : bound
            : throw new SlackRefusal($"invalid_ts_{name}");
    }
}
