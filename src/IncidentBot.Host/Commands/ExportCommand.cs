using System.CommandLine;
using System.Text;
using IncidentBot.Host.Configuration;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;

namespace IncidentBot.Host.Commands;

/// <summary><c>export INC-7</c>: writes an incident of the store down, also while the bot runs.</summary>
internal static class ExportCommand
{
    private const string ToTerminal = "-";

    public static Command Create(Terminal terminal)
    {
        var incident = new Argument<string>("incident") { Description = "Which one, such as INC-7", HelpName = "INC-7" };
        var format = new Option<string>("--format") { Description = "What to write", HelpName = "markdown|json|html", DefaultValueFactory = _ => "markdown" };
        format.AcceptOnlyFromAmong("markdown", "json", "html");
        var path = new Option<string>("--out") { Description = "The file to write; - for the terminal, which is the default", HelpName = "PATH", DefaultValueFactory = _ => ToTerminal };
        var command = new Command("export", "Write an incident down as a file.") { incident, format, path };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!IncidentId.TryParse(parsed.GetValue(incident), out var id))
                throw StopException.WrongInput($"\"{parsed.GetValue(incident)}\" names no incident; write it such as INC-7.");
            var text = await ReadAsync(BotSettings.Read(terminal.Folder, urls: null), id, parsed.GetValue(format)!, cancellationToken);
            await WriteAsync(text, parsed.GetValue(path)!, terminal, cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<string> ReadAsync(BotSettings settings, IncidentId id, string format, CancellationToken cancellationToken)
    {
        await using var services = BotApplication.BuildForReading(settings);
        await Starting.MigrateAsync(services, cancellationToken);
        return await services.GetRequiredService<IncidentExport>().WriteAsync(id, format, cancellationToken)
            ?? throw StopException.NotDone($"There is no {id} in the store. See /incident list, and check that Store: names the bot's database.");
    }

    private static async Task WriteAsync(string text, string path, Terminal terminal, CancellationToken cancellationToken)
    {
        if (path == ToTerminal)
        {
            await terminal.Out.WriteAsync(text);
            return;
        }

        await OutputFiles.WriteAsync(terminal.Path(path), text, cancellationToken);
    }
}
