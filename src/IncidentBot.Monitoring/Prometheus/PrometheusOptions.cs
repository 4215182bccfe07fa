namespace IncidentBot.Monitoring.Prometheus;

/// <summary>Where signals are read from; bound to <c>Prometheus</c>.</summary>
public sealed class PrometheusOptions
{
    /// <summary>The most sources.</summary>
    internal const int MostSources = 20;

    /// <summary>The sources by a name of your own, which people read; none by default.</summary>
    public IDictionary<string, PrometheusSource> Sources { get; set; } =
        new Dictionary<string, PrometheusSource>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The source of this name; null: the only one, where a name isn't said.</summary>
    internal (string Name, PrometheusSource Source)? Find(string? name)
    {
        var found = string.IsNullOrWhiteSpace(name)
            ? Sources.Take(2).ToList() is [var only] ? only : default
            : Sources.FirstOrDefault(one => string.Equals(one.Key, name.Trim(), StringComparison.OrdinalIgnoreCase));
        return found.Value is null ? null : (found.Key, found.Value);
    }
}

/// <summary>One Prometheus, or what speaks its language: Mimir, Thanos, VictoriaMetrics.</summary>
public sealed class PrometheusSource
{
    /// <summary>The base address, before <c>/api/v1</c>, such as <c>https://mimir.example.com/prometheus</c>.</summary>
    public Uri? Url { get; set; }

    /// <summary>The name for basic authentication; null: none.</summary>
    public string? Username { get; set; }

    /// <summary>The password for basic authentication; null: none.</summary>
    public string? Password { get; set; }

    /// <summary>A bearer token, in place of name and password; null: none.</summary>
    public string? Token { get; set; }

    /// <summary>Further headers by name, such as <c>X-Scope-OrgID</c> for a tenant; their values count as secrets.</summary>
    public IDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long one answer may take, in seconds; 1 to 10, 5 by default.</summary>
    public int TimeoutSeconds { get; set; } = 5;
}
