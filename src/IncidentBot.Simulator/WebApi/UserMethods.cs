using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>users.*</c> and <c>usergroups.*</c>: the people of the workspace.</summary>
internal static class UserMethods
{
    public static JsonObject List(MethodCall call)
    {
        var (page, next) = Paging.Take(call.Args, call.Workspace.People, limit: 1000);
        return MethodCall.Ok(
            ("members", new JsonArray([.. page.Select(p => (JsonNode)Shown(call, p))])), ("cache_ts", call.Workspace.NowSeconds),
            ("response_metadata", Paging.Metadata(next)));
    }

    public static JsonObject Info(MethodCall call) => MethodCall.Ok(("user", Shown(call, call.Person("user"))));

    public static JsonObject Conversations(MethodCall call)
    {
        var user = call.Args.Has("user") ? call.Person("user").Id : call.Me;
        // Of others the app sees only the conversations it could see anyway.
        return ConversationMethods.Listing(
            call, call.Workspace.Channels.Where(c => c.HasMember(user) && (c.Kind == ChannelKind.Public || c.HasBot)), Joined);
    }

    /// <summary>A conversation without the fields that Slack omits here (docs.slack.dev/reference/methods/users.conversations).</summary>
    private static JsonObject Joined(Channel channel)
    {
        var json = channel.ToJson();
        json.Remove("is_member");
        return json;
    }

    public static JsonObject LookupByEmail(MethodCall call)
    {
        var email = call.Args.Required("email");
        var person = call.Workspace.People.Find(p => !p.IsBot && string.Equals(p.Email, email, StringComparison.OrdinalIgnoreCase));
        return MethodCall.Ok(("user", Shown(call, person ?? throw new SlackRefusal("users_not_found"))));
    }

    public static JsonObject ProfileGet(MethodCall call)
    {
        var person = call.Args.Has("user") ? call.Person("user") : call.Workspace.FindPerson(call.Me)!;
        return MethodCall.Ok(("profile", person.Profile()));
    }

    public static JsonObject GroupsList(MethodCall call)
    {
        var withDisabled = call.Args.Flag("include_disabled");
        return MethodCall.Ok(
            (
                "usergroups",
                new JsonArray(
                    [.. call.Workspace.UserGroups.Where(g => withDisabled || g.Disabled == 0).Select(g => (JsonNode)GroupJson(call, g))])));
    }

    public static JsonObject GroupUsersList(MethodCall call)
    {
        var group = call.Workspace.UserGroups.Find(g => g.Id == call.Args.Required("usergroup")
            && (g.Disabled == 0 || call.Args.Flag("include_disabled"))) ?? throw new SlackRefusal("no_such_subteam");
        return MethodCall.Ok(("users", new JsonArray([.. group.Users.Select(u => (JsonNode)u)])));
    }

    private static JsonObject Shown(MethodCall call, Person person)
    {
        var json = person.ToJson(call.Workspace.Now);
        if (!call.Scopes.Contains("users:read.email", StringComparer.Ordinal)) (json["profile"] as JsonObject)?.Remove("email");
        if (call.Args.Flag("include_locale")) json["locale"] = "en-US";
        return json;
    }

    private static JsonObject GroupJson(MethodCall call, UserGroup group)
    {
        var json = new JsonObject
        {
            ["id"] = group.Id, ["team_id"] = DefaultApp.TeamId, ["is_usergroup"] = true, ["name"] = group.Name, ["handle"] = group.Handle,
            ["description"] = "", ["is_external"] = false, ["date_create"] = group.Created,
            ["date_update"] = Math.Max(group.Created, group.Disabled),
            ["date_delete"] = group.Disabled, ["auto_type"] = null, ["auto_provision"] = false, ["is_subteam"] = true,
            ["created_by"] = group.Creator,
            ["updated_by"] = group.Creator, ["deleted_by"] = group.Disabled > 0 ? group.Creator : null,
            ["prefs"] = new JsonObject { ["channels"] = new JsonArray(), ["groups"] = new JsonArray() },
        };
        if (call.Args.Flag("include_count")) json["user_count"] = group.Users.Count;
        if (call.Args.Flag("include_users")) json["users"] = new JsonArray([.. group.Users.Select(u => (JsonNode)u)]);
        return json;
    }
}
