using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>reactions.*</c>: the app's own reactions, and reading everybody's.</summary>
internal static class ReactionMethods
{
    private const int ShownUsers = 25;

    // Slack's pages name no numbers; these are what its clients allow.
    private const int MostByOne = 23;
    private const int MostKinds = 50;

    /// <summary>
    /// The message as Slack shows it in passing: "users" may leave people out, "count" counts them all
    /// (docs.slack.dev/reference/methods/reactions.get).
    /// </summary>
    public static JsonObject Shortened(JsonObject message)
    {
        foreach (var reaction in message["reactions"]?.AsArray() ?? [])
            reaction!["users"] = new JsonArray([.. reaction["users"]!.AsArray().Take(ShownUsers).Select(user => user!.DeepClone())]);
        return message;
    }

    public static JsonObject Add(MethodCall call)
    {
        var name = Name(call);
        var channel = call.JoinedChannel();
        var message = call.Message(channel, "timestamp");
        if (!EmojiNames.IsKnown(name)) throw new SlackRefusal("invalid_name");
        RefuseMany(message, call.Me, name);
        call.Slack.Posts.React(channel, message, call.Me, name);
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
        if (!call.Args.Flag("full")) Shortened(wire);
        wire["permalink"] = call.Workspace.Permalink(channel, message);
        return MethodCall.Ok(("type", "message"), ("message", wire), ("channel", channel.Id));
    }

    private static void RefuseMany(Message message, string user, string name)
    {
        var known = message.Reactions.Find(r => r.Name == name);
        if (known?.Users.Contains(user, StringComparer.Ordinal) == true) return;
        if (known is null && message.Reactions.Count >= MostKinds) throw new SlackRefusal("too_many_emoji");
        if (message.Reactions.Count(r => r.Users.Contains(user, StringComparer.Ordinal)) >= MostByOne)
            throw new SlackRefusal("too_many_reactions");
    }

    private static string Name(MethodCall call) => (call.Args.Text("name")
        ?? "").Trim(':') is { Length: > 0 } name ? name : throw new SlackRefusal("invalid_name");
}
