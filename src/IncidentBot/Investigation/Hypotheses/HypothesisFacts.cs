using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>Something that has happened to a hypothesis; kept for good, but for words that their author took back.</summary>
/// <param name="By">Who did it; null: words left the record.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Hypothesis">The number of the hypothesis in its incident.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(HypothesisStated), "hypothesis-stated")]
[JsonDerivedType(typeof(HypothesisSpecified), "hypothesis-specified")]
[JsonDerivedType(typeof(HypothesisMoved), "hypothesis-moved")]
[JsonDerivedType(typeof(HypothesisPlaced), "hypothesis-placed")]
[JsonDerivedType(typeof(HypothesisWordsRemoved), "hypothesis-words-removed")]
internal abstract record HypothesisFact(Person? By, DateTimeOffset At, int Hypothesis) : Fact
{
    /// <inheritdoc/>
    internal override bool IsWorkOnIncident => By is not null;

    /// <summary>What people wrote in it.</summary>
    internal virtual IEnumerable<string> Texts => [];

    /// <summary>The hypothesis after this.</summary>
    internal abstract Hypothesis Apply(Hypothesis one);
}

/// <summary>Somebody stated a hypothesis.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Hypothesis">Its number.</param>
/// <param name="Stated">The hypothesis as it begins.</param>
internal sealed record HypothesisStated(Person By, DateTimeOffset At, int Hypothesis, Hypothesis Stated)
    : HypothesisFact(By, At, Hypothesis)
{
    /// <inheritdoc/>
    internal override IEnumerable<string> Texts => Stated.Terms.Texts;

    /// <inheritdoc/>
    internal override Hypothesis Apply(Hypothesis one) => Stated;
}

/// <summary>Somebody has said more of a hypothesis, or corrected it.</summary>
internal sealed record HypothesisSpecified(
    Person By, DateTimeOffset At, int Hypothesis, HypothesisTerms Terms, HypothesisTerms Former) : HypothesisFact(By, At, Hypothesis)
{
    /// <inheritdoc/>
    internal override IEnumerable<string> Texts => Terms.Texts.Concat(Former.Texts);

    /// <inheritdoc/>
    internal override Hypothesis Apply(Hypothesis one) => one with { Terms = Terms };
}

/// <summary>A hypothesis is further than it was.</summary>
internal sealed record HypothesisMoved(Person By, DateTimeOffset At, int Hypothesis, HypothesisStep Step)
    : HypothesisFact(By, At, Hypothesis)
{
    /// <inheritdoc/>
    internal override IEnumerable<string> Texts => Step.Reason is { } reason ? [reason] : [];

    /// <inheritdoc/>
    internal override Hypothesis Apply(Hypothesis one) => one with { Steps = [.. one.Steps, Step] };
}

/// <summary>People gave a hypothesis another place.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Hypothesis">Its number.</param>
/// <param name="Order">All of them in their order after that.</param>
internal sealed record HypothesisPlaced(Person By, DateTimeOffset At, int Hypothesis, HandOrder Order) : HypothesisFact(By, At, Hypothesis)
{
    /// <inheritdoc/>
    internal override Hypothesis Apply(Hypothesis one) => one with { Ordered = Order };
}

/// <summary>Words that a hypothesis quotes were taken back by their author, and left it.</summary>
/// <param name="At">When; UTC.</param>
/// <param name="Hypothesis">Its number.</param>
/// <param name="Terms">What stays of what it says, with marks where the words stood.</param>
/// <param name="Steps">The same of what became of it.</param>
internal sealed record HypothesisWordsRemoved(
    DateTimeOffset At, int Hypothesis, HypothesisTerms Terms, IReadOnlyList<HypothesisStep> Steps) : HypothesisFact(null, At, Hypothesis)
{
    /// <inheritdoc/>
    internal override Hypothesis Apply(Hypothesis one) => one with { Terms = Terms, Steps = Steps };
}

/// <summary>The stored names of what happens to hypotheses; a class may be renamed, its name here never changes.</summary>
internal static class HypothesisFactNames
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(HypothesisStated)] = "HypothesisStated",
        [typeof(HypothesisSpecified)] = "HypothesisSpecified",
        [typeof(HypothesisMoved)] = "HypothesisMoved",
        [typeof(HypothesisPlaced)] = "HypothesisPlaced",
        [typeof(HypothesisWordsRemoved)] = AuditCheck.HypothesisWordsRemoved,
    };

    /// <summary>The name under which a fact is stored.</summary>
    public static string Of(HypothesisFact fact) => Names[fact.GetType()];
}
