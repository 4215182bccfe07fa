using System.Text;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Host.Tests.Process;
using IncidentBot.Timeline;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Host.Tests.Configuration;

/// <summary>Reactions are named in the settings as people know them, colons included.</summary>
public sealed class ReactionKeysTests
{
    [Theory]
    [InlineData(":pushpin:", "pushpin")]
    [InlineData("pushpin:", "pushpin")]
    [InlineData(":thumbsup:", "+1")]
    [InlineData(":+1::skin-tone-2:", "+1")]
    [InlineData("+1::skin-tone-2", "+1")]
    public void A_name_with_colons_is_read(string key, string sent)
    {
        var read = Read($$"""{"Timeline": {"Reactions": { "{{key}}": "Decision" } } }""");

        Assert.Equal(EntryKind.Decision, read.Timeline.KindOf(sent));
    }

    [Fact]
    public void The_same_in_a_variable_and_in_a_flat_key()
    {
        Assert.Equal(EntryKind.Fix, Read("""{"Timeline:Reactions::thumbsup:": "Fix"}""").Timeline.KindOf("+1"));
        Assert.Equal(EntryKind.Fix, Read("{}", ("Timeline:Reactions::thumbsup:", "Fix")).Timeline.KindOf("+1"));
    }

    [Fact]
    public void A_later_source_wins_whichever_way_it_is_written() =>
        Assert.Equal(EntryKind.Alert, Read("""{"Timeline": {"Reactions": {"pushpin": "Fix"} } }""", ("Timeline:Reactions::pushpin:", "Alert")).Timeline.KindOf("pushpin"));

    [Fact]
    public void A_wrong_kind_is_still_named() =>
        Assert.Contains("Timeline:Reactions:pushpin is \"Nonsense\"", Assert.Throws<StopException>(() => Read("""{"Timeline": {"Reactions": {":pushpin:": "Nonsense"} } }""")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_name_that_Slack_does_not_know_is_a_warning_of_doctor_and_of_the_start()
    {
        using var terminal = new TestTerminal();
        terminal.With($$"""
            {"Timeline": {"Reactions": {":pushpinn:": "Observation", "thumbsup": "Decision"} }, "Store": {"ConnectionString": "Data Source={{terminal.File("bot.db")}}"} }
            """);
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("doctor"));
        Assert.Contains("Did you mean pushpin?", string.Join(' ', terminal.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("thumbsup", terminal.Out, StringComparison.Ordinal);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var folder = Directory.CreateTempSubdirectory("incidentbot-reactions-");
        try
        {
            using var bot = await Crash.HostProcess.StartAsync(
                [Crash.HostProcess.Program, "--urls", "http://127.0.0.1:0"], folder.FullName,
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Slack__BotToken"] = "xoxb-1", ["Slack__SigningSecret"] = "s", ["Slack__ApiUrl"] = "http://127.0.0.1:9/api/", ["Management__Urls"] = "http://127.0.0.1:0",
                    ["Timeline__Reactions__pushpinn"] = "Observation",
                },
                limit.Token);
            await Until.TrueAsync(() => Task.FromResult(bot.Said.Any(line => line.Contains("Did you mean pushpin?", StringComparison.Ordinal))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static BotSettings Read(string json, params (string Key, string Value)[] variables) => BotSettings.Read(
        [
            new SettingSource("appsettings.json", new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build()),
            new SettingSource("the environment", new ConfigurationBuilder().AddInMemoryCollection(variables.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))).Build(), IsEnvironment: true),
        ],
        urls: null);
}
