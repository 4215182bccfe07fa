using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace IncidentBot.Host.Terminals;

/// <summary>
/// Writes each entry of the log as one line. Names and words of people may stand in it, most of all at the level Debug, so nothing in it
/// commands the terminal that shows it.
/// </summary>
internal sealed class LogLine() : ConsoleFormatter(Name)
{
    /// <summary>The name by which it is chosen.</summary>
    public new const string Name = "incidentbot";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var time = TimeProvider.System.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        textWriter.Write(string.Create(CultureInfo.InvariantCulture, $"{time} {Level(logEntry.LogLevel)}: "));
        textWriter.Write(TerminalText.Line($"{logEntry.Category}[{logEntry.EventId.Id}] {message}"));
        if (logEntry.Exception is { } thrown)
            textWriter.Write(" " + TerminalText.Line(thrown.ToString()));
        textWriter.Write(Environment.NewLine);
    }

    // The level alone is coloured, and only where somebody watches.
    private static string Level(LogLevel level)
    {
        var (word, colour) = level switch
        {
            LogLevel.Trace => ("trce", 37),
            LogLevel.Debug => ("dbug", 37),
            LogLevel.Information => ("info", 32),
            LogLevel.Warning => ("warn", 33),
            LogLevel.Error => ("fail", 31),
            _ => ("crit", 31),
        };
        return Console.IsOutputRedirected
            ? word
            : string.Create(CultureInfo.InvariantCulture, $"\u001b[{colour}m{word}\u001b[39m");
    }
}
