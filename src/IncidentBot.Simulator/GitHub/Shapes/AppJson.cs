using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Access;
using static IncidentBot.Simulator.GitHub.Shapes.Words;

namespace IncidentBot.Simulator.GitHub.Shapes;

/// <summary>Apps and installations as GitHub answers them.</summary>
internal static class AppJson
{
    public static JsonObject Of(string api, App app, int installations) => new()
    {
        ["id"] = app.Id, ["slug"] = app.Slug, ["client_id"] = app.ClientId, ["node_id"] = "A_" + Text(app.Id),
        ["owner"] = User(api, app.Owner), ["name"] = app.Slug, ["description"] = "", ["external_url"] = "https://example.com",
        ["html_url"] = "https://github.com/apps/" + app.Slug, ["created_at"] = Time(app.At), ["updated_at"] = Time(app.At),
        ["permissions"] = PermissionWords.Write(app.Permissions), ["events"] = Events(app), ["installations_count"] = installations,
    };

    public static JsonObject Installation(string api, Installation installation)
    {
        var url = $"{api}/app/installations/{Text(installation.Id)}";
        return new JsonObject
        {
            ["id"] = installation.Id, ["client_id"] = installation.App.ClientId,
            ["account"] = User(api, installation.Account, isOrganization: true),
            ["repository_selection"] = installation.Selected is null ? "all" : "selected", ["access_tokens_url"] = url + "/access_tokens",
            ["repositories_url"] = $"{api}/installation/repositories",
            ["html_url"] = $"https://github.com/organizations/{installation.Account}/settings/installations/{Text(installation.Id)}",
            ["app_id"] = installation.App.Id, ["app_slug"] = installation.App.Slug, ["target_id"] = IdOf(installation.Account),
            ["target_type"] = "Organization", ["permissions"] = PermissionWords.Write(installation.Permissions),
            ["events"] = Events(installation.App), ["created_at"] = Time(installation.At), ["updated_at"] = Time(installation.At),
            ["single_file_name"] = null, ["has_multiple_single_files"] = false, ["single_file_paths"] = new JsonArray(),
            ["suspended_by"] = null, ["suspended_at"] = installation.IsSuspended ? Time(installation.At) : null,
        };
    }

    private static JsonArray Events(App app) => List(app.Events.Select(e => (JsonNode)e));
}
