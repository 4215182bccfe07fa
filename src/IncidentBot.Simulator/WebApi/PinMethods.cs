using System.Text.Json.Nodes;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>pins.*</c>: the messages a channel keeps at hand.</summary>
internal static class PinMethods
{
    public static JsonObject Add(MethodCall call)
    {
        var channel = call.JoinedChannel();
        call.Slack.Posts.Pin(channel, call.Message(channel, "timestamp"), call.Me);
        return MethodCall.Ok();
    }

    public static JsonObject Remove(MethodCall call)
    {
        var channel = call.JoinedChannel();
        call.Slack.Posts.Unpin(channel, call.Message(channel, "timestamp"), call.Me);
        return MethodCall.Ok();
    }

    public static JsonObject List(MethodCall call)
    {
        var channel = call.JoinedChannel();
        var items = channel.Pins.AsEnumerable().Reverse()
            .Select(pin => (Pin: pin, Message: channel.Find(pin.Ts)))
            .Where(p => p.Message is not null)
            .Select(p => (JsonNode)call.Slack.Posts.PinItem(channel, p.Message!, p.Pin.By, p.Pin.At));
        return MethodCall.Ok(("items", new JsonArray([.. items])));
    }
}
