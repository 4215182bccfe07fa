using System.Text.Json.Nodes;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.Control;

/// <summary>What people do in the workspace: write, edit, react, pin, come and go.</summary>
internal sealed class ActionRoutes(SlackServices slack)
{
    private SlackWorkspace Workspace => slack.Workspace;

    public void Map(IEndpointRouteBuilder routes)
    {
        Act(routes, "users", AddUser);
        Act(routes, "close-account", request => SetClosed(request, isClosed: true));
        Act(routes, "open-account", request => SetClosed(request, isClosed: false));
        Act(routes, "usergroups", AddGroup);
        Act(routes, "message", Say);
        Act(routes, "edit", Edit);
        Act(routes, "delete", Delete);
        Act(routes, "delete-file", DeleteFile);
        OnMessage(routes, "react", (channel, message, person, request) => slack.Posts.React(channel, message, person.Id, Emoji(request)));
        OnMessage(
            routes, "unreact", (channel, message, person, request) => slack.Posts.Unreact(channel, message, person.Id, Emoji(request)));
        OnMessage(routes, "pin", (channel, message, person, _) => slack.Posts.Pin(channel, message, person.Id));
        OnMessage(routes, "unpin", (channel, message, person, _) => slack.Posts.Unpin(channel, message, person.Id));
        Act(routes, "channels", AddChannel);
        Act(routes, "join", request => InChannel(request, (channel, person) => slack.Conversations.Enter(channel, person.Id)));
        Act(routes, "leave", request => InChannel(request, (channel, person) => slack.Conversations.Remove(channel, person.Id, person.Id)));
        Act(
            routes, "invite",
            request => InChannel(request, (channel, person) => Invite(channel, person, request.Person(Workspace, "target"))));
        Act(
            routes, "kick",
            request => InChannel(
                request, (channel, person) => slack.Conversations.Remove(channel, request.Person(Workspace, "target").Id, person.Id)));
        Act(routes, "archive", request => InChannel(request, (channel, person) => slack.Conversations.Archive(channel, person.Id)));
        Act(routes, "unarchive", request => InChannel(request, (channel, person) => slack.Conversations.Unarchive(channel, person.Id)));
        Act(
            routes, "rename",
            request => InChannel(request, (channel, person) => slack.Conversations.Rename(channel, person.Id, request.Required("name"))));
        Act(routes, "delete-channel", request => InChannel(request, (channel, person) => slack.Conversations.Delete(channel, person.Id)));
        Act(
            routes, "make-private",
            request => InChannel(request, (channel, person) => slack.Conversations.MakePrivate(channel, person.Id)));
        Act(routes, "share", request => InChannel(request, (channel, _) => slack.Conversations.Share(channel, !request.Flag("ended"))));
        Act(routes, "topic", request => InChannel(request, (channel, person) => SetTopic(channel, person, request)));
        Act(routes, "dm", request => ControlRoutes.Ok(("channel", Workspace.DirectWith(request.Person(Workspace).Id).Id)));
        Act(routes, "home", OpenHome);
    }

    private void Act(IEndpointRouteBuilder routes, string path, Func<ControlRequest, JsonObject> act) => routes.Command(path, request =>
    {
        lock (Workspace.Gate) return act(request);
    });

    private void OnMessage(IEndpointRouteBuilder routes, string path, Action<Channel, Message, Person, ControlRequest> act) =>
        Act(routes, path, request =>
    {
        var person = request.Person(Workspace);
        var channel = request.Channel(Workspace, person);
        var message = request.Message(channel);
        if (message.EphemeralTo is not null) throw new SlackRefusal("message_not_found");
        slack.Conversations.Enter(channel, person.Id);
        act(channel, message, person, request);
        return ControlRoutes.Ok();
    });

    private JsonObject InChannel(ControlRequest request, Action<Channel, Person> act)
    {
        var person = request.Person(Workspace);
        act(request.Channel(Workspace, person), person);
        return ControlRoutes.Ok();
    }

