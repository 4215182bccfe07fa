using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>views.*</c>: modals and home tabs.</summary>
internal static class ViewMethods
{
    public static JsonObject Open(MethodCall call) => Shown(call.Slack.Views.Open(TriggerId(call), Definition(call)));

    public static JsonObject Push(MethodCall call) => Shown(call.Slack.Views.Push(TriggerId(call), Definition(call)));

    public static JsonObject Update(MethodCall call)
    {
        var definition = Definition(call);
        View? view = null;
        if (call.Args.Has("view_id")) view = call.Slack.Views.Find(call.Args.Text("view_id"));
        else if (call.Args.Has("external_id"))
            view = call.Slack.Views.Modals.FirstOrDefault(v => v.ExternalId == call.Args.Text("external_id"));
        else throw new SlackRefusal("invalid_arguments", "[ERROR] missing required field: view_id");
        return Shown(
            call.Slack.Views.Update(view
                ?? throw new SlackRefusal("not_found"), definition, call.Args.Has("hash") ? call.Args.Text("hash") : null));
    }

    public static JsonObject Publish(MethodCall call)
    {
        var user = call.Person("user_id");
        return Shown(call.Slack.Views.Publish(user.Id, Definition(call), call.Args.Has("hash") ? call.Args.Text("hash") : null));
    }

    private static string TriggerId(MethodCall call) => call.Args.Text("trigger_id") is { Length: > 0 } id ? id
        : throw new SlackRefusal("invalid_arguments", "[ERROR] missing required field: trigger_id");

    private static JsonObject Definition(MethodCall call)
    {
        if (!call.Args.Has("view")) throw new SlackRefusal("invalid_arguments", "[ERROR] missing required field: view");
        return call.Args.Json("view", "invalid_arguments") as JsonObject
            ?? throw new SlackRefusal("invalid_arguments", "[ERROR] must be an object [json-pointer:/view]");
    }

    private static JsonObject Shown(View view) => MethodCall.Ok(("view", view.ToJson()));
}
