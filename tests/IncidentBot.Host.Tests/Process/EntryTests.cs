using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Process;

/// <summary>What people change in the timeline, and what they put into it by the dozen, is what the record says.</summary>
public sealed class EntryTests : IAsyncLifetime
{
    private Workplace workplace = null!;
    private LocalChannel channel = null!;

    public async ValueTask InitializeAsync()
    {
        workplace = await Workplace.OpenAsync();
        channel = await workplace.StartAsync();
    }

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task An_entry_is_edited_and_withdrawn_from_the_menu_in_the_timeline()
    {
        await workplace.CommandAsync("maya", channel.Id, "note errors rise 10 min ago");
        await workplace.CommandAsync("maya", channel.Id, "timeline");
        await PickAsync("edit_entry 1|1");
        var view = (await workplace.ReadAsync("state"))["views"]!.AsArray().Last()!;
        var values = new JsonObject
        {
            ["text"] = new JsonObject { ["text"] = "errors rose" }, ["time"] = new JsonObject { ["time"] = "now" }, ["kind"] = new JsonObject { ["kind"] = "alert" },
        };
        var sent = await workplace.ControlAsync("submit", new JsonObject { ["user"] = "maya", ["view_id"] = view["id"]!.DeepClone(), ["values"] = values });
        Assert.Null((string?)sent["error"]);
        await workplace.SettleAsync();
        var entry = (await workplace.ExportAsync(1))["timeline"]![0]!;
        Assert.Equal(("errors rose", "alert"), ((string?)entry["text"], (string?)entry["kind"]));
        Assert.Contains(await workplace.MessagesAsync(channel.Id), message => message.Text is { } text && text.Contains("(entry 1, ", StringComparison.Ordinal) && text.Contains("): errors rose (changed by", StringComparison.Ordinal));

        await PickAsync("withdraw_entry 1|1");
        Assert.Equal(0, await workplace.CountTimelineAsync());
        await workplace.ClickAsync("maya", channel.Id, "restore_entry");
        Assert.Equal(1, await workplace.CountTimelineAsync());
    }

    [Fact]
    public async Task A_whole_thread_is_on_record_after_one_button_and_again_adds_nothing()
    {
        var root = await workplace.Slack.SayAsync("sam", channel.Id, "errors rise", CancellationToken.None);
        foreach (var number in Enumerable.Range(1, 3))
            await workplace.ControlAsync("message", new JsonObject { ["user"] = "maya", ["channel"] = channel.Id, ["text"] = string.Create(CultureInfo.InvariantCulture, $"reply {number}"), ["thread_ts"] = root });
        await workplace.ControlAsync("shortcut", new JsonObject { ["user"] = "maya", ["channel"] = channel.Id, ["ts"] = root, ["callback_id"] = "add_thread_to_timeline" });
        await workplace.SettleAsync();
        Assert.Equal(0, await workplace.CountTimelineAsync());

        var preview = (await ThreadAsync(root)).Last(message => ((string?)message["text"])!.StartsWith("Add 4 messages to the timeline of INC-1?", StringComparison.Ordinal));
        var button = preview["blocks"]!.AsArray().Single(block => (string?)block!["type"] == "actions")!["elements"]![0]!;
        await workplace.ControlAsync("click", new JsonObject { ["user"] = "sam", ["channel"] = channel.Id, ["ts"] = preview["ts"]!.DeepClone(), ["action_id"] = button["action_id"]!.DeepClone() });
        await workplace.SettleAsync();

        var entries = (await workplace.ExportAsync(1))["timeline"]!.AsArray();
        Assert.Equal(["errors rise", "reply 1", "reply 2", "reply 3"], entries.Select(entry => (string?)entry!["text"]));
        Assert.All(entries, entry => Assert.NotNull(entry!["permalink"]));

        var link = (string)entries[0]!["permalink"]!;
        await workplace.CommandAsync("maya", channel.Id, $"capture {link}");
        Assert.StartsWith("All of that is already in the timeline of INC-1 (4 messages).", await workplace.AnswerToAsync("maya", channel.Id), StringComparison.Ordinal);
    }

    private async Task PickAsync(string value)
    {
        var card = (await workplace.MessagesAsync(channel.Id)).Last(message => message.Text?.StartsWith("Timeline of INC-1", StringComparison.Ordinal) == true);
        var answer = await workplace.ControlAsync("click", new JsonObject { ["user"] = "maya", ["channel"] = channel.Id, ["ts"] = card.Ts, ["action_id"] = "menu#1", ["value"] = value });
        Assert.Null((string?)answer["error"]);
        await workplace.SettleAsync();
    }

    private async Task<IEnumerable<JsonNode>> ThreadAsync(string root) =>
        (await workplace.ReadAsync($"channels/{channel.Id}/messages")).AsArray().OfType<JsonNode>().Where(message => (string?)message["thread_ts"] == root);
}
