using System.Collections.Concurrent;
using System.CommandLine;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Store;

namespace IncidentBot.Benchmarks;

/// <summary><c>crash</c>: kills the bot at every point of an incident and counts what was lost and doubled.</summary>
internal static class CrashCommand
{
    public static Command Create()
    {
        var runs = new Option<int>("--runs") { Description = "How many points are tried; all of them when there are fewer.", DefaultValueFactory = _ => int.MaxValue };
        var seed = new Option<int>("--seed") { Description = "Which points are tried first.", DefaultValueFactory = _ => 1 };
        var atOnce = new Option<int>("--at-once") { Description = "How many are tried at the same time, each with a bot and a workspace of its own.", DefaultValueFactory = _ => 1 };
        var verbose = new Option<bool>("--verbose") { Description = "Show what the undisturbed run leaves." };
        var store = StoreChoice.Option();
        var command = new Command("crash", "Kill the bot at every point of an incident; count what was lost and doubled.") { runs, seed, atOnce, verbose, store };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(runs), parsed.GetValue(seed), parsed.GetValue(atOnce), parsed.GetValue(verbose), parsed.GetValue(store), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int runs, int seed, int atOnce, bool verbose, StoreProvider store, CancellationToken cancellationToken)
    {
        var matrix = await CrashMatrix.LearnAsync(cancellationToken, store);
        if (verbose) Console.WriteLine(string.Join('\n', matrix.Expected));
        var points = matrix.Points.ToArray();
        new Random(seed).Shuffle(points);
        Console.WriteLine($"{points.Length} points, seed {seed}.");
        var results = new ConcurrentBag<CrashResult>();
        var passed = 0;
        await Parallel.ForEachAsync(points.Take(runs), new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken }, async (point, stop) =>
        {
            if (await matrix.TryAsync(point, stop) is not { } result)
            {
                Interlocked.Increment(ref passed);
                return;
            }

            results.Add(result);
            Console.WriteLine(result.IsClean ? $"Killed {point}: nothing lost, nothing doubled." : result.ToString());
        });
        var (tried, lost, doubled) = (results.Count, results.Sum(result => result.Lost.Count), results.Sum(result => result.Doubled.Count));
        Console.WriteLine($"Points tried {tried}, never reached {passed}, lost {lost}, doubled {doubled}.");
        return lost + doubled == 0 && tried > 0 ? 0 : 1;
    }
}
