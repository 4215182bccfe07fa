using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.GitHub;
using IncidentBot.GitHub.Publishing;
using IncidentBot.GitHub.Setup;
using IncidentBot.Postmortem.Exports.Pulls;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Adapters.Tests.GitHub;

/// <summary>A postmortem put into a pull request of the local GitHub, also again after any step, and against whatever stands in its way.</summary>
public sealed class PostmortemRepositoryTests : IAsyncLifetime
{
    private const string Path = "postmortems/2026/INC-7-checkout.md", Folder = "postmortems/2026/INC-7-checkout/", Branch = "incidentbot/postmortem/inc-7", One = "# One\n", Two = "# Two\n";
    private LocalGitHubStage stage = null!;

    public async ValueTask InitializeAsync()
    {
        stage = await LocalGitHubStage.StartAsync();
        await stage.DoAsync("repositories", new JsonObject { ["repository"] = "acme/pm" });
        await WriteAsync("PUT", "contents/README.md", new JsonObject { ["message"] = "Begin", ["content"] = "aGVsbG8=" });
    }

    public async ValueTask DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task It_makes_a_branch_a_file_and_a_pull_request()
    {
        var done = Assert.IsType<InRepository>(await PutAsync(File(One)));

        Assert.Equal(("acme/pm", RepositoryChange.Opened), (done.Repository, done.Change));
        Assert.EndsWith($"/acme/pm/pull/{done.Pull}", done.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(One, await FileAsync(Branch));
        var pull = Assert.Single(await PullsAsync());
        Assert.Equal(("Postmortem", "open", Branch, "main"), (pull["title"]!.ToString(), pull["state"]!.ToString(), pull["head"]!["ref"]!.ToString(), pull["base"]!["ref"]!.ToString()));
        Assert.Contains("About it.", pull["body"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_again_writes_nothing()
    {
        await PutAsync(File(One));
        var before = await WritesAsync();

        Assert.Equal(RepositoryChange.None, Assert.IsType<InRepository>(await PutAsync(File(One))).Change);
        Assert.Equal(before, await WritesAsync());
    }

    [Fact]
    public async Task A_newer_draft_takes_the_place_of_the_bots_own_and_the_description_keeps_what_people_wrote_around_it()
    {
        await PutAsync(File(One));
        var pull = (await PullsAsync())[0];
        await WriteAsync("PATCH", $"pulls/{pull["number"]}", new JsonObject { ["title"] = "Ours", ["body"] = "Above\n\n" + pull["body"] + "\nBelow" });

        var done = Assert.IsType<InRepository>(await PutAsync(File(Two, One) with { Description = "New." }));

        Assert.Equal(RepositoryChange.Updated, done.Change);
        Assert.Equal(Two, await FileAsync(Branch));
        pull = Assert.Single(await PullsAsync());
        Assert.Equal("Ours", pull["title"]!.ToString());
        Assert.Equal("Above\n\n<!-- incidentbot:begin -->\nNew.\n<!-- incidentbot:end -->\n\nBelow", pull["body"]!.ToString());
    }

    [Fact]
    public async Task What_people_wrote_is_never_overwritten()
    {
        await PutAsync(File(One));
        await EditAsync(Branch, "# One, by us\n");

        var conflict = Assert.IsType<InConflict>(await PutAsync(File(Two, One)));

        Assert.False(conflict.IsForeign);
        Assert.Contains("/pull/", conflict.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("# One, by us\n", await FileAsync(Branch));
    }

    [Fact]
    public async Task What_people_wrote_is_merged_where_both_can_stand()
    {
        await PutAsync(File(One));
        await EditAsync(Branch, "# One\nby us\n");
        (string, string, string)? asked = null;

        var done = Assert.IsType<InRepository>(await PutAsync(File(Two, One) with
        {
            Merge = (former, theirs, ours) =>
            {
                asked = (former, theirs, ours);
                return "# Two\nby us\n";
            },
        }));

        Assert.Equal((One, "# One\nby us\n", Two), asked);
        Assert.Equal(RepositoryChange.Merged, done.Change);
        Assert.Equal("# Two\nby us\n", await FileAsync(Branch));
        Assert.Equal(RepositoryChange.None, Assert.IsType<InRepository>(await PutAsync(File(Two, Two, One) with { Merge = (_, theirs, _) => theirs })).Change);
    }

    [Fact]
    public async Task A_file_that_was_never_the_bots_is_left_alone()
    {
        await EditAsync("main", "Somebody else's\n");

        var conflict = Assert.IsType<InConflict>(await PutAsync(File(One)));

        Assert.True(conflict.IsForeign);
        Assert.EndsWith($"/blob/main/{Path}", conflict.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Empty(await PullsAsync());
    }

    [Fact]
    public async Task After_a_merged_or_closed_pull_request_there_is_a_new_one_with_a_number_in_its_branch()
    {
        var first = Assert.IsType<InRepository>(await PutAsync(File(One)));
        await WriteAsync("PUT", $"pulls/{first.Pull}/merge", []);
        Assert.Equal(first with { Change = RepositoryChange.None }, await PutAsync(File(One)));

        var second = Assert.IsType<InRepository>(await PutAsync(File(Two, One)));
        await WriteAsync("PATCH", $"pulls/{second.Pull}", new JsonObject { ["state"] = "closed" });
        var third = Assert.IsType<InRepository>(await PutAsync(File("# Three\n", Two, One)));

        Assert.Equal([RepositoryChange.Opened, RepositoryChange.Opened], [second.Change, third.Change]);
        Assert.Equal([Branch + "-3", Branch + "-2", Branch], (await PullsAsync()).Select(pull => pull["head"]!["ref"]!.ToString()));
    }

    [Theory]
    [InlineData("github.create_ref")]
    [InlineData("github.put_contents")]
    [InlineData("github.create_pull")]
    public async Task After_an_answer_that_was_lost_the_same_again_makes_nothing_twice(string step)
    {
        await stage.Simulator.DoAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = step }, ["drop_response"] = true, ["times"] = 1 });
        Assert.IsType<NotYet>(await PutAsync(File(One)));

        Assert.IsType<InRepository>(await PutAsync(File(One)));
        Assert.Equal(One, await FileAsync(Branch));
        Assert.Single(await PullsAsync());
        Assert.Equal(2, (await CommitsAsync(Branch)).Count);
    }

    [Fact]
    public async Task A_rule_of_the_repository_is_told_in_its_words()
    {
        await stage.DoAsync("repositories", new JsonObject { ["repository"] = "acme/pm", ["rules"] = new JsonArray(new JsonObject { ["branch"] = "incidentbot/*", ["refusal"] = "Cannot create ref due to creations being restricted." }) });

        Assert.Equal(
            "GitHub refused it: “Repository rule violations found Cannot create ref due to creations being restricted.” If a rule of acme/pm forbids it, let the bot make and write branches that begin with incidentbot/postmortem/.",
            Assert.IsType<NotTaken>(await PutAsync(File(One))).Sentence);
    }

    [Fact]
    public async Task A_renamed_repository_is_found_and_its_new_name_told()
    {
        await stage.DoAsync("rename", new JsonObject { ["repository"] = "acme/pm", ["to"] = "acme/postmortems" });

        Assert.Equal("acme/postmortems", Assert.IsType<InRepository>(await PutAsync(File(One))).Repository);
        Assert.Equal("acme/postmortems", Assert.IsType<InRepository>(await PutAsync(File(Two, One), await AppAsync())).Repository);
    }

    [Fact]
    public async Task Each_time_an_app_asks_for_a_token_of_that_repository_alone()
    {
        var app = await AppAsync();
        Assert.IsType<InRepository>(await PutAsync(File(One), app));

        var asked = (await stage.Simulator.JournalAsync()).Where(call => call!["method"]?.ToString() == "github.installation_token").Select(call => call!["args"]!["body"]).ToList();
        var narrowed = Assert.Single(asked, body => body?["repositories"] is not null)!;
        Assert.Equal("""{"repositories":["pm"],"permissions":{"contents":"write","pull_requests":"write"}}""", narrowed.ToJsonString());
    }

    [Fact]
    public async Task An_app_that_is_not_installed_on_the_repository_or_is_suspended_is_told()
    {
        var app = await AppAsync();
        await InstallAsync(app, new JsonObject { ["repositories"] = new JsonArray("acme/other") });
        Assert.Equal("The GitHub App isn't installed on acme/pm: an owner can add it under Settings, GitHub Apps.", Assert.IsType<NotTaken>(await PutAsync(File(One), app)).Sentence);

        await InstallAsync(app, new JsonObject { ["suspended"] = true });
        Assert.Equal("The GitHub App is suspended for acme: an owner can end that.", Assert.IsType<NotTaken>(await PutAsync(File(One), app)).Sentence);
    }

    [Fact]
    public async Task Permissions_that_an_app_lacks_are_named()
    {
        var sentence = Assert.IsType<NotTaken>(await PutAsync(File(One), await AppAsync("read"))).Sentence;

        Assert.Contains("The GitHub App may not write there (“The permissions requested are not granted to this installation.”): it needs contents and pull requests of acme/pm", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_may_only_read_is_told_so()
    {
        await stage.DoAsync("tokens", new JsonObject { ["token"] = "github_pat_1", ["login"] = "mia", ["permissions"] = new JsonObject { ["metadata"] = "read", ["contents"] = "read", ["pull_requests"] = "read" } });
        var sentence = Assert.IsType<NotTaken>(await PutAsync(File(One), new GitHubOptions { Token = "github_pat_1" })).Sentence;

        Assert.StartsWith("GitHub:Token may not write there (“", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("github_pat", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_is_not_there_or_empty_or_without_that_branch_is_told()
    {
        await stage.DoAsync("repositories", new JsonObject { ["repository"] = "acme/empty" });

        Assert.StartsWith("GitHub has no acme/none", Assert.IsType<NotTaken>(await PutAsync(File(One) with { Repository = "acme/none" })).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("acme/empty is empty", Assert.IsType<NotTaken>(await PutAsync(File(One) with { Repository = "acme/empty" })).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("acme/pm has no branch trunk", Assert.IsType<NotTaken>(await PutAsync(File(One) with { BaseBranch = "trunk" })).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_are_waited_for_as_long_as_GitHub_says()
    {
        await stage.DoAsync("limits", new JsonObject { ["secondary"] = new JsonObject { ["times"] = 1, ["retry_after"] = 90, ["writes"] = true } });

        Assert.Equal(LocalGitHubStage.Now.AddSeconds(90), Assert.IsType<NotYet>(await PutAsync(File(One))).Until);
    }

    [Fact]
    public async Task What_one_pull_request_learned_of_the_limits_holds_for_the_next_one()
    {
        await stage.DoAsync("limits", new JsonObject { ["secondary"] = new JsonObject { ["times"] = 1, ["retry_after"] = 90, ["writes"] = true } });
        var repository = Repository();
        await repository.PutAsync(File(One), default);
        var before = await WritesAsync();

        var next = await repository.PutAsync(File(One) with { Branch = "incidentbot/postmortem/inc-8", Path = "postmortems/INC-8.md" }, default);

        Assert.Equal(LocalGitHubStage.Now.AddSeconds(90), Assert.IsType<NotYet>(next).Until);
        Assert.Equal(before, await WritesAsync());
    }

    [Fact]
    public async Task Problems_of_GitHub_are_tried_later()
    {
        await stage.Simulator.DoAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "github.create_pull" }, ["status"] = 503, ["times"] = 1 });

        Assert.StartsWith("GitHub has problems of its own (503)", Assert.IsType<NotYet>(await PutAsync(File(One))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_faster_is_read_first()
    {
        await PutAsync(File(One));
        await stage.Simulator.DoAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "github.put_contents" }, ["status"] = 409, ["times"] = 1 });

        Assert.Equal(RepositoryChange.Updated, Assert.IsType<InRepository>(await PutAsync(File(Two, One))).Change);
    }

    [Fact]
    public async Task A_draft_of_several_megabytes_is_written_and_merged()
    {
        var large = string.Concat(Enumerable.Repeat("A line of a long log that somebody pasted.\n", 60_000));
        await PutAsync(File(large));
        await EditAsync(Branch, large + "ours\n");
        string? theirs = null;

        await PutAsync(File("# New\n" + large, large) with { Merge = (_, found, _) => theirs = found });

        Assert.Equal(large.Length + 5, theirs!.Length);
    }

    [Theory]
    [InlineData("@octocat and @org/team, fixes #12, GH-7, acme/pm#3, see https://github.com/acme/pm/issues/12 and /pull/4", "@\u200Doctocat and @\u200Dorg/team, fixes #\u200D12, GH-\u200D7, acme/pm#\u200D3, see https://github.com/acme/pm/issues\u200D/12 and /pull\u200D/4")]
    [InlineData("v2.3 is #unreleased & 10 @ 5", "v2.3 is #unreleased & 10 @ 5")]
    public void Nobody_is_notified_and_nothing_is_closed_by_peoples_words(string said, string written) => Assert.Equal(written, NeutralWords.Of(said));

    [Fact]
    public async Task The_words_of_a_pull_request_mean_nothing_to_GitHub()
    {
        await PutAsync(File(One) with { Title = "Postmortem of INC-7: @octocat broke #12", Description = "fixes #12 by @octocat" });

        var pull = Assert.Single(await PullsAsync());
        Assert.DoesNotContain("@octocat", pull.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.DoesNotContain("#12", pull["title"]! + pull["body"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_come_with_the_file_in_one_commit_and_the_same_again_writes_nothing()
    {
        Assert.Equal(RepositoryChange.Opened, Assert.IsType<InRepository>(await PutAsync(Pictured(One, "a.png", "b.png"))).Change);
        var before = await WritesAsync();

        Assert.Equal(["a.png", "b.png"], await PicturesAsync());
        Assert.Equal("bytes of a.png", await FileAsync(Branch, Folder + "a.png"));
        Assert.Equal(2, (await CommitsAsync(Branch)).Count);
        Assert.Equal(RepositoryChange.None, Assert.IsType<InRepository>(await PutAsync(Pictured(One, "a.png", "b.png"))).Change);
        Assert.Equal(before, await WritesAsync());
    }

    [Fact]
    public async Task A_newer_draft_adds_its_new_pictures_and_leaves_those_that_people_took_away_or_put_in_their_place()
    {
        var first = Pictured(One, "a.png", "b.png");
        await PutAsync(first);
        var sha = (await ReadAsync($"contents/{Folder}a.png?ref={Branch}"))["sha"]!.ToString();
        await WriteAsync("DELETE", $"contents/{Folder}a.png", new JsonObject { ["message"] = "Not for everybody", ["branch"] = Branch, ["sha"] = sha });
        await WriteAsync("PUT", $"contents/{Folder}c.png", new JsonObject { ["message"] = "Ours", ["branch"] = Branch, ["content"] = Convert.ToBase64String("ours"u8.ToArray()) });

        var done = Assert.IsType<InRepository>(await PutAsync(Pictured(Two, "a.png", "b.png", "c.png", "d.png") with { Former = [BlobName.Of(first.Content)] }));

        Assert.Equal(RepositoryChange.Updated, done.Change);
        Assert.Equal(["b.png", "c.png", "d.png"], await PicturesAsync());
        Assert.Equal("ours", await FileAsync(Branch, Folder + "c.png"));
    }

    [Fact]
    public async Task What_people_wrote_stays_also_where_pictures_come_with_the_newer_draft()
    {
        await PutAsync(File(One));
        await EditAsync(Branch, "# One\nby us\n");
        Assert.IsType<InConflict>(await PutAsync(Pictured(Two, "a.png") with { Former = [BlobName.Of(One)], Merge = (_, _, _) => null }));
        Assert.Equal("# One\nby us\n", await FileAsync(Branch));

        var merged = "# Two\nby us\n\n![a](INC-7-checkout/a.png)\n";
        Assert.Equal(RepositoryChange.Merged, Assert.IsType<InRepository>(await PutAsync(Pictured(Two, "a.png", "b.png") with { Former = [BlobName.Of(One)], Merge = (_, _, _) => merged })).Change);
        Assert.Equal(merged, await FileAsync(Branch));
        Assert.Equal(["a.png"], await PicturesAsync());
    }

    [Theory]
    [InlineData("github.create_ref")]
    [InlineData("github.create_blob")]
    [InlineData("github.create_tree")]
    [InlineData("github.create_commit")]
    [InlineData("github.update_ref")]
    [InlineData("github.create_pull")]
    public async Task After_an_answer_about_pictures_that_was_lost_the_same_again_makes_nothing_twice(string step)
    {
        await stage.Simulator.DoAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = step }, ["drop_response"] = true, ["times"] = 1 });
        Assert.IsType<NotYet>(await PutAsync(Pictured(One, "a.png")));

        Assert.IsType<InRepository>(await PutAsync(Pictured(One, "a.png")));
        Assert.Equal(["a.png"], await PicturesAsync());
        Assert.Single(await PullsAsync());
        Assert.Equal(2, (await CommitsAsync(Branch)).Count);
    }

    [Fact]
    public async Task A_commit_that_comes_in_between_is_never_overwritten_by_one_with_pictures()
    {
        await PutAsync(File(One));
        var isFirst = true;
        var late = new RepositoryPicture(Folder + "a.png", "INC-7-checkout/a.png", async _ =>
        {
            if (isFirst)
                await EditAsync(Branch, "# One, by us\n");
            isFirst = false;
            return "late"u8.ToArray();
        });

        var outcome = await PutAsync(Pictured(Two) with { Content = Two + "\n![a](INC-7-checkout/a.png)\n", Pictures = [late], Former = [BlobName.Of(One)], Merge = (_, _, _) => null });

        Assert.IsType<InConflict>(outcome);
        Assert.Equal("# One, by us\n", await FileAsync(Branch));
    }

    [Fact]
    public void Contents_are_named_as_git_names_them() =>
        Assert.Equal("ce013625030ba8dba906f756967f9e9ca394464a", BlobName.Of("hello\n"));

    private static RepositoryFile File(string content, params string[] former) => new()
    {
        Repository = "acme/pm", Branch = Branch, Path = Path, Content = content, Former = [.. former.Select(BlobName.Of)], Merge = LineMerge.Merge,
        Title = "Postmortem", Description = "About it.\n", Message = "Postmortem of INC-7, draft 1",
    };

    private static RepositoryFile Pictured(string content, params string[] names) =>
        File(content + string.Concat(names.Select(name => $"\n![x](INC-7-checkout/{name})\n"))) with
        {
            Pictures = [.. names.Select(name => new RepositoryPicture(Folder + name, "INC-7-checkout/" + name, _ => Task.FromResult(Encoding.UTF8.GetBytes("bytes of " + name))))],
        };

    private async Task<IReadOnlyList<string>> PicturesAsync() =>
        [.. ((JsonArray)await ReadAsync($"contents/{Folder.TrimEnd('/')}?ref={Branch}")).Select(one => one!["name"]!.ToString())];

    private Task<RepositoryOutcome> PutAsync(RepositoryFile file, GitHubOptions? options = null) => Repository(options).PutAsync(file, default);

    private IPostmortemRepository Repository(GitHubOptions? options = null)
    {
        options ??= new GitHubOptions { Token = "ghp_secret" };
        options.ApiUrl = new Uri(stage.Simulator.Http.BaseAddress!, "/api/v3");
        var services = new ServiceCollection().AddSingleton<TimeProvider>(stage.Clock).AddSingleton(GitHubStub.Catalogue()).AddGitHub(options);
        return services.BuildServiceProvider().GetRequiredService<IPostmortemRepository>();
    }

    private async Task<GitHubOptions> AppAsync(string level = "write")
    {
        var permissions = new JsonObject { ["metadata"] = "read", ["contents"] = level, ["pull_requests"] = level };
        var app = await stage.DoAsync("apps", new JsonObject { ["slug"] = "incidentbot-" + level, ["permissions"] = permissions });
        var options = new GitHubOptions { AppId = app["id"]!.ToString(), PrivateKey = app["private_key"]!.ToString() };
        await InstallAsync(options, []);
        return options;
    }

    private Task<JsonObject> InstallAsync(GitHubOptions app, JsonObject how)
    {
        (how["id"], how["app"], how["account"]) = (7, long.Parse(app.AppId!, System.Globalization.CultureInfo.InvariantCulture), "acme");
        return stage.DoAsync("installations", how);
    }

    private async Task<string> FileAsync(string branch, string path = Path) =>
        Encoding.UTF8.GetString(Convert.FromBase64String((await ReadAsync($"contents/{path}?ref={branch}"))["content"]!.ToString().Replace("\n", "", StringComparison.Ordinal)));

    private async Task EditAsync(string branch, string content)
    {
        var body = new JsonObject { ["message"] = "Edit", ["branch"] = branch, ["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(content)) };
        if (branch != "main")
            body["sha"] = (await ReadAsync($"contents/{Path}?ref={branch}"))["sha"]!.ToString();
        await WriteAsync("PUT", $"contents/{Path}", body);
    }

    private async Task<IReadOnlyList<JsonNode>> PullsAsync() => [.. ((JsonArray)await ReadAsync("pulls?state=all")).Select(pull => pull!)];

    private async Task<JsonArray> CommitsAsync(string branch) => (JsonArray)await ReadAsync($"commits?sha={branch}");

    private async Task<JsonNode> ReadAsync(string path) => JsonNode.Parse(await (await CallAsync("GET", path, null)).Content.ReadAsStringAsync())!;

    private async Task WriteAsync(string verb, string path, JsonObject body) => Assert.True((await CallAsync(verb, path, body)).IsSuccessStatusCode, path);

    private Task<HttpResponseMessage> CallAsync(string verb, string path, JsonObject? body)
    {
        var request = new HttpRequestMessage(new HttpMethod(verb), "/github/repos/acme/pm/" + path);
        request.Headers.Add("User-Agent", "test");
        request.Headers.Authorization = new("Bearer", "ghp_people");
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return stage.Simulator.Http.SendAsync(request);
    }

    private async Task<int> WritesAsync() =>
        (await stage.Simulator.JournalAsync()).Count(call => call!["args"]?["verb"] is { } verb && verb.ToString() != "GET");
}