    private JsonObject AddUser(ControlRequest request)
    {
        var name = request.Required("name").Trim();
        var zone = request.Optional("tz") ?? "Etc/UTC";
        if (name.Length is 0 or > 80) throw new MalformedRequest("\"name\" must have 1 to 80 characters.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            throw new MalformedRequest($"\"tz\" is no time zone I know: {zone}. Use a name such as Europe/Berlin.");
        var person = new Person
        {
            Id = Workspace.Ids.Next("U"), Name = name, Handle = FreeHandle(name), RealName = request.Optional("real_name") ?? name,
            Zone = found,
            IsGuest = request.Flag("guest"), OtherTeam = request.Optional("other_team"),
            IsDeleted = request.Flag("deactivated"),
        };
        Workspace.People.Add(person);
        // Everybody is in #general who can be anywhere.
        if (!person.IsDeleted) Workspace.Channels.Find(c => c.IsGeneral)!.Members.Add(person.Id);
        Workspace.Live.Changed("user");
        return ControlRoutes.Ok(("id", person.Id));
    }

    /// <summary>What an admin does: the person's messages stay, and their name.</summary>
    private JsonObject SetClosed(ControlRequest request, bool isClosed)
    {
        request.Person(Workspace).IsDeleted = isClosed;
        Workspace.Live.Changed("user");
        return ControlRoutes.Ok();
    }

    private JsonObject AddGroup(ControlRequest request)
    {
        var handle = request.Required("handle");
        var members = request.Texts("members").Select(name => (Workspace.FindPerson(name) ?? throw new SlackRefusal("user_not_found")).Id);
        var group = new UserGroup(Workspace.Ids.Next("S"), request.Optional("name") ?? handle, handle, [.. members])
        {
            Creator = Workspace.People[0].Id, Created = Workspace.NowSeconds, Disabled = request.Flag("disabled")
                ? Workspace.NowSeconds
                : 0,
        };
        Workspace.UserGroups.Add(group);
        return ControlRoutes.Ok(("id", group.Id));
    }

    private string FreeHandle(string name)
    {
        var letters = name.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-').ToArray();
        var handle = new string(letters).Trim('-', '.', '_') is { Length: > 0 } made ? made : "member";
        var free = handle;
        for (var n = 2; Workspace.People.Exists(p => p.Handle == free); n++) free = $"{handle}{n}";
        return free;
    }

    private JsonObject Say(ControlRequest request)
    {
        if (request.Object("message") is { } recorded) return SayAsRecorded(request, recorded);
        if (request.Optional("bot") is { } bot) return SayAsBot(request, bot);
        var person = request.Person(Workspace);
        var channel = request.Channel(Workspace, person);
        var typed = request.Optional("text") ?? "";
        var threadTs = request.Optional("thread_ts");
        var files = request.Objects("files").Select(ReadFile).ToList();
        if (string.IsNullOrWhiteSpace(typed) && files.Count == 0) throw new SlackRefusal("no_text");
        if (typed.Length > ChatMethods.MaxText) throw new SlackRefusal("msg_too_long");
        slack.Conversations.Enter(channel, person.Id);
        if (threadTs is not null && channel.Find(threadTs) is null) throw new SlackRefusal("thread_not_found");
        var draft = new Draft(person.Id, TypedText.ToMessage(Workspace, typed))
        {
            ThreadTs = threadTs, Broadcast = request.Flag("broadcast"), Unfurl = true,
            Files = [.. files.Select(f => slack.Uploads.Keep(f.Name, person.Id, f.Content))],
        };
        return ControlRoutes.Ok(("ts", slack.Posts.Post(channel, draft).Ts), ("channel", channel.Id));
    }

