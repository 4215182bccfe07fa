using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>api.*</c>, <c>auth.*</c>, <c>bots.*</c>, <c>team.*</c>: who and where the app is.</summary>
internal static class TeamMethods
{
    public static JsonObject Test(MethodCall call)
    {
        if (call.Args.Text("error") is { Length: > 0 } error)
            throw new SlackRefusal(error) { Extra = new JsonObject { ["args"] = call.Args.Values.DeepClone() } };
        return MethodCall.Ok(("args", call.Args.Values.DeepClone()));
    }

    public static JsonObject AuthTest(MethodCall call) => MethodCall.Ok(
        ("url", call.Workspace.BaseUrl + "/"),
        ("team", DefaultApp.TeamName),
        ("user", DefaultApp.BotName),
        ("team_id", DefaultApp.TeamId),
        ("user_id", DefaultApp.BotUserId),
        ("bot_id", DefaultApp.BotId),
        ("is_enterprise_install", false));

    public static JsonObject BotInfo(MethodCall call)
    {
        if (call.Args.Has("bot") && call.Args.Text("bot") != DefaultApp.BotId) throw new SlackRefusal("bot_not_found");
        return MethodCall.Ok(("bot", new JsonObject
        {
            ["id"] = DefaultApp.BotId, ["deleted"] = false, ["name"] = DefaultApp.BotName, ["updated"] = 0, ["app_id"] = DefaultApp.AppId,
            ["user_id"] = DefaultApp.BotUserId, ["icons"] = new JsonObject(),
        }));
    }

    public static JsonObject TeamInfo(MethodCall call) => MethodCall.Ok(("team", new JsonObject
    {
        ["id"] = DefaultApp.TeamId, ["name"] = DefaultApp.TeamName, ["domain"] = DefaultApp.TeamDomain, ["email_domain"] = "local.example",
        ["url"] = call.Workspace.BaseUrl + "/", ["icon"] = new JsonObject { ["image_default"] = true },
    }));
}
