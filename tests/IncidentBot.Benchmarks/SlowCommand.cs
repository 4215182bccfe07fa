using System.CommandLine;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Host.Tests.Rubbish;

namespace IncidentBot.Benchmarks;

/// <summary><c>slow</c>: strangers hold unfinished requests open; measures memory and how long Slack's own requests take.</summary>
internal static class SlowCommand
{
    private const double LongestAnswer = 2.6;
    private const double MostGrowth = 160;

    public static Command Create()
    {
        var senders = new Option<int>("--senders") { Description = "How many connections are held open.", DefaultValueFactory = _ => 450 };
        var command = new Command("slow", "Hold unfinished requests open; Slack's must be accepted within 2.6 s, and memory stay bounded.") { senders };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(senders), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int count, CancellationToken cancellationToken)
    {
        Console.WriteLine(Machine.Describe());
        await using var stage = await CrashStage.StartAsync(cancellationToken);
        using var senders = new SlowSenders(stage);
        var report = await senders.RunAsync(count, cancellationToken);
        var growth = (report.Most - report.Before) / 1048576.0;
        Console.WriteLine(
            $"{count} senders with all but ten bytes of 1 MiB: {report.Before / 1048576.0:0} MiB before, at most {report.Most / 1048576.0:0} MiB; "
                + $"Slack's slowest request took {report.Slowest.TotalSeconds:0.00} s.");
        return report.Slowest.TotalSeconds <= LongestAnswer && growth <= MostGrowth ? 0 : 1;
    }
}
