using System.Globalization;
using System.Net;

namespace IncidentBot.GitHub.Asking;

/// <summary>
/// Keeps everybody who uses one token from asking again before GitHub allows it
/// (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
/// </summary>
internal sealed class RateLimitGate(TimeProvider time)
{
    private const long LastUnixSecond = 253402300799;

    private static readonly TimeSpan LongestUnstated = TimeSpan.FromMinutes(16);
    private static readonly TimeSpan LongestStated = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private (GitHubRefusal Refusal, DateTimeOffset Until)? closed;
    private TimeSpan unstated = TimeSpan.FromMinutes(1);

    /// <summary>Lets a request through.</summary>
    /// <exception cref="GitHubRefusedException">It's too early.</exception>
    public void Pass()
    {
        lock (gate)
        {
            if (closed is { } shut && time.GetUtcNow() < shut.Until)
                throw new GitHubRefusedException(shut.Refusal);
        }
    }

    /// <summary>Reads what an answer says of the limits.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="said">Its words, when it is a refusal.</param>
    /// <exception cref="GitHubRefusedException">The answer is that there were too many requests.</exception>
    public void Learn(HttpResponseMessage response, string said)
    {
        if (IsLimit(response, said))
            throw new GitHubRefusedException(Close(Bounded(Stated(response))));

        if (response.IsSuccessStatusCode && Bounded(Reset(response)) is { } reset)
        {
            lock (gate)
                closed = (new GitHubRefusal(RefusalKind.RateLimited, "", reset), reset);
        }
        else if (response.IsSuccessStatusCode)
        {
            lock (gate)
                unstated = TimeSpan.FromMinutes(1);
        }
    }

    // Where nothing is stated: a minute at least, and longer each time that it happens again. Requests that were under way together are
    // refused together: that is one time.
    private GitHubRefusal Close(DateTimeOffset? stated)
    {
        lock (gate)
        {
            if (closed is { } shut && time.GetUtcNow() < shut.Until && (stated ?? shut.Until) <= shut.Until)
                return shut.Refusal;

            var refusal = new GitHubRefusal(RefusalKind.RateLimited, "", stated);
            closed = (refusal, stated ?? time.GetUtcNow() + unstated);
            if (stated is null && unstated < LongestUnstated)
                unstated *= 2;

            return refusal;
        }
    }

    private static bool IsLimit(HttpResponseMessage response, string said) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.Forbidden => response.Headers.RetryAfter is not null
            || Header(response, "x-ratelimit-remaining") == "0"
            || said.Contains("rate limit", StringComparison.OrdinalIgnoreCase)
            || said.Contains("abuse detection", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    // GitHub's limits are of an hour: what is further away is a mistake that must not silence the bot for good.
    private DateTimeOffset? Bounded(DateTimeOffset? stated) =>
        stated is { } until && until > time.GetUtcNow() + LongestStated ? time.GetUtcNow() + LongestStated : stated;

    private DateTimeOffset? Stated(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => time.GetUtcNow() + wait,
        { Date: { } date } => date,
        _ => Reset(response),
    };

    private static DateTimeOffset? Reset(HttpResponseMessage response) =>
        Header(response, "x-ratelimit-remaining") == "0"
        && long.TryParse(Header(response, "x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= LastUnixSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
