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
        foreach (var error in parsed.Errors) await terminal.Error.WriteLineAsync(error.Message);
        var name = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        await terminal.Error.WriteLineAsync($"See {name}--help for usage.");
        return ExitCodes.WrongInput;
    }
}
