using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace IncidentBot.Delivery;

/// <summary>The right to work one row until an instant; whoever has lost it cannot commit.</summary>
internal sealed class Lease(string queue, long id, string token, DateTimeOffset until)
{
    /// <summary>What a row keeps as its last error when its worker went silent.</summary>
    public const string Expired = "lease_expired";

    private long untilTicks = until.UtcTicks;

    public string Queue { get; } = queue;

    public long Id { get; } = id;

    public string Token { get; } = token;

    public DateTimeOffset Until => new(Interlocked.Read(ref untilTicks), TimeSpan.Zero);

    /// <summary>A token that no other claim has, in any process.</summary>
    public static string NewToken() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    public void Extend(DateTimeOffset until) => Interlocked.Exchange(ref untilTicks, until.UtcTicks);
}

/// <summary>The leases that this process works under at the moment, so that they can be renewed.</summary>
internal sealed class HeldLeases
{
    private readonly ConcurrentDictionary<Lease, bool> held = new();

    public IReadOnlyCollection<Lease> All => (IReadOnlyCollection<Lease>)held.Keys;

    public void Add(Lease lease) => held.TryAdd(lease, true);

    public void Remove(Lease lease) => held.TryRemove(lease, out _);
}
