using System.CommandLine;
using System.Globalization;
using System.Text;
using IncidentBot.Changes;
using IncidentBot.Changes.Told;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Language;

namespace IncidentBot.Host.Commands;

/// <summary>
/// <c>changes test-rule</c>: says what the rules of the settings read from a deploy bot's message, without storing anything.
/// </summary>
internal static class ChangesCommand
{
    private const int LargestFile = 64 * 1024;

    public static Command Create(Terminal terminal) =>
        new("changes", "Try how the bot reads what it is told of changes.") { TestRule(terminal) };

    private static Command TestRule(Terminal terminal)
    {
        var text = new Option<string?>("--text") { Description = "The words of a message", HelpName = "TEXT" };
        var file = new Option<string?>("--file") { Description = "A file that holds them", HelpName = "PATH" };
        var command = new Command("test-rule", "Say which rule under Changes:Bots reads a message, and what it reads.") { text, file };
        command.SetAction(async (parsed, _) =>
        {
            var rules = BotRule.Of(BotSettings.Read(terminal.Folder, urls: null).Changes);
            if (rules.Count == 0)
                throw StopException.WrongInput("There are no rules; set Changes:Bots:NAME:Channel and Changes:Bots:NAME:Pattern.");

            return await TryAsync(rules, WordsOf(parsed.GetValue(text), parsed.GetValue(file), terminal), terminal.Out);
        });
        return command;
    }

    private static string WordsOf(string? text, string? file, Terminal terminal)
    {
        if (text is null == (file is null))
            throw StopException.WrongInput("Give the message with --text \"Deployed checkout v2.3.1 to production\", or with --file PATH.");
        if (file is null)
            return text!;

        var bytes = InputFile.Read(
            terminal.Path(file), file, "a text file", LargestFile, $"is larger than {LargestFile >> 10} KiB, which no message is.",
            "is empty, or it is a pipe or a device");
        using var reader = new StreamReader(new MemoryStream(bytes));
        return reader.ReadToEnd().Trim();
    }

    private static async Task<int> TryAsync(IReadOnlyList<BotRule> rules, string words, TextWriter output)
    {
        foreach (var rule in rules)
        {
            if (rule.Read(string.Empty, words, DateTimeOffset.UnixEpoch, by: null) is not { } change)
                continue;

            await output.WriteLineAsync($"Rule {rule.Name} reads:");
            await output.WriteAsync(Said(change));
            return ExitCodes.Done;
        }

        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"None of the {rules.Count} rules reads this: no pattern fits, names a service, and says a state that is known."));
        return ExitCodes.NotDone;
    }

    private static string Said(ServiceChange change)
    {
        var lines = new StringBuilder();
        foreach (var (name, value) in new[]
        {
            ("service", change.Service), ("kind", Words.Of(change.Kind)), ("state", Words.Of(change.State)), ("ref", change.Ref),
            ("environment", change.Environment), ("description", change.Description), ("url", change.Url?.OriginalString),
        })
        {
            if (!string.IsNullOrEmpty(value))
                lines.AppendLine(CultureInfo.InvariantCulture, $"  {name,-12} {TerminalText.Line(value)}");
        }

        return lines.ToString();
    }
}
