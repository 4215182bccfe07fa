using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Upgrade;

/// <summary>What one person does in the local Slack, without waiting for what the bot makes of it.</summary>
/// <param name="name">Who.</param>
/// <param name="place">Where.</param>
internal sealed class Person(string name, UpgradePlace place)
{
    /// <summary>Types a command.</summary>
    public Task TypeAsync(string channel, string words) => place.Slack.CommandAsync(name, channel, words, CancellationToken.None);

    /// <summary>Writes a message; its ts.</summary>
    public async Task<string> SayAsync(
        string channel, string words, string? thread = null, (string Name, byte[] Bytes)? file = null)
    {
        var message = new JsonObject { ["user"] = name, ["channel"] = channel, ["text"] = words, ["thread_ts"] = thread };
        if (file is var (called, bytes))
            message["files"] = new JsonArray(new JsonObject { ["name"] = called, ["content_base64"] = Convert.ToBase64String(bytes) });
        return (string)(await DoneAsync("message", message))["ts"]!;
    }

    /// <summary>Does one of the things that the control API names to a message.</summary>
    public Task DoAsync(string what, string channel, string ts, string? detail = null) =>
        DoneAsync(what, new JsonObject
        {
            ["user"] = name, ["channel"] = channel, ["ts"] = ts,
            [what switch { "shortcut" => "callback_id", "edit" => "text", _ => "name" }] = detail,
        });

    /// <summary>Does one of the things that the control API names to a channel.</summary>
    public Task DoToAsync(string what, string channel, string field = "name", string? detail = null) =>
        DoneAsync(what, new JsonObject { ["user"] = name, ["channel"] = channel, [field] = detail });

    /// <summary>Presses the newest button of an action.</summary>
    public async Task PressAsync(string channel, string action, string valueEnd = "")
    {
        var (ts, button) = await place.FindButtonAsync(channel, action, valueEnd);
        await place.Slack.ClickAsync(name, channel, ts, button, CancellationToken.None);
    }

    /// <summary>Clicks the box of a step in the newest message that has it.</summary>
    public async Task TickAsync(string channel, string step)
    {
        var shown = await place.Slack.MessagesAsync(channel, CancellationToken.None);
        await place.Slack.TickAsync(name, channel, shown.Last(message => LocalButtons.IsBox(message, step, out _)).Ts, step, CancellationToken.None);
    }

    /// <summary>Picks from the newest menu that offers a value.</summary>
    public async Task PickAsync(string channel, string value)
    {
        var messages = (await place.ReadAsync($"channels/{channel}/messages")).AsArray().OfType<JsonObject>().Reverse();
        var message = messages.First(one => Menus(one).Any(menu => Offers(menu, value)));
        var menu = Menus(message).First(one => Offers(one, value));
        await DoneAsync("click", new JsonObject
        {
            ["user"] = name, ["channel"] = channel, ["ts"] = message["ts"]!.DeepClone(),
            ["action_id"] = menu["action_id"]!.DeepClone(), ["value"] = value,
        });
    }

    /// <summary>Opens the bot's own page.</summary>
    public Task OpenHomeAsync() => DoneAsync("home", new JsonObject { ["user"] = name });

    /// <summary>Presses a button of the bot's own page.</summary>
    public async Task PressAtHomeAsync(string action)
    {
        var home = (await place.ReadAsync($"home?user={name}"))["view"]!;
        var button = home["blocks"]!.AsArray().SelectMany(Elements).First(one => ((string?)one["action_id"])!.Split('#')[0] == action);
        await DoneAsync("click", new JsonObject
        {
            ["user"] = name, ["view_id"] = home["id"]!.DeepClone(), ["action_id"] = button["action_id"]!.DeepClone(),
        });
    }

    /// <summary>Sends the newest form off; each field holds one value.</summary>
    public async Task FillAsync(params (string Field, string Value)[] fields)
    {
        var view = (await place.Slack.ViewsAsync(name, CancellationToken.None))[^1];
        var values = new JsonObject();
        foreach (var (field, value) in fields) values[field] = new JsonObject { [field] = value };
        await DoneAsync("submit", new JsonObject { ["user"] = name, ["view_id"] = view.Id, ["values"] = values });
    }

    private static IEnumerable<JsonObject> Menus(JsonObject message) => (message["blocks"] as JsonArray ?? []).SelectMany(Elements);

    private static IEnumerable<JsonObject> Elements(JsonNode? block) =>
        (block!["elements"] as JsonArray ?? []).Append(block["accessory"]).OfType<JsonObject>().Where(one => one["action_id"] is not null);

    private static bool Offers(JsonObject menu, string value) =>
        menu["options"] is JsonArray options && options.Any(option => (string?)option!["value"] == value);

    private async Task<JsonObject> DoneAsync(string what, JsonObject body)
    {
        foreach (var (field, _) in body.Where(field => field.Value is null).ToList()) body.Remove(field);
        var answer = await place.ControlAsync(what, body);
        var isDone = (bool?)answer["ok"] is true && answer["response"]?["errors"] is null;
        Assert.True(isDone, $"{what} {body.ToJsonString()}: {answer.ToJsonString()}");
        return answer;
    }
}
