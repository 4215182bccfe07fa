using System.Text.Json.Nodes;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>reactions.*</c>: the app's own reactions, and reading everybody's.</summary>
internal static class ReactionMethods
{
    public static JsonObject Add(MethodCall call)
    {
        var name = Name(call);
        var channel = call.JoinedChannel();
        call.Slack.Posts.React(channel, call.Message(channel, "timestamp"), call.Me, name);
        return MethodCall.Ok();
    }

    public static JsonObject Remove(MethodCall call)
    {
        var name = Name(call);
        var channel = call.JoinedChannel();
        call.Slack.Posts.Unreact(channel, call.Message(channel, "timestamp"), call.Me, name);
        return MethodCall.Ok();
    }

    public static JsonObject Get(MethodCall call)
    {
        var channel = call.JoinedChannel();
        var message = call.Message(channel, "timestamp");
        var wire = MessageJson.ForWire(call.Workspace, channel, message);
        wire["permalink"] = call.Workspace.Permalink(channel, message);
        return MethodCall.Ok(("type", "message"), ("message", wire), ("channel", channel.Id));
    }

    private static string Name(MethodCall call) => (call.Args.Text("name") ?? "").Trim(':') is { Length: > 0 } name ? name : throw new SlackRefusal("invalid_name");
}
