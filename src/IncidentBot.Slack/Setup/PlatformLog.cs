using IncidentBot.Slack.WebApi;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Setup;

/// <summary>
/// Log messages about Slack as a whole: never a token, a secret, a signature, an address handed out by Slack, or what people wrote.
/// </summary>
internal static partial class PlatformLog
{
    [
        LoggerMessage(
            2040, LogLevel.Warning,
            "{Method} is left out of the sweep: the token lacks the scope {Needed}; reinstall the app from its manifest"),
    ]
    public static partial void LeftOut(this ILogger log, string method, string? needed);

    [LoggerMessage(2014, LogLevel.Debug, "{Method}: {Code}")]
    public static partial void NotFound(this ILogger log, string method, string code);

    [LoggerMessage(2018, LogLevel.Debug, "{Key} waits for a token that Slack accepts: {Code}")]
    public static partial void WaitsForToken(this ILogger log, string key, string code);

    [LoggerMessage(2015, LogLevel.Warning, "{Key} was not sent: {Method} {Code} ({Kind})")]
    public static partial void NotSent(this ILogger log, string key, string method, string code, SlackErrorKind kind);
}
