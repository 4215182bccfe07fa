using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Receiving;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Receiving;

/// <summary>
/// Log messages about Slack's requests: never a token, a secret, a signature, an address handed out by Slack, or what people wrote.
/// </summary>
internal static partial class ReceivingLog
{
    [LoggerMessage(2001, LogLevel.Warning, "A request to {Path} was refused: its signature is {Result}")]
    public static partial void NotVerified(this ILogger log, string path, SignatureResult result);

    [LoggerMessage(2002, LogLevel.Warning, "A signed request to {Path} cannot be read")]
    public static partial void Malformed(this ILogger log, string path);

    [LoggerMessage(2045, LogLevel.Warning, "A request to {Path} was closed before its body was complete: {Reason}")]
    public static partial void NotAwaited(this ILogger log, string path, RawBodyState reason);

    [LoggerMessage(2047, LogLevel.Warning, "{Number} more requests were refused within a minute: {Reason}")]
    public static partial void MoreRefused(this ILogger log, int number, Enum reason);

    [LoggerMessage(2003, LogLevel.Debug, "Ignored: {Type}")]
    public static partial void Ignored(this ILogger log, string type);

    [LoggerMessage(2004, LogLevel.Debug, "Accepted {Kind} {Key}: {Result}")]
    public static partial void Accepted(this ILogger log, string kind, string key, AcceptResult result);

    [LoggerMessage(2005, LogLevel.Error, "Could not store {Kind} {Key}")]
    public static partial void NotKept(this ILogger log, Exception failure, string kind, string key);

    [LoggerMessage(2006, LogLevel.Warning, "The immediate answer failed; the request is stored instead")]
    public static partial void ImmediateAnswerFailed(this ILogger log, Exception failure);

    [LoggerMessage(2007, LogLevel.Warning, "Form {Form} was not opened: {Code}")]
    public static partial void ViewNotOpened(this ILogger log, string form, string code);

    [LoggerMessage(2042, LogLevel.Warning, "Form {Form} was not filled: {Code}")]
    public static partial void ViewNotFilled(this ILogger log, string form, string code);

    [LoggerMessage(2043, LogLevel.Warning, "The content of the form {Title} could not be loaded; the form says so")]
    public static partial void FormNotRead(this ILogger log, Exception failure, string title);

    [LoggerMessage(2044, LogLevel.Information, "The form {Title} is filled later: loading takes longer than Slack waits")]
    public static partial void FilledLater(this ILogger log, string title);
}
