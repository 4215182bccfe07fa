using System.CommandLine;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Exports;

namespace IncidentBot.Host.Commands;

/// <summary><c>export INC-7</c>: exports an incident from the store; works while the bot is running.</summary>
internal static class ExportCommand
{
    private const string ToTerminal = "-", Zip = "zip", Json = "json";

    public static Command Create(Terminal terminal)
    {
        var incident = new Argument<string>("incident") { Description = "The incident, such as INC-7", HelpName = "INC-7" };
        var format = new Option<string>("--format")
        {
            Description = "The format; zip includes the files of captured messages",
            HelpName = "markdown|html|json|zip|confluence",
            DefaultValueFactory = _ => "markdown",
        };
        format.AcceptOnlyFromAmong("markdown", "html", Json, Zip, "confluence");
        var workspace =
            new Option<string?>("--workspace") { Description = "The workspace, if the store holds more than one", HelpName = "ID" };
        var path = new Option<string>("--out")
        {
            Description = "The file to write; - is the terminal, the default",
            HelpName = "PATH",
            DefaultValueFactory = _ => ToTerminal,
        };
        var command = new Command("export", "Export an incident, to the terminal or a file.") { incident, format, path, workspace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var id = StoredIncidents.Read(parsed.GetValue(incident));
            var (wanted, to) = (parsed.GetValue(format)!, parsed.GetValue(path)!);
            if (wanted == Zip && to == ToTerminal)
                throw StopException.WrongInput($"A zip needs a file: add --out {id}.zip.");
            await using var services = await Starting.OpenForReadingAsync(BotSettings.Read(terminal.Folder, urls: null), cancellationToken);
            var found = await StoredIncidents.FindAsync(services, id, parsed.GetValue(workspace), cancellationToken);
            try
            {
                await ExportAsync(services, found, wanted, to, terminal, cancellationToken);
            }
            catch (InvalidDataException e)
            {
                throw StopException.NotDone(e.Message);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task ExportAsync(
        ServiceProvider services, Incident incident, string wanted, string to, Terminal terminal, CancellationToken cancellationToken)
    {
        if (wanted == Zip)
        {
            await OutputFiles.WriteAsync(
                terminal.Path(to),
                stream => services.GetRequiredService<IncidentArchive>().WriteAsync(incident, stream, cancellationToken));
            return;
        }

        var text = await services.GetRequiredService<IncidentExport>()
            .WriteAsync(incident, Enum.Parse<ExportFormat>(wanted, ignoreCase: true), cancellationToken);
        var shown = wanted == Json && to == ToTerminal ? TerminalText.EscapeInJson(text) : text;
        await WriteAsync(shown, to, terminal, cancellationToken);
    }

    private static async Task WriteAsync(string text, string path, Terminal terminal, CancellationToken cancellationToken)
    {
        if (path == ToTerminal)
        {
            await terminal.Record.WriteAsync(text);
            return;
        }

        await OutputFiles.WriteAsync(terminal.Path(path), text, cancellationToken);
    }
}
