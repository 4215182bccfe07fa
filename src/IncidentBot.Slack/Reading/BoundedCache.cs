namespace IncidentBot.Slack.Reading;

/// <summary>Caches answers of the platform for a while; drops the oldest when full.</summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity, TimeSpan lifetime, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, Entry> entries = [];
    private readonly Queue<(TKey Key, long Turn)> order = [];
    private long turns;

    /// <summary>How many values it holds, the outdated ones included; its capacity at most.</summary>
    public int Count
    {
        get
        {
            lock (gate) return entries.Count;
        }
    }

    /// <summary>The cached value, unless it is too old.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The value.</param>
    /// <param name="oldest">How old it may be; null: as old as it is kept.</param>
    public bool TryGet(TKey key, out TValue value, TimeSpan? oldest = null)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var found = entries.TryGetValue(key, out var entry) && entry.Until > now
                && (oldest is not { } most || now - entry.PutAt < most);
            value = found ? entry.Value : default!;
            return found;
        }
    }

    /// <summary>Caches a value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The value.</param>
    /// <param name="shorter">For how long; null for the usual time.</param>
    public void Put(TKey key, TValue value, TimeSpan? shorter = null)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            entries[key] = new Entry(value, now, now + (shorter ?? lifetime), ++turns);
            order.Enqueue((key, turns));
            while (entries.Count > capacity || order.Count > 2 * capacity)
                Forget(order.Dequeue());
        }
    }

    /// <summary>Forgets a value.</summary>
    public void Remove(TKey key)
    {
        lock (gate) entries.Remove(key);
    }

    // A key put again stands in the queue twice; only its newest place counts.
    private void Forget((TKey Key, long Turn) oldest)
    {
        if (entries.TryGetValue(oldest.Key, out var entry) && entry.Turn == oldest.Turn) entries.Remove(oldest.Key);
    }

    private readonly record struct Entry(TValue Value, DateTimeOffset PutAt, DateTimeOffset Until, long Turn);
}
