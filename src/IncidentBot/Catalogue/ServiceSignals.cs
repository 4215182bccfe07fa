namespace IncidentBot.Catalogue;

/// <summary>
/// How the four golden signals of a service are asked for: by a set of usual queries, by queries of your own, or by the first with some of
/// the second in their place.
/// </summary>
public sealed class ServiceSignals
{
    /// <summary>The most of them that a service has.</summary>
    public const int MostOfService = 5;

    /// <summary>The longest query or value of a label; characters.</summary>
    public const int LongestQuery = 2000;

    /// <summary>The most labels.</summary>
    public const int MostLabels = 10;

    /// <summary>The source that is asked, by its name in the settings; null: the only one that is set.</summary>
    public string? Source { get; set; }

    /// <summary>The set of usual queries, by what measures the service; null: only the queries that stand here.</summary>
    public string? Profile { get; set; }

    /// <summary>
    /// Which series are the service's, by label and value; in queries of your own, <c>$labels</c> stands for them. Empty: the set of
    /// queries finds the service by its name.
    /// </summary>
    public IDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long half of the requests take at most, in seconds; null: as the set of queries has it.</summary>
    public string? P50 { get; set; }

    /// <summary>How long 95 % of the requests take at most, in seconds; null: as the set of queries has it.</summary>
    public string? P95 { get; set; }

    /// <summary>How long 99 % of the requests take at most, in seconds; null: as the set of queries has it.</summary>
    public string? P99 { get; set; }

    /// <summary>How many requests there are a second; null: as the set of queries has it.</summary>
    public string? Traffic { get; set; }

    /// <summary>Which share of the requests fails, from 0 to 1; null: as the set of queries has it.</summary>
    public string? Errors { get; set; }

    /// <summary>How full what the service needs is, from 0 to 1; null: as the set of queries has it.</summary>
    public string? Saturation { get; set; }

    /// <summary>The queries that stand here, each by its field.</summary>
    public IEnumerable<(string Field, string Query)> Own() =>
        new (string Field, string? Query)[]
        {
            ("p50", P50), ("p95", P95), ("p99", P99), ("traffic", Traffic), ("errors", Errors), ("saturation", Saturation),
        }.Where(one => !string.IsNullOrWhiteSpace(one.Query)).Select(one => (one.Field, one.Query!.Trim()));
}
