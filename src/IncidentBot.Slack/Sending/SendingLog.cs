using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Sending;

/// <summary>
/// Log messages about sending to Slack: never a token, a secret, a signature, an address handed out by Slack, or what people wrote.
/// </summary>
internal static partial class SendingLog
{
    [LoggerMessage(2008, LogLevel.Warning, "A private answer was lost: {Method} {Code}")]
    public static partial void AnswerLost(this ILogger log, string method, string code);

    [LoggerMessage(2009, LogLevel.Debug, "{Method} could not deliver a private answer ({Code}); trying another way")]
    public static partial void AnotherWay(this ILogger log, string method, string code);

    [LoggerMessage(2011, LogLevel.Information, "The channel name is taken; trying the next after number {Number}")]
    public static partial void NameTaken(this ILogger log, int number);

    [LoggerMessage(2012, LogLevel.Debug, "{Method}: {Code}, so it had already been done")]
    public static partial void AlreadyDone(this ILogger log, string method, string code);

    [LoggerMessage(2013, LogLevel.Warning, "{Person} could not be invited: {Code}")]
    public static partial void NotInvited(this ILogger log, string? person, string? code);
}
