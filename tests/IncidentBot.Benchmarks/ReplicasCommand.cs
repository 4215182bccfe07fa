using System.CommandLine;
using IncidentBot.Host.Tests.Replicas;
using IncidentBot.Store;

namespace IncidentBot.Benchmarks;

/// <summary><c>replicas</c>: three bots on one store, killed and paused in turn; counts what was lost, doubled or put out of order.</summary>
internal static class ReplicasCommand
{
    public static Command Create()
    {
        var runs = new Option<int>("--runs") { Description = "How often it is played.", DefaultValueFactory = _ => 5 };
        var seed = new Option<int>("--seed") { Description = "The first one; the others follow it.", DefaultValueFactory = _ => 1 };
        var rounds = new Option<int>("--rounds") { Description = "How often a bot is killed or paused in each.", DefaultValueFactory = _ => 12 };
        var store = StoreChoice.Option();
        var command = new Command("replicas", "Kill and pause one of three bots in turn; count what was lost, doubled or put out of order.") { runs, seed, rounds, store };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(runs), parsed.GetValue(seed), parsed.GetValue(rounds), parsed.GetValue(store), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int runs, int seed, int rounds, StoreProvider store, CancellationToken cancellationToken)
    {
        var (events, twins, duplicated, kills, pauses, differences) = (0, 0, 0, 0, 0, 0);
        for (var run = 0; run < runs; run++)
        {
            var result = await ReplicaRun.PlayAsync(seed + run, rounds, cancellationToken, store);
            Console.WriteLine(result);
            (events, twins, duplicated) = (events + result.Events, twins + result.Twins, duplicated + result.Duplicated);
            (kills, pauses, differences) = (kills + result.Kills, pauses + result.Pauses, differences + result.Differences.Count);
        }

        Console.WriteLine($"Runs {runs}: {events} events, {duplicated} duplicated, {twins} to two at once, {kills} kills, {pauses} pauses; lost, doubled or out of order {differences}.");
        return differences == 0 ? 0 : 1;
    }
}
