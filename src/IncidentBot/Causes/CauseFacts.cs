using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;

namespace IncidentBot.Causes;

/// <summary>Something that has happened to a why or factor; kept for good, but for words that quote what its author took back.</summary>
/// <param name="By">Who did it; null: words left the record.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Cause">The number of the why or factor in its incident.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(CauseAdded), "cause-added")]
[JsonDerivedType(typeof(CauseChanged), "cause-changed")]
[JsonDerivedType(typeof(CauseSupported), "cause-supported")]
[JsonDerivedType(typeof(CauseWithdrawn), "cause-withdrawn")]
[JsonDerivedType(typeof(CauseWordsRemoved), "cause-words-removed")]
internal abstract record CauseFact(Person? By, DateTimeOffset At, int Cause) : Fact
{
    /// <inheritdoc/>
    internal override bool IsWorkOnIncident => By is not null;

    /// <summary>The why or factor after this.</summary>
    internal abstract Cause Apply(Cause cause);
}

/// <summary>A why or factor was added.</summary>
/// <param name="By">Who added it.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Cause">Its number.</param>
/// <param name="Added">The why or factor as it begins.</param>
internal sealed record CauseAdded(Person By, DateTimeOffset At, int Cause, Cause Added) : CauseFact(By, At, Cause)
{
    /// <inheritdoc/>
    internal override Cause Apply(Cause cause) => Added;
}

/// <summary>A person has changed what a why or factor says.</summary>
internal sealed record CauseChanged(Person By, DateTimeOffset At, int Cause, string Text, CauseCategory? Category, string Former)
    : CauseFact(By, At, Cause)
{
    /// <inheritdoc/>
    internal override Cause Apply(Cause cause) => cause with { Text = Text, Category = Category };
}

/// <summary>A person has added what speaks for a why or factor.</summary>
internal sealed record CauseSupported(Person By, DateTimeOffset At, int Cause, CauseEvidence Evidence) : CauseFact(By, At, Cause)
{
    /// <inheritdoc/>
    internal override Cause Apply(Cause cause) => cause with { Evidence = [.. cause.Evidence, Evidence] };
}

/// <summary>A person has taken a why or factor back.</summary>
internal sealed record CauseWithdrawn(Person By, DateTimeOffset At, int Cause) : CauseFact(By, At, Cause)
{
    /// <inheritdoc/>
    internal override Cause Apply(Cause cause) => cause with { IsWithdrawn = true };
}

/// <summary>Words that a why or factor quotes were taken back by their author, and left it.</summary>
/// <param name="At">When; UTC.</param>
/// <param name="Cause">Its number.</param>
/// <param name="Text">What stays, with a mark where the words stood.</param>
internal sealed record CauseWordsRemoved(DateTimeOffset At, int Cause, string Text) : CauseFact(null, At, Cause)
{
    /// <inheritdoc/>
    internal override Cause Apply(Cause cause) => cause with { Text = Text };
}

/// <summary>The stored names of what happens to whys and factors; a class may be renamed, its name here never changes.</summary>
internal static class CauseFactNames
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(CauseAdded)] = "CauseAdded",
        [typeof(CauseChanged)] = "CauseChanged",
        [typeof(CauseSupported)] = "CauseSupported",
        [typeof(CauseWithdrawn)] = "CauseWithdrawn",
        [typeof(CauseWordsRemoved)] = AuditCheck.CauseWordsRemoved,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> All { get; } = Names.Values.ToHashSet(StringComparer.Ordinal);

    /// <summary>The name under which a fact is stored.</summary>
    public static string Of(CauseFact fact) => Names[fact.GetType()];
}
