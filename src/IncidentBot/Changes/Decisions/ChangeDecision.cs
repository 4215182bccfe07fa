using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Changes.Decisions;

/// <summary>What a person may decide about a change.</summary>
public enum ChangeVerdict
{
    /// <summary>It is to be considered again, whatever was decided before.</summary>
    Considered,

    /// <summary>It isn't the cause.</summary>
    RuledOut,

    /// <summary>It is the likely cause.</summary>
    Likely,

    /// <summary>It was rolled back.</summary>
    RolledBack,
}

/// <summary>What a person decided about a change.</summary>
/// <param name="Number">Counts the incident's decisions from 1.</param>
/// <param name="Change">The change's key.</param>
/// <param name="Verdict">What was decided.</param>
/// <param name="Reason">Why, as typed; null: not said.</param>
/// <param name="Later">The key of the change that rolled it back; null: none, or it isn't on record.</param>
/// <param name="Entry">The entry of the timeline that tells of it.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">When; UTC.</param>
public sealed record ChangeDecision(
    int Number, string Change, ChangeVerdict Verdict, string? Reason, string? Later, int Entry, Person By, DateTimeOffset At);

/// <summary>A person decided about a change.</summary>
internal sealed record ChangeDecided(ChangeDecision Decision) : Fact
{
    /// <inheritdoc/>
    internal override bool IsWorkOnIncident => true;
}

/// <summary>How people left a change: the newest decision counts.</summary>
/// <param name="Verdict">Whether it is ruled out or the likely cause; null: neither.</param>
/// <param name="RolledBack">Who said that it was rolled back; null: nobody.</param>
public sealed record DecidedChange(ChangeDecision? Verdict, ChangeDecision? RolledBack)
{
    /// <summary>Nobody decided anything.</summary>
    public static DecidedChange Nothing { get; } = new(null, null);

    /// <summary>Whether it is ruled out.</summary>
    public bool IsRuledOut => Verdict?.Verdict == ChangeVerdict.RuledOut;

    /// <summary>Whether it is the likely cause.</summary>
    public bool IsLikely => Verdict?.Verdict == ChangeVerdict.Likely;

    /// <summary>What was decided last and still counts; null: nothing.</summary>
    public ChangeDecision? Newest => (Verdict?.Number ?? 0) > (RolledBack?.Number ?? 0) ? Verdict : RolledBack;

    /// <summary>How these decisions leave each change that they are about, by its key.</summary>
    public static IReadOnlyDictionary<string, DecidedChange> All(IEnumerable<ChangeDecision> decisions) =>
        decisions.GroupBy(decision => decision.Change, StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => group.OrderBy(decision => decision.Number).Aggregate(Nothing, (now, decision) => now.After(decision)),
            StringComparer.Ordinal);

    private DecidedChange After(ChangeDecision decision) => decision.Verdict switch
    {
        ChangeVerdict.Considered => Nothing,
        ChangeVerdict.RolledBack => this with { RolledBack = decision },
        _ => this with { Verdict = decision },
    };
}
