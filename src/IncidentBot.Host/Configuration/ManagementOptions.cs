namespace IncidentBot.Host.Configuration;

/// <summary>Where the admin pages are served; the section <c>Management</c> of the configuration.</summary>
internal sealed class ManagementOptions
{
    /// <summary>The default address: this machine only, and not Slack's port.</summary>
    public const string Default = "http://127.0.0.1:5078";

    /// <summary>
    /// Addresses for <c>/health/details</c> and <c>/metrics</c>, separated by semicolons; null: <see cref="Default"/>, or none if that
    /// is in use.
    /// </summary>
    public string? Urls { get; set; }
}
