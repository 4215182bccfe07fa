using System.Text.Json.Nodes;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.Control;

/// <summary>What people do with Slack's own pieces: forward a message elsewhere, talk in a huddle.</summary>
internal sealed class SharingRoutes(SlackServices slack)
{
    private SlackWorkspace Workspace => slack.Workspace;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Command("forward", request =>
        {
            lock (Workspace.Gate) return Forward(request);
        });
        routes.Command("huddle", request =>
        {
            lock (Workspace.Gate) return Huddle(request);
        });
    }

    /// <summary>Shows the message <c>ts</c> of <c>channel</c> in the channel <c>to</c>, with a <c>text</c> of one's own or none.</summary>
    private JsonObject Forward(ControlRequest request)
    {
        var person = request.Person(Workspace);
        var from = request.Channel(Workspace, person);
        var message = request.Message(from);
        if (message.EphemeralTo is not null || (from.Kind != ChannelKind.Public && !from.HasMember(person.Id)))
            throw new SlackRefusal("message_not_found");
        var to = new ControlRequest(new JsonObject { ["channel"] = request.Required("to") }).Channel(Workspace, person);
        slack.Conversations.Enter(to, person.Id);
        var draft = new Draft(person.Id, TypedText.ToMessage(Workspace, request.Optional("text") ?? ""))
        {
            ThreadTs = request.Optional("thread_ts"), Attachments = new JsonArray(Share(from, message)),
        };
        return ControlRoutes.Ok(("ts", slack.Posts.Post(to, draft).Ts), ("channel", to.Id));
    }

    private JsonObject Share(Channel from, Message message)
    {
        var wire = MessageJson.ForWire(Workspace, from, message);
        var author = Workspace.FindPerson(message.User);
        var name = message.Username ?? author?.Name ?? message.User;
        var permalink = Workspace.Permalink(from, message);
        var share = new JsonObject
        {
            ["id"] = 1, ["ts"] = message.Ts, ["channel_id"] = from.Id, ["channel_team"] = DefaultApp.TeamId, ["is_msg_unfurl"] = true,
            ["is_share"] = true, ["author_name"] = author?.RealName ?? name, ["author_subname"] = name,
            ["text"] = message.Text, ["fallback"] = $"{name}: {message.Text}", ["from_url"] = permalink, ["original_url"] = permalink,
            ["footer"] = from.Kind == ChannelKind.Public ? $"Posted in #{from.Name}" : "Slack Conversation",
            ["mrkdwn_in"] = new JsonArray("text"),
        };
        if (author is not null) (share["author_id"], share["author_link"]) = (author.Id, $"{Workspace.BaseUrl}/team/{author.Id}");
        if (wire["blocks"] is { } blocks)
            share["message_blocks"] = new JsonArray(new JsonObject
            {
                ["team"] = DefaultApp.TeamId, ["channel"] = from.Id, ["ts"] = message.Ts,
                ["message"] = new JsonObject { ["blocks"] = blocks.DeepClone() },
            });
        foreach (var part in (string[])["files", "attachments"])
            if (wire[part] is { } given) share[part] = given.DeepClone();
        return share;
    }

    /// <summary>
    /// Begins a huddle in <c>channel</c>; with its <c>ts</c> the person joins it, or leaves it with <c>left</c>. It ends when the last has
    /// left, and its message changes each time.
    /// </summary>
    private JsonObject Huddle(ControlRequest request)
    {
        var person = request.Person(Workspace);
        var channel = request.Channel(Workspace, person);
        slack.Conversations.Enter(channel, person.Id);
        if (request.Optional("ts") is not null) return Change(request, channel, person);
        var draft = new Draft(person.Id, "A huddle started")
        {
            Subtype = "huddle_thread", Extra = new JsonObject { ["room"] = Room(channel, person, request.Optional("name")) },
        };
        return ControlRoutes.Ok(("ts", slack.Posts.Post(channel, draft).Ts), ("channel", channel.Id));
    }

    private JsonObject Room(Channel channel, Person person, string? name) => new()
    {
        ["id"] = Workspace.Ids.Next("R"), ["name"] = name ?? "", ["created_by"] = person.Id, ["date_start"] = Workspace.NowSeconds,
        ["date_end"] = 0, ["participants"] = new JsonArray(person.Id), ["participant_history"] = new JsonArray(person.Id),
        ["channels"] = new JsonArray(channel.Id), ["is_dm_call"] = channel.Kind == ChannelKind.Direct, ["has_ended"] = false,
        ["call_family"] = "huddle",
    };

    private JsonObject Change(ControlRequest request, Channel channel, Person person)
    {
        var message = request.Message(channel);
        if (message.Extra?["room"] is not JsonObject room || room["has_ended"]!.GetValue<bool>())
            throw new SlackRefusal("message_not_found");
        slack.Posts.Edit(
            channel, message, person.Id, changed =>
            {
                if (request.Flag("left")) Leave(room, person);
                else Join(room, person);
                if (!room["has_ended"]!.GetValue<bool>()) return;
                changed.Text = "A huddle happened";
            },
            isMarked: false);
        return ControlRoutes.Ok(("ts", message.Ts), ("participants", room["participants"]!.AsArray().Count));
    }

    private static void Join(JsonObject room, Person person)
    {
        foreach (var list in (string[])["participants", "participant_history"])
            if (!Names(room, list).Contains(person.Id, StringComparer.Ordinal)) room[list]!.AsArray().Add(person.Id);
    }

    private void Leave(JsonObject room, Person person)
    {
        room["participants"] = new JsonArray([.. Names(room, "participants").Where(id => id != person.Id).Select(id => (JsonNode)id)]);
        if (room["participants"]!.AsArray().Count > 0) return;
        (room["date_end"], room["has_ended"]) = (Workspace.NowSeconds, true);
    }

    private static List<string> Names(JsonObject room, string list) =>
        [.. room[list]!.AsArray().Select(id => id!.GetValue<string>())];
}
