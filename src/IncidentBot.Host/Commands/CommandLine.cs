using System.CommandLine;
using System.CommandLine.Parsing;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Commands;

/// <summary>Runs a command and makes sure that it ends with a message and an exit code, whatever happens.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(30);

    public static async Task<int> InvokeAsync(RootCommand root, string[] args, Terminal terminal)
    {
        // A title or path that starts with @ is not a response file.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0) return await RefuseAsync(parsed, terminal);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeToStop,
            });
        }
        catch (StopException stop)
        {
            await terminal.Error.WriteLineAsync(stop.Message);
            return stop.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await terminal.Error.WriteLineAsync("Stopped before finishing.");
            return ExitCodes.NotDone;
        }
        catch (Exception e)
        {
            // A bug; the stack trace would not help somebody who only runs the program.
            await terminal.Error.WriteLineAsync($"Unexpected error ({e.GetType().Name}): {e.Message}");
            return ExitCodes.NotDone;
        }
    }

    private static async Task<int> RefuseAsync(ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        var name = string.Join(' ', Path(parsed.CommandResult));
        foreach (var problem in Problems(parsed, command, name).Distinct(StringComparer.Ordinal))
            await terminal.Error.WriteLineAsync(problem);
        await terminal.Error.WriteLineAsync($"See {(name.Length == 0 ? "" : name + " ")}--help for usage.");
        return ExitCodes.WrongInput;
    }

    // The parser says of each missing argument that it is missing; one sentence that shows how to type them is enough.
    private static IEnumerable<string> Problems(ParseResult parsed, Command command, string name)
    {
        var missing = command.Arguments
            .Where(argument => argument.Arity.MinimumNumberOfValues > (parsed.GetResult(argument)?.Tokens.Count ?? 0)).ToList();
        if (missing.Count > 0)
            yield return $"{string.Join(" and ", missing.Select(InWords))} {(missing.Count == 1 ? "is" : "are")} missing. Type: {name} "
                + string.Join(' ', command.Arguments.Select(Name));
        foreach (var error in parsed.Errors)
        {
            if (error.SymbolResult is ArgumentResult { Argument: var argument } && missing.Contains(argument))
                continue;

            yield return error.SymbolResult is CommandResult && command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0
                ? $"{name} needs one of these: {string.Join(", ", command.Subcommands.Select(one => one.Name))}."
                : string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    // What is an example rather than a name says what it is an example of.
    private static string InWords(Argument argument) => Name(argument) is var name && name.Any(char.IsAsciiDigit)
        ? $"{argument.Name} (such as {name})"
        : name;

    private static string Name(Argument argument) => argument.HelpName ?? argument.Name;

    private static IEnumerable<string> Path(SymbolResult? result) => result is CommandResult { Command: not RootCommand } command
        ? Path(command.Parent).Append(command.Command.Name)
        : [];
}
