using System.Diagnostics;

namespace IncidentBot.Slack.Receiving;

/// <summary>
/// The 3 s within which Slack wants its answer (https://docs.slack.dev/interactivity/handling-user-interaction), shared by all
/// that happens before it. They are real seconds, whatever clock the bot runs on.
/// </summary>
internal readonly record struct Deadline(long Start)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(300);

    /// <summary>The request has just come in.</summary>
    public static Deadline FromNow() => new(Stopwatch.GetTimestamp());

    /// <summary>The time left for an immediate answer.</summary>
    public TimeSpan ForAnswer => Until(1.8);

    /// <summary>The time left for the store to confirm the request.</summary>
    public TimeSpan ForStore => Until(2.6);

    /// <summary>The time left for Slack to open a form or to accept a message.</summary>
    public TimeSpan ForSlack => Until(2.8);

    private TimeSpan Until(double seconds)
    {
        var left = TimeSpan.FromSeconds(seconds) - Stopwatch.GetElapsedTime(Start);
        return left > Least ? left : Least;
    }
}
