namespace IncidentBot.Investigation.Signals;

/// <summary>What the values of a signal are measured in, and so how they are written.</summary>
public enum SignalUnit
{
    /// <summary>A plain number.</summary>
    Number,

    /// <summary>A duration in seconds: 0.3 is written "300 ms".</summary>
    Seconds,

    /// <summary>So many a second.</summary>
    PerSecond,

    /// <summary>A share from 0 to 1, written in percent.</summary>
    Share,

    /// <summary>Bytes.</summary>
    Bytes,
}
