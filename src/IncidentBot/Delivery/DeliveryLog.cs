using IncidentBot.Chat;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery;

/// <summary>What delivery tells the log: ids, keys and kinds, never bodies.</summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Inbox row {Id} ({Kind} {Key}) failed at try {Attempt}")]
    public static partial void ItemFailed(this ILogger log, Exception exception, long id, string kind, string key, int attempt);

    [
        LoggerMessage(
            EventId = 2002, Level = LogLevel.Warning,
            Message = "Another worker has taken over {Queue} row {Id}; this one's result is dropped"),
    ]
    public static partial void LeaseLost(this ILogger log, string queue, long id);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "{Queue} row {Id} met {Count} conflicts in a row")]
    public static partial void ConflictsEndless(this ILogger log, string queue, long id, int count);

    [
        LoggerMessage(
            EventId = 2004, Level = LogLevel.Error,
            Message = "{Queue} row {Id} ({Key}) is a dead letter now: {Error} after {Attempt} tries"),
    ]
    public static partial void GivenUp(this ILogger log, string queue, long id, string key, string error, int attempt);

    [
        LoggerMessage(
            EventId = 2017, Level = LogLevel.Error,
            Message = "Inbox row {Id} ({Kind} {Key}) is a dead letter now: {Error} after {Attempt} tries"),
    ]
    public static partial void ItemGivenUp(this ILogger log, long id, string kind, string key, string error, int attempt);

    [
        LoggerMessage(
            EventId = 2040, Level = LogLevel.Information, Message = "Outbox row {Id} ({Key}) is not sent, and nobody misses it: {Error}"),
    ]
    public static partial void Skipped(this ILogger log, long id, string key, string error);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "Outbox row {Id} ({Key}) was not sent at try {Attempt}: {Error}")]
    public static partial void NotSent(this ILogger log, long id, string key, int attempt, string error);

    [
        LoggerMessage(
            EventId = 2006, Level = LogLevel.Warning,
            Message = "Outbox row {Id} ({Key}) failed at try {Attempt}; whether it was sent will be asked"),
    ]
    public static partial void SendFailed(this ILogger log, Exception exception, long id, string key, int attempt);

    [
        LoggerMessage(
            EventId = 2007, Level = LogLevel.Warning,
            Message = "Outbox row {Id} ({Key}) was sent, but what follows from it failed at try {Attempt}"),
    ]
    public static partial void FollowFailed(this ILogger log, Exception exception, long id, string key, int attempt);

    [LoggerMessage(EventId = 2008, Level = LogLevel.Debug, Message = "Outbox row {Id} ({Key}) sent at try {Attempt}")]
    public static partial void WasSent(this ILogger log, long id, string key, int attempt);

    [
        LoggerMessage(
            EventId = 2009, Level = LogLevel.Information, Message = "Outbox row {Id} ({Key}) had been sent by a try whose answer was lost"),
    ]
    public static partial void Settled(this ILogger log, long id, string key);

    [LoggerMessage(EventId = 2011, Level = LogLevel.Debug, Message = "Outbox row {Id} ({Key}) waits {Wait}: {Error}")]
    public static partial void PutOff(this ILogger log, long id, string key, string error, TimeSpan wait);

    [LoggerMessage(EventId = 2016, Level = LogLevel.Debug, Message = "Inbox row {Id} ({Kind} {Key}) waits {Wait}: {Reason}")]
    public static partial void ItemPutOff(this ILogger log, long id, string kind, string key, string reason, TimeSpan wait);

    [LoggerMessage(EventId = 2012, Level = LogLevel.Debug, Message = "Cleaned up {Rows} rows of inbox and outbox")]
    public static partial void CleanedUp(this ILogger log, int rows);

    [
        LoggerMessage(
            EventId = 2013, Level = LogLevel.Warning,
            Message =
                "Outbox row {Id} ({Key}) may have been sent at try {Attempt}; it is looked for again before it is repeated: {Reason}"),
    ]
    public static partial void NotFoundYet(this ILogger log, long id, string key, int attempt, string reason);

    [
        LoggerMessage(
            EventId = 2014, Level = LogLevel.Warning,
            Message = "Message {Stray} doubled {Key}, which is recorded at {Recorded}; it is deleted"),
    ]
    public static partial void StrayFound(this ILogger log, MessageId stray, string key, string recorded);

    [LoggerMessage(EventId = 2015, Level = LogLevel.Warning, Message = "Doubled message {Stray} is deleted (outbox row {Id})")]
    public static partial void StrayDeleted(this ILogger log, MessageId stray, long id);

    [LoggerMessage(EventId = 2010, Level = LogLevel.Error, Message = "The store cannot be used; delivery goes on when it can")]
    public static partial void StoreFailed(this ILogger log, Exception exception);
}
