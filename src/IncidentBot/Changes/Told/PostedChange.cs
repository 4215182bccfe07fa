using IncidentBot.Store;

namespace IncidentBot.Changes.Told;

/// <summary>A change as a program told it.</summary>
/// <param name="Change">What it told; the key is given when it is kept.</param>
/// <param name="IsTimeGiven">Whether it told when; else it was when it was told.</param>
/// <param name="Id">The program's own name for it, by which it can say later how it went on; null: it gave none.</param>
/// <param name="IdempotencyKey">The program's name for this one request; null: it gave none.</param>
public sealed record PostedChange(ServiceChange Change, bool IsTimeGiven, string? Id, string? IdempotencyKey)
{
    /// <summary>The SHA-256 of all that it told; the same words are the same, whenever they come.</summary>
    internal string Content { get; } = Digest.Of(
        Id, Change.Service, Change.Environment, Change.Ref, Change.Description, Change.Url?.OriginalString,
        IsTimeGiven ? Instants.ToText(Change.At) : null, StoredChange.TextOf(Change));
}

/// <summary>What came of a change that a program told.</summary>
/// <param name="Kind">Whether it was kept.</param>
/// <param name="Key">The change's id.</param>
public sealed record PostOutcome(PostOutcomeKind Kind, string Key);

/// <summary>Whether a posted change was kept.</summary>
public enum PostOutcomeKind
{
    /// <summary>It is new, and on disk.</summary>
    Stored,

    /// <summary>It was there already; what it says of how it went on is on disk.</summary>
    Known,

    /// <summary>The request's key was used before for something else; nothing was kept.</summary>
    KeyReused,
}
