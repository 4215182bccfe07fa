using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary>One authenticated call of the app: its arguments and the workspace it acts on.</summary>
internal sealed class MethodCall(SlackServices slack, ApiMethod method, MethodArguments arguments, IReadOnlyCollection<string> scopes)
{
    public SlackServices Slack { get; } = slack;

    public SlackWorkspace Workspace => Slack.Workspace;

    public MethodArguments Args { get; } = arguments;

    public string Me => DefaultApp.BotUserId;

    public IReadOnlyCollection<string> Scopes { get; } = scopes;

    /// <summary>The channel an argument names, as far as the app may know of it.</summary>
    public Channel Channel(string argument = "channel")
    {
        var channel = Workspace.FindChannel(Args.Required(argument));
        if (channel is null || (channel.Kind != ChannelKind.Public && !channel.HasBot)) throw new SlackRefusal("channel_not_found");
        RequireScope(channel);
        return channel;
    }

    /// <summary>A channel the app must be a member of.</summary>
    public Channel JoinedChannel(string argument = "channel")
    {
        var channel = Channel(argument);
        return channel.HasBot ? channel : throw new SlackRefusal("not_in_channel");
    }

    public Message Message(Channel channel, string argument)
    {
        var ts = Args.Text(argument);
        if (string.IsNullOrEmpty(ts)) throw new SlackRefusal("no_item_specified");
        if (channel.Find(ts) is { Subtype: not "tombstone" } message) return message;
        return Workspace.IsForgotten(ts) && channel.FindAny(ts) is null
            ? channel.Recall(ts)
            : throw new SlackRefusal("message_not_found");
    }

    public Person Person(string argument, string error = "user_not_found") =>
        Workspace.People.Find(p => p.Id == Args.Text(argument)) ?? throw new SlackRefusal(error);

    public static JsonObject Ok(params (string Name, JsonNode? Value)[] fields)
    {
        var answer = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in fields) answer[name] = value;
        return answer;
    }

    private void RequireScope(Channel channel)
    {
        var needed = method.ScopesFor(channel.ScopeFamily);
        if (needed.Count > 0 && !needed.Any(s => Scopes.Contains(s, StringComparer.Ordinal))) throw MissingScope(needed, Scopes);
    }

    public static SlackRefusal MissingScope(IEnumerable<string> needed, IReadOnlyCollection<string> provided) => new("missing_scope")
    {
        Extra = new JsonObject { ["needed"] = string.Join(',', needed), ["provided"] = string.Join(',', provided) },
    };
}
