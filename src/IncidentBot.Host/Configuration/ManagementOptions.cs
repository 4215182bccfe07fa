namespace IncidentBot.Host.Configuration;

/// <summary>Where the admin looks into the bot; the section <c>Management</c> of the configuration.</summary>
internal sealed class ManagementOptions
{
    /// <summary>Where the admin's pages are when nothing else is said: this machine only, and not Slack's port.</summary>
    public const string Default = "http://127.0.0.1:5078";

    /// <summary>
    /// Addresses for <c>/health/details</c> and <c>/metrics</c>, parted by semicolons; null: <see cref="Default"/>, and none where that is
    /// taken.
    /// </summary>
    public string? Urls { get; set; }
}
