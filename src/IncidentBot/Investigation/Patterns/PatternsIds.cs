namespace IncidentBot.Investigation.Patterns;

/// <summary>The buttons of patterns; the ids travel through the platform and come back, so they never change.</summary>
internal static class PatternButtonIds
{
    /// <summary>Opens the form that states a pattern as a hypothesis. Value: <c>incident|pattern</c>.</summary>
    public const string State = "state_pattern";

    /// <summary>Shows all of a pattern privately. Value: <c>incident|pattern</c>.</summary>
    public const string Read = "read_pattern";

    /// <summary>Suggests a pattern no more in this incident. Value: <c>incident|pattern</c>.</summary>
    public const string Dismiss = "dismiss_pattern";

    /// <summary>Lets a pattern be suggested again. Value: <c>incident|pattern</c>.</summary>
    public const string Restore = "restore_pattern";
}
