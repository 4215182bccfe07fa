namespace IncidentBot.Timeline.Findings;

/// <summary>
/// What a capability has found out for others to use, such as how a third party does: neutral, so that whoever uses it needs to know
/// nothing of whoever found it. The newest of a key counts; the earlier ones stay on record.
/// </summary>
/// <param name="Key">What it is about, such as <c>provider/stripe</c>; a stable name.</param>
/// <param name="Subject">The same as people read it.</param>
/// <param name="Verdict">What it means.</param>
/// <param name="Words">What was found, as the end of a sentence about the subject; one line.</param>
/// <param name="At">When it was found; UTC.</param>
public sealed record Finding(string Key, string Subject, FindingVerdict Verdict, string Words, DateTimeOffset At)
{
    /// <summary>Counts from 1 in its incident; 0: not recorded yet.</summary>
    public int Number { get; init; }

    /// <summary>Since when it has been so; UTC. Null: not known, or of no interest.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Where it can be read; null: nowhere.</summary>
    public Uri? Link { get; init; }

    /// <summary>The timeline's entry that tells it; null: none does.</summary>
    public int? Entry { get; init; }

    /// <summary>The newest of each key, in the order in which the keys were first recorded.</summary>
    /// <param name="all">All of an incident, in their order.</param>
    public static IReadOnlyList<Finding> Newest(IEnumerable<Finding> all) =>
        [.. all.GroupBy(finding => finding.Key, StringComparer.Ordinal).Select(same => same.Last())];
}

/// <summary>What a finding means.</summary>
public enum FindingVerdict
{
    /// <summary>Nothing bad was found.</summary>
    Clear,

    /// <summary>Something is wrong there.</summary>
    Trouble,

    /// <summary>It couldn't be found out, which says neither.</summary>
    Unknown,
}
