using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Simulator;
using IncidentBot.Simulator.Wire;
using Microsoft.AspNetCore.Builder;

namespace IncidentBot.Host.Tests.Process;

/// <summary>A pull request that was asked for is there once, wherever the bot was killed while it made it.</summary>
public sealed class PullKillTests : IAsyncLifetime
{
    private const string Branch = "incidentbot/postmortem/inc-1";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-pull-");
    private readonly SimulatorOptions options = new() { Urls = "http://127.0.0.1:0", AnswerWithin = TimeSpan.FromSeconds(90) };
    private WebApplication simulator = null!;
    private HttpClient http = null!;
    private SimulatorClient people = null!;

    public async ValueTask InitializeAsync()
    {
        simulator = SimulatorApplication.Build(options);
        await simulator.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(simulator.Urls.First() + "/") };
        http.DefaultRequestHeaders.Add("User-Agent", "test");
        people = new SimulatorClient(http);
        await http.PostAsJsonAsync("sim/github/repositories", new JsonObject { ["repository"] = "acme/pm" });
        await WriteAsync("PUT", "contents/README.md", new JsonObject { ["message"] = "Begin", ["content"] = "aGVsbG8=" });
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await simulator.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("github.create_ref", "before")]
    [InlineData("github.create_ref", "after")]
    [InlineData("github.put_contents", "after")]
    [InlineData("github.create_pull", "after")]
    public async Task A_kill_at_any_step_leaves_one_branch_one_commit_and_one_pull_request(string method, string held)
    {
        LocalChannel channel;
        using (await StartBotAsync())
        {
            channel = await StartIncidentAsync();
            await http.PostAsJsonAsync("sim/faults", new JsonObject { ["match"] = new JsonObject { ["method"] = method }, ["hold"] = held, ["times"] = 1 });
            await people.CommandAsync("maya", channel.Id, "export pr", CancellationToken.None);
            await Until.TrueAsync(async () => await CountAsync(method) > (method == "github.put_contents" ? 1 : 0));
        }

        await http.DeleteAsync("sim/faults");
        using var second = await StartBotAsync();
        await Until.TrueAsync(async () => (await LinesAsync(channel)).Count > 0);

        Assert.Equal(["Draft 1 of the postmortem is in a pull request: acme/pm#1. Review and complete it there."], await LinesAsync(channel));
        Assert.Equal(Branch, (string?)Assert.Single(await PullsAsync())!["head"]!["ref"]);
        Assert.Equal(2, (await ReadAsync($"commits?sha={Branch}")).AsArray().Count);
    }

    [Theory]
    [InlineData("github.create_blob", "after")]
    [InlineData("github.create_tree", "after")]
    [InlineData("github.create_commit", "after")]
    [InlineData("github.update_ref", "before")]
    [InlineData("github.update_ref", "after")]
    public async Task A_kill_at_any_step_leaves_one_commit_with_the_picture(string method, string held)
    {
        LocalChannel channel;
        using (await StartBotAsync())
        {
            channel = await StartIncidentAsync();
            await NotePictureAsync(channel);
            await http.PostAsJsonAsync("sim/faults", new JsonObject { ["match"] = new JsonObject { ["method"] = method }, ["hold"] = held, ["times"] = 1 });
            await people.CommandAsync("maya", channel.Id, "export pr", CancellationToken.None);
            await Until.TrueAsync(async () => await CountAsync(method) > 0);
        }

        await http.DeleteAsync("sim/faults");
        using var second = await StartBotAsync();
        await Until.TrueAsync(async () => (await LinesAsync(channel)).Count > 0);

        Assert.Single(await LinesAsync(channel));
        Assert.Single(await PullsAsync());
        Assert.Equal(2, (await ReadAsync($"commits?sha={Branch}")).AsArray().Count);
        var path = await PathAsync();
        Assert.Equal("graph.png", ((string)Assert.Single((await ReadAsync($"contents/postmortems/{path[..^3]}?ref={Branch}")).AsArray())!["name"]!)[^9..]);
    }

    [Fact]
    public async Task What_people_committed_while_the_bot_was_dead_stays()
    {
        LocalChannel channel;
        using (await StartBotAsync())
        {
            channel = await StartIncidentAsync();
            await people.CommandAsync("maya", channel.Id, "export pr", CancellationToken.None);
            await Until.TrueAsync(async () => (await LinesAsync(channel)).Count > 0);
        }

        var path = $"contents/postmortems/{(await PathAsync())}";
        var file = await ReadAsync($"{path}?ref={Branch}");
        await WriteAsync("PUT", path, new JsonObject { ["message"] = "Ours", ["branch"] = Branch, ["sha"] = (string)file["sha"]!, ["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("# Ours\n")) });
        using var second = await StartBotAsync();
        await people.CommandAsync("maya", channel.Id, "note Found it", CancellationToken.None);
        await people.CommandAsync("maya", channel.Id, "export pr", CancellationToken.None);
        await Until.TrueAsync(async () => (await people.MessagesAsync(channel.Id, CancellationToken.None)).Exists(m => m.Text?.StartsWith("Somebody changed postmortems/", StringComparison.Ordinal) == true));

        Assert.Equal("# Ours\n", Encoding.UTF8.GetString(Convert.FromBase64String(((string)(await ReadAsync($"{path}?ref={Branch}"))["content"]!).Replace("\n", "", StringComparison.Ordinal))));
    }

    private async Task NotePictureAsync(LocalChannel channel)
    {
        var file = new JsonObject { ["name"] = "graph.png", ["content_base64"] = Convert.ToBase64String([0x89, 0x50, 0x4e, 0x47]) };
        using var said = await http.PostAsJsonAsync("sim/message", new JsonObject { ["user"] = "sam", ["channel"] = channel.Id, ["text"] = "look", ["files"] = new JsonArray(file) });
        var ts = (string)(await said.Content.ReadFromJsonAsync<JsonObject>())!["ts"]!;
        await http.PostAsJsonAsync("sim/react", new JsonObject { ["channel"] = channel.Id, ["user"] = "maya", ["ts"] = ts, ["name"] = "pushpin" });
        await Until.TrueAsync(async () => await CountAsync("files.download") > 0);
        await people.CommandAsync("maya", channel.Id, "note Looked at the graph", CancellationToken.None);
        await Until.TrueAsync(async () => (await people.MessagesAsync(channel.Id, CancellationToken.None)).Exists(m => m.Text?.Contains("Looked at the graph", StringComparison.Ordinal) == true));
    }

    private async Task<string> PathAsync()
    {
        var year = Assert.Single((await ReadAsync($"contents/postmortems?ref={Branch}")).AsArray())!;
        var file = Assert.Single((await ReadAsync($"contents/postmortems/{year["name"]}?ref={Branch}")).AsArray(), one => (string)one!["type"]! == "file")!;
        return $"{year["name"]}/{file["name"]}";
    }

    private async Task<LocalChannel> StartIncidentAsync()
    {
        await people.CommandAsync("maya", "incidents", "start Checkout returns 500s", CancellationToken.None);
        await Until.TrueAsync(async () => await RoomAsync() is { } room
            && (await people.MessagesAsync(room.Id, CancellationToken.None)).Exists(m => m.Text?.StartsWith("Checklist of INC-1", StringComparison.Ordinal) is true));
        return (await RoomAsync())!;
    }

    private async Task<LocalChannel?> RoomAsync() =>
        (await people.StateAsync(CancellationToken.None)).Channels.FirstOrDefault(c => c.Name.StartsWith("inc-", StringComparison.Ordinal));

    private async Task<List<string>> LinesAsync(LocalChannel channel) =>
        [.. (await people.MessagesAsync(channel.Id, CancellationToken.None)).Select(message => message.Text).OfType<string>().Where(text => text.Contains("pull request: ", StringComparison.Ordinal))];

    private async Task<JsonArray> PullsAsync() => (JsonArray)await ReadAsync("pulls?state=all");

    private async Task<JsonNode> ReadAsync(string path) => JsonNode.Parse(await http.GetStringAsync("github/repos/acme/pm/" + path))!;

    private async Task WriteAsync(string verb, string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), "github/repos/acme/pm/" + path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", "ghp_people");
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<int> CountAsync(string method) =>
        (await http.GetFromJsonAsync<JsonArray>("sim/journal?since=0"))!.Count(e => (string?)e!["method"] == method);

    private async Task<HostProcess> StartBotAsync()
    {
        var bot = await HostProcess.StartAsync([HostProcess.Program, "--urls", "http://127.0.0.1:0"], folder.FullName, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Slack__ApiUrl"] = $"{http.BaseAddress}api/",
            ["Slack__BotToken"] = DefaultApp.BotToken,
            ["Slack__SigningSecret"] = DefaultApp.SigningSecret,
            ["GitHub__ApiUrl"] = $"{http.BaseAddress}github/",
            ["GitHub__Token"] = "ghp_bot",
            ["Postmortem__Repository"] = "acme/pm",
            ["Delivery__LeaseSeconds"] = "1",
            ["HOME"] = folder.FullName,
        }, CancellationToken.None);
        options.AppUrl = bot.Address;
        return bot;
    }
}
