using System.CommandLine;
using IncidentBot.Host.Tests.Rubbish;

namespace IncidentBot.Benchmarks;

/// <summary><c>rubbish</c>: sends spoiled requests and counts what they do.</summary>
internal static class RubbishCommand
{
    private const double MostGrowth = 1.5;

    public static Command Create()
    {
        var requests = new Option<int>("--requests") { Description = "How many spoiled requests are sent.", DefaultValueFactory = _ => 100_000 };
        var seed = new Option<int>("--seed") { Description = "Which ones.", DefaultValueFactory = _ => 1 };
        var command = new Command("rubbish", "Send spoiled requests; count answers, exceptions and what was given up.") { requests, seed };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(requests), parsed.GetValue(seed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int requests, int seed, CancellationToken cancellationToken)
    {
        Console.WriteLine(Machine.Describe());
        await using var stage = await RubbishStage.StartAsync(cancellationToken);
        var began = TimeProvider.System.GetTimestamp();
        var report = await new RubbishRun(stage, seed).RunAsync(requests, cancellationToken, Print);
        Print(report, seed, TimeProvider.System.GetElapsedTime(began));
        var growth = (double)report.Memory[^1].Heap / report.Memory[report.Memory.Count / 2].Heap;
        return report.Wrong.Count + report.Trouble.Count + report.Unreadable.Count + report.DeadByFault.Count() == 0 && growth <= MostGrowth ? 0 : 1;
    }

    // Lines that only differ in their first one tell of the same fault.
    private static string AtWhatPlace(string line) => line.Split('\n') is [_, var place, ..] ? place : line;

    private static void Print(RubbishReport report, int seed, TimeSpan took)
    {
        Console.WriteLine($"{report.Requests} requests, seed {seed}, {took.TotalSeconds:0} s; {report.Kept} rows stored, the bot's own work included.");
        foreach (var (status, number) in report.Answers) Console.WriteLine($"  {status}: {number}");
        Console.WriteLine($"Wrong answers {report.Wrong.Count}, exceptions {report.Trouble.Count}, unreadable rows {report.Unreadable.Count}, given up {report.Dead.Count}, of these by a fault of the bot {report.DeadByFault.Count()}.");
        foreach (var dead in report.Dead.CountBy(dead => dead)) Console.WriteLine($"  given up {dead.Value} times: {dead.Key}");
        foreach (var line in report.Wrong.Concat(report.Trouble.DistinctBy(AtWhatPlace)).Concat(report.Unreadable).Take(20)) Console.WriteLine("  " + line);
    }

    private static void Print(MemoryReading reading) =>
        Console.WriteLine($"After {reading.Sent}: managed heap {reading.Heap / 1048576.0:0.0} MB, working set {reading.WorkingSet / 1048576.0:0} MB.");
}
