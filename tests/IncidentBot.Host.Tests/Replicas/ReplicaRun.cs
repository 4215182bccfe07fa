using System.Text.Json.Nodes;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Store;

namespace IncidentBot.Host.Tests.Replicas;

/// <summary>Three bots on one store, to which requests go at random, while one after the other is killed, paused and started again.</summary>
internal sealed class ReplicaRun
{
    private const int Replicas = 3, Conversations = 3;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly CrashStage stage;
    private readonly ReplicaTalk talk;
    private readonly Random dice;
    private int kills, pauses;

    private ReplicaRun(CrashStage stage, int seed)
    {
        this.stage = stage;
        talk = new ReplicaTalk(stage);
        dice = new Random(seed);
    }

    /// <param name="seed">What goes where, and who is killed and paused.</param>
    /// <param name="rounds">How often everyone says something; in each, one bot is killed or paused.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="provider">What the bots keep their records in.</param>
    public static async Task<ReplicaResult> PlayAsync(int seed, int rounds, CancellationToken cancellationToken, StoreProvider provider = StoreProvider.Sqlite)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience * (1 + rounds / 10));
        await using var place = await CrashStage.StartAsync(limit.Token, Replicas, provider: provider);
        await place.PostAsync("mix", new JsonObject
        {
            ["seed"] = seed, ["duplicated"] = 20, ["twins"] = 20, ["addresses"] = new JsonArray([.. place.Addresses.Select(a => (JsonNode)a)]),
        }, limit.Token);
        var run = new ReplicaRun(place, seed);
        await run.talk.OpenAsync(Conversations, limit.Token);
        await run.QuietAsync(limit.Token);
        for (var round = 1; round <= rounds; round++)
        {
            if (round % 3 == 0) await run.PausedAsync(round, limit.Token);
            else await run.KilledAsync(round, limit.Token);
        }

        await run.QuietAsync(limit.Token);
        var counts = (await place.GetAsync("mix", limit.Token))["counts"]!;
        return new ReplicaResult(
            seed, run.kills, run.pauses, (int)counts["events"]!, (int)counts["duplicated"]!, (int)counts["twins"]!, await run.talk.DifferencesAsync(limit.Token));
    }

    private async Task KilledAsync(int round, CancellationToken cancellationToken)
    {
        var victim = dice.Next(Replicas);
        var soon = TimeSpan.FromMilliseconds(dice.Next(150));
        var talking = talk.RoundAsync(round, commands: true, cancellationToken);
        await Task.Delay(soon, TimeProvider.System, cancellationToken);
        stage.Kill(victim);
        kills++;
        await talking;
        await stage.StartBotAsync(cancellationToken, victim);
    }

    // A command that a paused bot has in its hands would be typed again by its writer, and both would count; so only events are sent then.
    private async Task PausedAsync(int round, CancellationToken cancellationToken)
    {
        await QuietAsync(cancellationToken);
        var victim = stage.Bot(dice.Next(Replicas));
        var talking = talk.RoundAsync(round, commands: false, cancellationToken);
        await stage.PauseAsync(victim, cancellationToken);
        pauses++;
        await talking;
        // The others take over what it holds, and go on.
        await QuietAsync(cancellationToken);
        victim.Send(Signal.Continue);
    }

    private async Task QuietAsync(CancellationToken cancellationToken)
    {
        while (!await stage.IsQuietAsync(cancellationToken)) await Task.Delay(Glance, TimeProvider.System, cancellationToken);
    }
}

/// <summary>What several bots left.</summary>
/// <param name="Seed">What went where.</param>
/// <param name="Kills">How often one was killed.</param>
/// <param name="Pauses">How often one was paused for longer than its leases.</param>
/// <param name="Events">How many events happened.</param>
/// <param name="Duplicated">How many were delivered again.</param>
/// <param name="Twins">How many were delivered to two bots at once.</param>
/// <param name="Differences">What is missing, there twice, or in another order than it was said in.</param>
internal sealed record ReplicaResult(int Seed, int Kills, int Pauses, int Events, int Duplicated, int Twins, IReadOnlyList<string> Differences)
{
    public override string ToString() => string.Join('\n', new[]
    {
        $"Seed {Seed}: {Events} events, {Duplicated} duplicated, {Twins} to two at once, {Kills} kills, {Pauses} pauses: {Differences.Count} differences.",
    }.Concat(Differences));
}
