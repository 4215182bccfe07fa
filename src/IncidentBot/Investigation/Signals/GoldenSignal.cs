namespace IncidentBot.Investigation.Signals;

/// <summary>The four things that tell how a service is, in the order in which they are looked at.</summary>
public enum GoldenSignal
{
    /// <summary>How long requests take.</summary>
    Latency,

    /// <summary>How much is asked of it.</summary>
    Traffic,

    /// <summary>How much of that fails.</summary>
    Errors,

    /// <summary>How full it is.</summary>
    Saturation,
}
