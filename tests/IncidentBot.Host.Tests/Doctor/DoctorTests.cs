using IncidentBot.Host.Terminals;
using IncidentBot.Host.Tests.Process;
using IncidentBot.Simulator;
using IncidentBot.Simulator.Wire;
using IncidentBot.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Doctor;

/// <summary>What <c>doctor</c> says of a bot that is set up well, and of one that is not.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private readonly TestTerminal terminal = new();
    private WebApplication? slack;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (slack is not null) await slack.DisposeAsync();
        terminal.Dispose();
    }

    [Fact]
    public async Task A_bot_that_is_set_up_well_has_no_errors()
    {
        await StartSlackAsync();

        Assert.Equal(ExitCodes.Done, await ExamineAsync("""
            "BotToken": "xoxb-local", "AppToken": "xapp-local", "AnnounceChannel": "incidents"
            """));
        Says("Socket Mode, 2 connections.");
        Says("@incidentbot in the workspace Local workspace (T0LOCAL)");
        Says("Slack accepts it, and Socket Mode is on");
        Says("that the bot needs are granted.");
        Says("The bot is in #incidents.");
        Says("Slack takes every kind of message, form and Home page that the bot makes (6 tried).");
        Says("This machine's clock agrees with Slack's.");
        Assert.All(terminal.Out.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 100));
        Assert.DoesNotContain("-local", terminal.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(terminal.File("data")));
    }

    [Theory]
    [InlineData("oncall", "ok Owners The user group that looks after a service exists.")]
    [InlineData("nobody-there", "warning Owners No user group, or a disabled one: nobody-there. They can't be invited.")]
    public async Task Owners_of_services_are_looked_for_among_the_user_groups(string owner, string sentence)
    {
        await StartSlackAsync();
        await File.WriteAllTextAsync(terminal.File("services.yaml"), $"services:\n  checkout: {{ owners: ['@{owner}'] }}\n");

        var exitCode = await ExamineAsync(Http);

        Assert.True(exitCode == ExitCodes.Done, terminal.Out);
        Says(sentence);
    }

    [Fact]
    public async Task Mistakes_in_the_file_of_the_services_are_all_said_with_their_places()
    {
        await StartSlackAsync();
        await File.WriteAllTextAsync(terminal.File("services.yaml"), "services:\n  checkout: { owner: [x] }\n  cart: { dependencies: [chekout] }\n");

        Assert.Equal(ExitCodes.WrongInput, await ExamineAsync(Http));
        Says("services.yaml, line 2, column 15: “owner” isn't a field of a service; did you mean “owners”?");
        Says("services.yaml, line 3, column 26: there is no service “chekout” to depend on; did you mean “checkout”?");
    }

    [Fact]
    public async Task Mistakes_in_the_file_of_the_patterns_are_said_with_their_places()
    {
        await StartSlackAsync();
        await File.WriteAllTextAsync(terminal.File("own.yaml"), "patterns:\n  - key: disk-full\n    nmae: Full\n    commands: [rm -rf /tmp/x]\n");

        Assert.Equal(ExitCodes.WrongInput, await ExamineAsync(Http, "\"Patterns\": {\"File\": \"own.yaml\"}"));
        Says("own.yaml, line 3, column 5: “nmae” isn't a field of a pattern; did you mean “name”?");
        Says("own.yaml, line 4, column 15: the command “rm -rf /tmp/x” may change something (“rm”)");
    }

    [Theory]
    [InlineData("invalid_message", "error Messages Slack would refuse a message with every part: invalid_message")]
    [InlineData("unknown_method", "ok Messages Not checked: Slack refused blocks.validate: unknown_method.")]
    public async Task What_Slack_would_refuse_of_the_bots_messages_is_an_error_and_a_Slack_that_cannot_say_is_none(string error, string sentence)
    {
        await StartSlackAsync();
        await FailAsync("blocks.validate", error);

        Assert.Equal(error == "unknown_method" ? ExitCodes.Done : ExitCodes.NotDone, await ExamineAsync(Http));
        Says(sentence);
    }

    [Fact]
    public async Task A_missing_scope_is_named_with_what_needs_it_and_where_to_add_it()
    {
        await StartSlackAsync([.. new SimulatorOptions().Scopes.Where(scope => scope is not "reactions:read")]);

        Assert.Equal(ExitCodes.NotDone, await ExamineAsync(Http));
        Says("Missing: reactions:read for reactions.get, the event reaction_added");
        Says("OAuth & Permissions, Bot Token Scopes, add reactions:read");
    }

    [Fact]
    public async Task Channels_that_the_bot_cannot_post_to_are_errors()
    {
        await StartSlackAsync();
        using var people = new HttpClient();
        await people.PostAsync(new Uri(slack!.Urls.First() + "/sim/channels"), new StringContent("""{"user":"maya","name":"ops"}"""));

        Assert.Equal(ExitCodes.NotDone, await ExamineAsync(Http + ", \"AnnounceChannel\": \"ops\", \"AdminChannel\": \"nowhere\""));
        Says("The bot is not in #ops.");
        Says("Type /invite @IncidentBot in #ops.");
        Says("The bot can't see a channel nowhere.");
    }

    [Fact]
    public async Task People_and_groups_that_are_as_the_settings_need_them_are_named()
    {
        await StartSlackAsync();

        Assert.Equal(ExitCodes.Done, await ExamineAsync(Http, """
            "Access": {"Admins": ["U0LOCALMAYA"], "Responders": "S0LOCALONCALL"}, "Incidents": {"Responders": ["U0LOCALSAM"], "Severity1Responders": ["S0LOCALONCALL"]}
            """));
        Says("maya (U0LOCALMAYA) is a full member and sees private incidents.");
        Says("Who may act The user group @oncall has 2 members.");
        Says("Responders sam (U0LOCALSAM) is invited.");
        Says("Severity 1 The user group @oncall has 2 members.");
    }

    [Fact]
    public async Task Admins_who_are_no_full_members_are_errors()
    {
        await StartSlackAsync();
        var guest = await AddAsync("users", """{"name":"gil","guest":true}""");
        var stranger = await AddAsync("users", """{"name":"ola","other_team":"T0ELSEWHERE"}""");
        var gone = await AddAsync("users", """{"name":"ute","deactivated":true}""");

        Assert.Equal(ExitCodes.NotDone, await ExamineAsync(Http, $$"""
            "Access": {"Admins": ["U0NOBODY", "{{guest}}", "{{stranger}}", "{{gone}}", "U0LOCALBOT"]}
            """));
        Says("There is nobody with the id U0NOBODY in the workspace.");
        Says($"gil ({guest}) is a guest or belongs to another organisation, and would see every private incident.");
        Says($"ola ({stranger}) is a guest or belongs to another organisation");
        Says($"warning Admins The account of ute ({gone}) is deactivated.");
        Says("is a bot. → Remove it from Access:Admins: only people see private incidents.");
    }

    [Fact]
    public async Task Groups_that_are_missing_disabled_or_empty_are_errors()
    {
        await StartSlackAsync();
        var disabled = await AddAsync("usergroups", """{"handle":"old-call","members":["maya"],"disabled":true}""");
        var empty = await AddAsync("usergroups", """{"handle":"nobody"}""");

        Assert.Equal(ExitCodes.NotDone, await ExamineAsync(Http, $$"""
            "Access": {"Responders": "{{disabled}}"}, "Incidents": {"Severity1Responders": ["S0NOWHERE", "{{empty}}"]}
            """));
        Says($"The user group @old-call ({disabled}) is disabled. Until then nobody may close an incident, cancel what somebody else started, call severity 1 or export. → Enable it in Slack");
        Says("There is no user group with the id S0NOWHERE. Until then its people are not invited. → Check Incidents:Severity1Responders");
        Says($"Nobody is in the user group @nobody ({empty}).");
    }

    [Fact]
    public async Task A_group_that_cannot_be_read_names_the_scope_that_is_missing()
    {
        await StartSlackAsync([.. new SimulatorOptions().Scopes.Where(scope => scope is not "usergroups:read")]);

        Assert.Equal(ExitCodes.NotDone, await ExamineAsync(Http, "\"Access\": {\"Responders\": \"S0LOCALONCALL\"}"));
        Says("error Who may act The user group S0LOCALONCALL can't be read:");
        Assert.Matches("(?s)can't be read:.*usergroups:read", terminal.Out);
    }

    [Fact]
    public async Task Tokens_that_Slack_does_not_know_are_errors()
    {
        await StartSlackAsync();

        Assert.Equal(ExitCodes.NotDone, await ExamineAsync("""
            "BotToken": "xoxb-stale", "AppToken": "xapp-stale"
            """));
        Says("Slack does not accept the bot token (invalid_auth)");
        Says("Slack does not accept the app-level token (invalid_auth)");
        Assert.DoesNotContain("stale", terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_network_it_says_so_and_ends()
    {
        terminal.With("""
            {"Slack": {"BotToken": "xoxb-1", "AppToken": "xapp-1", "ApiUrl": "http://127.0.0.1:9/api/"},
             "GitHub": {"ApiUrl": "http://127.0.0.1:9/"}, "Catalogue": {"Services": {"checkout": {"Repositories": ["acme/checkout"]}}}}
            """);

        Assert.Equal(ExitCodes.NotDone, await terminal.RunAsync("doctor"));
        Says("127.0.0.1 cannot be reached.");
        Says("GitHub");
    }

    [Theory]
    [InlineData("""{"Slack":{"BotToken":"xapp-1","SigningSecret":"s"}}""", "Slack:BotToken is set to an app-level token (xapp-)")]
    [InlineData("""{"Slack":{"BotToken":"xoxb-1"}}""", "Slack:SigningSecret is missing")]
    [InlineData("""{"Slak":{"BotToken":"xoxb-1"}}""", "did you mean Slack?")]
    public async Task Wrong_settings_end_with_2(string settings, string sentence)
    {
        Assert.Equal(ExitCodes.WrongInput, await terminal.With(settings).RunAsync("doctor"));
        Says(sentence);
    }

    [Fact]
    public async Task A_checklist_template_that_stops_the_start_stops_doctor_with_the_same_sentence()
    {
        await File.WriteAllTextAsync(terminal.File("steps.yaml"), "phases: [");
        terminal.With($$"""{"Checklist": {"Template": "{{terminal.File("steps.yaml")}}"} }""");

        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync("doctor"));
        Says("isn't valid YAML near line");
    }

    [Theory]
    [InlineData("changeme", "Slack:SigningSecret can't be one of Slack's")]
    [InlineData("8f742231b10e8888abcd99yyyzzz85a5", "Slack:SigningSecret can't be one of Slack's")]
    [InlineData("8F742231B10E8888ABCD99BAC3885A5F0", "Slack:SigningSecret can't be one of Slack's")]
    public async Task A_signing_secret_that_cannot_be_one_is_an_error(string secret, string sentence)
    {
        Assert.Equal(ExitCodes.NotDone, await terminal.With($$"""{"Slack": {"BotToken": "xoxb-1", "SigningSecret": "{{secret}}"} }""").RunAsync("doctor"));
        Says(sentence);
        Assert.DoesNotContain(secret, terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_in_the_place_of_the_signing_secret_ends_with_2()
    {
        Assert.Equal(ExitCodes.WrongInput, await terminal.With("""{"Slack": {"BotToken": "xoxb-1", "SigningSecret": "xoxb-1"} }""").RunAsync("doctor"));
        Says("Slack:SigningSecret is set to a bot token (xoxb-); the signing secret is another value");
    }

    [Fact]
    public async Task Dead_letters_are_a_warning_that_names_them()
    {
        await using (var stage = await Sockets.SocketStage.OpenAsync(terminal.File("bot.db")))
        {
            await stage.Stage.Bot.Services.GetRequiredService<Database>().ChangeAsync<long>(
                "INSERT INTO outbox (workspace_id, platform, effect_key, kind, action, urgency, state, created_at, due_at, attempts, sending, unsettled, last_error, last_sentence, done_at) "
                + "VALUES ('T0LOCAL', 'slack', 'INC-7/card', 'PostCard', '{}', 1, 'dead', '2026', '2026', 3, 0, 0, 'no_permission', 'Ask.', '2026') RETURNING id",
                null, CancellationToken.None);
        }

        await terminal.With($$"""{"Store": {"ConnectionString": "Data Source={{terminal.File("bot.db")}}"} }""").RunAsync("doctor");

        Says("The bot gave up on 1: 1 PostCard (no_permission).");
        Assert.DoesNotContain("Everything is fine.", terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_settings_it_is_the_local_mode_that_is_looked_at()
    {
        Assert.Equal(ExitCodes.Done, await terminal.With("{}").RunAsync("doctor"));
        Says("the bot runs in local mode, with a simulated Slack");
    }

    [Fact]
    public async Task What_Slack_has_sent_is_told_by_kind_and_event()
    {
        await using var stage = await Sockets.SocketStage.OpenAsync(terminal.File("bot.db"));
        var channel = await stage.StartAsync();
        var ts = await stage.Slack.SayAsync("sam", channel.Id, "errors rise", CancellationToken.None);
        await stage.Slack.ReactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
        await stage.SettleAsync();
        var kept = stage.Stage.Bot.Services.GetRequiredService<Database>().QueryAsync<string>("SELECT DISTINCT state || body FROM inbox WHERE kind = 'event'", null, CancellationToken.None);
        Assert.Equal(["done"], await kept);
        terminal.With($$"""
            {"Slack": {"BotToken": "xoxb-local", "AppToken": "xapp-local", "ApiUrl": "{{stage.Stage.SlackAddress}}api/"}, "Store": {"ConnectionString": "Data Source={{terminal.File("bot.db")}}"} }
            """);

        var code = await terminal.RunAsync("doctor");
        Assert.True(code == ExitCodes.Done, terminal.Out);
        Assert.Matches(@"ok\s+Commands\s+1 received, the latest at 2026-03-02 09:00 UTC\.", terminal.Out);
        Assert.Matches(@"ok\s+Event reaction_added\s+1 received", terminal.Out);
        Assert.Matches(@"ok\s+Event message\.channels\s+\d+ received", terminal.Out);
        Assert.Matches(@"warning\s+Event message\.groups\s+None received yet\.", terminal.Out);
        Assert.Matches(@"warning\s+Event app_mention\s+None received yet\.", terminal.Out);
    }

    [Fact]
    public async Task A_database_that_was_made_with_other_migrations_is_an_error()
    {
        await using (var stage = await Sockets.SocketStage.OpenAsync(terminal.File("bot.db")))
        {
            await stage.Stage.Bot.Services.GetRequiredService<Database>().ChangeAsync<int>("UPDATE schema_version SET checksum = 'else' WHERE version = 3 RETURNING version", null, CancellationToken.None);
        }

        Assert.Equal(ExitCodes.NotDone, await terminal.With($$"""{"Store": {"ConnectionString": "Data Source={{terminal.File("bot.db")}}"} }""").RunAsync("doctor"));
        Says("was created with different migrations from this program's: 0003_timeline.");
        Says("migrations must not be edited");
    }

    [Fact]
    public async Task Files_that_nearly_fill_their_share_are_a_warning()
    {
        await using (var stage = await Sockets.SocketStage.OpenAsync(terminal.File("bot.db")))
        {
            await stage.Stage.Bot.Services.GetRequiredService<Database>().ChangeAsync<long>(
                "INSERT INTO file_content (workspace_id, sha256, size, content) VALUES ('T0LOCAL', 'x', 90000000, x'') RETURNING size", null, CancellationToken.None);
        }

        var store = $$""" "Store": {"ConnectionString": "Data Source={{terminal.File("bot.db")}}"} """;
        Assert.Equal(ExitCodes.Done, await terminal.With("{" + store + """, "Timeline": {"MaxStoreMegabytes": 100} }""").RunAsync("doctor"));
        Says("Files of captured messages take 85.8 MB of 100 MB. When that is full, no further file is kept.");
        Assert.Equal(ExitCodes.Done, await terminal.With("{" + store + "}").RunAsync("doctor"));
        Says("Files of captured messages take 85.8 MB of 5000 MB.");
        Assert.Equal(ExitCodes.WrongInput, await terminal.With("""{"Timeline": {"MaxStoreMegabytes": 0} }""").RunAsync("doctor"));
        Says("Timeline:MaxStoreMegabytes is 0, but must be from 1 to 1000000.");
    }

    private const string Http = """
        "BotToken": "xoxb-local", "SigningSecret": "local-signing-secret"
        """;

    private async Task StartSlackAsync(IReadOnlyCollection<string>? scopes = null)
    {
        slack = SimulatorApplication.Build(new SimulatorOptions { Urls = "http://127.0.0.1:0", Scopes = scopes ?? new SimulatorOptions().Scopes });
        await slack.StartAsync();
    }

    private Task<int> ExamineAsync(string keys, string? others = null) =>
        terminal.With($$"""{"Slack": { {{keys}}, "ApiUrl": "{{slack!.Urls.First()}}/api/"}{{(others is null ? "" : ", " + others)}} }""").RunAsync("doctor");

    private async Task FailAsync(string method, string error)
    {
        using var people = new HttpClient();
        var fault = $$"""{"match":{"method":"{{method}}"},"error":"{{error}}","times":1}""";
        using var answer = await people.PostAsync(new Uri($"{slack!.Urls.First()}/sim/faults"), new StringContent(fault));
        answer.EnsureSuccessStatusCode();
    }

    private async Task<string> AddAsync(string what, string body)
    {
        using var people = new HttpClient();
        using var answer = await people.PostAsync(new Uri($"{slack!.Urls.First()}/sim/{what}"), new StringContent(body));
        using var read = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return read.RootElement.GetProperty("id").GetString()!;
    }

    // The table breaks lines where it must.
    private void Says(string sentence) => Assert.Contains(sentence, string.Join(' ', terminal.Out.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
}
