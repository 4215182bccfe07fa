using System.CommandLine;
using System.CommandLine.Parsing;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Linting;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Routing;
using IncidentBot.Slack.Setup;
using IncidentBot.Store;
using IncidentBot.Timeline;

using Command = System.CommandLine.Command;

namespace IncidentBot.Host.Commands;

/// <summary>
/// <c>start</c>, <c>note</c> and <c>status</c>: keep the record while Slack itself is down; the bot posts it when Slack is back. And
/// <c>postmortem import</c>, which takes a file that the chat would not.
/// </summary>
internal sealed class StoreCommands(Terminal terminal)
{
    private readonly Option<string?> workspace =
        new("--workspace") { Description = "The workspace, if the store holds none yet, or more than one", HelpName = "ID" };
    private readonly Option<string> by = new("--by")
    {
        Description = "Your name. Default: your login name",
        HelpName = "NAME",
        DefaultValueFactory = _ => Environment.UserName,
    };

    public Command Start()
    {
        var title = new Argument<string[]>("title") { Description = "What is wrong", HelpName = "TITLE", Arity = ArgumentArity.OneOrMore };
        var severity = new Option<int?>("--sev") { Description = "1 (worst) to 4", HelpName = "N" };
        severity.AcceptOnlyFromAmong("1", "2", "3", "4");
        var services = new Option<string[]>("--service") { Description = "An affected service", HelpName = "NAME" };
        var isPrivate = new Option<bool>("--private") { Description = "Only people invited into its channel may see it" };
        var isDrill = new Option<bool>("--drill") { Description = "It is only practised" };
        var command = new Command(
            "start",
            "Start an incident without Slack; its channel is opened when Slack is back.") { title, severity, services, isPrivate, isDrill,
            workspace, by };
        command.SetAction((parsed, cancellationToken) =>
        {
            var typed = ReadTitle(parsed, parsed.GetValue(title)!);
            return DoAsync(
                parsed, null,
                typed with
                {
                    Severity = parsed.GetValue(severity) ?? typed.Severity,
                    Services = [.. parsed.GetValue(services) ?? [], .. typed.Services],
                    IsPrivate = typed.IsPrivate || parsed.GetValue(isPrivate),
                    IsDrill = typed.IsDrill || parsed.GetValue(isDrill),
                },
                cancellationToken);
        });
        return command;
    }

    // The title is read as in the chat: a dash that no terminal understands must not make a public incident of a private one.
    private static StartCommand ReadTitle(ParseResult parsed, IReadOnlyList<string> words)
    {
        var tokens = parsed.Tokens;
        for (var at = 0; at + 1 < tokens.Count; at++)
        {
            if (tokens[at].Type == TokenType.DoubleDash && tokens[at + 1].Value.Trim().ToLowerInvariant() is "private" or "drill" or "sev"
                    or "severity" or "service" or "services")
                throw StopException.WrongInput($"Nothing was started: write --{tokens[at + 1].Value}, without a space between.");
        }

        return Capabilities.Parser().Parse(TypedText.Of($"start {string.Join(' ', words)}")) switch
        {
            StartCommand start => start,
            NotUnderstood wrong => throw StopException.WrongInput(CommandLineWords.Of(wrong.Sentence, about: null)),
            _ => throw StopException.WrongInput(
                "Nothing was started: I can't tell whether words behind a dash are an option or part of the title. Write two hyphens right "
                    + "before an option, or leave the dash out."),
        };
    }

    public Command Note()
    {
        var kind = new Option<string?>("--kind")
        {
            Description = string.Join(", ", Words.All<EntryKind>()), HelpName = "KIND",
        };
        return About(
            "note", "Add a note to an incident's timeline.", "TEXT", "What happened, such as: at 14:05 cache restarted",
            parsed => parsed.GetValue(kind) is { } typed ? $" --kind {typed}" : string.Empty, kind);
    }

    public Command Status() => About(
        "status", "Change an incident's status.", "STATUS",
        $"{string.Join(", ", Words.All<IncidentStatus>())}; you may add a sentence", static _ => string.Empty);

