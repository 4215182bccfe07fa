using System.CommandLine;
using IncidentBot.Benchmarks.Accept;
using IncidentBot.Simulator;
using IncidentBot.Simulator.Wire;
using Microsoft.AspNetCore.Builder;

namespace IncidentBot.Benchmarks.Start;

/// <summary><c>start</c>: how long the published bot takes to start on a store that is there, and how much memory it has at rest, beside a bare endpoint.</summary>
internal static class StartCommand
{
    private const double MostTime = 1.6, MostMemory = 20;

    public static Command Create()
    {
        var pairs = new Option<int>("--pairs") { Description = "How often each is started.", DefaultValueFactory = _ => 7 };
        var rest = new Option<double>("--rest") { Description = "After how many seconds memory is looked at.", DefaultValueFactory = _ => 5 };
        var command = new Command("start", "How long a start takes and how much memory it needs, beside a bare endpoint published in the same way.") { pairs, rest };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(pairs), TimeSpan.FromSeconds(parsed.GetValue(rest)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int pairs, TimeSpan rest, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-start-");
        try
        {
            Console.WriteLine(Machine.Describe());
            await using var slack = SimulatorApplication.Build(new SimulatorOptions { Urls = "http://127.0.0.1:0" });
            await slack.StartAsync(cancellationToken);
            var bare = await Published.BareAsync(folder.FullName, cancellationToken);
            var bot = await Published.BotAsync(folder.FullName, slack.Urls.First(), cancellationToken);
            // The store is made, and both programs are in the system's cache.
            await bare.StartAsync(TimeSpan.Zero, cancellationToken);
            await bot.StartAsync(TimeSpan.Zero, cancellationToken);
            var found = new List<(Started Bare, Started Bot)>();
            for (var pair = 0; pair < pairs; pair++)
            {
                found.Add((await bare.StartAsync(rest, cancellationToken), await bot.StartAsync(rest, cancellationToken)));
                Console.WriteLine($"(a) bare: {found[^1].Bare}");
                Console.WriteLine($"(b) bot:  {found[^1].Bot}");
            }

            return Judge(found);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Judge(IReadOnlyCollection<(Started Bare, Started Bot)> found)
    {
        double Of(Func<(Started Bare, Started Bot), double> value) => AcceptCommand.Median([.. found.Select(value)]);
        var (time, memory) = (Of(pair => pair.Bot.Ready / pair.Bare.Ready), Of(pair => pair.Bot.Memory - pair.Bare.Memory));
        Console.WriteLine($"(b)/(a) of {found.Count} pairs, medians: ready {time:0.00} (wanted: {MostTime:0.0}), work of a core {Of(pair => pair.Bot.Work / pair.Bare.Work):0.00}.");
        Console.WriteLine($"Working set at rest: {memory:0} MiB more (wanted: at most {MostMemory:0}).");
        return time <= MostTime && memory <= MostMemory ? 0 : 1;
    }
}
