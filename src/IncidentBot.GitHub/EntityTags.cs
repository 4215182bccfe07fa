namespace IncidentBot.GitHub;

/// <summary>
/// Remembers answers by their entity tags, since an authenticated 304 does not count against the rate limit; the oldest go first.
/// </summary>
internal sealed class EntityTags(int capacity)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Uri, LinkedListNode<(Uri Address, Known Answer)>> byAddress = [];
    private readonly LinkedList<(Uri Address, Known Answer)> byUse = [];

    public Known? Find(Uri address)
    {
        lock (gate)
        {
            if (!byAddress.TryGetValue(address, out var node))
                return null;

            byUse.Remove(node);
            byUse.AddLast(node);
            return node.Value.Answer;
        }
    }

    public void Keep(Uri address, Known answer)
    {
        lock (gate)
        {
            if (byAddress.Remove(address, out var old))
                byUse.Remove(old);

            byAddress[address] = byUse.AddLast((address, answer));
            if (byUse.Count > capacity)
            {
                byAddress.Remove(byUse.First!.Value.Address);
                byUse.RemoveFirst();
            }
        }
    }

    /// <summary>An answer as it was read: its tag, its items, and where the next page is.</summary>
    internal sealed record Known(string Tag, object Items, Uri? Next);
}
