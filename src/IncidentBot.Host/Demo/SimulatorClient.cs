using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Demo;

/// <summary>Acts as the people in the local Slack, over its control API.</summary>
/// <param name="http">A client whose base address is the local Slack's.</param>
internal sealed class SimulatorClient(HttpClient http)
{
    /// <summary>Lists all people and channels.</summary>
    public Task<LocalState> StateAsync(CancellationToken cancellationToken) =>
        GetAsync("state", LocalJson.Default.LocalState, cancellationToken);

    /// <summary>Lists all messages in a channel, oldest first, including replies and private answers.</summary>
    public Task<List<LocalMessage>> MessagesAsync(string channel, CancellationToken cancellationToken) =>
        GetAsync($"channels/{channel}/messages", LocalJson.Default.ListLocalMessage, cancellationToken);

    /// <summary>Lists the forms that a person has open.</summary>
    public Task<List<LocalView>> ViewsAsync(string user, CancellationToken cancellationToken) =>
        GetAsync($"views?user={Uri.EscapeDataString(user)}", LocalJson.Default.ListLocalView, cancellationToken);

    /// <summary>Adds a person; returns their id.</summary>
    public async Task<string> AddPersonAsync(string name, string zone, CancellationToken cancellationToken) =>
        (string)(await PostAsync("users", new JsonObject { ["name"] = name, ["tz"] = zone }, cancellationToken))["id"]!;

    /// <summary>Puts channels and messages back as an earlier run had them.</summary>
    public Task RestoreAsync(JsonObject kept, CancellationToken cancellationToken) => PostAsync("restore", kept, cancellationToken);

    /// <summary>Types a slash command.</summary>
    public Task CommandAsync(string user, string channel, string text, CancellationToken cancellationToken) =>
        DeliverAsync(
            "command", new JsonObject { ["user"] = user, ["channel"] = channel, ["command"] = "/incident", ["text"] = text },
            cancellationToken);

    /// <summary>Posts a message; returns its ts.</summary>
    public async Task<string> SayAsync(string user, string channel, string text, CancellationToken cancellationToken) =>
        (string)(
            await PostAsync(
                "message", new JsonObject { ["user"] = user, ["channel"] = channel, ["text"] = text }, cancellationToken))["ts"]!;

    /// <summary>Adds a reaction to a message.</summary>
    public Task ReactAsync(string user, string channel, string ts, string name, CancellationToken cancellationToken) =>
        PostAsync("react", new JsonObject { ["user"] = user, ["channel"] = channel, ["ts"] = ts, ["name"] = name }, cancellationToken);

    /// <summary>Removes a reaction from a message.</summary>
    public Task UnreactAsync(string user, string channel, string ts, string name, CancellationToken cancellationToken) =>
        PostAsync("unreact", new JsonObject { ["user"] = user, ["channel"] = channel, ["ts"] = ts, ["name"] = name }, cancellationToken);

    /// <summary>Pins a message.</summary>
    public Task PinAsync(string user, string channel, string ts, CancellationToken cancellationToken) =>
        PostAsync("pin", new JsonObject { ["user"] = user, ["channel"] = channel, ["ts"] = ts }, cancellationToken);

    /// <summary>Opens an archived channel again.</summary>
    public Task UnarchiveAsync(string user, string channel, CancellationToken cancellationToken) =>
        PostAsync("unarchive", new JsonObject { ["user"] = user, ["channel"] = channel }, cancellationToken);

    /// <summary>Edits a message.</summary>
    public Task EditAsync(string channel, string ts, string text, CancellationToken cancellationToken) =>
        PostAsync("edit", new JsonObject { ["channel"] = channel, ["ts"] = ts, ["text"] = text }, cancellationToken);

    /// <summary>Deletes a message.</summary>
    public Task DeleteAsync(string channel, string ts, CancellationToken cancellationToken) =>
        PostAsync("delete", new JsonObject { ["channel"] = channel, ["ts"] = ts }, cancellationToken);

    /// <summary>Tells the local Prometheus what a signal does.</summary>
    public Task ShapeSignalAsync(JsonObject signal, CancellationToken cancellationToken) =>
        PostAsync("prometheus", new JsonObject { ["signals"] = new JsonArray(signal) }, cancellationToken);

    /// <summary>Presses a button.</summary>
    public Task ClickAsync(string user, string channel, string ts, string action, CancellationToken cancellationToken) =>
        PostAsync(
            "click", new JsonObject { ["user"] = user, ["channel"] = channel, ["ts"] = ts, ["action_id"] = action }, cancellationToken);

