namespace IncidentBot.Simulator.Recording;

/// <summary>What happens to one delivery; nothing by default.</summary>
internal sealed record Fate
{
    public static Fate Plain { get; } = new();

    public bool IsLost { get; init; }

    public bool IsTwin { get; init; }

    /// <summary>How late it is sent at the latest; the workspace's time.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>After how many other events in its queue it is sent even before that; 0 if never.</summary>
    public int Overtaken { get; init; }

    /// <summary>How long after its delivery it is delivered again; null: it is not.</summary>
    public TimeSpan? Again { get; init; }

    /// <summary>Whether it then says that it is a retry.</summary>
    public bool AgainAsRetry { get; init; }

    /// <summary>Where each try goes: the first number for the first, and so on.</summary>
    public int Route { get; init; }
}
