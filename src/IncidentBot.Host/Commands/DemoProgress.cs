using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;
using IncidentBot.Language;
using Spectre.Console;

namespace IncidentBot.Host.Commands;

/// <summary>Shows the progress of a demo: a bar on a terminal, plain lines in a file.</summary>
internal static class DemoProgress
{
    private const int LinesWithoutBar = 4;

    /// <summary>Runs a demo and shows its progress.</summary>
    public static Task<DemoResult> WatchAsync(Scenario scenario, Terminal terminal, Func<Action<int, int>, Task<DemoResult>> playAsync) =>
        terminal.ShowsProgress ? WithBarAsync(scenario, playAsync) : WithLinesAsync(scenario, terminal, playAsync);

    private static Task<DemoResult> WithBarAsync(Scenario scenario, Func<Action<int, int>, Task<DemoResult>> playAsync) =>
        AnsiConsole.Progress().AutoClear(enabled: true).StartAsync(context =>
        {
            var bar = context.AddTask(Markup.Escape(OneLine.Of(scenario.Title, 60)));
            return playAsync((done, all) =>
            {
                bar.MaxValue = all;
                bar.Value = done;
            });
        });

    private static Task<DemoResult> WithLinesAsync(Scenario scenario, Terminal terminal, Func<Action<int, int>, Task<DemoResult>> playAsync)
    {
        terminal.Out.WriteLine($"Playing \"{OneLine.Of(scenario.Title, 80)}\"");
        var told = 0;
        return playAsync((done, all) =>
        {
            var part = all == 0 ? LinesWithoutBar : done * LinesWithoutBar / all;
            if (part <= told) return;
            told = part;
            terminal.Out.WriteLine($"  {done} of {all}");
        });
    }
}
