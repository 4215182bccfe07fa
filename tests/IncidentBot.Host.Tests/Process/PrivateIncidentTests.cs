using System.Text.Json.Nodes;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Management;
using IncidentBot.Host.Tests.Faults;
using IncidentBot.Language;
using IncidentBot.Slack.WebApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Words of a private incident are looked for in everything that the bot lets out.</summary>
public sealed class PrivateIncidentTests : IAsyncLifetime
{
    private static readonly string[] Canaries = ["zebrafish", "okapi", "narwhal", "pangolin", "quokka", "axolotl", "wombat", "capybara"];

    private readonly LogKeeper log = new();
    private FragileStage stage = null!;
    private LocalChannel room = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new BotSettings
        {
            Slack = new SlackOptions { AdminChannel = "general" },
            Incidents = new Incidents.IncidentOptions { Responders = ["U0LOCALSAM"], Severity1Responders = ["U0LOCALSAM"] },
            Postmortem = new IncidentBot.Postmortem.PostmortemOptions { Repository = "acme/pm" },
        };
        stage = await FragileStage.OpenAsync(settings, services =>
            services.AddLogging(logging => logging.AddProvider(log).AddFilter<LogKeeper>(null, LogLevel.Trace)));
        await MakeRepositoryAsync("acme/pm");
        await stage.CommandAsync("maya", "incidents", "start The zebrafish leak --sev 2 --private");
        room = (await stage.IncidentChannelsAsync())[0];
    }

    public async ValueTask DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task Its_postmortem_is_put_into_a_repository_only_where_one_is_named_for_private_incidents()
    {
        await stage.CommandAsync("maya", room.Id, "export pr");
        Assert.Contains(await stage.Slack.MessagesAsync(room.Id, CancellationToken.None), m => m.EphemeralTo is not null && m.Text!.StartsWith("INC-1 is private, so its postmortem stays in its channel.", StringComparison.Ordinal));

        await stage.DisposeAsync();
        stage = await FragileStage.OpenAsync(new BotSettings { Postmortem = new IncidentBot.Postmortem.PostmortemOptions { Repository = "acme/pm", PrivateRepository = "acme/secret" } });
        await MakeRepositoryAsync("acme/pm");
        await MakeRepositoryAsync("acme/secret");
        await stage.CommandAsync("maya", "incidents", "start The zebrafish leak --sev 2 --private");
        room = (await stage.IncidentChannelsAsync())[0];
        await stage.CommandAsync("maya", room.Id, "export pr");

        var said = await GitHubAsync();
        Assert.Contains(said, one => one.Text.Contains("zebrafish", StringComparison.Ordinal));
        Assert.DoesNotContain(said, one => one.Text.Contains("acme/pm", StringComparison.Ordinal));
        Assert.Contains(await stage.Slack.MessagesAsync(room.Id, CancellationToken.None), m => m.Text!.StartsWith("Draft 1 of the postmortem is in a pull request: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_channel_is_private_and_only_its_starter_is_there()
    {
        var channel = (await stage.ReadAsync("state"))["channels"]!.AsArray().First(c => (string?)c!["id"] == room.Id)!;

        Assert.True((bool)channel["is_private"]!);
        Assert.DoesNotContain("U0LOCALSAM", channel["members"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_starter_is_told_what_is_hidden()
    {
        var answer = (await stage.Slack.MessagesAsync("incidents", CancellationToken.None)).Last(m => m.EphemeralTo is not null);

        Assert.Contains("private: only you are in its channel", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_word_of_it_is_let_out()
    {
        await HomeAsync("sam");
        await RespondAsync();
        await HomeAsync("sam");
        foreach (var words in new[] { "list", "note something", "status resolved", "help" }) await stage.CommandAsync("sam", "general", words);

        Assert.Equal([], await LeaksAsync());
    }

    [Fact]
    public async Task No_word_of_it_is_let_out_when_its_work_is_given_up()
    {
        await stage.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "chat.update" }, ["times"] = 1000, ["error"] = "restricted_action" });
        await stage.CommandAsync("maya", room.Id, "status identified wombat");

        Assert.Contains(await stage.Slack.MessagesAsync("general", CancellationToken.None), m => m.Text!.StartsWith("I gave up on ", StringComparison.Ordinal));
        Assert.Equal([], await LeaksAsync());
    }

    [Fact]
    public async Task The_same_search_finds_the_words_of_a_public_incident()
    {
        await stage.CommandAsync("maya", "incidents", "start The wombat is out");
        var open = (await stage.IncidentChannelsAsync()).Single(channel => channel.Id != room.Id);
        await stage.CommandAsync("maya", open.Id, "export pr");
        var leaks = await LeaksAsync();
        Assert.All(new[] { "#incidents: ", "GitHub: " }, where => Assert.Contains(leaks, leak => leak.StartsWith(where, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_is_in_its_channel_sees_it_listed()
    {
        await stage.CommandAsync("maya", room.Id, "list");

        Assert.Contains("zebrafish", (await stage.Slack.MessagesAsync(room.Id, CancellationToken.None)).Last(m => m.EphemeralTo is not null).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_page_shows_it_to_a_member_of_its_channel_only_and_no_longer_once_they_have_left()
    {
        await HomeAsync("maya");
        await HomeAsync("sam");
        Assert.Contains("zebrafish", await ShownHomeAsync("maya"), StringComparison.Ordinal);
        Assert.DoesNotContain("zebrafish", await ShownHomeAsync("sam"), StringComparison.Ordinal);

        await stage.ControlAsync("leave", new JsonObject { ["user"] = "maya", ["channel"] = room.Id });
        await HomeAsync("maya");
        Assert.DoesNotContain("zebrafish", await ShownHomeAsync("maya"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configured_admin_sees_it_on_their_page_and_opens_its_timeline_there()
    {
        await stage.DisposeAsync();
        stage = await FragileStage.OpenAsync(new BotSettings { Access = new Access.AccessOptions { Admins = ["U0LOCALSAM"] } });
        await stage.CommandAsync("maya", "incidents", "start The zebrafish leak --sev 2 --private");
        room = (await stage.IncidentChannelsAsync())[0];
        await stage.CommandAsync("maya", room.Id, "note narwhal seen");
        await HomeAsync("sam");

        var home = (await stage.ReadAsync("home?user=sam"))["view"]!;
        var button = home["blocks"]!.AsArray().Select(block => block!["accessory"]).First(one => ((string?)one?["action_id"])?.StartsWith("show_timeline", StringComparison.Ordinal) == true)!;
        await stage.ControlAsync("click", new JsonObject { ["user"] = "sam", ["view_id"] = home["id"]!.DeepClone(), ["action_id"] = button["action_id"]!.DeepClone() });
        await stage.SettleAsync();

        Assert.Contains("narwhal", (await stage.ReadAsync("home?user=sam"))["view"]!.ToJsonString(), StringComparison.Ordinal);
        var direct = (string)(await stage.ControlAsync("dm", new JsonObject { ["user"] = "sam" }))["channel"]!;
        Assert.Empty(await stage.Slack.MessagesAsync(direct, CancellationToken.None));
    }

    private async Task RespondAsync()
    {
        await stage.CommandAsync("maya", room.Id, "impact okapi data is out");
        await stage.CommandAsync("maya", room.Id, "note narwhal seen");
        var ts = await stage.Slack.SayAsync("maya", room.Id, "the pangolin did it", CancellationToken.None);
        await stage.Slack.ReactAsync("maya", room.Id, ts, "pushpin", CancellationToken.None);
        await stage.CommandAsync("maya", room.Id, "why the capybara had no limit");
        await stage.CommandAsync("maya", room.Id, "severity 1");
        await stage.CommandAsync("maya", room.Id, "update quokka is safe");
        await PassAsync(65);
        await stage.CommandAsync("maya", room.Id, "status resolved axolotl removed");
        await stage.CommandAsync("maya", room.Id, "postmortem");
        foreach (var form in new[] { "", " html", " json", " zip", " confluence", " pr" }) await stage.CommandAsync("maya", room.Id, "export" + form);
        var uploads = (await JournalAsync()).Where(call => (string?)call["method"] == "files.completeUploadExternal").ToList();
        Assert.Equal(5, uploads.Count);
        Assert.All(uploads, call => Assert.Equal(room.Id, (string?)call["args"]!["channel_id"]));
        Assert.Contains("pangolin", System.Text.Json.JsonSerializer.Serialize(await stage.Slack.MessagesAsync(room.Id, CancellationToken.None)), StringComparison.Ordinal);
    }

    // What the starter alone is shown, and the private channel itself, are no leak.
    private async Task<List<string>> LeaksAsync()
    {
        var maya = (await stage.Slack.StateAsync(CancellationToken.None)).Users.First(u => u.Name == "maya").Id;
        var outputs = new List<(string Where, string Text)>();
        foreach (var channel in (await stage.Slack.StateAsync(CancellationToken.None)).Channels.Where(c => c.Id != room.Id))
        {
            var seen = (await stage.Slack.MessagesAsync(channel.Id, CancellationToken.None)).Where(m => m.EphemeralTo != maya);
            outputs.AddRange(seen.Select(m => ($"#{channel.Name}", $"{m.Text} {m.Blocks?.ToJsonString()}")));
            outputs.Add(($"topic of #{channel.Name}", channel.Topic ?? ""));
        }

        outputs.AddRange(await GitHubAsync());
        outputs.Add(("Sam's page", await ShownHomeAsync("sam")));
        using var admin = new HttpClient { BaseAddress = new Uri(stage.Stage.Bot.Services.GetRequiredService<ManagementServer>().Urls.First()) };
        outputs.Add(("metrics", await admin.GetStringAsync("/metrics")));
        outputs.Add(("health", await admin.GetStringAsync("/health/details")));
        outputs.AddRange(log.Lines.Select(line => ("log", line)));
        return [.. outputs.Where(output => Canaries.Any(word => output.Text.Contains(word, StringComparison.OrdinalIgnoreCase))).Select(output => $"{output.Where}: {output.Text}")];
    }

    // Files are in Base64 there.
    private async Task<IReadOnlyList<(string Where, string Text)>> GitHubAsync() =>
        [.. (await JournalAsync()).Where(call => ((string?)call["method"])?.StartsWith("github.", StringComparison.Ordinal) == true).Select(call => ("GitHub", call.ToJsonString() + Decoded(call)))];

    private static string Decoded(JsonNode call) => (string?)call["args"]?["body"]?["content"] is { } content
        ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(content))
        : "";

    private async Task<IReadOnlyList<JsonNode>> JournalAsync() => [.. (await stage.ReadAsync("journal?since=0")).AsArray().Select(call => call!)];

    private async Task MakeRepositoryAsync(string name)
    {
        await stage.ControlAsync("github/repositories", new JsonObject { ["repository"] = name });
        await stage.ControlAsync("github/commits", new JsonObject { ["repository"] = name, ["commits"] = new JsonArray(new JsonObject { ["sha"] = new string('a', 40), ["message"] = "Begin", ["files"] = new JsonArray(new JsonObject { ["filename"] = "README.md", ["content"] = "hello" }) }) });
    }

    private async Task HomeAsync(string user)
    {
        await stage.ControlAsync("home", new JsonObject { ["user"] = user });
        await stage.SettleAsync();
    }

    private async Task<string> ShownHomeAsync(string user) => (await stage.ReadAsync($"home?user={user}")).ToJsonString();

    private async Task PassAsync(int minutes)
    {
        await stage.Stage.AdvanceToAsync(stage.Stage.Clock.GetUtcNow().AddMinutes(minutes), CancellationToken.None);
        await stage.SettleAsync();
    }

    /// <summary>Keeps every line that is logged, at any level.</summary>
    private sealed class LogKeeper : ILoggerProvider, ILogger
    {
        private readonly Lock gate = new();
        private readonly List<string> lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (gate) return [.. lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (gate) lines.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
