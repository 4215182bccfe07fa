using System.CommandLine;
using System.Globalization;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Tests.Noise;

namespace IncidentBot.Benchmarks;

/// <summary><c>noise</c>: how many lines of the bot people in an incident's channel get to read, while whole incidents are played.</summary>
internal static class NoiseCommand
{
    public static Command Create()
    {
        var files = new Option<string[]>("--scenario") { Description = "Scenario files to play. Default: the demo's, and those of INCIDENTBOT_CONTRACTS.", AllowMultipleArgumentsPerToken = true };
        var lines = new Option<bool>("--lines") { Description = "Print every line." };
        var command = new Command("noise", "Count the bot's lines in an incident's channel.") { files, lines };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(files) ?? [], parsed.GetValue(lines), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] files, bool withLines, CancellationToken cancellationToken)
    {
        var broken = false;
        foreach (var (name, scenario) in files.Length > 0 ? files.Select(Read) : Usual())
        {
            var count = await NoiseRun.PlayAsync(scenario, cancellationToken);
            Console.WriteLine(count.Summary(name));
            if (withLines)
                foreach (var line in count.Lines)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {line.At:MM-dd HH:mm:ss} {line.Key,-34} {Short(line.Text)}"));
            foreach (var problem in count.Problems) Console.WriteLine($"  {problem}");
            broken |= count.Problems.Count > 0;
        }

        return broken ? 1 : 0;
    }

    private static IEnumerable<(string Name, Scenario Scenario)> Usual()
    {
        yield return ("demo", ScenarioReader.ReadBuiltIn());
        if (Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS") is not { Length: > 0 } folder) yield break;
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "incidents"), "*.json").Order(StringComparer.Ordinal)) yield return Read(file);
    }

    private static (string Name, Scenario Scenario) Read(string file) => (Path.GetFileNameWithoutExtension(file), ScenarioReader.ReadFile(file));

    private static string Short(string text) => text.Length <= 110 ? text : text[..110] + "…";
}
