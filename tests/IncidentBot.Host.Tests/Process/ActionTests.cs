using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentBot.Actions;
using IncidentBot.Catalogue;
using IncidentBot.GitHub.Setup;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Action items as people meet them in the local Slack, with their issues on the local GitHub.</summary>
public sealed class ActionTests : IAsyncLifetime
{
    private const string Secret = "It's a Secret to Everybody";
    private const string Repository = "acme/checkout";
    private Workplace workplace = null!;

    public async ValueTask InitializeAsync()
    {
        workplace = await Workplace.OpenAsync(settings =>
        {
            var catalogue = new CatalogueOptions();
            catalogue.Services["checkout"] = new CatalogueService { Repositories = [Repository] };
            return settings with
            {
                Catalogue = catalogue, Actions = new ActionsOptions { Issues = IssueMaking.OnRequest, PollMinutes = 0 }, GitHub = new GitHubOptions { WebhookSecret = Secret },
            };
        });
        await workplace.ControlAsync("github/repositories", new JsonObject { ["repository"] = Repository });
        await workplace.ControlAsync("github/hooks", new JsonObject
        {
            ["url"] = new Uri(new Uri(workplace.Stage.Bot.Urls.First()), "/github/webhooks").AbsoluteUri, ["secret"] = Secret, ["repository"] = Repository, ["events"] = new JsonArray("issues"),
        });
    }

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task An_action_item_is_one_line_whose_issue_is_made_once_and_closes_it()
    {
        var room = await workplace.StartAsync("Checkout returns 500s --service checkout");
        await workplace.CommandAsync("maya", room.Id, "action Cap the pool at 80 @sam due in 2 weeks");
        var line = Assert.Single(await LinesAsync(room));
        Assert.Contains("due Mon 2026-03-16", line.Text, StringComparison.Ordinal);

        await workplace.PickAsync("maya", room.Id, "make_issue 1|1");
        await workplace.SettleAsync();
        var issue = Assert.Single(await IssuesAsync())!;
        Assert.Equal("Cap the pool at 80 (INC-1)", (string?)issue["title"]);
        Assert.Contains("acme/checkout issue", Assert.Single(await LinesAsync(room)).Text, StringComparison.Ordinal);

        await CloseAsync((int)issue["number"]!);
        await workplace.SettleAsync();

        var done = Assert.Single(await LinesAsync(room));
        Assert.Equal(line.Ts, done.Ts);
        Assert.StartsWith("Action 1, done: Cap the pool at 80", done.Text, StringComparison.Ordinal);
        Assert.Equal("done", (string?)(await workplace.ExportAsync(1))["actions"]![0]!["state"]);
    }

    [Fact]
    public async Task An_issue_closed_as_not_planned_drops_its_action_item_until_it_is_opened_again()
    {
        var room = await workplace.StartAsync("Checkout returns 500s --service checkout");
        await workplace.CommandAsync("maya", room.Id, "action Cap the pool at 80 @sam due in 2 weeks");
        await workplace.PickAsync("maya", room.Id, "make_issue 1|1");
        await workplace.SettleAsync();
        var number = (int)Assert.Single(await IssuesAsync())!["number"]!;

        await SendAsync(HttpMethod.Patch, $"issues/{number}", new JsonObject { ["state"] = "closed", ["state_reason"] = "not_planned" });
        await workplace.SettleAsync();
        Assert.StartsWith("Action 1, dropped: ", Assert.Single(await LinesAsync(room)).Text, StringComparison.Ordinal);

        workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(HttpMethod.Patch, $"issues/{number}", new JsonObject { ["state"] = "open" });
        await workplace.SettleAsync();
        Assert.StartsWith("Action 1: Cap the pool at 80", Assert.Single(await LinesAsync(room)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_becomes_an_action_item_and_its_owner_hears_when_it_is_overdue()
    {
        var room = await workplace.StartAsync();
        var ts = await workplace.Slack.SayAsync("sam", room.Id, "TODO: cap the pool", CancellationToken.None);
        await workplace.ControlAsync("shortcut", new JsonObject { ["user"] = "maya", ["channel"] = room.Id, ["ts"] = ts, ["callback_id"] = "make_action" });
        await workplace.SettleAsync();
        var view = (await workplace.ReadAsync("state"))["views"]!.AsArray().Last()!;
        Assert.Contains("cap the pool", view["blocks"]!.ToJsonString(), StringComparison.Ordinal);
        var maya = (await workplace.Slack.StateAsync(CancellationToken.None)).Users.First(user => user.Name == "maya").Id;
        var sent = await workplace.ControlAsync("submit", new JsonObject
        {
            ["user"] = "maya", ["view_id"] = view["id"]!.DeepClone(), ["values"] = new JsonObject { ["owner"] = new JsonObject { ["owner"] = maya }, ["due"] = new JsonObject { ["due"] = "tomorrow" } },
        });
        Assert.Null(sent["error"]?.ToJsonString());
        await workplace.SettleAsync();
        Assert.Contains("Action 1: cap the pool", Assert.Single(await LinesAsync(room)).Text, StringComparison.Ordinal);
        await workplace.CommandAsync("maya", room.Id, "status closed The pool is larger");

        await workplace.Stage.AdvanceToAsync(Workplace.Morning.AddDays(8), default);
        await workplace.SettleAsync();

        var direct = (await workplace.ReadAsync("state"))["channels"]!.AsArray().Last(channel => (string?)channel!["kind"] == "im")!;
        var message = Assert.Single(await workplace.MessagesAsync((string)direct["id"]!));
        Assert.StartsWith("1 action item of yours is overdue.", message.Text, StringComparison.Ordinal);
        await workplace.Slack.DeleteAsync(room.Id, ts, CancellationToken.None);
        await workplace.SettleAsync();
        Assert.DoesNotContain("cap the pool", (await workplace.ExportAsync(1)).ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<List<LocalMessage>> LinesAsync(LocalChannel room) =>
        [.. (await workplace.MessagesAsync(room.Id)).Where(message => message.EphemeralTo is null && message.Text?.StartsWith("Action 1", StringComparison.Ordinal) == true)];

    private async Task<JsonArray> IssuesAsync() => (await SendAsync(HttpMethod.Get, "issues?state=all", null)).AsArray();

    private Task<JsonNode> CloseAsync(int number) => SendAsync(HttpMethod.Patch, $"issues/{number}", new JsonObject { ["state"] = "closed" });

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonObject? body)
    {
        using var http = new HttpClient { BaseAddress = workplace.Stage.SlackAddress };
        using var request = new HttpRequestMessage(method, $"github/repos/{Repository}/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "ghp_somebody");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("test", "1"));
        using var response = await http.SendAsync(request);
        return JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
    }
}
