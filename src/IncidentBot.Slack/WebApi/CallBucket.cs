namespace IncidentBot.Slack.WebApi;

/// <summary>
/// How many calls of one kind may be made now: a burst, then one as each becomes free. A caller who finds none is promised a turn
/// and keeps it when asking again; a part is reserved for urgent calls, so that no backlog can use it up.
/// </summary>
/// <param name="burst">How many may be made at once after a quiet time.</param>
/// <param name="perSecond">How many become free in a second.</param>
/// <param name="now">When it starts, full.</param>
internal sealed class CallBucket(double burst, double perSecond, DateTimeOffset now)
{
    private const double Rounding = 1e-6;
    private const int ManyPromises = 10_000;

    private readonly double most = burst;
    private readonly double rate = perSecond;
    private readonly double reserve = burst >= 2 ? Math.Max(1, Math.Floor(burst / 4)) : 0;
    private readonly Dictionary<string, DateTimeOffset> promised = new(StringComparer.Ordinal);
    private double free = burst;
    private DateTimeOffset filledAt = now;
    private DateTimeOffset lastPromise;
    private int lookAt = ManyPromises;
    private DateTimeOffset closedUntil;

    /// <summary>How long the caller must wait; zero: call <see cref="Take"/> and go ahead.</summary>
    /// <param name="key">The same for the same caller each time they ask.</param>
    /// <param name="urgent">Whether the part kept for the urgent may be used, ahead of everyone who waits.</param>
    /// <param name="now">The time now.</param>
    public TimeSpan WaitFor(string key, bool urgent, DateTimeOffset now)
    {
        Fill(now);
        var earliest = Later(now + TimeUntil(urgent ? 1 : 1 + reserve), closedUntil);
        if (urgent) return Until(earliest, now);

        var turn = promised.TryGetValue(key, out var mine) ? mine : lastPromise > now ? lastPromise + Interval : now;
        turn = Later(turn, earliest);
        if (turn <= now) return TimeSpan.Zero;

        Promise(key, turn, now);
        return Until(turn, now);
    }

    /// <summary>Uses one call, for a caller who did not have to wait.</summary>
    public void Take(string key)
    {
        promised.Remove(key);
        free--;
    }

    /// <summary>Uses one call without asking; others wait longer because of it.</summary>
    public void Spend(DateTimeOffset now)
    {
        Fill(now);
        free = Math.Max(-most, free - 1);
    }

    /// <summary>Blocks all calls until an instant, because Slack said so.</summary>
    public void Close(DateTimeOffset until)
    {
        closedUntil = Later(closedUntil, until);
        free = Math.Min(free, 0);
    }

    /// <summary>How many turns are promised and not taken.</summary>
    public int Promises => promised.Count;

    /// <summary>Whether it is like a new one.</summary>
    public bool IsLikeNew(DateTimeOffset now)
    {
        Fill(now);
        return free >= most && lastPromise < now && closedUntil <= now;
    }

    private TimeSpan Interval => TimeSpan.FromSeconds(1 / rate);

    private void Fill(DateTimeOffset now)
    {
        if (now <= filledAt) return;
        free = Math.Min(most, free + rate * (now - filledAt).TotalSeconds);
        filledAt = now;
    }

    private TimeSpan TimeUntil(double wanted) =>
        free >= wanted - Rounding ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling((wanted - free) / rate * 1000));

    private void Promise(string key, DateTimeOffset turn, DateTimeOffset now)
    {
        // Who was replaced by something newer never comes back for their turn. Those who still may are not looked through at each turn.
        if (promised.Count >= lookAt)
        {
            foreach (var (gone, _) in promised.Where(promise => promise.Value < now).ToList()) promised.Remove(gone);
            lookAt = Math.Max(ManyPromises, 2 * promised.Count);
        }

        promised[key] = turn;
        lastPromise = Later(lastPromise, turn);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static TimeSpan Until(DateTimeOffset instant, DateTimeOffset now) => instant > now ? instant - now : TimeSpan.Zero;
}
