using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Sockets;

/// <summary>One connection through all its replacements: the new one is up before the old one closes.</summary>
internal sealed class SocketSlot(int number, SocketOpener opener, SlackConnection connection, SocketTimings timings, ILogger log)
{
    private readonly Random random = new();
    private Task retiring = Task.CompletedTask;
    private int failures;

    /// <summary>Runs until it is stopped, or stops all when Slack turns Socket Mode off.</summary>
    public async Task RunAsync(CancellationTokenSource stopping)
    {
        SocketSession? current = null;
        try
        {
            while (true)
            {
                var next = await OpenAsync(stopping.Token);
                if (current is { } former) retiring = Task.WhenAll(retiring, RetireAsync(former, stopping.Token));
                current = next;
                await ServeAsync(next, stopping);
            }
        }
        finally
        {
            if (current is not null) await LeaveAsync(current);
            await retiring;
        }
    }

    private async Task<SocketSession> OpenAsync(CancellationToken stop)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            if (failures > 0) await PauseAsync(timings.PauseAfter(failures, random.NextDouble()), stop);
            var (session, why) = await opener.OpenAsync(stop);
            if (session is not null) return session;

            failures++;
            connection.NotOpened(why!.Sentence);
            if (isFirst) log.ConnectionNotOpened(number, why.Code, why.Sentence);
            else log.ConnectionStillNotOpened(number, why.Code);
            if (why.Wait is { } wait) await PauseAsync(wait, stop);
        }
    }

    // Until Slack announces the end, or it comes without a word.
    private async Task ServeAsync(SocketSession session, CancellationTokenSource stopping)
    {
        var since = timings.Clock.GetTimestamp();
        connection.Opened();
        log.ConnectionUp(number);
        var reason = "stopped";
        try
        {
            reason = await session.Leaving.WaitAsync(stopping.Token);
        }
        finally
        {
            connection.Ended(reason);
        }

        if (reason == "link_disabled") await StopAllAsync(stopping);
        failures = timings.Clock.GetElapsedTime(since) >= timings.Stable ? 0 : failures + 1;
        if (reason is "lost" or "silent" or "closed") log.ConnectionLost(number, reason);
        else log.ConnectionReplaced(number, reason);
    }

    private async Task StopAllAsync(CancellationTokenSource stopping)
    {
        log.LinkDisabled();
        connection.Stop(
            "Socket Mode is turned off at Slack, so nothing is received. Turn it on under Socket Mode in the app's settings, then "
                + "restart the bot.");
        await stopping.CancelAsync();
        stopping.Token.ThrowIfCancellationRequested();
    }

    private async Task RetireAsync(SocketSession session, CancellationToken stop)
    {
        await Task.WhenAny(session.Ended, Task.Delay(timings.Overlap, timings.Clock, stop));
        await LeaveAsync(session);
    }

    private static async Task LeaveAsync(SocketSession session)
    {
        await session.CloseAsync();
        await session.DisposeAsync();
    }

    private Task PauseAsync(TimeSpan pause, CancellationToken stop) => Task.Delay(pause, timings.Clock, stop);
}
