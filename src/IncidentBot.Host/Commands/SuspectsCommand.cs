using System.CommandLine;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Suspects;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Commands;

/// <summary><c>suspects FILE</c>: ranks the changes of an incident in a file, and says why.</summary>
internal static class SuspectsCommand
{
    private const string Text = "text", Json = "json", Declared = "declared", End = "end";

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A JSON file with an incident and its changes", HelpName = "FILE" };
        var format = new Option<string>("--format")
        {
            Description = "The format; json lists all changes", HelpName = "text|json", DefaultValueFactory = _ => Text,
        };
        format.AcceptOnlyFromAmong(Text, Json);
        var at = new Option<string>("--at")
        {
            Description = "What counts: what was known at the declaration, or at the end",
            HelpName = "declared|end",
            DefaultValueFactory = _ => Declared,
        };
        at.AcceptOnlyFromAmong(Declared, End);
        var command = new Command("suspects", "Rank the changes that may have caused an incident, and say why.") { file, format, at };
        command.SetAction(async (parsed, _) =>
        {
            var options = BotSettings.Read(terminal.Folder, urls: null).Suspicion;
            var read = SuspectFileReader.ReadFile(terminal.Path(parsed.GetValue(file)!));
            var incident = parsed.GetValue(at) == End ? read.AtEnd() : read.AtDeclaration();
            var ranking = RankSuspects.Of(incident, read.Changes, options);
            if (parsed.GetValue(format) == Json)
                await terminal.Record.WriteAsync(TerminalText.EscapeInJson(SuspectReport.Json(ranking)));
            else
                await terminal.Out.WriteAsync(SuspectReport.Text(read, incident, ranking));
            return ExitCodes.Done;
        });
        return command;
    }
}
