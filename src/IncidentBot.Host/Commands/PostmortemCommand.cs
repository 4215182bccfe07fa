using System.CommandLine;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Versions;

namespace IncidentBot.Host.Commands;

/// <summary>
/// <c>postmortem import|diff|versions</c>: takes back a draft that was edited as a file, and shows its versions; works while the bot is
/// running.
/// </summary>
internal static class PostmortemCommand
{
    public static Command Create(Terminal terminal, StoreCommands store) =>
        new("postmortem", "Import a postmortem that was edited as a file, or compare its versions.")
        {
            store.ImportDraft(), Diff(terminal), Versions(terminal),
        };

    private static Command Diff(Terminal terminal)
    {
        var incident = Incident();
        var from = new Argument<int>("from") { Description = "The former draft's number", HelpName = "2" };
        var to = new Argument<int>("to") { Description = "The later draft's number", HelpName = "5" };
        var workspace = Workspace();
        var command = new Command("diff", "Show in what two drafts of a postmortem differ.") { incident, from, to, workspace };
        command.SetAction((parsed, cancellationToken) => ReadAsync(
            terminal, parsed.GetValue(incident)!, parsed.GetValue(workspace),
            async (history, found) =>
            {
                var diff = await history.DiffAsync(found, parsed.GetValue(from), parsed.GetValue(to), cancellationToken);
                await terminal.Record.WriteAsync(
                    diff ?? throw StopException.NotDone($"Not both of these drafts exist. See them with: postmortem versions {found.Id}"));
            },
            cancellationToken));
        return command;
    }

    private static Command Versions(Terminal terminal)
    {
        var (incident, workspace) = (Incident(), Workspace());
        var command = new Command("versions", "List the drafts of a postmortem: number, time, author.") { incident, workspace };
        command.SetAction((parsed, cancellationToken) => ReadAsync(
            terminal, parsed.GetValue(incident)!, parsed.GetValue(workspace),
            async (history, found) =>
            {
                var lines = await history.ListAsync(found, cancellationToken);
                foreach (var line in lines.Count > 0 ? lines : [$"There is no draft of the postmortem of {found.Id} yet."])
                    await terminal.Out.WriteLineAsync(line);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> ReadAsync(
        Terminal terminal, string incident, string? workspace, Func<DraftHistory, Incident, Task> show, CancellationToken cancellationToken)
    {
        if (!IncidentId.TryParse(incident, out var id))
            throw StopException.WrongInput($"\"{incident}\" isn't an incident; write it like INC-7.");
        await using var services = await Starting.OpenForReadingAsync(BotSettings.Read(terminal.Folder, urls: null), cancellationToken);
        await show(
            services.GetRequiredService<DraftHistory>(), await StoredIncidents.FindAsync(services, id, workspace, cancellationToken));
        return ExitCodes.Done;
    }

    private static Argument<string> Incident() => new("incident") { Description = "The incident, such as INC-7", HelpName = "INC-7" };

    private static Option<string?> Workspace() =>
        new("--workspace") { Description = "The workspace, if the store holds more than one", HelpName = "ID" };
}
