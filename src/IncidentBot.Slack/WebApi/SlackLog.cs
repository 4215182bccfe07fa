using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Slack.Receiving;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.WebApi;

/// <summary>What Slack's adapter logs: never a token, a secret, a signature, an address handed out by Slack, or what people wrote.</summary>
internal static partial class SlackLog
{
    [LoggerMessage(2001, LogLevel.Warning, "A request to {Path} was refused: its signature is {Result}")]
    public static partial void NotVerified(this ILogger log, string path, SignatureResult result);

    [LoggerMessage(2002, LogLevel.Warning, "A signed request to {Path} cannot be read")]
    public static partial void Malformed(this ILogger log, string path);

    [LoggerMessage(2003, LogLevel.Debug, "Ignored: {Type}")]
    public static partial void Ignored(this ILogger log, string type);

    [LoggerMessage(2004, LogLevel.Debug, "Accepted {Kind} {Key}: {Result}")]
    public static partial void Accepted(this ILogger log, string kind, string key, AcceptResult result);

    [LoggerMessage(2005, LogLevel.Error, "Could not store {Kind} {Key}")]
    public static partial void NotKept(this ILogger log, Exception failure, string kind, string key);

    [LoggerMessage(2006, LogLevel.Warning, "The immediate lane failed; the request is stored instead")]
    public static partial void LaneFailed(this ILogger log, Exception failure);

    [LoggerMessage(2007, LogLevel.Warning, "Form {Form} was not opened: {Code}")]
    public static partial void ViewNotOpened(this ILogger log, string form, string code);

    [LoggerMessage(2042, LogLevel.Warning, "Form {Form} was not filled: {Code}")]
    public static partial void ViewNotFilled(this ILogger log, string form, string code);

    [LoggerMessage(2043, LogLevel.Warning, "What belongs in the form {Title} could not be read; its reader is told so in the form")]
    public static partial void FormNotRead(this ILogger log, Exception failure, string title);

    [LoggerMessage(2044, LogLevel.Information, "The form {Title} is filled later: reading takes longer than Slack waits")]
    public static partial void FilledLater(this ILogger log, string title);

    [LoggerMessage(2008, LogLevel.Warning, "A private answer was lost: {Method} {Code}")]
    public static partial void AnswerLost(this ILogger log, string method, string code);

    [LoggerMessage(2009, LogLevel.Debug, "{Method} does not do for a private answer ({Code}); trying the next way")]
    public static partial void AnotherWay(this ILogger log, string method, string code);

    [LoggerMessage(2010, LogLevel.Warning, "No name for {Id}: {Code} (scope needed: {Needed})")]
    public static partial void NameNotFound(this ILogger log, string id, string code, string? needed);

    [LoggerMessage(2041, LogLevel.Warning, "The user group {Group} cannot be read: {Code} (scope needed: {Needed})")]
    public static partial void GroupNotRead(this ILogger log, string group, string code, string? needed);

    [LoggerMessage(2011, LogLevel.Information, "The channel name is taken; trying the next after number {Number}")]
    public static partial void NameTaken(this ILogger log, int number);

    [LoggerMessage(2012, LogLevel.Debug, "{Method}: {Code}, so it is done already")]
    public static partial void AlreadyDone(this ILogger log, string method, string code);

    [LoggerMessage(2013, LogLevel.Warning, "{Person} could not be invited: {Code}")]
    public static partial void NotInvited(this ILogger log, string? person, string? code);

    [LoggerMessage(2040, LogLevel.Warning, "{Method} is left out of the sweep: the token lacks the scope {Needed}; install the app again from its manifest")]
    public static partial void LeftOut(this ILogger log, string method, string? needed);

    [LoggerMessage(2014, LogLevel.Debug, "{Method}: {Code}")]
    public static partial void NotFound(this ILogger log, string method, string code);

    [LoggerMessage(2016, LogLevel.Error, "Slack does not accept the bot token ({Code}): nothing is sent until it does. Reinstall the app, or set Slack:BotToken to its new token and restart")]
    public static partial void TokenRefused(this ILogger log, string code);

    [LoggerMessage(2017, LogLevel.Warning, "Slack accepts the bot token again; what has waited is sent")]
    public static partial void TokenAccepted(this ILogger log);

    [LoggerMessage(2018, LogLevel.Debug, "{Key} waits for a token that Slack accepts: {Code}")]
    public static partial void WaitsForToken(this ILogger log, string key, string code);

    [LoggerMessage(2015, LogLevel.Warning, "{Key} was not sent: {Method} {Code} ({Kind})")]
    public static partial void NotSent(this ILogger log, string key, string method, string code, SlackErrorKind kind);
}
