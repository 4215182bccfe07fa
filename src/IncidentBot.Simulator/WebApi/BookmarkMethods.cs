using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>bookmarks.*</c>: the links at the top of a channel.</summary>
internal static class BookmarkMethods
{
    private const int Most = 100;

    public static JsonObject Add(MethodCall call)
    {
        var channel = call.JoinedChannel("channel_id");
        Conversations.RefuseArchived(channel);
        var title = call.Args.Required("title");
        if (call.Args.Required("type") != "link") throw new SlackRefusal("invalid_bookmark_type");
        var link = CheckedLink(call.Args.Text("link"));
        if (channel.Bookmarks.Count >= Most) throw new SlackRefusal("too_many_bookmarks");
        var bookmark = new JsonObject
        {
            ["id"] = call.Workspace.Ids.Next("Bk"), ["channel_id"] = channel.Id, ["title"] = title, ["link"] = link,
            ["emoji"] = call.Args.Text("emoji"),
            ["icon_url"] = null, ["type"] = "link", ["entity_id"] = call.Args.Text("entity_id"),
            ["date_created"] = call.Workspace.NowSeconds, ["date_updated"] = 0,
            ["rank"] = "U", ["last_updated_by_user_id"] = call.Me, ["last_updated_by_team_id"] = DefaultApp.TeamId, ["shortcut_id"] = null,
            ["app_id"] = null,
        };
        channel.Bookmarks.Add(bookmark);
        call.Workspace.Live.Changed("channel", channel.Id);
        return MethodCall.Ok(("bookmark", bookmark.DeepClone()));
    }

    public static JsonObject Edit(MethodCall call)
    {
        var channel = call.JoinedChannel("channel_id");
        var bookmark = Find(call, channel);
        if (call.Args.Has("title")) bookmark["title"] = call.Args.Text("title");
        if (call.Args.Has("link")) bookmark["link"] = CheckedLink(call.Args.Text("link"));
        if (call.Args.Has("emoji")) bookmark["emoji"] = call.Args.Text("emoji");
        bookmark["date_updated"] = call.Workspace.NowSeconds;
        call.Workspace.Live.Changed("channel", channel.Id);
        return MethodCall.Ok(("bookmark", bookmark.DeepClone()));
    }

    public static JsonObject List(MethodCall call)
    {
        var channel = call.JoinedChannel("channel_id");
        return MethodCall.Ok(("bookmarks", new JsonArray([.. channel.Bookmarks.Select(b => b.DeepClone())])));
    }

    public static JsonObject Remove(MethodCall call)
    {
        var channel = call.JoinedChannel("channel_id");
        channel.Bookmarks.Remove(Find(call, channel));
        call.Workspace.Live.Changed("channel", channel.Id);
        return MethodCall.Ok();
    }

    private static JsonObject Find(MethodCall call, Channel channel)
    {
        var id = call.Args.Required("bookmark_id");
        return channel.Bookmarks.Find(b => b["id"]!.GetValue<string>() == id) ?? throw new SlackRefusal("not_found");
    }

    private static string CheckedLink(string? link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? link!
            : throw new SlackRefusal("invalid_link");
}
