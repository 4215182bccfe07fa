namespace IncidentBot.Delivery.Audit;

/// <summary>The newest link of a chain.</summary>
/// <param name="Seq">How many links there are.</param>
/// <param name="Hash">Its hash, which covers all of them.</param>
public sealed record AuditHead(long Seq, string Hash)
{
    /// <summary>A chain without links.</summary>
    public static AuditHead None { get; } = new(0, AuditLink.Beginning);
}

/// <summary>What is printed below whatever is given out, so that it stands where the database's owner cannot change it.</summary>
/// <param name="Head">The head of the incident's chain.</param>
/// <param name="StoreHead">The head of the chain that began last in the store; null: none has a place there yet.</param>
/// <param name="Key">Where a key began in the incident's chain; null: none did.</param>
public sealed record AuditHeads(AuditHead Head, string? StoreHead, KeyStart? Key);

/// <summary>What was found out of an incident's chain, and of its record.</summary>
/// <param name="Hashes">The hashes of the links that hold, in order.</param>
/// <param name="Erased">How many links have lost their words.</param>
/// <param name="Problem">Where the chain does not hold, as the end of a sentence; null: it holds.</param>
public sealed record AuditReport(IReadOnlyList<string> Hashes, int Erased, string? Problem)
{
    /// <summary>The newest link that holds.</summary>
    public AuditHead Head => Hashes.Count == 0 ? AuditHead.None : new AuditHead(Hashes.Count, Hashes[^1]);

    /// <summary>
    /// Where the record is not what the chain says, each as the end of a sentence; empty where the chain itself does not hold.
    /// </summary>
    public IReadOnlyList<string> RowProblems { get; init; } = [];

    /// <summary>Whether the chain holds, the record is what it says, and no code of a key is missing that others have.</summary>
    public bool IsIntact => Problem is null && RowProblems.Count == 0 && Key != KeyState.Late;

    /// <summary>From when on the record is covered, where a former version began it; UTC. Null: from its beginning, or not yet.</summary>
    public DateTimeOffset? CoveredSince { get; init; }

    /// <summary>Whether a former version began the record, and it is not on the trail yet.</summary>
    public bool IsPending { get; init; }

    /// <summary>What was found out of the codes that are made with a key.</summary>
    public KeyState Key { get; init; }

    /// <summary>The changes that erased words, in order.</summary>
    public IReadOnlyList<AuditErasure> Erasures { get; init; } = [];

    /// <summary>Whether the chain has its place among those of the store.</summary>
    public bool HasBegun => Former is not null;

    /// <summary>The chain that began before this one in the store; null: this one has no place there yet.</summary>
    internal FormerChain? Former { get; init; }

    /// <summary>Whether the chain began with a key: the link that names the former chain is the one with which the key began.</summary>
    internal bool BeganWithKey { get; init; }

    /// <summary>Whether the record says that a former version began it.</summary>
    internal bool IsFromBefore => IsPending || CoveredSince is not null;
}

/// <summary>What was found out of the codes of a chain's links.</summary>
public enum KeyState
{
    /// <summary>There is no key, and there are no codes.</summary>
    None,

    /// <summary>There are codes, but no key to check them with.</summary>
    NotChecked,

    /// <summary>There is a key that has not begun in this chain yet.</summary>
    Waiting,

    /// <summary>The key has begun in other chains, but not in this one yet: the bot is still at it, or the chain was rebuilt.</summary>
    Late,

    /// <summary>The codes are right.</summary>
    Checked,
}

/// <summary>A change that erased words of others.</summary>
/// <param name="Seq">Which change it is.</param>
/// <param name="Kind">What it was, such as <c>MessageRemoved</c>.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Of">The changes whose words it erased.</param>
public sealed record AuditErasure(long Seq, string Kind, DateTimeOffset At, IReadOnlyList<long> Of);
