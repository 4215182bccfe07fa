namespace IncidentBot.Receiving;

/// <summary>
/// Bounds what is logged of requests that were refused before it was known who sent them. Strangers can send any number, so each reason
/// has one line a minute: the first request at once, those that follow as a number.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="more">Logs how many more were refused within a minute, and why.</param>
public sealed class BoundedRefusals(TimeProvider time, Action<int, Enum> more)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private readonly Dictionary<Enum, Window> windows = [];

    /// <summary>Whether a refusal is to be logged by itself; otherwise it's counted.</summary>
    public bool IsFirst(Enum reason)
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

        more(number, reason);
    }

    private sealed class Window
    {
        public int Number { get; set; }

        public ITimer? Timer { get; set; }
    }
}
