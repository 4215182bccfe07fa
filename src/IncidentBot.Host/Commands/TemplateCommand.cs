using System.CommandLine;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Host.Commands;

/// <summary>
/// <c>template check|show</c>: checks a template of postmortems and shows what it makes of an incident, and prints one to begin with; works
/// while the bot is running.
/// </summary>
internal static class TemplateCommand
{
    public static Command Create(Terminal terminal) =>
        new("template", "Check your own template of postmortems, or get one to begin with.") { Check(terminal), Show(terminal) };

    private static Command Check(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "The template", HelpName = "FILE" };
        var incident = new Option<string?>("--incident")
        {
            Description = "Print what it makes of this incident, such as INC-7", HelpName = "INC-7",
        };
        var workspace = new Option<string?>("--workspace")
        {
            Description = "The workspace, if the store holds more than one", HelpName = "ID",
        };
        var command = new Command(
            "check", "Check a template; with an incident, print the postmortem that it makes. Exits 1 if the template has mistakes.")
        {
            file, incident, workspace,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetValue(file)!;
            var checkedOne = DraftTemplate.Read(ReadText(terminal, name));
            foreach (var mistake in checkedOne.Mistakes)
                await terminal.Error.WriteLineAsync(TerminalText.Line($"{name}, {mistake}"));
            if (checkedOne.Template is not { } template)
                return ExitCodes.NotDone;

            if (parsed.GetValue(incident) is { } id)
                await terminal.Record.WriteAsync(
                    await PreviewAsync(terminal, template, id, parsed.GetValue(workspace), cancellationToken));
            else
                await terminal.Out.WriteLineAsync(TerminalText.Line(
                    $"{name} has no mistakes ({(template.Sections == 1 ? "1 section" : $"{template.Sections} sections")}). To see what it "
                        + "makes of an incident, add --incident INC-7."));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show(Terminal terminal)
    {
        var light = new Option<bool>("--light") { Description = "The template of light drafts, for severity 3 and 4" };
        var command = new Command("show", "Print the template that the bot uses by itself, to begin your own with.") { light };
        command.SetAction(async (parsed, _) =>
        {
            await terminal.Out.WriteAsync(
                UsualTemplate.Read(parsed.GetValue(light) ? PostmortemTemplate.Light : PostmortemTemplate.Full));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<string> PreviewAsync(
        Terminal terminal, DraftTemplate template, string incident, string? workspace, CancellationToken cancellationToken)
    {
        var id = StoredIncidents.Read(incident);
        await using var services = await Starting.OpenForReadingAsync(BotSettings.Read(terminal.Folder, urls: null), cancellationToken);
        return await services.GetRequiredService<PreviewTemplate>().WriteAsync(
            await StoredIncidents.FindAsync(services, id, workspace, cancellationToken), template, cancellationToken);
    }

    private static string ReadText(Terminal terminal, string name)
    {
        var bytes = InputFile.Read(
            terminal.Path(name), name, "a template", DraftTemplate.LargestFile,
            $"is larger than {DraftTemplate.LargestFile / 1024} KiB.", "is empty");
        var text = TemplateFiles.TextOf(bytes, out var problem);
        return problem is null ? text : throw StopException.WrongInput($"{name} {problem}");
    }
}
