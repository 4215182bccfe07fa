namespace IncidentBot.Store;

/// <summary>
/// Looks for a server that does not answer, once for everybody: the driver takes seconds to say that it was refused, others wait behind
/// whoever asked, and after the server's return all of these would still have to come to an end.
/// </summary>
/// <param name="lookAsync">Connects to the server. True: it answered, be it with a refusal. False: it did not.</param>
/// <param name="returned">Called once the server has answered again after it did not.</param>
/// <param name="between">
/// From one look to the next. A look need not have ended before the next, since one that began before the server's return may wait in vain.
/// </param>
/// <param name="time">Times them.</param>
internal sealed class SqlServerSearch(Func<Task<bool>> lookAsync, Action returned, TimeSpan between, TimeProvider time) : IDisposable
{
    /// <summary>As many looks may be under way.</summary>
    public const int MostAtOnce = 4;

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private Task searching = Task.CompletedTask;

    /// <summary>Ends when the server answers; has ended already while nobody has missed it.</summary>
    public Task Found
    {
        get
        {
            lock (gate) return searching;
        }
    }

    /// <summary>Somebody could not reach the server: looks for it until it answers, unless that is going on already.</summary>
    public void Begin()
    {
        lock (gate)
        {
            if (searching.IsCompleted && !stop.IsCancellationRequested) searching = Task.Run(SearchAsync);
        }
    }

    /// <summary>Looks no more; whoever waits is let on.</summary>
    public void Dispose()
    {
        lock (gate) stop.Cancel();
    }

    private async Task SearchAsync()
    {
        var (looks, wasMissed) = (new List<Task<bool>>(), false);
        while (!stop.IsCancellationRequested)
        {
            if (looks.Count < MostAtOnce) looks.Add(lookAsync());
            var pause = Task.Delay(between, time, stop.Token);
            while (await Task.WhenAny([.. looks, pause]) is Task<bool> look)
            {
                if (await look)
                {
                    if (wasMissed) returned();
                    return;
                }

                wasMissed = true;
                looks.Remove(look);
            }
        }
    }
}