    /// <summary>
    /// What another app or a workflow posts, under the name that it gives itself: <c>text</c>, <c>blocks</c>, <c>attachments</c>, as Slack
    /// would deliver them.
    /// </summary>
    private JsonObject SayAsBot(ControlRequest request, string name)
    {
        var channel = request.Channel(Workspace);
        var content = ReadContent(request);
        if (request.Optional("text") is not { Length: > 0 } && content.Blocks is null && content.Attachments is null)
            throw new SlackRefusal("no_text");
        var draft = new Draft(DefaultApp.OtherBotId, TypedText.ToMessage(Workspace, request.Optional("text") ?? ""))
        {
            ThreadTs = request.Optional("thread_ts"), Username = name, Subtype = "bot_message", Blocks = content.Blocks,
            Attachments = content.Attachments,
        };
        return ControlRoutes.Ok(("ts", slack.Posts.Post(channel, draft).Ts), ("channel", channel.Id));
    }

    /// <summary>
    /// A message exactly as Slack would deliver it (<c>message</c>), such as a recorded one: its subtype, text, blocks, attachments, room
    /// and whatever else it has; only its channel, time and author are the simulator's.
    /// </summary>
    private JsonObject SayAsRecorded(ControlRequest request, JsonObject message)
    {
        var channel = request.Channel(Workspace);
        var isBot = message["bot_id"] is not null || (string?)message["subtype"] == "bot_message";
        var author = isBot ? DefaultApp.OtherBotId : request.Person(Workspace).Id;
        if (!isBot) slack.Conversations.Enter(channel, author);
        var draft = new Draft(author, Known(message, "text") ?? "")
        {
            ThreadTs = request.Optional("thread_ts"), Username = isBot ? Known(message, "username") ?? "Another app" : null,
            Subtype = Known(message, "subtype"), Blocks = (message["blocks"] as JsonArray)?.DeepClone() as JsonArray,
            Attachments = (message["attachments"] as JsonArray)?.DeepClone() as JsonArray, Extra = Others(message), IsRecorded = isBot,
        };
        return ControlRoutes.Ok(("ts", slack.Posts.Post(channel, draft).Ts), ("channel", channel.Id));
    }

    private static string? Known(JsonObject message, string name) =>
        message[name] is JsonValue value && value.TryGetValue<string>(out var known) ? known : null;

    private static JsonObject Others(JsonObject message)
    {
        var others = new JsonObject();
        foreach (var (name, value) in message)
        {
            if (name is not ("type" or "subtype" or "text" or "blocks" or "attachments" or "ts" or "thread_ts" or "user" or "bot_id"
                or "username" or "channel" or "event_ts" or "edited" or "reactions"))
                others[name] = value?.DeepClone();
        }
        return others;
    }

    private static (JsonArray? Blocks, JsonArray? Attachments) ReadContent(ControlRequest request) =>
        (List(request, "blocks"), List(request, "attachments"));

    private static JsonArray? List(ControlRequest request, string name) =>
        request.Objects(name) is { Count: > 0 } items ? [.. items.Select(item => item.DeepClone())] : null;

    private static (string Name, byte[] Content) ReadFile(JsonObject file)
    {
        var request = new ControlRequest(file);
        var name = request.Required("name");
        var encoded = request.Optional("content_base64") ?? throw new MalformedRequest("\"content_base64\" is missing in a file.");
        try
        {
            return (name, Convert.FromBase64String(encoded));
        }
        catch (FormatException)
        {
            throw new MalformedRequest($"\"content_base64\" of {name} is not base64.");
        }
    }

    /// <summary>What the author of a file does with it in Slack's list of files: their message stays.</summary>
    private JsonObject DeleteFile(ControlRequest request)
    {
        slack.Uploads.Remove(Workspace.Files.GetValueOrDefault(request.Required("file")) ?? throw new SlackRefusal("file_not_found"));
        return ControlRoutes.Ok();
    }

