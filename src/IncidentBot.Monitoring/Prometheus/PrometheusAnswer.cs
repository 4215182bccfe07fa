namespace IncidentBot.Monitoring.Prometheus;

/// <summary>What an answer of the query API says; prometheus.io/docs/prometheus/latest/querying/api.</summary>
internal sealed record PrometheusAnswer
{
    /// <summary><c>success</c> or <c>error</c>; null: it isn't such an answer.</summary>
    public string? Status { get; init; }

    /// <summary>Such as <c>bad_data</c>; null: no error.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The error in Prometheus' words; null: no error.</summary>
    public string? Error { get; init; }

    /// <summary>The lines, at most as many as were to be read.</summary>
    public IReadOnlyList<PrometheusSeries> Series { get; init; } = [];

    /// <summary>How many lines there are beyond those, as far as was read.</summary>
    public int More { get; init; }

    /// <summary>Whether the answer was longer than what was read of it.</summary>
    public bool IsCut { get; init; }

    /// <summary>What Prometheus warned of.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What Prometheus remarked.</summary>
    public IReadOnlyList<string> Infos { get; init; } = [];
}

/// <summary>A line of an answer.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Points">Its points as they came, each with its seconds since 1970; no value: it isn't a number.</param>
internal sealed record PrometheusSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<(double At, double? Value)> Points)
{
    /// <summary>Whether it has native histograms, which are no single numbers.</summary>
    public bool HasHistograms { get; init; }
}
