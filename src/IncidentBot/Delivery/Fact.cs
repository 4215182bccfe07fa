namespace IncidentBot.Delivery;

/// <summary>Something that has happened, which capabilities other than its own may react to within the same transaction.</summary>
public abstract record Fact
{
    /// <summary>
    /// Whether a person has worked on an incident by it; the first such fact acknowledges the incident. False by default.
    /// </summary>
    internal virtual bool IsWorkOnIncident => false;
}
