using System.CommandLine;
using System.CommandLine.Parsing;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Commands;

/// <summary>Runs a command so that it ends with a sentence and an exit code, whatever happens.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(30);

    public static async Task<int> InvokeAsync(RootCommand root, string[] args, Terminal terminal)
    {
        // A title or path that begins with @ is no file of further arguments.
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
            await terminal.Error.WriteLineAsync("Stopped before it was done.");
            return ExitCodes.NotDone;
        }
        catch (Exception e)
        {
            // A fault of the program itself; the trace would help nobody who only runs it.
            await terminal.Error.WriteLineAsync($"It ended because of an error that was not foreseen, {e.GetType().Name}: {e.Message}");
            return ExitCodes.NotDone;
        }
    }

    private static async Task<int> RefuseAsync(ParseResult parsed, Terminal terminal)
    {
        foreach (var error in parsed.Errors) await terminal.Error.WriteLineAsync(error.Message);
        var name = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        await terminal.Error.WriteLineAsync($"See {name}--help for what can be asked.");
        return ExitCodes.WrongInput;
    }
}
