using System.CommandLine;
using IncidentBot.Host.Configuration;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Exports;

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
        var workspace = new Option<string?>("--workspace") { Description = "Whose incident, where a store holds several workspaces", HelpName = "ID" };
        var path = new Option<string>("--out") { Description = "The file to write; - for the terminal, which is the default", HelpName = "PATH", DefaultValueFactory = _ => ToTerminal };
        var command = new Command("export", "Write an incident down as a file.") { incident, format, path, workspace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!IncidentId.TryParse(parsed.GetValue(incident), out var id))
                throw StopException.WrongInput($"\"{parsed.GetValue(incident)}\" names no incident; write it such as INC-7.");
            var wanted = Enum.Parse<ExportFormat>(parsed.GetValue(format)!, ignoreCase: true);
            var text = await ReadAsync(BotSettings.Read(terminal.Folder, urls: null), id, parsed.GetValue(workspace), wanted, cancellationToken);
            await WriteAsync(text, parsed.GetValue(path)!, terminal, cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<string> ReadAsync(BotSettings settings, IncidentId id, string? workspace, ExportFormat format, CancellationToken cancellationToken)
    {
        await using var services = BotApplication.BuildForReading(settings);
        Starting.RefuseMissingStore(services);
        await Starting.MigrateAsync(services, cancellationToken);
        var everywhere = await services.GetRequiredService<IncidentStore>().FindEverywhereAsync(id, cancellationToken);
        var found = everywhere.Where(i => workspace is null || i.Workspace.Value == workspace).ToList();
        return found.Count switch
        {
            0 => throw StopException.NotDone($"There is no {id} in the store. /incident list shows those that are open."),
            1 => await services.GetRequiredService<IncidentExport>().WriteAsync(found[0], format, cancellationToken),
            _ => throw StopException.NotDone($"{id} stands in {found.Count} workspaces of this store ({string.Join(", ", found.Select(i => i.Workspace))}); name one with --workspace."),
        };
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
