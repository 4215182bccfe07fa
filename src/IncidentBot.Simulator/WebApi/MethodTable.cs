using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary>Every Web API method the simulator answers; any other is an <c>unknown_method</c>.</summary>
internal static class MethodTable
{
    private const bool Form = false;
    private const bool Json = true;

    private static readonly ApiMethod[] Methods =
    [
        new("api.test", Json, [], TeamMethods.Test) { Anonymous = true, IsWrite = false },
        new("auth.test", Json, [], TeamMethods.AuthTest) { IsWrite = false },
        new("blocks.validate", Json, [], BlockMethods.Validate) { IsWrite = false },
        new("bots.info", Form, ["users:read"], TeamMethods.BotInfo),
        new("team.info", Form, ["team:read"], TeamMethods.TeamInfo),

        new("chat.postMessage", Json, ["chat:write"], ChatMethods.PostMessage),
        new("chat.postEphemeral", Json, ["chat:write"], ChatMethods.PostEphemeral),
        new("chat.update", Json, ["chat:write"], ChatMethods.Update),
        new("chat.delete", Json, ["chat:write"], ChatMethods.Delete),
        new("chat.getPermalink", Form, [], ChatMethods.GetPermalink),

        new("conversations.create", Json, ["*:write"], ConversationMethods.Create),
        new("conversations.info", Form, ["*:read"], ConversationMethods.Info),
        new("conversations.list", Form, ["*:read"], ConversationMethods.List),
        new("conversations.members", Form, ["*:read"], ConversationMethods.Members),
        new("conversations.history", Form, ["*:history"], HistoryMethods.History),
        new("conversations.replies", Form, ["*:history"], HistoryMethods.Replies),
        new("conversations.invite", Json, ["*:write", "channels:write.invites"], ConversationMethods.Invite),
        new("conversations.join", Json, ["channels:join"], ConversationMethods.Join),
        new("conversations.kick", Json, ["*:write"], ConversationMethods.Kick),
        new("conversations.leave", Json, ["*:write"], ConversationMethods.Leave),
        new("conversations.archive", Json, ["*:write"], ConversationMethods.Archive),
        new("conversations.unarchive", Json, ["*:write"], ConversationMethods.Unarchive),
        new("conversations.rename", Json, ["*:write"], ConversationMethods.Rename),
        new("conversations.setTopic", Json, ["*:write", "channels:write.topic"], ConversationMethods.SetTopic),
        new("conversations.setPurpose", Json, ["*:write", "channels:write.topic"], ConversationMethods.SetPurpose),
        new("conversations.open", Json, ["im:write", "mpim:write"], ConversationMethods.Open),

        new("users.list", Form, ["users:read"], UserMethods.List),
        new("users.info", Form, ["users:read"], UserMethods.Info),
        new("users.conversations", Form, ["*:read"], UserMethods.Conversations),
        new("users.lookupByEmail", Form, ["users:read.email"], UserMethods.LookupByEmail),
        new("users.profile.get", Form, ["users.profile:read"], UserMethods.ProfileGet),
        new("usergroups.list", Form, ["usergroups:read"], UserMethods.GroupsList),
        new("usergroups.users.list", Form, ["usergroups:read"], UserMethods.GroupUsersList),

        new("reactions.add", Json, ["reactions:write"], ReactionMethods.Add),
        new("reactions.remove", Json, ["reactions:write"], ReactionMethods.Remove),
        new("reactions.get", Form, ["reactions:read"], ReactionMethods.Get),
        new("pins.add", Json, ["pins:write"], PinMethods.Add),
        new("pins.remove", Json, ["pins:write"], PinMethods.Remove),
        new("pins.list", Form, ["pins:read"], PinMethods.List),
        new("bookmarks.add", Json, ["bookmarks:write"], BookmarkMethods.Add),
        new("bookmarks.edit", Json, ["bookmarks:write"], BookmarkMethods.Edit),
        new("bookmarks.list", Json, ["bookmarks:read"], BookmarkMethods.List) { IsWrite = false },
        new("bookmarks.remove", Json, ["bookmarks:write"], BookmarkMethods.Remove),

        new("views.open", Json, [], ViewMethods.Open),
        new("views.push", Json, [], ViewMethods.Push),
        new("views.update", Json, [], ViewMethods.Update),
        new("views.publish", Json, [], ViewMethods.Publish),

        new("files.getUploadURLExternal", Form, ["files:write"], FileMethods.GetUploadUrl) { IsWrite = true },
        new("files.completeUploadExternal", Json, ["files:write"], FileMethods.CompleteUpload),
        new("files.info", Form, ["files:read"], FileMethods.Info),
        new("files.delete", Json, ["files:write"], FileMethods.Delete),
    ];

    private static readonly Dictionary<string, ApiMethod> ByName = Methods.ToDictionary(m => m.Name, StringComparer.Ordinal);

    public static ApiMethod? Find(string name) => ByName.GetValueOrDefault(name);

    public static IReadOnlyCollection<ApiMethod> All => Methods;
}
