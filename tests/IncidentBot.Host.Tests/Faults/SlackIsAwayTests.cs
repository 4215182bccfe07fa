using System.Text.Json.Nodes;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;
using IncidentBot.Store;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>Slack itself is the incident: the record goes on by the command line, and is posted when Slack is back.</summary>
public sealed class SlackIsAwayTests : IDisposable
{
    private readonly CommandFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_record_exists_at_once_and_is_posted_when_Slack_is_back()
    {
        // Nothing answers at Slack's address here, and no bot runs.
        Assert.Contains("INC-1 has been recorded", (await DoneAsync("start", "Slack is down", "--sev", "1", "--workspace", "T0LOCAL", "--by", "Maya")), StringComparison.Ordinal);
        await DoneAsync("note", "INC-1", "Nobody", "gets", "messages", "--by", "Maya");
        await DoneAsync("status", "INC-1", "identified", "Slack's status page says so.", "--by", "Maya");
        var before = JsonNode.Parse(await DoneAsync("export", "INC-1", "--format", "json"))!;
        Assert.Equal(("Slack is down", "identified"), ((string)before["title"]!, (string)before["status"]!));
        Assert.Equal(["Nobody gets messages", "Slack's status page says so."], ((JsonArray)before["timeline"]!).Select(entry => (string)entry!["text"]!));

        var settings = new BotSettings { Store = new StoreOptions { ConnectionString = $"Data Source={folder.Database}" }, IsQuiet = true };
        await using var stage = await LocalStage.StartAsync(settings, TimeProvider.System.GetUtcNow().AddSeconds(10), CancellationToken.None);
        await stage.SettleAsync(CancellationToken.None);

        var channel = (await stage.Slack.StateAsync(CancellationToken.None)).Channels.Single(c => c.Name == "inc-1-slack-is-down");
        var texts = (await stage.Slack.MessagesAsync(channel.Id, CancellationToken.None)).Select(message => message.Text ?? "").ToList();
        Assert.Single(texts, text => text.StartsWith("Maya noted", StringComparison.Ordinal) && text.Contains("Nobody gets messages", StringComparison.Ordinal));
        Assert.Single(texts, text => text.Contains("marked the cause as identified", StringComparison.Ordinal));
        Assert.Single(texts, text => text.Contains("Checklist of INC-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bot_that_runs_and_cannot_reach_Slack_posts_once_when_it_can()
    {
        var settings = new BotSettings { Store = new StoreOptions { ConnectionString = $"Data Source={folder.Database}" }, IsQuiet = true };
        await using var stage = await LocalStage.StartAsync(settings, TimeProvider.System.GetUtcNow().AddSeconds(10), CancellationToken.None);
        using var http = new HttpClient { BaseAddress = stage.SlackAddress };
        using var content = new StringContent("""{"match":{"method":"*"},"status":503,"times":1000}""", System.Text.Encoding.UTF8, "application/json");
        using var faulty = await http.PostAsync("sim/faults", content);
        Assert.True(faulty.IsSuccessStatusCode, await faulty.Content.ReadAsStringAsync());
        await DoneAsync("start", "Slack is down", "--workspace", "T0LOCAL");
        await stage.SettleAsync(CancellationToken.None);
        await stage.AdvanceToAsync(stage.Clock.GetUtcNow().AddMinutes(30), CancellationToken.None);
        Assert.DoesNotContain((await stage.Slack.StateAsync(CancellationToken.None)).Channels, c => c.Name.StartsWith("inc-", StringComparison.Ordinal));

        using var cleared = await http.DeleteAsync("sim/faults");
        await stage.AdvanceToAsync(stage.Clock.GetUtcNow().AddMinutes(5), CancellationToken.None);

        Assert.Single((await stage.Slack.StateAsync(CancellationToken.None)).Channels, c => c.Name.StartsWith("inc-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_words_are_answered_with_a_sentence_and_change_nothing()
    {
        Assert.Equal(ExitCodes.WrongInput, (await folder.CallAsync("start", "Slack is down")).ExitCode);
        await DoneAsync("start", "Slack is down", "--workspace", "T0LOCAL");

        Assert.Equal(ExitCodes.WrongInput, (await folder.CallAsync("status", "INC-1", "fixed-ish")).ExitCode);
        Assert.Equal(ExitCodes.WrongInput, (await folder.CallAsync("note", "seven", "words")).ExitCode);
        Assert.Equal(ExitCodes.WrongInput, (await folder.CallAsync("start", "Slack is down", "--sev", "9")).ExitCode);
        Assert.Equal(ExitCodes.NotDone, (await folder.CallAsync("note", "INC-7", "words")).ExitCode);
        var (exitCode, said) = await folder.CallAsync("status", "INC-1", "investigating");
        Assert.Equal(ExitCodes.NotDone, exitCode);
        Assert.Contains("already investigating", said, StringComparison.Ordinal);
    }

    private async Task<string> DoneAsync(params string[] args)
    {
        var (exitCode, said) = await folder.CallAsync(args);
        Assert.True(exitCode == ExitCodes.Done, said);
        return said;
    }
}