    /// <summary>Picks an item of a message's menu.</summary>
    public Task PickAsync(string user, string channel, string ts, string menu, string value, CancellationToken cancellationToken) =>
        PostAsync(
            "click",
            new JsonObject { ["user"] = user, ["channel"] = channel, ["ts"] = ts, ["action_id"] = menu, ["value"] = value },
            cancellationToken);

    /// <summary>Ticks a box of a message; one that is ticked stays so, and the bot is told again.</summary>
    public Task TickAsync(string user, string channel, string ts, string option, CancellationToken cancellationToken) =>
        PostAsync(
            "tick",
            new JsonObject { ["user"] = user, ["channel"] = channel, ["ts"] = ts, ["option"] = option, ["ticked"] = true },
            cancellationToken);

    /// <summary>Picks a shortcut from a message's menu.</summary>
    public Task ShortcutAsync(string user, string shortcut, string channel, string ts, CancellationToken cancellationToken) =>
        PostAsync(
            "shortcut", new JsonObject { ["user"] = user, ["callback_id"] = shortcut, ["channel"] = channel, ["ts"] = ts },
            cancellationToken);

    /// <summary>Submits a form.</summary>
    /// <param name="user">Who.</param>
    /// <param name="view">The form's id.</param>
    /// <param name="values">What is filled in, by block and element.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task SubmitAsync(string user, string view, JsonObject values, CancellationToken cancellationToken) =>
        DeliverAsync("submit", new JsonObject { ["user"] = user, ["view_id"] = view, ["values"] = values }, cancellationToken);

    /// <summary>Adds an empty repository to the local GitHub; leaves an existing one alone.</summary>
    public Task AddRepositoryAsync(string repository, CancellationToken cancellationToken) =>
        PostAsync("github/repositories", new JsonObject { ["repository"] = repository }, cancellationToken);

    /// <summary>Makes the status page of a third party.</summary>
    public Task AddStatusPageAsync(string page, CancellationToken cancellationToken) =>
        PostAsync("status-pages", new JsonObject { ["page"] = page }, cancellationToken);

    /// <summary>Adds a deploy to the local GitHub, live at this instant, or in another state since then.</summary>
    public Task AddDeploymentAsync(
        string repository, string environment, string reference, string? description, DateTimeOffset at,
        CancellationToken cancellationToken, string state = ScenarioDeploy.Success) =>
        AddDeploymentAsync(new JsonObject
        {
            ["repository"] = repository, ["environment"] = environment, ["ref"] = reference, ["description"] = description,
            ["statuses"] = new JsonArray(new JsonObject { ["state"] = state, ["at"] = Iso(at) }),
        }, cancellationToken);

    /// <summary>Adds a deploy to the local GitHub, in the words of its control API.</summary>
    public Task AddDeploymentAsync(JsonObject deployment, CancellationToken cancellationToken) =>
        PostAsync("github/deployments", deployment, cancellationToken);

    /// <summary>Adds commits to a branch of the local GitHub, in the words of its control API.</summary>
    public Task AddCommitAsync(JsonObject commits, CancellationToken cancellationToken) =>
        PostAsync("github/commits", commits, cancellationToken);

    /// <summary>Has the local GitHub tell this address of everything, signed with this secret.</summary>
    public Task AddHookAsync(string url, string secret, CancellationToken cancellationToken) =>
        PostAsync("github/hooks", new JsonObject { ["url"] = url, ["secret"] = secret }, cancellationToken);

    /// <summary>Waits until every delivery to the bot that is due has arrived.</summary>
    /// <returns>When the next delivery falls due; null: none waits.</returns>
    public async Task<DateTimeOffset?> SettleAsync(CancellationToken cancellationToken)
    {
        var settled = await PostAsync("settle", [], cancellationToken);
        return settled["nextDue"] is JsonValue due ? DateTimeOffset.Parse((string)due!, CultureInfo.InvariantCulture) : null;
    }

    private async Task DeliverAsync(string action, JsonObject body, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(action, body, cancellationToken);
        var status = (int?)answer["status"] ?? 0;
        if (status is < 200 or > 299) throw StopException.NotDone($"The bot answered {status} to a {action}: {body.ToJsonString()}");
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync("sim/" + path, type, cancellationToken)
        ?? throw StopException.NotDone($"The local Slack gave no answer to {path}.");

    private async Task<JsonObject> PostAsync(string action, JsonObject body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("sim/" + action, content, cancellationToken);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken)) as JsonObject ?? [];
        if (response.IsSuccessStatusCode && (bool?)answer["ok"] is not false) return answer;
        throw StopException.NotDone($"The local Slack refused a {action} ({answer["error"]}): {body.ToJsonString()}");
    }

    /// <summary>An instant as the control API takes it.</summary>
    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
