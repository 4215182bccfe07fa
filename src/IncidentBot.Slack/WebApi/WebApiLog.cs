using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.WebApi;

/// <summary>Log messages about calls to Slack: never a token, secret, signature, an address from Slack, or what people wrote.</summary>
internal static partial class WebApiLog
{
    [
        LoggerMessage(
            2016, LogLevel.Error,
            "Slack does not accept the bot token ({Code}): nothing is sent until it does. "
                + "Reinstall the app, or set Slack:BotToken to its new token and restart"),
    ]
    public static partial void TokenRefused(this ILogger log, string code);

    [LoggerMessage(2017, LogLevel.Warning, "Slack accepts the bot token again; sending what was waiting")]
    public static partial void TokenAccepted(this ILogger log);
}
