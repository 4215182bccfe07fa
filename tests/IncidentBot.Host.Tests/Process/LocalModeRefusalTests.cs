using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Simulator.Wire;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Host.Tests.Process;

/// <summary>A key that got lost never turns a bot that people rely on into one that anybody can use.</summary>
public sealed class LocalModeRefusalTests : IDisposable
{
    private const string Blank = """ "Slack": {"BotToken": "", "SigningSecret": " ", "AppToken": ""} """;
    private readonly TestTerminal terminal = new();

    public void Dispose() => terminal.Dispose();

    [Theory]
    [InlineData(Blank, "T0REAL1234")]
    [InlineData("", "T0REAL1234")]
    [InlineData(""" "IncidentBot": {"Mode": "local"} """, "T0REAL1234")]
    public async Task A_store_of_a_real_workspace_is_never_opened_in_local_mode(string settings, string workspace)
    {
        await UsedByAsync(workspace);

        Assert.Equal(ExitCodes.WrongInput, await RunAsync(settings, "--urls", "http://127.0.0.1:0"));
        Assert.Contains("holds the records of the workspace " + workspace, terminal.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.WrongInput, await RunAsync(settings, "--urls", "http://127.0.0.1:0", "--local"));
        Assert.Contains("holds the records of the workspace " + workspace, terminal.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_with_records_of_both_is_not_local_modes_own()
    {
        await UsedByAsync(DefaultApp.TeamId);
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("start", "Search", "--workspace", "T0REAL1234", "--by", "maya"));

        Assert.Equal(ExitCodes.WrongInput, await RunAsync("", "--urls", "http://127.0.0.1:0"));
        Assert.Contains("T0REAL1234", terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://+:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    [InlineData("http://bot.example:0")]
    [InlineData("http://localhost.example:0")]
    [InlineData("http://10.1.2.3:0")]
    public async Task An_address_that_others_reach_is_never_opened_in_local_mode(string urls)
    {
        Assert.Equal(ExitCodes.WrongInput, await RunAsync("", "--urls", urls));
        Assert.Contains("which others can reach", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.WrongInput, await RunAsync("", "--urls", urls, "--local"));
        Assert.Contains("which others can reach", terminal.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(terminal.File("data")));
    }

    [Fact]
    public async Task The_admin_pages_are_an_address_too()
    {
        Assert.Equal(ExitCodes.WrongInput, await RunAsync(""" "Management": {"Urls": "http://127.0.0.1:0;http://+:0"} """, "--urls", "http://127.0.0.1:0"));
        Assert.Contains("it would listen on http://+:0", terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Blank)]
    [InlineData(""" "Slack": {"SigningSecret": ""} """)]
    [InlineData(""" "Slack": {"BotToken": null} """)]
    [InlineData(""" "Slack": {"slackless": ""} """)]
    public async Task A_key_that_is_there_but_blank_stops_the_start_on_a_new_store(string settings)
    {
        Assert.Equal(ExitCodes.WrongInput, await RunAsync(settings, "--urls", "http://127.0.0.1:0"));
        Assert.Contains("Slack:", terminal.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(terminal.File("data")));
        Assert.Equal(ExitCodes.WrongInput, await RunAsync(settings, "doctor"));
    }

    [Fact]
    public async Task Doctor_says_the_same_sentence_as_the_start()
    {
        await UsedByAsync("T0REAL1234");
        Assert.Equal(ExitCodes.WrongInput, await RunAsync(Blank, "--urls", "http://127.0.0.1:0"));
        var sentence = terminal.Error.Trim();

        Assert.Equal(ExitCodes.WrongInput, await RunAsync(Blank, "doctor"));
        Assert.Contains(Words(sentence), Words(terminal.Out), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Slack:BotToken is missing")]
    [InlineData(""", "Slack": {"BotToken": ""} """, "Slack:BotToken is missing")]
    [InlineData(""", "Slack": {"BotToken": "xoxb-1"} """, "Slack:SigningSecret is missing")]
    public async Task Live_never_falls_back(string settings, string sentence)
    {
        var live = """ "IncidentBot": {"Mode": "Live"} """ + settings;
        Assert.Equal(ExitCodes.WrongInput, await RunAsync(live, "--urls", "http://127.0.0.1:0"));
        Assert.Contains(sentence, terminal.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.WrongInput, await RunAsync(live, "--local", "--urls", "http://127.0.0.1:0"));
        Assert.Contains("IncidentBot:Mode is Live", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Real_keys_and_local_mode_by_name_exclude_each_other()
    {
        Assert.Equal(ExitCodes.WrongInput, await RunAsync(""" "Slack": {"BotToken": "xoxb-1", "SigningSecret": "s"} """, "--local", "--urls", "http://127.0.0.1:0"));
        Assert.Contains("Local mode was asked for, but Slack:BotToken is set.", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_mode_is_named_with_what_would_fit()
    {
        Assert.Equal(ExitCodes.WrongInput, await RunAsync(""" "IncidentBot": {"Mode": "Production"} """));
        Assert.Contains("must be one of Auto, Live, Local", terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "http://0.0.0.0:0")]
    [InlineData("", "", "http://127.0.0.1:0")]
    [InlineData("xoxb-1", "", "http://127.0.0.1:0")]
    public async Task A_process_whose_variables_came_out_blank_ends_with_2_on_a_store_that_is_in_use(string token, string secret, string urls)
    {
        await UsedByAsync("T0REAL1234");
        File.Delete(terminal.File("appsettings.json"));
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["Slack__BotToken"] = token, ["Slack__SigningSecret"] = secret, ["Slack__AppToken"] = "" };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));

        var (exitCode, said) = await HostProcess.RunAsync([HostProcess.Program, "--urls", urls], terminal.File("."), variables, limit.Token);

        Assert.Equal(2, exitCode);
        Assert.Contains(token.Length == 0 ? "the records of the workspace T0REAL1234" : "Slack:SigningSecret is missing", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Local_modes_own_store_is_opened_again_even_with_blank_keys()
    {
        await UsedByAsync(DefaultApp.TeamId);
        await using var run = await LocalRun.StartAsync(new TestTerminal(), settings => settings with
        {
            SlackKeys = new SlackKeys([], ["Slack:BotToken"]),
            Store = new IncidentBot.Store.StoreOptions { ConnectionString = $"Data Source={terminal.File("data/incidentbot.db")}" },
        });

        Assert.Contains("local mode, because nothing is set under Slack", run.Terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Local_mode_by_name_starts_on_a_new_store_with_blank_keys()
    {
        await using var run = await LocalRun.StartAsync(change: settings => settings with { SlackKeys = new SlackKeys([], ["Slack:BotToken"]), Run = new RunOptions { Mode = RunMode.Local } });

        Assert.Contains("local mode, because it was asked for", run.Terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_published_secrets_open_nothing_in_local_mode()
    {
        await using var run = await LocalRun.StartAsync();
        const string Command = "team_id=T0LOCAL&channel_id=C0LOCALINCIDENTS&user_id=U0LOCALMAYA&command=%2Fincident&text=list&trigger_id=1.2.3";
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var http = new HttpClient { BaseAddress = run.Bot };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/commands") { Content = new StringContent(Command, Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded")) };
        request.Headers.Add("X-Slack-Request-Timestamp", now);
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(DefaultApp.SigningSecret), Encoding.UTF8.GetBytes($"v0:{now}:{Command}"))));
        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public void A_blank_app_token_beside_the_other_two_is_plain_http()
    {
        var settings = BotSettings.Read([Source(("Slack:BotToken", "xoxb-1"), ("Slack:SigningSecret", "s"), ("Slack:AppToken", " "))], urls: null);

        Assert.False(settings.IsLocal);
        Assert.False(settings.Slack.UsesSockets);
    }

    [Fact]
    public void A_blank_variable_does_not_count_where_another_source_has_the_value()
    {
        var settings = BotSettings.Read([Source(("Slack:BotToken", "xoxb-1"), ("Slack:SigningSecret", "s")), Source(("slack:bottoken", ""))], urls: null);

        Assert.Equal(["Slack:BotToken", "Slack:SigningSecret"], settings.SlackKeys.Set.Order(StringComparer.Ordinal));
        Assert.Empty(settings.SlackKeys.Blank);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5079", true)]
    [InlineData("http://127.9.9.9:5079", true)]
    [InlineData("http://localhost:5079", true)]
    [InlineData("http://[::1]:5079", true)]
    [InlineData("http://[::]:5079", false)]
    [InlineData("http://0.0.0.0:5079", false)]
    [InlineData("http://0:5079", false)]
    [InlineData("http://+:5079", false)]
    [InlineData("http://localhost.:5079", false)]
    [InlineData("http://my-machine:5079", false)]
    [InlineData("http://[127.0.0.1]:5079", false)]
    [InlineData("http://[[::1]]:5079", false)]
    [InlineData("http://127.0.0.1]:5079", false)]
    [InlineData("http://[localhost]:5079", false)]
    [InlineData("http://me@localhost:5079", false)]
    [InlineData("http://%6cocalhost:5079", false)]
    [InlineData("http://[::ffff:127.0.0.1]:5079", true)]
    public void An_address_is_this_machines_alone_or_not(string address, bool isLoopback) => Assert.Equal(isLoopback, Addresses.IsLoopback(address));

    private static SettingSource Source(params (string Key, string Value)[] values) => new(
        "a file", new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value))).Build());

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private Task<int> RunAsync(string settings, params string[] words) => terminal.With("{" + Store(settings) + "}").RunAsync(words);

    private async Task UsedByAsync(string workspace)
    {
        terminal.With("{" + Store(""" "Slack": {"BotToken": "xoxb-1", "SigningSecret": "s"} """) + "}");
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("start", "Checkout", "--workspace", workspace, "--by", "maya"));
    }

    private string Store(string settings) =>
        $$""" "Store": {"ConnectionString": "Data Source={{terminal.File("data/incidentbot.db")}}"} {{(settings.Length > 0 ? "," : "")}} {{settings}} """;
}
