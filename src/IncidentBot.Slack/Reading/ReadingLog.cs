using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Reading;

/// <summary>
/// Log messages about reading from Slack: never a token, a secret, a signature, an address handed out by Slack, or what people wrote.
/// </summary>
internal static partial class ReadingLog
{
    [LoggerMessage(2010, LogLevel.Warning, "No name for {Id}: {Code} (scope needed: {Needed})")]
    public static partial void NameNotFound(this ILogger log, string id, string code, string? needed);

    [LoggerMessage(2041, LogLevel.Warning, "The user group {Group} cannot be read: {Code} (scope needed: {Needed})")]
    public static partial void GroupNotRead(this ILogger log, string group, string code, string? needed);
}
