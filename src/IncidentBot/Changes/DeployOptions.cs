namespace IncidentBot.Changes;

/// <summary>Which deploys are looked at; bound to <c>Deploys</c>.</summary>
public sealed class DeployOptions
{
    /// <summary>How many hours before impact start are looked at; 1 to 720, 24 by default.</summary>
    public int WindowHours { get; set; } = 24;
}
