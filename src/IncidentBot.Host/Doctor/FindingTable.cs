using IncidentBot.Host.Terminals;
using IncidentBot.Operating;
using Spectre.Console;

namespace IncidentBot.Host.Doctor;

/// <summary>Prints findings as a table, in colour on a terminal.</summary>
internal static class FindingTable
{
    private const int WidthOfFiles = 100;
    private const int Widest = 120;
    private const int Narrowest = 60;

    public static void Write(Terminal terminal, IReadOnlyList<Finding> findings)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(terminal.Out),
            Ansi = terminal.ShowsProgress ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal.ShowsProgress ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = terminal.ShowsProgress ? Math.Clamp(Console.WindowWidth, Narrowest, Widest) : WidthOfFiles;
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn(new TableColumn("State") { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        table.AddColumn(new TableColumn("Area") { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        table.AddColumn(new TableColumn("What") { Padding = new Padding(0, 0, 0, 0) });
        foreach (var finding in findings)
        {
            table.AddRow(new Markup(Mark(finding.Verdict)), new Text(finding.Area), new Text(finding.Sentence));
            if (finding.Advice is { } advice)
                table.AddRow(new Text(""), new Text(""), new Text("→ " + advice, new Style(decoration: Decoration.Bold)));
        }

        console.Write(table);
    }

    private static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "[green]ok[/]",
        Verdict.Warning => "[yellow]warning[/]",
        _ => "[red]error[/]",
    };
}
