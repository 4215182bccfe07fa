using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Host.Tests.Rubbish;

/// <summary>
/// Keeps what is logged as an error or with an exception; but for what the server notes at debug level of a sender who hung up early.
/// </summary>
internal sealed class TroubleLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>Each with its whole exception.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error || (exception is not null && logLevel > LogLevel.Debug)) lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
    }
}
