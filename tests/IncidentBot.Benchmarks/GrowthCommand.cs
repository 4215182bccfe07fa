using System.CommandLine;
using IncidentBot.Host.Tests.Growth;
using IncidentBot.Host.Tests.Rubbish;

namespace IncidentBot.Benchmarks;

/// <summary><c>growth</c>: whether the database stops growing when old rows are cleaned up.</summary>
internal static class GrowthCommand
{
    private const double MostGrowth = 1.1;

    public static Command Create()
    {
        var events = new Option<int>("--events") { Description = "How many events are accepted, worked and cleaned up.", DefaultValueFactory = _ => 100_000 };
        var command = new Command("growth", "Whether the database stops growing when old rows are cleaned up.") { events };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(events), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int events, CancellationToken cancellationToken)
    {
        Console.WriteLine(Machine.Describe());
        await using var stage = await RubbishStage.StartAsync(cancellationToken);
        var began = TimeProvider.System.GetTimestamp();
        var readings = await GrowthRun.RunAsync(stage, events, cancellationToken, reading =>
        {
            if (reading.Day % 2 == 0)
                Console.WriteLine($"Day {reading.Day} after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s: {reading.Pages} pages, {reading.FreePages} of them free, {reading.Rows} rows, {reading.Deleted} cleaned up; managed heap {GC.GetTotalMemory(forceFullCollection: true) / 1048576.0:0.0} MB, working set {Environment.WorkingSet / 1048576} MB.");
        });
        var growth = (double)readings[^1].Pages / readings[(GrowthRun.Days / 2) - 1].Pages;
        Console.WriteLine($"{events} events over {GrowthRun.Days} days: pages at the end beside half way {growth:0.00}; wanted: at most {MostGrowth:0.00}.");
        return growth <= MostGrowth ? 0 : 1;
    }
}
