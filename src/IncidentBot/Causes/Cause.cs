using System.Text.Json.Serialization;
using IncidentBot.Chat;

namespace IncidentBot.Causes;

/// <summary>How a cause was found: by asking why, or as one of several things that came together.</summary>
public enum CauseKind
{
    /// <summary>An answer to the question why; it may stand under another why.</summary>
    Why,

    /// <summary>A contributing factor; it may stand under another factor, which it made possible.</summary>
    Factor,
}

/// <summary>Where in the work a cause lies; no category is a person.</summary>
public enum CauseCategory
{
    /// <summary>A deploy, a flag or another change.</summary>
    Change,

    /// <summary>Too little of something: connections, memory, people on call.</summary>
    Capacity,

    /// <summary>Another service, or a supplier.</summary>
    Dependency,

    /// <summary>A setting or a limit.</summary>
    Configuration,

    /// <summary>What was stored or sent.</summary>
    Data,

    /// <summary>How the system is built.</summary>
    Design,

    /// <summary>How it was noticed, or wasn't.</summary>
    Detection,

    /// <summary>What no test tried.</summary>
    Testing,

    /// <summary>How work is done: reviews, hand-overs, runbooks.</summary>
    Process,

    /// <summary>What was not written down, or not to be found.</summary>
    Knowledge,
}

/// <summary>What speaks for a cause: an entry of the timeline, a file of one, or a page.</summary>
/// <param name="Entry">The number of the entry; null: it is a page.</param>
/// <param name="File">The platform's id of a file of that entry; null: it is the entry itself.</param>
/// <param name="Link">The page's address; null: it is an entry or a file.</param>
public sealed record CauseEvidence(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Entry,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? File,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Uri? Link);

/// <summary>Something that people hold for a reason why an incident could happen.</summary>
/// <param name="Number">Counts the incident's whys and factors from 1, in the order of adding; never given to another.</param>
/// <param name="Kind">How it was found.</param>
/// <param name="Text">What people say, in one line of at most <see cref="LongestText"/> characters.</param>
/// <param name="By">Who added it.</param>
/// <param name="At">When; UTC.</param>
public sealed record Cause(int Number, CauseKind Kind, string Text, Person By, DateTimeOffset At)
{
    /// <summary>Characters.</summary>
    public const int LongestText = 500;

    /// <summary>So much speaks for one cause at most.</summary>
    public const int MostEvidence = 10;

    /// <summary>The number of the why or factor, of its own kind, that it stands under; null: it begins a chain.</summary>
    public int? Under { get; init; }

    /// <summary>Its place among those beside it, from 1; the places of others never change it.</summary>
    public int Place { get; init; } = 1;

    /// <summary>Where it lies; null: nobody has said.</summary>
    public CauseCategory? Category { get; init; }

    /// <summary>What speaks for it, in the order of adding.</summary>
    public IReadOnlyList<CauseEvidence> Evidence { get; init; } = [];

    /// <summary>Whether somebody took it back; then only the audit trail shows it.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Counts what happened to it, so that a form opened before is told from a newer one.</summary>
    public int Version { get; init; } = 1;
}
