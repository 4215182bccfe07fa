using IncidentBot.Store;

namespace IncidentBot.Host.Tests.Crash;

/// <summary>Plays one script undisturbed, then again and again with the bot killed at another point each time.</summary>
internal sealed class CrashMatrix
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly IReadOnlyList<string> expected;

    private readonly StoreProvider provider;

    private CrashMatrix(StoreProvider provider, IReadOnlyList<string> expected, IReadOnlyList<CrashPoint> points)
    {
        this.provider = provider;
        this.expected = expected;
        Points = points;
    }

    /// <summary>Every point there is: before and after each call and each delivery of the undisturbed run.</summary>
    public IReadOnlyList<CrashPoint> Points { get; }

    /// <summary>What the undisturbed run leaves.</summary>
    public IReadOnlyList<string> Expected => expected;

    /// <summary>Plays the script undisturbed.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="provider">What the bot keeps its records in, now and when it is killed.</param>
    public static async Task<CrashMatrix> LearnAsync(CancellationToken cancellationToken, StoreProvider provider = StoreProvider.Sqlite)
    {
        await using var stage = await CrashStage.StartAsync(cancellationToken, provider: provider);
        await PlayAsync(stage, armed: false, cancellationToken);
        var (calls, deliveries) = await stage.TrafficAsync(cancellationToken);
        return new CrashMatrix(provider, await Traces.ReadAsync(stage, cancellationToken), [.. PointsOf(Traffic.Call, calls), .. PointsOf(Traffic.Delivery, deliveries)]);
    }

    /// <summary>Plays the script with the bot killed once.</summary>
    /// <returns>What came out otherwise; null: the run was over before that point.</returns>
    public async Task<CrashResult?> TryAsync(CrashPoint point, CancellationToken cancellationToken)
    {
        await using var stage = await CrashStage.StartAsync(cancellationToken, provider: provider);
        await stage.HoldAsync(point, cancellationToken);
        if (!await PlayAsync(stage, armed: true, cancellationToken)) return null;
        var left = await Traces.ReadAsync(stage, cancellationToken);
        return new CrashResult(point, Traces.Beyond(expected, left), Traces.TooMuch(left, expected));
    }

    private static IEnumerable<CrashPoint> PointsOf(Traffic traffic, int count) =>
        Enumerable.Range(1, count).SelectMany(n => new[] { new CrashPoint(traffic, n, After: false), new CrashPoint(traffic, n, After: true) });

    private static async Task<bool> PlayAsync(CrashStage stage, bool armed, CancellationToken cancellationToken)
    {
        var waiting = armed;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        foreach (var step in new CrashScript(stage).Steps)
        {
            var doing = step(limit.Token);
            do
            {
                await Task.Delay(Glance, TimeProvider.System, limit.Token);
                if (waiting && await stage.IsHoldingAsync(limit.Token))
                {
                    waiting = false;
                    await stage.KillAndRestartAsync(limit.Token);
                }
            }
            while (!doing.IsCompleted || !await stage.IsQuietAsync(limit.Token));
            await doing;
        }

        return armed && !waiting;
    }
}
