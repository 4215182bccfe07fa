using System.Globalization;
using IncidentBot.Chat;

namespace IncidentBot.Postmortem.Versions;

/// <summary>
/// A check that a draft has to pass before people review it and before it is published. A capability adds its own by registering one.
/// </summary>
/// <param name="Name">What it checks, in a few words.</param>
/// <param name="Check">Finds in a draft, made of a record, what does not pass: sentences for people; none: it passes.</param>
internal sealed record DraftGate(string Name, Func<PostmortemRecord, string, IReadOnlyList<string>> Check)
{
    /// <summary>Whether nobody can go on in spite of it.</summary>
    public bool IsAbsolute { get; init; }

    /// <summary>No place may have two texts.</summary>
    public static DraftGate Conflicts { get; } = new("Conflicts", static (_, markdown) => ConflictMarks.Count(markdown) switch
    {
        0 => [],
        1 => ["In one place two texts stand. Keep one of them."],
        var count => [string.Create(CultureInfo.InvariantCulture, $"In {count} places two texts stand. Keep one of each.")],
    })
    {
        IsAbsolute = true,
    };
}

/// <summary>What does not pass a check.</summary>
/// <param name="Name">Which check.</param>
/// <param name="Sentence">What is wrong, and what to do.</param>
/// <param name="IsAbsolute">Whether nobody can go on in spite of it.</param>
internal sealed record GateFailure(string Name, RichText Sentence, bool IsAbsolute);

/// <summary>All checks of a draft.</summary>
internal sealed class DraftGates(IEnumerable<DraftGate> gates)
{
    /// <summary>What does not pass; empty: all of it does.</summary>
    public IReadOnlyList<GateFailure> Check(PostmortemRecord record, PostmortemDraft draft) =>
    [
        .. gates.SelectMany(
            gate => gate.Check(record, draft.Markdown).Select(sentence => new GateFailure(gate.Name, sentence, gate.IsAbsolute))),
    ];
}
