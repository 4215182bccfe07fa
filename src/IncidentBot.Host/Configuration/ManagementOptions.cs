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

    /// <summary>The addresses that are listened on, one by one.</summary>
    /// <exception cref="Terminals.StopException">One of them is not an address to listen on.</exception>
    public IReadOnlyList<string> ReadUrls() => Addresses.Read(Urls ?? Default, "Management:Urls");

    /// <summary>
    /// Names under which people reach <c>/health/details</c>, and in local mode the local Slack, besides those of this machine; none by
    /// default. <c>/metrics</c>, <c>/healthz</c> and <c>/readyz</c> answer to any name.
    /// </summary>
    public IList<string> Hosts { get; } = [];
}
