namespace IncidentBot.Investigation.Providers;

/// <summary>How a third party does, as its status page says; the later, the worse.</summary>
public enum ProviderState
{
    /// <summary>The page couldn't be read, or doesn't say: neither good nor bad.</summary>
    Unknown,

    /// <summary>No incident is published. Pages lag, so that's no proof that all is well.</summary>
    Operational,

    /// <summary>Planned work has begun.</summary>
    Maintenance,

    /// <summary>It works, but slowly or with errors.</summary>
    Degraded,

    /// <summary>A part of it is down.</summary>
    Partial,

    /// <summary>It is down.</summary>
    Major,
}
