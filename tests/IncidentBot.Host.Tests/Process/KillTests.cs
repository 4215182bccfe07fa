using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Simulator;
using IncidentBot.Simulator.Wire;
using Microsoft.AspNetCore.Builder;

namespace IncidentBot.Host.Tests.Process;

/// <summary>What was acknowledged survives <c>kill -9</c>, and happens once.</summary>
public sealed class KillTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-kill-");
    private readonly SimulatorOptions options = new() { Urls = "http://127.0.0.1:0", AnswerWithin = TimeSpan.FromSeconds(90) };
    private WebApplication simulator = null!;
    private HttpClient http = null!;
    private SimulatorClient people = null!;

    public async ValueTask InitializeAsync()
    {
        simulator = SimulatorApplication.Build(options);
        await simulator.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(simulator.Urls.First() + "/") };
        people = new SimulatorClient(http);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await simulator.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("users.info", "before")]
    [InlineData("conversations.create", "before")]
    [InlineData("conversations.create", "after")]
    [InlineData("chat.postMessage", "after")]
    public async Task A_start_that_was_acknowledged_is_finished_once_after_the_kill(string method, string held)
    {
        using (await StartBotAsync())
        {
            await http.PostAsJsonAsync("sim/faults", new JsonObject { ["match"] = new JsonObject { ["method"] = method }, ["hold"] = held, ["times"] = 1 });
            await people.CommandAsync("maya", "incidents", "start Checkout returns 500s", CancellationToken.None);
            await Until.TrueAsync(async () => (await CallsAsync(method)).Count > 0);
        }

        await http.DeleteAsync("sim/faults");
        using var second = await StartBotAsync();
        await Until.TrueAsync(async () => await IsCompleteAsync());

        var channel = Assert.Single(await ChannelsAsync());
        Assert.Equal("inc-1-checkout-returns-500s", channel.Name);
        var texts = (await people.MessagesAsync(channel.Id, CancellationToken.None)).Where(m => m.BotId is not null && m.EphemeralTo is null).Select(m => m.Text!).ToList();
        Assert.Single(texts, t => t.Contains("SEV3", StringComparison.Ordinal));
        Assert.Single(texts, t => t.StartsWith("Checklist of INC-1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("files.info", "before")]
    [InlineData("files.download", "before")]
    [InlineData("files.download", "after")]
    public async Task A_picture_whose_download_was_killed_is_kept_once_after_that(string method, string held)
    {
        LocalChannel channel;
        using (await StartBotAsync())
        {
            await people.CommandAsync("maya", "incidents", "start Checkout returns 500s", CancellationToken.None);
            await Until.TrueAsync(async () => await IsCompleteAsync());
            channel = Assert.Single(await ChannelsAsync());
            await http.PostAsJsonAsync("sim/faults", new JsonObject { ["match"] = new JsonObject { ["method"] = method }, ["hold"] = held, ["times"] = 1 });
            var file = new JsonObject { ["name"] = "graph.png", ["content_base64"] = Convert.ToBase64String([1, 2, 3]) };
            var said = await http.PostAsJsonAsync("sim/message", new JsonObject { ["user"] = "sam", ["channel"] = channel.Id, ["text"] = "look", ["files"] = new JsonArray(file) });
            await people.ReactAsync("maya", channel.Id, (string)(await said.Content.ReadFromJsonAsync<JsonObject>())!["ts"]!, "pushpin", CancellationToken.None);
            await Until.TrueAsync(async () => (await CallsAsync(method)).Count > 0);
        }

        await http.DeleteAsync("sim/faults");
        using var second = await StartBotAsync();
        await Until.TrueAsync(async () => await IsKeptAsync(channel.Id));
        Assert.InRange((await CallsAsync("files.download")).Count, 1, 2);
    }

    [Fact]
    public async Task A_posted_change_that_was_acknowledged_is_told_once_after_the_kill_and_is_known_when_it_comes_again()
    {
        LocalChannel channel;
        string token;
        using (var bot = await StartBotAsync())
        {
            await people.CommandAsync("maya", "incidents", "start Checkout returns 500s --service checkout", CancellationToken.None);
            await Until.TrueAsync(async () => await IsCompleteAsync());
            channel = Assert.Single(await ChannelsAsync());
            var made = await HostProcess.RunAsync(
                [HostProcess.Program, "token", "create", "--name", "CI", "--scope", "changes:write"], folder.FullName,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = folder.FullName }, CancellationToken.None);
            Assert.Equal(0, made.ExitCode);
            token = made.Said.Split('\n')[0].Trim();
            await http.PostAsJsonAsync("sim/faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "chat.postMessage" }, ["hold"] = "before" });
            Assert.Equal(HttpStatusCode.Created, await PostChangeAsync(bot, token));
            Assert.DoesNotContain(bot.Said, line => line.Contains(token, StringComparison.Ordinal));
        }

        await http.DeleteAsync("sim/faults");
        using var second = await StartBotAsync();
        Assert.Equal(HttpStatusCode.OK, await PostChangeAsync(second, token));
        await Until.TrueAsync(async () => (await LinesAsync(channel)).Count > 0);
        Assert.Single(await LinesAsync(channel));
    }

    [Theory]
    [InlineData("github.issues", "before")]
    [InlineData("github.create_issue", "before")]
    [InlineData("github.create_issue", "after")]
    public async Task An_issue_whose_making_was_killed_is_made_once_after_that(string method, string held)
    {
        await http.PostAsJsonAsync("sim/github/repositories", new JsonObject { ["repository"] = "acme/checkout" });
        LocalChannel channel;
        using (await StartBotAsync(Issues))
        {
            channel = await StartIncidentAsync();
            await http.PostAsJsonAsync("sim/faults", new JsonObject { ["match"] = new JsonObject { ["method"] = method }, ["hold"] = held, ["times"] = 1 });
            await people.CommandAsync("maya", channel.Id, "action Cap the pool @me due in 2 weeks", CancellationToken.None);
            await Until.TrueAsync(async () => (await CallsAsync(method)).Count > 0);
        }

        await http.DeleteAsync("sim/faults");
        using var second = await StartBotAsync(Issues);
        await Until.TrueAsync(async () => (await people.MessagesAsync(channel.Id, CancellationToken.None))
            .Exists(message => message.Text?.Contains("acme/checkout issue 1", StringComparison.Ordinal) == true));

        using var request = new HttpRequestMessage(HttpMethod.Get, "github/repos/acme/checkout/issues?state=all");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("test", "1"));
        using var answer = await http.SendAsync(request);
        Assert.Single(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray());
    }

    private Dictionary<string, string> Issues => new(StringComparer.Ordinal)
    {
        ["Actions__Issues"] = "Always",
        ["Actions__IssueRepository"] = "acme/checkout",
        ["GitHub__ApiUrl"] = $"{http.BaseAddress}github/",
        ["GitHub__Token"] = "ghp_secret",
    };

    private async Task<LocalChannel> StartIncidentAsync()
    {
        await people.CommandAsync("maya", "incidents", "start Checkout returns 500s", CancellationToken.None);
        await Until.TrueAsync(async () => await IsCompleteAsync());
        return Assert.Single(await ChannelsAsync());
    }

    private async Task<List<string>> LinesAsync(LocalChannel channel) =>
        [.. (await people.MessagesAsync(channel.Id, CancellationToken.None)).Select(message => message.Text).OfType<string>()
            .Where(text => text.StartsWith("checkout v2.3.1 went live", StringComparison.Ordinal))];

    private static async Task<HttpStatusCode> PostChangeAsync(HostProcess bot, string token)
    {
        using var client = new HttpClient { BaseAddress = new Uri(bot.Address) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/changes")
        {
            Content = JsonContent.Create(new JsonObject { ["service"] = "checkout", ["kind"] = "deploy", ["ref"] = "v2.3.1" }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "run-7");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<bool> IsKeptAsync(string channel)
    {
        await people.CommandAsync("maya", channel, "timeline", CancellationToken.None);
        var answer = (await people.MessagesAsync(channel, CancellationToken.None)).LastOrDefault(m => m.EphemeralTo is not null && m.Text?.StartsWith("Timeline of", StringComparison.Ordinal) is true);
        return answer?.Text?.Split("graph.png (kept, 3 B)").Length == 2;
    }

    private async Task<HostProcess> StartBotAsync(IReadOnlyDictionary<string, string>? more = null)
    {
        var bot = await HostProcess.StartAsync([HostProcess.Program, "--urls", "http://127.0.0.1:0"], folder.FullName, new Dictionary<string, string>(more ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            ["Slack__ApiUrl"] = $"{http.BaseAddress}api/",
            ["Slack__BotToken"] = DefaultApp.BotToken,
            ["Slack__SigningSecret"] = DefaultApp.SigningSecret,
            ["Delivery__LeaseSeconds"] = "1",
            ["HOME"] = folder.FullName,
        }, CancellationToken.None);
        options.AppUrl = bot.Address;
        return bot;
    }

    private async Task<bool> IsCompleteAsync()
    {
        if (await ChannelsAsync() is not [var channel]) return false;
        var messages = await people.MessagesAsync(channel.Id, CancellationToken.None);
        var answers = await people.MessagesAsync("incidents", CancellationToken.None);
        return messages.Exists(m => m.Text?.StartsWith("Checklist of INC-1", StringComparison.Ordinal) is true)
            && messages.Exists(m => m.Text?.Contains("SEV3", StringComparison.Ordinal) is true)
            && answers.Exists(m => m.EphemeralTo is not null && m.Text?.Contains("INC-1", StringComparison.Ordinal) is true);
    }

    private async Task<IReadOnlyList<LocalChannel>> ChannelsAsync() =>
        [.. (await people.StateAsync(CancellationToken.None)).Channels.Where(c => c.Name.StartsWith("inc-", StringComparison.Ordinal))];

    private async Task<List<JsonNode?>> CallsAsync(string method) =>
        [.. (await http.GetFromJsonAsync<JsonArray>("sim/journal?since=0"))!.Where(e => (string?)e!["method"] == method)];
}
