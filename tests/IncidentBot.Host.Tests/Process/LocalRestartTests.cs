using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Local mode, stopped and started again in the same folder.</summary>
public sealed class LocalRestartTests
{
    private const string Kept = "data/bot.local-slack.json";

    [Fact]
    public async Task Channels_and_messages_are_there_again_after_a_restart()
    {
        using var terminal = new TestTerminal();
        var before = await StartedAsync(await LocalRun.StartAsync(terminal), "Checkout returns 500s");
        await using var run = await LocalRun.StartAsync(terminal);

        var (people, channel, card) = await ChannelAsync(run);

        Assert.Equal(before.Ts, card.Ts);
        // They would be taken for deploys during the incident.
        using var http = new HttpClient { BaseAddress = run.Slack };
        Assert.Empty(JsonNode.Parse(await http.GetStringAsync("sim/github/deployments"))!["deployments"]!.AsArray());
        await people.CommandAsync("maya", channel.Id, "status mitigated rolled back", CancellationToken.None);
        await Until.FoundAsync(async () => await CardSayingAsync(people, channel.Id, "Mitigated"));
        await AssertNothingGaveUpAsync(terminal);
    }

    [Fact]
    public async Task A_channel_that_was_lost_is_archived_with_a_word_about_it_and_goes_on_once_it_is_opened_again()
    {
        using var terminal = new TestTerminal();
        await StartedAsync(await LocalRun.StartAsync(terminal), "Checkout returns 500s");
        File.Delete(terminal.File(Kept));
        await using var run = await LocalRun.StartAsync(terminal);

        using var http = new HttpClient { BaseAddress = run.Slack };
        var people = new SimulatorClient(http);
        var channel = Assert.Single((await people.StateAsync(CancellationToken.None)).Channels, c => c.Name.StartsWith("inc-1", StringComparison.Ordinal));
        Assert.True(channel.IsArchived);
        Assert.Contains("lost this channel's messages", Assert.Single(await people.MessagesAsync(channel.Id, CancellationToken.None)).Text, StringComparison.Ordinal);
        await people.UnarchiveAsync("maya", channel.Id, CancellationToken.None);

        await people.CommandAsync("maya", channel.Id, "status resolved fixed", CancellationToken.None);
        await Until.FoundAsync(async () => await CardSayingAsync(people, channel.Id, "Resolved"));
        await AssertNothingGaveUpAsync(terminal);
    }

    [Fact]
    public async Task A_kept_workspace_that_cannot_be_read_is_set_aside()
    {
        using var terminal = new TestTerminal();
        await StartedAsync(await LocalRun.StartAsync(terminal), "Checkout returns 500s");
        await File.WriteAllTextAsync(terminal.File(Kept), "{\"channels\": [{\"id\": 7}]}");

        await using var run = await LocalRun.StartAsync(terminal);

        Assert.True(File.Exists(terminal.File(Kept + ".unreadable")));
    }

    [Fact]
    public async Task What_was_kept_for_a_store_that_is_gone_is_not_put_back()
    {
        using var terminal = new TestTerminal();
        await StartedAsync(await LocalRun.StartAsync(terminal), "Checkout returns 500s");
        foreach (var file in Directory.GetFiles(terminal.File("data"), "bot.db*")) File.Delete(file);

        await using var run = await LocalRun.StartAsync(terminal);

        using var http = new HttpClient { BaseAddress = run.Slack };
        Assert.DoesNotContain((await new SimulatorClient(http).StateAsync(CancellationToken.None)).Channels, c => c.Name.StartsWith("inc-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_taken_port_is_answered_by_a_free_one_and_said()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var place = new LocalSlackPlace([$"http://127.0.0.1:{port}"], MayMove: true);
        using var terminal = new TestTerminal();

        await using var run = await LocalRun.StartAsync(terminal, place: place);

        Assert.InRange(run.Slack.Port, port + 1, port + 20);
        Assert.Contains($"Another program is listening on http://127.0.0.1:{port}, so the local Slack uses the next free port.", terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_was_asked_for_and_is_taken_stops_the_start()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var terminal = new TestTerminal();

        var exit = await terminal.RunAsync("--local", "--urls", "http://127.0.0.1:0", "--simulator-urls", $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");

        Assert.Equal(ExitCodes.NotDone, exit);
        Assert.Contains("choose another with --simulator-urls", terminal.Error, StringComparison.Ordinal);
    }

    private static async Task<LocalMessage> StartedAsync(LocalRun run, string title)
    {
        using var http = new HttpClient { BaseAddress = run.Slack };
        await new SimulatorClient(http).CommandAsync("maya", "incidents", $"start {title}", CancellationToken.None);
        var (people, channel, card) = await ChannelAsync(run);
        // The last message of the opening.
        await Until.FoundAsync(async () => (await people.MessagesAsync(channel.Id, CancellationToken.None))
            .Find(m => m.Text?.Contains("in the last 24 h", StringComparison.Ordinal) is true));
        await run.StopAsync();
        return card;
    }

    private static async Task<(SimulatorClient People, LocalChannel Channel, LocalMessage Card)> ChannelAsync(LocalRun run)
    {
        var people = new SimulatorClient(new HttpClient { BaseAddress = run.Slack });
        var channel = await Until.FoundAsync(async () =>
            (await people.StateAsync(CancellationToken.None)).Channels.FirstOrDefault(c => c.Name.StartsWith("inc-1", StringComparison.Ordinal)));
        return (people, channel, await Until.FoundAsync(async () =>
            (await people.MessagesAsync(channel.Id, CancellationToken.None)).Find(m => m.Text?.StartsWith("INC-1 · ", StringComparison.Ordinal) is true)));
    }

    private static async Task<LocalMessage?> CardSayingAsync(SimulatorClient people, string channel, string word) =>
        (await people.MessagesAsync(channel, CancellationToken.None))
            .Find(m => m.Text?.StartsWith("INC-1 · ", StringComparison.Ordinal) is true && m.Text.Contains(word, StringComparison.Ordinal));

    private static async Task AssertNothingGaveUpAsync(TestTerminal terminal)
    {
        terminal.With($$"""{"Store": {"ConnectionString": "Data Source={{terminal.File("data/bot.db")}}" } }""");
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("dead", "list"));
        Assert.Contains("There are no dead letters", terminal.Out, StringComparison.Ordinal);
    }
}
