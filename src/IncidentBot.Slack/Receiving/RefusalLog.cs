using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Receiving;

/// <summary>
/// Logs requests that were refused before it was known that Slack sent them. Strangers can send any number, so each reason has one line a
/// minute: the first request at once, those that follow as a number.
/// </summary>
internal sealed class RefusalLog(TimeProvider time, ILogger<RequestGate> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private readonly Dictionary<Enum, Window> windows = [];

    /// <summary>A request's signature was refused.</summary>
    public void NotVerified(string path, SignatureResult reason)
    {
        if (IsFirst(reason)) log.NotVerified(path, reason);
    }

    /// <summary>A request was closed before its body was there.</summary>
    public void NotAwaited(string path, RawBodyState reason)
    {
        if (IsFirst(reason)) log.NotAwaited(path, reason);
    }

    private bool IsFirst(Enum reason)
    {
        lock (gate)
        {
            if (windows.TryGetValue(reason, out var open))
            {
                open.Number++;
                return false;
            }

            var window = windows[reason] = new Window();
            window.Timer = time.CreateTimer(_ => End(reason), state: null, Pause, Pause);
            return true;
        }
    }

    private void End(Enum reason)
    {
        int number;
        lock (gate)
        {
            if (!windows.TryGetValue(reason, out var window)) return;
            (number, window.Number) = (window.Number, 0);
            if (number == 0)
            {
                window.Timer?.Dispose();
                windows.Remove(reason);
                return;
            }
        }

        log.MoreRefused(number, reason);
    }

    private sealed class Window
    {
        public int Number { get; set; }

        public ITimer? Timer { get; set; }
    }
}
