using IncidentBot.Language;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>On what it depends whether a failure happens again.</summary>
public enum ReproductionKind
{
    /// <summary>On what is stored or sent.</summary>
    Data,

    /// <summary>On how long something takes.</summary>
    Timing,

    /// <summary>On how much there is to do.</summary>
    Load,

    /// <summary>On settings, flags, versions and permissions.</summary>
    Configuration,

    /// <summary>On what happens at the same moment.</summary>
    Concurrency,
}

/// <summary>What came of an attempt to make it happen again.</summary>
public enum ReproductionResult
{
    /// <summary>It happened.</summary>
    Reproduced,

    /// <summary>It didn't happen.</summary>
    NotReproduced,

    /// <summary>It could not be tried, which says nothing either way.</summary>
    NotTried,
}

/// <summary>An attempt to make it happen again.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Result">What came of it.</param>
public sealed record ReproductionAttempt(ReproductionKind Kind, ReproductionResult Result);

/// <summary>How each kind of failure is made to happen again without hurting anybody.</summary>
internal static class Reproduction
{
    private static readonly (ReproductionKind Kind, string[] Words)[] Signs =
    [
        (ReproductionKind.Concurrency,
            ["deadlock", "lock", "race", "concurren", "parallel", "simultan", "thundering", "at once", "at the same time", "twice"]),
        (ReproductionKind.Configuration,
            ["config", "flag", "setting", "permission", "certificate", "secret", "environment", "variable", "credential", "region", "dns"]),
        (ReproductionKind.Data,
            [
                "null", "encoding", "utf", "time zone", "timezone", "row", "record", "schema", "column", "empty string", "payload",
                "customer",
            ]),
        (ReproductionKind.Load,
            ["traffic", "pool", "exhaust", "cpu", "memory", "leak", "crawler", "spike", "load", "full", "quota", "limit", "queue"]),
        (ReproductionKind.Timing, ["timeout", "times out", "latency", "slow", "delay", "clock", "expire", "ttl", "retry", "retries"]),
    ];

    /// <summary>How it is done, one sentence.</summary>
    public static string HowTo(ReproductionKind kind) => kind switch
    {
        ReproductionKind.Data => "Take a sanitised copy of the data, and run the failing request on it.",
        ReproductionKind.Timing => "Inject latency into the call that you suspect, in a test environment.",
        ReproductionKind.Load => "Generate the load elsewhere, never in production.",
        ReproductionKind.Configuration => "Compare with an environment that works: settings, flags, versions, permissions.",
        _ => "Send many requests at once, such as a hundred, in a test environment.",
    };

    /// <summary>The kind that the words point to; null: to none.</summary>
    public static ReproductionKind? KindOf(HypothesisTerms terms)
    {
        var words = string.Join(' ', terms.Texts);
        foreach (var (kind, signs) in Signs)
        {
            if (Array.Exists(signs, sign => words.Contains(sign, StringComparison.OrdinalIgnoreCase)))
                return kind;
        }

        return null;
    }

    /// <summary>How far a hypothesis is after an attempt: one that could not be tried is a gap, and no verdict.</summary>
    public static HypothesisState After(ReproductionResult result) => result switch
    {
        ReproductionResult.Reproduced => HypothesisState.Strengthened,
        ReproductionResult.NotReproduced => HypothesisState.Weakened,
        _ => HypothesisState.Unverified,
    };

    /// <summary>What came of it, as the beginning of a reason.</summary>
    public static string InWords(ReproductionAttempt attempt)
    {
        var by = $"by {Words.Of(attempt.Kind)}";
        return attempt.Result switch
        {
            ReproductionResult.Reproduced => $"reproduced {by}",
            ReproductionResult.NotReproduced => $"not reproduced {by}",
            _ => $"reproducing it {by} could not be tried",
        };
    }
}
