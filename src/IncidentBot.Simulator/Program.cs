namespace IncidentBot.Simulator;

/// <summary>Starts the simulator on its own.</summary>
public static class Program
{
    /// <summary>Runs until it is stopped.</summary>
    public static int Main() => 0;
}
