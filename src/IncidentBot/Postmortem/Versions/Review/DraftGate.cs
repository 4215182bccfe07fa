using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Postmortem.Versions.Review;

/// <summary>
/// A check that a draft has to pass before people review it and before it is published. A capability adds its own by registering one.
/// </summary>
/// <param name="CheckAsync">Finds in a draft, beside its record, what does not pass; nothing: it passes.</param>
internal sealed record DraftGate(Func<DraftBesideRecord, CancellationToken, Task<IReadOnlyList<DraftGap>>> CheckAsync)
{
    /// <param name="check">The same, where nothing else has to be read.</param>
    public DraftGate(Func<DraftBesideRecord, IReadOnlyList<DraftGap>> check)
        : this((draft, _) => Task.FromResult(check(draft)))
    {
    }

    /// <summary>No place may have two texts.</summary>
    public static DraftGate Conflicts { get; } = new(static draft => ConflictMarks.Count(draft.Markdown) switch
    {
        0 => [],
        1 => [Conflict("In one place two texts stand. Keep one of them.")],
        var count => [Conflict(string.Create(CultureInfo.InvariantCulture, $"In {count} places two texts stand. Keep one of each."))],
    });

    /// <summary>Every claim has its evidence and stands once, times are in order and of one zone, and numbers agree.</summary>
    public static DraftGate Facts { get; } = new(static draft =>
        [.. PostmortemGates.Check(draft).Select(failure => new DraftGap(failure.Name, failure.Sentence))]);

    private static DraftGap Conflict(string sentence) => new("Conflicts", sentence) { IsAbsolute = true };
}

/// <summary>What keeps a draft from passing.</summary>
/// <param name="Name">Which check, in a few words.</param>
/// <param name="Sentence">What is wrong, and what to do.</param>
internal sealed record DraftGap(string Name, RichText Sentence)
{
    /// <summary>Whether nobody can go on in spite of it. Default: people can accept it.</summary>
    public bool IsAbsolute { get; init; }

    /// <summary>The check's name as it stands at the start of a line.</summary>
    public string Title => Name.Length == 0 ? Name : char.ToUpperInvariant(Name[0]) + Name[1..];
}

/// <summary>All checks of a draft.</summary>
internal sealed class DraftGates(IEnumerable<DraftGate> gates)
{
    /// <summary>What does not pass; empty: all of it does.</summary>
    public async Task<IReadOnlyList<DraftGap>> CheckAsync(DraftBesideRecord draft, CancellationToken cancellationToken)
    {
        var gaps = new List<DraftGap>();
        foreach (var gate in gates)
            gaps.AddRange(await gate.CheckAsync(draft, cancellationToken));
        return gaps;
    }
}
