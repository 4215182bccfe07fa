using System.Text.Json.Nodes;
using IncidentBot.Simulator.BlockKit;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.Control;

/// <summary>Builds the payloads that Slack posts to the app when a person uses a command, a button, a shortcut or a form.</summary>
internal sealed class InteractionPayloads(SlackServices slack)
{
    private SlackWorkspace Workspace => slack.Workspace;

    public OutboundRequest Command(Person person, Channel channel, string command, string typed)
    {
        var fields = new JsonObject
        {
            ["token"] = DefaultApp.VerificationToken, ["team_id"] = DefaultApp.TeamId, ["team_domain"] = DefaultApp.TeamDomain,
            ["channel_id"] = channel.Id, ["channel_name"] = ShownName(channel), ["user_id"] = person.Id, ["user_name"] = person.Handle,
            ["command"] = command, ["text"] = TypedText.ToCommand(Workspace, typed), ["api_app_id"] = DefaultApp.AppId,
            ["is_enterprise_install"] = "false",
            ["response_url"] = slack.ResponseUrls.Give("commands", channel, person.Id, from: null),
            ["trigger_id"] = slack.Triggers.Give(person.Id),
        };
        var body = string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value!.GetValue<string>())}"));
        return new OutboundRequest("command", "/slack/commands", "application/x-www-form-urlencoded", body);
    }

    public OutboundRequest MessageAction(Person person, Channel channel, Message message, JsonObject action)
    {
        var payload = Base("block_actions", person);
        payload["container"] = new JsonObject
        {
            ["type"] = "message", ["message_ts"] = message.Ts, ["channel_id"] = channel.Id,
            ["is_ephemeral"] = message.EphemeralTo is not null,
        };
        if (message.IsReply) payload["container"]!["thread_ts"] = message.ThreadTs;
        payload["trigger_id"] = slack.Triggers.Give(person.Id);
        payload["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = ShownName(channel) };
        if (message.EphemeralTo is null) payload["message"] = MessageJson.ForWire(Workspace, channel, message, withMetadata: true);
        var state = ViewState.Carry(message.AllBlocks, message.Boxes.StateOf(message, person.Id));
        KeepChoice(state, action);
        payload["state"] = new JsonObject { ["values"] = state };
        payload["response_url"] = slack.ResponseUrls.Give("actions", channel, person.Id, message);
        payload["actions"] = new JsonArray(action);
        return Interaction(payload);
    }

    public OutboundRequest ViewAction(Person person, View view, JsonObject action)
    {
        KeepChoice(view.State, action);
        var payload = Base("block_actions", person);
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id };
        payload["trigger_id"] = slack.Triggers.Give(person.Id, view.Id);
        payload["view"] = view.ToJson();
        payload["actions"] = new JsonArray(action);
        return Interaction(payload);
    }

    public OutboundRequest MessageShortcut(Person person, string callbackId, Channel channel, Message message)
    {
        var payload = Base("message_action", person);
        payload["action_ts"] = Workspace.NextTs();
        payload["callback_id"] = callbackId;
        payload["trigger_id"] = slack.Triggers.Give(person.Id);
        payload["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = ShownName(channel) };
        payload["message_ts"] = message.Ts;
        payload["message"] = MessageJson.ForWire(Workspace, channel, message);
        payload["response_url"] = slack.ResponseUrls.Give("app", channel, person.Id, message);
        return Interaction(payload);
    }

    public OutboundRequest Submission(Person person, View view)
    {
        var payload = Base("view_submission", person);
        payload["trigger_id"] = slack.Triggers.Give(person.Id, view.Id);
        payload["view"] = view.ToJson();
        payload["response_urls"] = new JsonArray();
        return Interaction(payload);
    }

    public OutboundRequest Closed(Person person, View view, bool cleared)
    {
        var payload = Base("view_closed", person);
        payload["view"] = view.ToJson();
        payload["is_cleared"] = cleared;
        return Interaction(payload);
    }

    /// <summary>The <c>actions</c> entry for using an element; null when it has no such option.</summary>
    public JsonObject? Action(JsonObject block, JsonObject element, JsonNode? value)
    {
        var action = new JsonObject
        {
            ["type"] = element["type"]?.DeepClone(), ["action_id"] = element["action_id"]?.DeepClone(),
            ["block_id"] = block["block_id"]?.DeepClone(),
        };
        if (element["type"]?.ToString() is "button" or "workflow_button")
        {
            foreach (var name in (string[])["text", "value", "style", "url"])
                if (element[name] is { } given) action[name] = given.DeepClone();
        }
        else if (element["type"]?.ToString() is "icon_button" or "feedback_buttons")
        {
            if (Pressed(element, value) is not { } pressed) return null;
            foreach (var name in (string[])["text", "value"])
                if (pressed[name] is { } given) action[name] = given.DeepClone();
        }
        else
        {
            if (ElementValue.From(element, value) is not { } chosen) return null;
            foreach (var (name, given) in chosen)
                if (name != "type") action[name] = given?.DeepClone();
        }
        action["action_ts"] = Workspace.NextTs();
        return action;
    }

    // One of the two thumbs, by its value.
    private static JsonObject? Pressed(JsonObject element, JsonNode? value) => element["type"]?.ToString() == "icon_button"
        ? element
        : new[] { element["positive_button"], element["negative_button"] }.OfType<JsonObject>()
            .FirstOrDefault(one => one["value"]?.ToString() == value?.ToString());

    private static void KeepChoice(JsonObject state, JsonObject action)
    {
        if (action["type"]?.ToString() is "button" or "workflow_button" or "overflow" or "icon_button" or "feedback_buttons")
            return;
        var value = (JsonObject)action.DeepClone();
        foreach (var name in (string[])["action_id", "block_id", "action_ts"]) value.Remove(name);
        ViewState.Put(state, action["block_id"]!.ToString(), action["action_id"]!.ToString(), value);
    }

    private static JsonObject Base(string type, Person person) => new()
    {
        ["type"] = type,
        ["user"] =
            new JsonObject { ["id"] = person.Id, ["username"] = person.Handle, ["name"] = person.Handle, ["team_id"] = DefaultApp.TeamId },
        ["api_app_id"] = DefaultApp.AppId,
        ["token"] = DefaultApp.VerificationToken,
        ["team"] = new JsonObject { ["id"] = DefaultApp.TeamId, ["domain"] = DefaultApp.TeamDomain },
        ["enterprise"] = null,
        ["is_enterprise_install"] = false,
    };

    private static OutboundRequest Interaction(JsonObject payload) =>
        new(
            payload["type"]!.GetValue<string>(), "/slack/interactions", "application/x-www-form-urlencoded",
            "payload=" + Uri.EscapeDataString(payload.ToJsonString(WireJson.Writing)));

    private static string ShownName(Channel channel) => channel.Kind switch
    {
        ChannelKind.Public => channel.Name,
        ChannelKind.Direct => "directmessage",
        _ => "privategroup",
    };
}
