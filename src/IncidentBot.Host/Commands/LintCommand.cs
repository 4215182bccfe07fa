using System.CommandLine;
using IncidentBot.Host.Linting;
using IncidentBot.Host.Terminals;
using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Host.Commands;

/// <summary><c>lint FILE...</c>: finds words that blame people in Markdown files, and offers better ones.</summary>
internal static class LintCommand
{
    private const string Text = "text", Json = "json", GitHub = "github";

    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("files")
        {
            Description = "Markdown files, such as a postmortem draft", HelpName = "FILE", Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<string>("--format")
        {
            Description = "The format; github makes annotations in GitHub Actions", HelpName = "text|json|github",
                DefaultValueFactory = _ => Text,
        };
        format.AcceptOnlyFromAmong(Text, Json, GitHub);
        var people = new Option<string[]>("--person") { Description = "Somebody who took part; may be given several times",
            HelpName = "NAME" };
        var command = new Command("lint", "Find words that blame people in Markdown files, and offer better ones.") { files, format,
            people };
        command.SetAction(async (parsed, _) =>
        {
            var known = new KnownPeople(parsed.GetValue(people) ?? []);
            // All of them are read first, so that an unreadable one doesn't stop the report half-way.
            var texts = parsed.GetValue(files)!.Select(file => (File: file, Text: LintFile.Read(terminal.Path(file), file))).ToList();
            var found = texts.SelectMany(one =>
                BlamelessCheck.OfMarkdown(one.Text, known).Select(finding => new FileFinding(one.File, finding))).ToList();
            switch (parsed.GetValue(format))
            {
                case Json:
                    await terminal.Record.WriteAsync(TerminalText.EscapeInJson(LintReport.Json(found)));
                    break;
                case GitHub:
                    await terminal.Out.WriteAsync(LintReport.WorkflowCommands(found));
                    break;
                default:
                    await terminal.Out.WriteAsync(LintReport.Text(found, texts.Count));
                    break;
            }

            return found.Count == 0 ? ExitCodes.Done : ExitCodes.NotDone;
        });
        return command;
    }
}
