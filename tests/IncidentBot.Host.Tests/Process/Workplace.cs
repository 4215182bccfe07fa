using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Store;
using IncidentBot.Tests.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Process;

/// <summary>The whole bot and a local Slack over real HTTP, in a time that the test moves, with a database of its own.</summary>
internal class Workplace : IAsyncDisposable
{
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder;
    private readonly HttpClient http;

    /// <param name="folder">Holds the database; is deleted in the end.</param>
    /// <param name="stage">The bot and its Slack.</param>
    protected Workplace(DirectoryInfo folder, LocalStage stage)
    {
        this.folder = folder;
        Stage = stage;
        http = new HttpClient { BaseAddress = stage.SlackAddress };
    }

    public LocalStage Stage { get; }

    public SimulatorClient Slack => Stage.Slack;

    public static async Task<Workplace> OpenAsync(Func<BotSettings, BotSettings>? change = null)
    {
        var made = Directory.CreateTempSubdirectory("incidentbot-test-");
        var store = Path.Combine(made.FullName, "test.db");
        await MigratedFile.PutAtAsync(store);
        // One person does nearly everything here.
        var settings = new BotSettings
        {
            Store = new StoreOptions { ConnectionString = $"Data Source={store}" }, IsQuiet = true, Incidents = new IncidentOptions { StartsPerMinute = 1000 },
        };
        return new Workplace(made, await LocalStage.StartAsync(change?.Invoke(settings) ?? settings, Morning, CancellationToken.None));
    }

    /// <summary>Types a command and lets the bot answer it.</summary>
    public async Task CommandAsync(string user, string channel, string text)
    {
        await Slack.CommandAsync(user, channel, text, CancellationToken.None);
        await SettleAsync();
    }

    /// <summary>Starts an incident; its channel.</summary>
    public async Task<LocalChannel> StartAsync(string title = "Checkout returns 500s")
    {
        var before = (await IncidentChannelsAsync()).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        await CommandAsync("maya", "incidents", "start " + title);
        return (await IncidentChannelsAsync()).Single(c => !before.Contains(c.Id));
    }

    public Task SettleAsync() => Stage.SettleAsync(CancellationToken.None);

    public async Task<IReadOnlyList<LocalChannel>> IncidentChannelsAsync() =>
        [.. (await Slack.StateAsync(CancellationToken.None)).Channels.Where(c => c.Name.StartsWith("inc-", StringComparison.Ordinal))];

    public Task<List<LocalMessage>> MessagesAsync(string channel) => Slack.MessagesAsync(channel, CancellationToken.None);

    /// <summary>The newest private answer to someone in a channel, but for the catch-up of who came into it by what they did there.</summary>
    public async Task<string> AnswerToAsync(string user, string channel)
    {
        var id = (await Slack.StateAsync(CancellationToken.None)).Users.First(u => u.Name == user).Id;
        return (await MessagesAsync(channel)).Last(m => m.EphemeralTo == id && m.Text?.Contains(", as of ", StringComparison.Ordinal) != true).Text ?? "";
    }

    public async Task ClickAsync(string user, string channel, string action, string valueEnd = "")
    {
        var (ts, button) = await FindButtonAsync(channel, action, valueEnd);
        await Slack.ClickAsync(user, channel, ts, button, CancellationToken.None);
        await SettleAsync();
    }

    /// <summary>Picks an item of the menu beside a line, in the newest message that has it.</summary>
    public async Task PickAsync(string user, string channel, string value)
    {
        var (message, menu) = (await ReadAsync($"channels/{channel}/messages")).AsArray().Reverse()
            .SelectMany(message => (message!["blocks"]?.AsArray() ?? []).Select(block => (Message: message, Menu: block!["accessory"])))
            .First(one => one.Menu?["options"]?.AsArray().Any(option => (string?)option!["value"] == value) == true);
        var answer = await ControlAsync("click", new JsonObject { ["user"] = user, ["channel"] = channel, ["ts"] = message["ts"]!.DeepClone(), ["action_id"] = menu!["action_id"]!.DeepClone(), ["value"] = value });
        Assert.Null((string?)answer["error"]);
        await SettleAsync();
    }

    public async Task<(string Ts, string Button)> FindButtonAsync(string channel, string action, string valueEnd)
    {
        var messages = await MessagesAsync(channel);
        messages.Reverse();
        foreach (var message in messages)
        {
            if (LocalButtons.Find(message, action, valueEnd) is { } button) return (message.Ts, button);
        }

        throw new InvalidOperationException($"No button {action} {valueEnd}.");
    }

    /// <summary>Delivers the newest request of a kind again, twice.</summary>
    public async Task RedeliverAsync(string kind)
    {
        var journal = await http.GetFromJsonAsync<JsonArray>("sim/journal?since=0");
        var delivery = journal!.Last(e => (string?)e!["kind"] == kind)!;
        var answer = await ControlAsync("redeliver", new JsonObject { ["n"] = delivery["n"]!.DeepClone(), ["times"] = 2 });
        Assert.All((JsonArray)answer["results"]!, r => Assert.Equal(200, (int)r!["status"]!));
        await SettleAsync();
    }

    /// <summary>Uses the control API for what people in the demo do not do.</summary>
    public async Task<JsonObject> ControlAsync(string path, JsonObject body)
    {
        using var response = await http.PostAsJsonAsync("sim/" + path, body);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public Task<HttpResponseMessage> DeleteAsync(string path) => http.DeleteAsync("sim/" + path);

    public async Task<JsonNode> ReadAsync(string path) => (await http.GetFromJsonAsync<JsonNode>("sim/" + path))!;

    /// <summary>The export of an incident, as other programs get it.</summary>
    public async Task<JsonNode> ExportAsync(int number)
    {
        var services = Stage.Bot.Services;
        var incident = (await services.GetRequiredService<IncidentStore>().FindEverywhereAsync(new IncidentId(number), CancellationToken.None))[0];
        return JsonNode.Parse(await services.GetRequiredService<IncidentExport>().JsonAsync(incident, CancellationToken.None))!;
    }

    public async Task<int> CountTimelineAsync() => ((JsonArray)(await ExportAsync(1))["timeline"]!).Count;

    public virtual async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Stage.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
