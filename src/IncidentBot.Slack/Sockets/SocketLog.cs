using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Sockets;

/// <summary>Log messages about connections: never an address, because it contains a ticket, and never a payload.</summary>
internal static partial class SocketLog
{
    [LoggerMessage(2040, LogLevel.Information, "Connection {Number} to Slack is up")]
    public static partial void ConnectionUp(this ILogger log, int number);

    [LoggerMessage(2041, LogLevel.Information, "Connection {Number} to Slack is replaced ({Reason})")]
    public static partial void ConnectionReplaced(this ILogger log, int number, string reason);

    [LoggerMessage(2042, LogLevel.Warning, "Connection {Number} to Slack was lost ({Reason}); opening another")]
    public static partial void ConnectionLost(this ILogger log, int number, string reason);

    [
        LoggerMessage(
            2043, LogLevel.Warning, "Connection {Number} to Slack cannot be opened ({Reason}); still trying. {Sentence}"),
    ]
    public static partial void ConnectionNotOpened(this ILogger log, int number, string reason, string sentence);

    [LoggerMessage(2044, LogLevel.Debug, "Connection {Number} to Slack still cannot be opened ({Reason})")]
    public static partial void ConnectionStillNotOpened(this ILogger log, int number, string reason);

    [
        LoggerMessage(
            2045, LogLevel.Error,
            "Socket Mode is turned off at Slack: nothing is received any more. "
                + "Turn it on under Socket Mode in the app's settings, then restart the bot"),
    ]
    public static partial void LinkDisabled(this ILogger log);

    [LoggerMessage(2046, LogLevel.Error, "Connection {Number} to Slack failed unexpectedly; opening another")]
    public static partial void ConnectionFailed(this ILogger log, Exception failure, int number);

    [LoggerMessage(2047, LogLevel.Warning, "An envelope {Type} was not acknowledged ({Status})")]
    public static partial void NotAcknowledged(this ILogger log, string? type, int status);

    [LoggerMessage(2048, LogLevel.Error, "An envelope {Type} was not acknowledged, because it could not be stored")]
    public static partial void EnvelopeFailed(this ILogger log, Exception failure, string? type);

    [LoggerMessage(2049, LogLevel.Warning, "A payload {Type} cannot be read")]
    public static partial void MalformedEnvelope(this ILogger log, string type);

    [LoggerMessage(2050, LogLevel.Warning, "A frame from Slack was ignored: {Reason}")]
    public static partial void FrameLeft(this ILogger log, string reason);

    [LoggerMessage(2051, LogLevel.Warning, "An answer to {Type} was lost: Slack accepts none with this acknowledgement")]
    public static partial void PayloadNotTaken(this ILogger log, string? type);
}
