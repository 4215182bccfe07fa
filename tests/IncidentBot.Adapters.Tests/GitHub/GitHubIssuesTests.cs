using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentBot.Actions;
using IncidentBot.Actions.Issues;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.GitHub;
using IncidentBot.GitHub.Asking;
using IncidentBot.GitHub.Issues;
using IncidentBot.GitHub.Setup;
using IncidentBot.Operating;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Adapters.Tests.GitHub;

/// <summary>Issues on the local GitHub: each is made once, whatever becomes of the answers.</summary>
public sealed class GitHubIssuesTests : IAsyncLifetime
{
    private const string Repository = "acme/checkout";

    private static readonly IssueWanted Wanted = new(
        Repository, "T1/INC-7/3", LocalGitHubStage.Now, "Cap the pool, fixes #12 @all (INC-7)",
        [
            new("Action", "Cap the pool like acme/cart#4, GH-7 and @maya said: *now* <b>https://github.com/acme/cart/issues/1</b>"),
            new("From", "the message", new Uri("https://acme.slack.com/archives/C1/p1")),
        ],
        ["incident-action"]);

    private LocalGitHubStage stage = null!;

    public async ValueTask InitializeAsync()
    {
        stage = await LocalGitHubStage.StartAsync();
        await stage.DoAsync("repositories", new JsonObject { ["repository"] = Repository });
    }

    public async ValueTask DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task An_issue_is_made_once_and_says_words_that_mention_and_close_nothing()
    {
        var tracker = Tracker();

        var first = Assert.IsType<IssueExists>(await tracker.MakeAsync(Wanted, default));
        var second = Assert.IsType<IssueExists>(await tracker.MakeAsync(Wanted, default));

        Assert.Equal(first, second);
        var issue = Assert.Single(await IssuesAsync());
        Assert.Equal(first.Number, issue!["number"]!.GetValue<int>());
        Assert.Equal("incident-action", issue["labels"]![0]!["name"]!.ToString());
        Assert.Equal("Cap the pool, fixes #\u200D12 @\u200Dall (INC-7)", issue["title"]!.ToString());
        Assert.Equal(
            "**Action:** Cap the pool like acme/cart\\#\u200D4, GH\u200D\\-7 and @\u200Dmaya said: \\*now\\* \\<b\\>https:\u200D//github\\.com/acme/cart/issues/1\\</b\\>\n\n"
                + "**From:** [the message](<https://acme.slack.com/archives/C1/p1>)\n\n<!-- incidentbot:action:T1/INC-7/3 -->\n",
            issue["body"]!.ToString());
    }

