namespace IncidentBot.Language.Logs;

/// <summary>The names under which structured logs have what people look for, compared without regard to case, dots and dashes.</summary>
internal static class LogFields
{
    private const int LongestName = 120, LongestMessage = 300;

    private static readonly HashSet<string> Errors = Set(
        "errortype exceptiontype errtype errorkind errorclass exceptionclass errorname errname exceptionname exceptiontypename errorcode"
            + " exceptionexceptiontype");

    private static readonly HashSet<string> Services = Set(
        "service servicename app application appname resourceservicename ddservice kuberneteslabelsapp");

    private static readonly HashSet<string> Requests = Set(
        "requestid reqid httprequestid xrequestid correlationid xcorrelationid traceidentifier requestidentifier amznrequestid"
            + " awsrequestid");

    private static readonly HashSet<string> Traces = Set(
        "traceid tr oteltraceid ddtraceid traceparent ubertraceid b3traceid xb3traceid logginggoogleapiscomtrace xamzntraceid");

    private static readonly HashSet<string> Messages = Set("message msg m mt errormessage errmessage exceptionmessage error err exception");

    private static readonly HashSet<string> Signs = Set("level lvl severity loglevel time ts timestamp t logger caller");

    /// <summary>Whether a field is one of those that log lines have.</summary>
    public static bool IsKnown(string name) => Bare(name) is var bare && (Signs.Contains(bare) || IsSought(bare));

    /// <summary>Whether a field names a request or a trace.</summary>
    public static bool IsId(string name) => Bare(name) is var bare && (Requests.Contains(bare) || (Traces.Contains(bare) && bare != "tr"));

    /// <summary>What a field adds to what is known.</summary>
    public static LogFinding Of(string name, string value)
    {
        var (bare, text) = (Bare(name), value.Trim());
        if (text.Length == 0)
            return LogFinding.Nothing;
        if (Errors.Contains(bare))
            return LogFinding.Nothing with { Error = OneLine.Of(text, LongestName) };
        if (Services.Contains(bare))
            return LogFinding.Nothing with { Service = OneLine.Of(text, LongestName) };
        if (Requests.Contains(bare))
            return LogFinding.Nothing with { Request = TraceId.TryRead(text, out var request) ? request : null };
        if (Traces.Contains(bare))
            return LogFinding.Nothing with { Trace = TraceId.TryRead(text, out var trace) ? trace : null };

        return Messages.Contains(bare) ? OfMessage(bare, text) : LogFinding.Nothing;
    }

    // Some put the whole stack trace there.
    private static LogFinding OfMessage(string bare, string text)
    {
        var error = bare is "error" or "err" or "exception" ? StackTraces.Read(text.Split('\n')) : LogFinding.Nothing;
        return error.Or(LogFinding.Nothing with { Message = OneLine.Of(text, LongestMessage) });
    }

    private static bool IsSought(string bare) => Errors.Contains(bare) || Services.Contains(bare) || Requests.Contains(bare)
        || Traces.Contains(bare) || Messages.Contains(bare);

    private static string Bare(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static HashSet<string> Set(string words) =>
        new(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
