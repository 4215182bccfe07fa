using System.Text.RegularExpressions;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;
using IncidentBot.Store;

namespace IncidentBot.Host.Tests.Process;

/// <summary>The bot in local mode and in real time, on free ports.</summary>
internal sealed partial class LocalRun : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    private LocalRun(TestTerminal terminal, Func<BotSettings, BotSettings>? change, LocalSlackPlace? place)
    {
        Terminal = terminal;
        var settings = new BotSettings
        {
            IsLocal = true, Urls = ["http://127.0.0.1:0"], Store = new StoreOptions { ConnectionString = $"Data Source={terminal.File("data/bot.db")}" },
        };
        running = LocalMode.RunAsync(change?.Invoke(settings) ?? settings, terminal.AsTerminal(), place ?? new LocalSlackPlace(["http://127.0.0.1:0"]), stop.Token);
    }

    public TestTerminal Terminal { get; }

    public Uri Slack { get; private set; } = null!;

    public Uri Bot { get; private set; } = null!;

    /// <param name="terminal">Where it runs; null: in a new folder. Disposed with it.</param>
    /// <param name="change">Changes the settings; null: nothing.</param>
    /// <param name="place">Where the local Slack listens; null: on a free port.</param>
    public static async Task<LocalRun> StartAsync(
        TestTerminal? terminal = null, Func<BotSettings, BotSettings>? change = null, LocalSlackPlace? place = null)
    {
        var run = new LocalRun(terminal ?? new TestTerminal(), change, place);
        var told = await Until.FoundAsync(() => run.running.IsFaulted ? throw run.running.Exception! : Task.FromResult(Address().Matches(run.Terminal.Out) is { Count: >= 2 } found ? found : null));
        (run.Slack, run.Bot) = (new Uri(told[0].Value), new Uri(told[1].Value));
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Terminal.Dispose();
    }

    /// <summary>Stops it, and leaves its folder for another run.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
        Terminal.Clear();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+(?=\r?\n)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
