using System.Globalization;
using System.Net;
using IncidentBot.Language;

namespace IncidentBot.Monitoring.Prometheus;

/// <summary>Says in a sentence why a source gave no answer, without a word of what it is signed in with.</summary>
internal static class PrometheusProblems
{
    private const int Longest = 200;

    /// <summary>By the HTTP status and what the answer says of itself.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="answer">The answer; null: it isn't Prometheus' JSON.</param>
    public static string Of(string source, HttpStatusCode status, PrometheusAnswer? answer)
    {
        var said = answer?.Error is { Length: > 0 } error ? $": {OneLine.Of(error, Longest).TrimEnd('.')}." : ".";
        return (status, answer?.ErrorType) switch
        {
            (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _) =>
                $"{Name(source)} refuses the bot (HTTP {(int)status}). Check {Key(source)}:Token, or :Username and :Password.",
            (_, "bad_data") => $"{Name(source)} can't read the query{said}",
            (_, "execution") => $"{Name(source)} can't work the query out{said}",
            (_, "timeout" or "canceled") => $"{Name(source)} took too long for the query, and gave up{said}",
            (_, "unavailable" or "internal") => $"{Name(source)} is in trouble itself{said}",
            (HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, _) => $"{Name(source)} can't read the query{said}",
            (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, _) =>
                $"There is no query API at the address of {Name(source)} (HTTP {(int)status}). Check {Key(source)}:Url.",
            (HttpStatusCode.TooManyRequests, _) => $"{Name(source)} wants fewer queries (HTTP 429). Ask again later.",
            (HttpStatusCode.ServiceUnavailable, _) => $"{Name(source)} is too busy (HTTP 503){said}",
            (HttpStatusCode.OK, _) when answer is null => NotJson(source),
            _ => string.Create(CultureInfo.InvariantCulture, $"{Name(source)} gave no answer (HTTP {(int)status}){said}"),
        };
    }

    /// <summary>It answers with something else, such as a sign-in page.</summary>
    public static string NotJson(string source) =>
        $"What answers at the address of {Name(source)} isn't Prometheus, or something in front of it asks for a sign-in. "
            + $"Check {Key(source)}:Url.";

    /// <summary>It leads to another host.</summary>
    public static string LedAway(string source) =>
        $"{Name(source)} leads to another address, and the bot doesn't follow, since it would give its sign-in away. "
            + $"Check {Key(source)}:Url.";

    /// <summary>No answer in time.</summary>
    public static string Slow(string source, TimeSpan patience) => string.Create(
        CultureInfo.InvariantCulture, $"{Name(source)} gave no answer within {patience.TotalSeconds:0} s.");

    /// <summary>It can't be reached.</summary>
    public static string Unreachable(string source) => $"{Name(source)} can't be reached. Check the network and {Key(source)}:Url.";

    private static string Name(string source) => $"Prometheus “{source}”";

    private static string Key(string source) => $"Prometheus:Sources:{source}";
}
