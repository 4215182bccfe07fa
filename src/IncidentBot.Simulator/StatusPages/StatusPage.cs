namespace IncidentBot.Simulator.StatusPages;

/// <summary>A third party's status page as it stands.</summary>
internal sealed class StatusPage(string name, DateTimeOffset at)
{
    public string Name { get; } = name;

    /// <summary>
    /// What its component does: operational, degraded_performance, partial_outage, major_outage or under_maintenance, as Statuspage has it.
    /// </summary>
    public string State { get; set; } = "operational";

    public string Component { get; set; } = "API";

    /// <summary>The open incident's title; null: none is published, though the component may not be operational.</summary>
    public string? Title { get; set; }

    public string? Update { get; set; }

    public DateTimeOffset Since { get; set; } = at;

    public DateTimeOffset ChangedAt { get; set; } = at;

    /// <summary>Counts the changes, for the ETag.</summary>
    public int Version { get; set; } = 1;

    /// <summary>How it fails: none, error, garbage, redirect, doctype or huge.</summary>
    public string Fault { get; set; } = "none";

    /// <summary>How often it was asked, and how often it could say that nothing had changed.</summary>
    public int Asked { get; set; }

    public int Unchanged { get; set; }
}
