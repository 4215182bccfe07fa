namespace IncidentBot.Host;

/// <summary>Starts the bot.</summary>
public static class Program
{
    /// <summary>Runs until it is stopped.</summary>
    public static int Main() => 0;
}
