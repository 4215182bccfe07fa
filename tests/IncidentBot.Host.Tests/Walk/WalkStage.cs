using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;
using IncidentBot.Host.Tests.Process;
using IncidentBot.Store;
using Microsoft.Playwright;

namespace IncidentBot.Host.Tests.Walk;

/// <summary>
/// A bot and its Slack for people who use the page: whatever they do is answered while time stands still, and the clock is moved on by the test.
/// The database lies where the program's commands look for it.
/// </summary>
internal sealed class WalkStage : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim turn = new(1);
    private readonly LocalStage stage;
    private readonly LocalBrowser browser;
    private readonly List<string> complaints = [];
    private readonly Task turns;

    private WalkStage(TestTerminal terminal, LocalStage stage, LocalBrowser browser)
    {
        Terminal = terminal;
        this.stage = stage;
        this.browser = browser;
        turns = TurnAsync();
    }

    public TestTerminal Terminal { get; }

    /// <param name="withDeploys">Whether a day of deploys is there, and the deploy panel is heard.</param>
    public static async Task<WalkStage> OpenAsync(bool withDeploys = false)
    {
        var launched = await LocalBrowser.LaunchAsync();
        var terminal = new TestTerminal();
        Directory.CreateDirectory(terminal.File("data"));
        var settings = new BotSettings { Store = new StoreOptions { ConnectionString = $"Data Source={terminal.File("data/incidentbot.db")}" }, IsQuiet = true };
        if (withDeploys) settings.GitHub.WebhookSecret = LocalWiring.NewSecret();
        var local = await LocalStage.StartAsync(settings, Workplace.Morning, CancellationToken.None);
        if (withDeploys) await local.FurnishAsync(CancellationToken.None);
        return new WalkStage(terminal, local, launched);
    }

    /// <summary>The page of one person, in a session of their own.</summary>
    public async Task<Visitor> EnterAsync(string person)
    {
        var page = await browser.OpenAsync(stage.SlackAddress);
        page.Console += (_, message) => complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => complaints.Add(error);
        var visitor = new Visitor(page, person);
        await visitor.BecomeAsync();
        return visitor;
    }

    /// <summary>Lets time pass, with everything that falls due on the way.</summary>
    public async Task PassAsync(int minutes)
    {
        await turn.WaitAsync();
        try
        {
            await stage.SettleAsync(CancellationToken.None);
            await stage.AdvanceToAsync(stage.Clock.GetUtcNow().AddMinutes(minutes), CancellationToken.None);
            await stage.SettleAsync(CancellationToken.None);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await turns;
        await browser.DisposeAsync();
        await stage.DisposeAsync();
        Terminal.Dispose();
        turn.Dispose();
        stop.Dispose();
        Assert.Empty(complaints);
    }

    // People do not say when they are done, so the bot gets its turns all the time.
    private async Task TurnAsync()
    {
        using var timer = new PeriodicTimer(Pause);
        while (!stop.IsCancellationRequested)
        {
            await turn.WaitAsync(CancellationToken.None);
            try
            {
                await stage.SettleAsync(CancellationToken.None);
            }
            finally
            {
                turn.Release();
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
