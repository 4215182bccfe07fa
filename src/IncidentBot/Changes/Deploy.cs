namespace IncidentBot.Changes;

/// <summary>A change that went live and may have caused an incident.</summary>
/// <param name="Key">The same for the same deploy, such as <c>github:deployment:shop/checkout:42</c>.</param>
/// <param name="At">When it was live: its first <c>success</c> status, or a release's publication; UTC.</param>
/// <param name="Service">The service by its name in the catalogue.</param>
/// <param name="Environment">Where it went, such as <c>production</c>; null: not said.</param>
/// <param name="Ref">The version, branch or commit.</param>
/// <param name="Description">What it says of itself; null: nothing.</param>
/// <param name="Url">Where it can be read; null: nowhere.</param>
/// <param name="By">Who made it, by the name that the source knows; null: not said.</param>
public sealed record Deploy(
    string Key, DateTimeOffset At, string Service, string? Environment, string Ref, string? Description, Uri? Url, string? By = null);

/// <summary>Where deploys come from.</summary>
public interface IDeploySource
{
    /// <summary>
    /// The deploys of these services in this window, newest first; a source that cannot be asked says so in a sentence instead of throwing.
    /// </summary>
    /// <param name="services">Services by their names in the catalogue; empty: all of them.</param>
    /// <param name="from">Start of the window; UTC.</param>
    /// <param name="to">End of the window; UTC.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    Task<DeployAnswer> FindAsync(
        IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}

/// <summary>What a source of deploys said.</summary>
/// <param name="Deploys">Newest first.</param>
/// <param name="Problems">One sentence for each thing that could not be asked, with what to do; empty: all was well.</param>
public sealed record DeployAnswer(IReadOnlyList<Deploy> Deploys, IReadOnlyList<string> Problems);
