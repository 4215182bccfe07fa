using System.CommandLine;
using IncidentBot.Benchmarks.Accept;
using IncidentBot.Benchmarks.Start;

namespace IncidentBot.Benchmarks;

/// <summary>Measures what the bot promises; each command stands in its own file.</summary>
public static class Program
{
    /// <summary>Exit code 0 when the promise held, 1 when it did not.</summary>
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Measures what the bot promises.")
        {
            CrashCommand.Create(),
            RubbishCommand.Create(),
            SlowCommand.Create(),
            GrowthCommand.Create(),
            MixCommand.Create(),
            ReplicasCommand.Create(),
            AcceptCommand.Create(),
            OutageCommand.Create(),
            StartCommand.Create(),
            DrainCommand.Create(),
            OpenCommand.Create(),
            MicroCommand.Create(),
            NastyCommand.Create(),
            NoiseCommand.Create(),
            SuspectsCommand.Create(),
            BlamelessCommand.Create(),
            PostmortemCommand.Create(),
            ServeCommand.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
