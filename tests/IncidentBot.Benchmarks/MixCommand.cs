using System.CommandLine;
using IncidentBot.Host.Tests.Mixes;

namespace IncidentBot.Benchmarks;

/// <summary><c>mix</c>: plays two incidents under random mixes of delivery faults and counts what was lost and doubled.</summary>
internal static class MixCommand
{
    public static Command Create()
    {
        var runs = new Option<int>("--runs") { Description = "How many mixes are tried.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int>("--seed") { Description = "The first mix; the others follow it.", DefaultValueFactory = _ => 1 };
        var command = new Command("mix", "Repeat, reorder, delay and lose events at random; count which effects were lost and doubled.") { runs, seed };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(runs), parsed.GetValue(seed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int runs, int seed, CancellationToken cancellationToken)
    {
        var mixes = await MixedRuns.LearnAsync(cancellationToken);
        var sums = new Dictionary<string, int>(StringComparer.Ordinal);
        var (lost, doubled) = (0, 0);
        for (var run = 0; run < runs; run++)
        {
            var result = await mixes.TryAsync(seed + run, cancellationToken);
            Console.WriteLine(result);
            foreach (var (what, count) in result.Counts) sums[what] = sums.GetValueOrDefault(what) + count;
            lost += result.Lost.Count;
            doubled += result.Doubled.Count;
        }

        Console.WriteLine($"Mixes {runs}: {string.Join(", ", sums.Select(s => $"{s.Key} {s.Value}"))}; effects lost {lost}, doubled {doubled}.");
        return lost + doubled == 0 ? 0 : 1;
    }
}
