using System.Net;
using System.Text.Json.Nodes;
using IncidentBot.Simulator;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>The simulator is for the people of one machine, and for no site that is open in their browsers.</summary>
public sealed class StrangerTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.1:1234", true)]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:5080", true)]
    [InlineData("[::1]:5080", true)]
    [InlineData("127.8.8.8", true)]
    [InlineData("slack.tunnel.example", true)]
    [InlineData("evil.example", false)]
    [InlineData("evil.example:5080", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("evil-localhost", false)]
    [InlineData("192.168.0.7", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("[::]", false)]
    [InlineData("x.tunnel.example", false)]
    public async Task Only_this_machines_own_and_configured_names_are_answered(string host, bool isAnswered)
    {
        var options = new SimulatorOptions { Urls = "http://127.0.0.1:0", Hosts = ["slack.tunnel.example"] };
        await using var simulator = SimulatorApplication.Build(options);
        await simulator.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(simulator.Urls.First()) };
        foreach (var path in new[] { "/", "/sim/state", "/sim/stream", "/api/auth.test?token=" + DefaultApp.BotToken, "/page/app.js", "/github/repos/acme/checkout/deployments" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.True(isAnswered == answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.BadRequest), $"{path}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://me@127.0.0.1:5080", false)]
    [InlineData("http://me:secret@localhost:5080", false)]
    [InlineData("http://%6cocalhost:5080", false)]
    [InlineData("http:localhost", false)]
    [InlineData("http://[127.0.0.1]:5080", false)]
    [InlineData("http://[[::1]]:5080", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("http://+:5080", false)]
    [InlineData("localhost:5080", false)]
    public void It_listens_only_where_the_web_server_binds_this_machine_alone(string address, bool isLoopback) =>
        Assert.Equal(isLoopback, LoopbackNames.IsAddress(address));

    [Theory]
    [InlineData("https://elsewhere.test")]
    [InlineData("null")]
    [InlineData("http://localhost:1")]
    [InlineData("https://127.0.0.1")]
    public async Task Another_sites_page_may_neither_write_nor_read(string origin)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        foreach (var (method, path) in new[] { (HttpMethod.Post, "/sim/message"), (HttpMethod.Get, "/sim/state"), (HttpMethod.Delete, "/sim/faults"), (HttpMethod.Post, "/api/chat.postMessage"), (HttpMethod.Get, "/link?ticket=x") })
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Add("Origin", origin);
            using var answer = await slack.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_pages_own_origin_is_answered()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sim/state");
        request.Headers.Add("Origin", slack.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var answer = await slack.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Nothing_is_written_by_a_GET()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var before = await StateAsync();
        var writes = MethodTable.All.Where(method => method.IsWrite).Select(method => $"/api/{method.Name}?token={DefaultApp.BotToken}&channel=C0LOCALINCIDENTS&text=hello&name=x")
            .Concat(["/sim/message?user=maya&channel=incidents&text=hello", "/sim/settle", "/upload/v1/x", "/response/commands/T0LOCAL/x"]).ToList();
        foreach (var path in writes)
        {
            using var answer = await slack.Http.GetAsync(path);
            Assert.True(answer.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
        }

        Assert.Equal(before, await StateAsync());
        Assert.Contains(writes, path => path.Contains("chat.postMessage", StringComparison.Ordinal));
        Assert.DoesNotContain(writes, path => path.Contains(".list?", StringComparison.Ordinal) || path.Contains(".info?", StringComparison.Ordinal));

        async Task<string> StateAsync()
        {
            var state = JsonNode.Parse(await slack.Http.GetStringAsync("/sim/state"))!.AsObject();
            state.Remove("now");
            return state.ToJsonString();
        }
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://+:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://localhost.example:0")]
    [InlineData("http://192.168.0.1:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    public void It_listens_on_this_machine_alone(string urls) =>
        Assert.Throws<ArgumentException>(() => SimulatorApplication.Build(new SimulatorOptions { Urls = urls }));

    [Fact]
    public async Task Its_secrets_may_be_new_ones()
    {
        var secrets = AppSecrets.New();
        Assert.NotEqual(secrets, AppSecrets.New());
        await using var simulator = SimulatorApplication.Build(new SimulatorOptions { Urls = "http://127.0.0.1:0", Secrets = secrets });
        await simulator.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(simulator.Urls.First()) };

        Assert.Equal("invalid_auth", await ErrorAsync("auth.test", DefaultApp.BotToken));
        Assert.Equal("invalid_auth", await ErrorAsync("apps.connections.open", DefaultApp.AppToken));
        Assert.Null(await ErrorAsync("auth.test", secrets.BotToken));
        Assert.Null(await ErrorAsync("apps.connections.open", secrets.AppToken));

        async Task<string?> ErrorAsync(string method, string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/" + method) { Content = new FormUrlEncodedContent([]) };
            request.Headers.Authorization = new("Bearer", token);
            using var response = await http.SendAsync(request);
            return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"];
        }
    }
}