    private JsonObject Edit(ControlRequest request)
    {
        var channel = request.Channel(Workspace);
        var message = OwnMessage(request, channel, "cant_update_message");
        var content = ReadContent(request);
        var isContent = request.Body.ContainsKey("blocks") || request.Body.ContainsKey("attachments") || request.Object("room") is not null;
        if (message.ByApp || message.Subtype is "tombstone" || !(isContent || IsTyped(message)))
            throw new SlackRefusal("cant_update_message");
        var text = request.Optional("text") ?? (isContent ? null : throw new MalformedRequest("\"text\" is missing."));
        if (text?.Length == 0 && !isContent && message.Files.Count == 0) throw new SlackRefusal("no_text");
        Conversations.RefuseArchived(channel);
        var wire = text is null ? message.Text : TypedText.ToMessage(Workspace, text);
        // Slack keeps a message that was saved without a change as it is.
        if (!isContent && wire == message.Text) return ControlRoutes.Ok(("ts", message.Ts));
        slack.Posts.Edit(
            channel, message, message.User, edited =>
            {
                edited.Text = wire;
                // What a person types again has other blocks, which are made of its text.
                edited.Blocks = request.Body.ContainsKey("blocks") ? content.Blocks : text is null ? edited.Blocks : null;
                if (request.Body.ContainsKey("attachments")) edited.Attachments = content.Attachments;
                if (request.Object("room") is { } room) (edited.Extra ??= [])["room"] = room.DeepClone();
            },
            isMarked: !request.Flag("unmarked"));
        return ControlRoutes.Ok(("ts", message.Ts));
    }

    private static bool IsTyped(Message message) => message.Subtype is null or "file_share" or "thread_broadcast" or "bot_message";

    private JsonObject Delete(ControlRequest request)
    {
        var channel = request.Channel(Workspace);
        var message = OwnMessage(request, channel, "cant_delete_message");
        Conversations.RefuseArchived(channel);
        slack.Posts.Delete(channel, message);
        return ControlRoutes.Ok();
    }

    /// <summary>The message, which must be by <c>user</c> where one is given.</summary>
    private Message OwnMessage(ControlRequest request, Channel channel, string otherwise)
    {
        var message = request.Message(channel);
        if (request.Optional("user") is not null && message.EphemeralTo is null && request.Person(Workspace).Id != message.User)
            throw new SlackRefusal(otherwise);
        return message;
    }

    private JsonObject AddChannel(ControlRequest request)
    {
        var person = request.Person(Workspace);
        var channel = slack.Conversations.Create(person.Id, request.Required("name"), request.Flag("is_private"));
        foreach (var member in request.Texts("members"))
            Invite(channel, person, Workspace.FindPerson(member) ?? throw new SlackRefusal("user_not_found"));
        return ControlRoutes.Ok(("id", channel.Id));
    }

    private void Invite(Channel channel, Person by, Person target)
    {
        if (!channel.HasMember(by.Id)) throw new SlackRefusal("not_in_channel");
        Conversations.RefuseArchived(channel);
        if (channel.HasMember(target.Id)) throw new SlackRefusal("already_in_channel");
        if (target.IsDeleted) throw new SlackRefusal("cant_invite");
        slack.Conversations.Admit(channel, target.Id, by.Id);
    }

    private void SetTopic(Channel channel, Person person, ControlRequest request)
    {
        slack.Conversations.Enter(channel, person.Id);
        slack.Conversations.SetTopic(channel, person.Id, request.Optional("topic") ?? "");
    }

    private JsonObject OpenHome(ControlRequest request)
    {
        var person = request.Person(Workspace);
        var opened = new JsonObject
        {
            ["type"] = "app_home_opened", ["user"] = person.Id,
            ["channel"] = Workspace.DirectWith(person.Id, opens: false).Id, ["tab"] = "home", ["event_ts"] = Workspace.NextTs(),
        };
        if (slack.Views.Home(person.Id) is { } view) opened["view"] = view.ToJson();
        Workspace.Events.Raise(null, opened);
        return ControlRoutes.Ok();
    }

    private static string Emoji(ControlRequest request) => request.Required("name").Trim(':');
}
