using System.CommandLine;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Commands;

/// <summary><c>demo</c>: plays a whole incident in virtual time and writes the results to a folder.</summary>
internal static class DemoCommand
{
    private const string DefaultFolder = "demo-out";

    public static Command Create(Terminal terminal)
    {
        var file = new Option<string?>("--scenario")
        {
            Description = "The scenario to play. Default: a cache runs out of memory after a deploy",
            HelpName = "FILE",
        };
        var folder = new Option<string>("--out")
        {
            Description = "The folder for postmortem.md, transcript.md and incident.json",
            HelpName = "DIR",
            DefaultValueFactory = _ => DefaultFolder,
        };
        var command = new Command("demo", "Play a whole incident, from declaration to postmortem.") { file, folder };
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(parsed.GetValue(file), parsed.GetValue(folder)!, terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? file, string folder, Terminal terminal, CancellationToken cancellationToken)
    {
        var scenario = file is null ? ScenarioReader.ReadBuiltIn() : ScenarioReader.ReadFile(terminal.Path(file));
        var target = terminal.Path(folder);
        if (File.Exists(target)) throw StopException.WrongInput($"--out is {target}, which is a file; choose a folder.");
        var started = TimeProvider.System.GetTimestamp();
        var result = await DemoProgress.WatchAsync(scenario, terminal, report => DemoRun.PlayAsync(scenario, report, cancellationToken));
        await result.WriteAsync(target, cancellationToken);
        foreach (var difference in result.Differences) await terminal.Error.WriteLineAsync(difference);
        await terminal.Out.WriteLineAsync(result.Summary(scenario, target, TimeProvider.System.GetElapsedTime(started)));
        return result.Differences.Count == 0 ? ExitCodes.Done : ExitCodes.NotDone;
    }
}
