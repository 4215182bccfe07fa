namespace IncidentBot.Slack.Sockets;

/// <summary>
/// The timeouts of a connection, in real time, whatever clock the bot runs on: Slack and the network know no other.
/// </summary>
internal sealed record SocketTimings
{
    /// <summary>The clock that measures them.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long Slack may take to connect and say hello.</summary>
    public TimeSpan Hello { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may be silent before it is pinged.</summary>
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long to wait for the answer to a ping before the connection counts as dead.</summary>
    public TimeSpan Pong { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection that Slack is about to close stays open beside the new one; Slack warns about 10 s ahead.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>How long pending requests, and then closing, may take.</summary>
    public TimeSpan Finish { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A connection that lived for less counts as failed, so that a storm of refreshes cannot make the bot spin.</summary>
    public TimeSpan Stable { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait after the first failure; it doubles with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait, and the wait after Slack has refused the app-level token.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait after this many failures in a row; randomized, so that many bots do not reconnect at once.</summary>
    /// <param name="failures">1 after the first.</param>
    /// <param name="spread">From 0 to 1, at random.</param>
    public TimeSpan PauseAfter(int failures, double spread) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks * (1L << Math.Clamp(failures - 1, 0, 20)))) * (0.5 + (spread / 2));
}