    public Command ImportDraft()
    {
        var incident = new Argument<string>("incident") { Description = "The incident, such as INC-7", HelpName = "INC-7" };
        var file = new Argument<string>("file") { Description = "The file that export made, edited", HelpName = "FILE" };
        var version = new Option<int?>("--version")
        {
            Description = "The draft that the file was made of, if the file doesn't tell", HelpName = "N",
        };
        var command = new Command("import", "Import a postmortem that was edited as a file; what others changed meanwhile is merged.")
        {
            incident, file, version, workspace, by,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!IncidentId.TryParse(parsed.GetValue(incident), out var id))
                throw StopException.WrongInput($"\"{parsed.GetValue(incident)}\" isn't an incident; write it like INC-7.");
            var text = LintFile.Read(terminal.Path(parsed.GetValue(file)!), parsed.GetValue(file)!);
            var result = await RunAsync(parsed, id, new ImportDraftCommand(text, parsed.GetValue(version)), cancellationToken);
            var said = string.Join(Environment.NewLine, result.Sentences.Select(sentence => CommandLineWords.Of(sentence, id)));
            if (!result.IsDone) throw StopException.NotDone(said);
            await terminal.Out.WriteLineAsync(said);
            return ExitCodes.Done;
        });
        return command;
    }

    private Command About(
        string name, string description, string words, string help, Func<ParseResult, string> ending,
        params IReadOnlyList<Option> options)
    {
        var incident = new Argument<string>("incident") { Description = "The incident, such as INC-7", HelpName = "INC-7" };
        var text = new Argument<string[]>("words") { Description = help, HelpName = words, Arity = ArgumentArity.OneOrMore };
        var command = new Command(name, description) { incident, text, workspace, by };
        foreach (var option in options)
            command.Add(option);
        command.SetAction((parsed, cancellationToken) =>
        {
            if (!IncidentId.TryParse(parsed.GetValue(incident), out var id))
                throw StopException.WrongInput($"\"{parsed.GetValue(incident)}\" isn't an incident; write it like INC-7.");
            var typed = $"{name} {string.Join(' ', parsed.GetValue(text)!)}{ending(parsed)}";
            return Capabilities.Parser().Parse(TypedText.Of(typed)) switch
            {
                NotUnderstood wrong => throw StopException.WrongInput(CommandLineWords.Of(wrong.Sentence, id)),
                var understood => DoAsync(parsed, id, understood, cancellationToken),
            };
        });
        return command;
    }

    private async Task<int> DoAsync(
        ParseResult parsed, IncidentId? incident, IncidentBot.Commands.Command command, CancellationToken cancellationToken) =>
        await TellAsync(await RunAsync(parsed, incident, command, cancellationToken));

    private async Task<DirectResult> RunAsync(
        ParseResult parsed, IncidentId? incident, IncidentBot.Commands.Command command, CancellationToken cancellationToken)
    {
        await using var services = BotApplication.BuildForCommands(BotSettings.Read(terminal.Folder, urls: null));
        await Starting.MigrateAsync(services, cancellationToken);
        try
        {
            var request = new DirectRequest(
                await WorkspaceAsync(services, incident, parsed.GetValue(workspace), cancellationToken),
                SlackRegistration.Platform,
                new Person(
                    new PersonId(string.Empty), parsed.GetValue(by)!, TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : "Etc/UTC"),
                incident,
                command);
            return await services.GetRequiredService<RunDirectly>()(request, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            throw StopException.NotDone(e.Message);
        }
    }

    private async Task<int> TellAsync(DirectResult result)
    {
        var sentences = result.Sentences.Select(sentence => CommandLineWords.Of(sentence, result.Incident)).ToList();
        if (!result.IsDone) throw StopException.NotDone(string.Join(Environment.NewLine, sentences));
        await terminal.Out.WriteLineAsync($"{result.Incident} has been recorded. The bot posts it as soon as it runs and can reach Slack.");
        foreach (var sentence in sentences) await terminal.Out.WriteLineAsync(sentence);
        return ExitCodes.Done;
    }

    private static async Task<WorkspaceId> WorkspaceAsync(
        IServiceProvider services, IncidentId? incident, string? asked, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IncidentStore>();
        var known = incident is { } id
            ? [.. (await store.FindEverywhereAsync(id, cancellationToken)).Select(found => found.Workspace)]
            : await store.ListWorkspacesAsync(cancellationToken);
        var fitting = known.Where(one => asked is null || one.Value == asked).ToList();
        return fitting.Count switch
        {
            1 => fitting[0],
            0 when incident is not null => throw StopException.NotDone($"There is no {incident} in the store."),
            0 when asked is not null => new WorkspaceId(asked),
            0 => throw StopException.WrongInput(
                "The store has no workspace yet; give yours with --workspace T0123456789. The id is in the address of Slack in a "
                    + "browser."),
            _ => throw StopException.WrongInput(
                $"This store holds {fitting.Count} workspaces ({string.Join(", ", fitting)}); choose one with --workspace."),
        };
    }
}