    [Fact]
    public async Task An_answer_that_was_lost_makes_no_second_issue()
    {
        var tracker = Tracker();
        await FaultAsync("create_issue", new JsonObject { ["drop_response"] = true });

        Assert.IsType<IssueLater>(await tracker.MakeAsync(Wanted, default));
        var found = Assert.IsType<IssueExists>(await tracker.MakeAsync(Wanted, default));

        Assert.Equal(found.Number, Assert.Single(await IssuesAsync())!["number"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_issue_is_found_behind_a_page_of_newer_ones()
    {
        var tracker = Tracker();
        var made = Assert.IsType<IssueExists>(await tracker.MakeAsync(Wanted, default));
        for (var number = 0; number < 101; number++)
            await PostAsync(new JsonObject { ["title"] = $"Other {number}" });

        Assert.Equal(made, await tracker.MakeAsync(Wanted, default));
    }

    [Fact]
    public async Task Who_cannot_be_assigned_is_left_out_and_named()
    {
        var made = Assert.IsType<IssueExists>(await Tracker().MakeAsync(Wanted with { Assignee = "nobody-here" }, default));

        Assert.Equal("The issue has no assignee: nobody-here can't be assigned in acme/checkout.", made.Without);
        var issue = Assert.Single(await IssuesAsync());
        Assert.Empty(issue!["assignees"]!.AsArray());
        Assert.Single(issue["labels"]!.AsArray());
    }

    [Fact]
    public async Task Labels_that_github_refuses_are_left_out_and_named()
    {
        var made = Assert.IsType<IssueExists>(await Tracker().MakeAsync(Wanted with { Labels = [new string('x', 60)], Assignee = "acme-owner" }, default));

        Assert.Contains("The issue has no labels: GitHub refused xxx", made.Without, StringComparison.Ordinal);
        Assert.Empty(Assert.Single(await IssuesAsync())!["labels"]!.AsArray());
    }

    [Fact]
    public async Task An_app_asks_for_a_token_of_this_repository_and_permission_alone_each_time()
    {
        var options = await AppAsync("issues", "write");
        var tracker = Tracker(options);

        Assert.IsType<IssueExists>(await tracker.MakeAsync(Wanted, default));

        var tokens = (await stage.Simulator.JournalAsync()).Where(call => call!["method"]?.ToString() == "github.installation_token").ToList();
        Assert.NotEmpty(tokens);
        Assert.All(tokens, call => Assert.Equal("""{"repositories":["checkout"],"permissions":{"issues":"write"}}""", call!["args"]!["body"]!.ToJsonString()));
    }

    [Fact]
    public async Task An_app_that_may_only_read_says_what_it_lacks()
    {
        var outcome = Assert.IsType<IssueImpossible>(await Tracker(await AppAsync("issues", "read")).MakeAsync(Wanted, default));

        Assert.StartsWith("No issue can be made: GitHub does not let the bot write issues in acme/checkout.", outcome.Sentence, StringComparison.Ordinal);
        Assert.Empty(await IssuesAsync());
    }

    [Fact]
    public async Task An_app_that_is_not_installed_on_the_repository_says_so()
    {
        var options = await AppAsync("issues", "write", "acme/other");

        Assert.Equal(
            "No issue can be made: the GitHub App isn't installed on acme/checkout. Check Actions:IssueRepository; an owner can add the App under Settings, GitHub Apps.",
            Assert.IsType<IssueImpossible>(await Tracker(options).MakeAsync(Wanted, default)).Sentence);
    }

    [Fact]
    public async Task The_doctor_names_a_repository_in_which_issues_may_not_be_written_and_makes_none()
    {
        Assert.Equal("The bot reaches the repositories for issues of action items: acme/checkout.", Assert.Single(await ExamineAsync(await AppAsync("issues", "write"), Repository)).Sentence);
        Assert.StartsWith("No issue can be made: GitHub does not let the bot write issues in acme/checkout.", Assert.Single(await ExamineAsync(await AppAsync("issues", "read"), Repository)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("No issue can be made: GitHub has no acme/nothing", Assert.Single(await ExamineAsync(new GitHubOptions { Token = "ghp_secret" }, "acme/nothing")).Sentence, StringComparison.Ordinal);
        Assert.Empty(await IssuesAsync());
    }

    [Theory]
    [InlineData(503, "GitHub has problems of its own.")]
    [InlineData(429, "GitHub's rate limit is used up.")]
    public async Task A_fault_of_github_is_tried_again(int status, string sentence)
    {
        await FaultAsync("create_issue", new JsonObject { ["status"] = status });

        Assert.Equal(sentence, Assert.IsType<IssueLater>(await Tracker().MakeAsync(Wanted, default)).Sentence);
    }

    [Fact]
    public async Task A_repository_that_is_not_there_or_takes_no_issues_is_said_so()
    {
        Assert.StartsWith("No issue can be made: GitHub has no acme/nothing", Assert.IsType<IssueImpossible>(await Tracker().MakeAsync(Wanted with { Repository = "acme/nothing" }, default)).Sentence, StringComparison.Ordinal);
        await FaultAsync("create_issue", new JsonObject { ["status"] = 410 });
        Assert.Equal("No issue can be made: issues are turned off in acme/checkout.", Assert.IsType<IssueImpossible>(await Tracker().MakeAsync(Wanted, default)).Sentence);
    }

    [Fact]
    public async Task A_repository_with_another_name_is_said_so_and_gets_no_issue()
    {
        await stage.DoAsync("rename", new JsonObject { ["repository"] = Repository, ["to"] = "acme/pay" });

        Assert.Equal("No issue can be made: acme/checkout has another name now. An admin can set the new one.", Assert.IsType<IssueImpossible>(await Tracker().MakeAsync(Wanted, default)).Sentence);
    }

    [Fact]
    public async Task How_an_issue_stands_is_read()
    {
        var tracker = Tracker();
        var made = Assert.IsType<IssueExists>(await tracker.MakeAsync(Wanted, default));
        Assert.Equal(new IssueState(false, true, null), await tracker.ReadAsync(Repository, made.Number, default));

        await PatchAsync(made.Number, new JsonObject { ["state"] = "closed", ["state_reason"] = "not_planned" });

        Assert.True(await tracker.ReadAsync(Repository, made.Number, default) is { IsClosed: true, IsDone: false });
        Assert.Null(await tracker.ReadAsync(Repository, 999, default));
    }

    [Theory]
    [InlineData("T1/INC-7/3", "<!-- incidentbot:action:T1/INC-7/3 -->")]
    [InlineData("T1--> <b>/7", "<!-- incidentbot:action:T1-....b./7 -->")]
    public void A_marker_stays_within_its_comment(string marker, string text) => Assert.Equal(text, IssueMarkdown.Marker(marker));

    private Task<IReadOnlyList<Finding>> ExamineAsync(GitHubOptions options, string repository)
    {
        options.ApiUrl = new Uri(stage.Simulator.Http.BaseAddress!, "/api/v3");
        var actions = new ActionsOptions { Issues = IssueMaking.OnRequest, IssueRepository = repository };
        return new IssueChecks(new GitHubWriter(options, stage.Clock), actions, new CatalogueOptions()).RunAsync(default);
    }

    private IIssueTracker Tracker(GitHubOptions? options = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(stage.Clock);
        services.AddSingleton(GitHubStub.Catalogue(("checkout", [Repository], [])));
        services.AddSingleton(new ChangesOptions());
        options ??= new GitHubOptions { Token = "ghp_secret" };
        options.ApiUrl = new Uri(stage.Simulator.Http.BaseAddress!, "/api/v3");
        services.AddGitHub(options);
        return services.BuildServiceProvider().GetRequiredService<IIssueTracker>();
    }

    private async Task<GitHubOptions> AppAsync(string permission, string level, string on = Repository)
    {
        var app = await stage.DoAsync("apps", new JsonObject { ["slug"] = "incidentbot", ["permissions"] = new JsonObject { ["metadata"] = "read", [permission] = level } });
        await stage.DoAsync("installations", new JsonObject { ["app"] = app["id"]!.GetValue<long>(), ["account"] = "acme", ["repositories"] = new JsonArray(on) });
        return new GitHubOptions { AppId = app["id"]!.ToString(), PrivateKey = app["private_key"]!.ToString() };
    }

    private Task FaultAsync(string method, JsonObject fault)
    {
        fault["match"] = new JsonObject { ["method"] = $"github.{method}" };
        fault["times"] = 1;
        return stage.Simulator.DoAsync("faults", fault);
    }

    private async Task<JsonArray> IssuesAsync() => (await SendAsync(HttpMethod.Get, "issues?state=all&per_page=100", null)).AsArray();

    private Task<JsonNode> PostAsync(JsonObject issue) => SendAsync(HttpMethod.Post, "issues", issue);

    private Task<JsonNode> PatchAsync(int number, JsonObject issue) => SendAsync(HttpMethod.Patch, $"issues/{number}", issue);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v3/repos/{Repository}/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "ghp_secret");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("test", "1"));
        using var response = await stage.Simulator.Http.SendAsync(request);
        return JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
    }
}
