namespace IncidentBot.Investigation.Providers;

/// <summary>What a status page says, whatever its form; all texts are plain, in one line, and bounded.</summary>
/// <param name="State">The worst of what concerns us.</param>
/// <param name="Components">The components that aren't operational, or aren't known; at most <see cref="MostComponents"/>.</param>
/// <param name="Incidents">What is open, the worst first; at most <see cref="MostIncidents"/>.</param>
public sealed record ProviderPage(
    ProviderState State, IReadOnlyList<ProviderComponent> Components, IReadOnlyList<ProviderIncident> Incidents)
{
    /// <summary>So many components are kept at most.</summary>
    public const int MostComponents = 20;

    /// <summary>So many incidents are kept at most.</summary>
    public const int MostIncidents = 10;

    /// <summary>So many updates of an incident are kept at most.</summary>
    public const int MostUpdates = 5;

    /// <summary>The longest name or title; characters.</summary>
    public const int LongestName = 150;

    /// <summary>The longest text of an update; characters.</summary>
    public const int LongestText = 500;
}

/// <summary>A part of a third party.</summary>
/// <param name="Name">As the page calls it.</param>
/// <param name="State">How it does.</param>
public sealed record ProviderComponent(string Name, ProviderState State);

/// <summary>An open incident, or maintenance that has begun, of a third party.</summary>
/// <param name="Title">What the page calls it.</param>
/// <param name="State">How bad it is; <see cref="ProviderState.Operational"/>: the page only informs.</param>
/// <param name="Since">When it began, as the page says; UTC. Null: it doesn't say.</param>
/// <param name="Link">Where it can be read; null: the page gives no address.</param>
/// <param name="Components">What it affects, by the page's names; empty: it doesn't say.</param>
/// <param name="Updates">What was said of it, the newest first.</param>
public sealed record ProviderIncident(
    string Title, ProviderState State, DateTimeOffset? Since, Uri? Link, IReadOnlyList<string> Components,
    IReadOnlyList<ProviderUpdate> Updates);

/// <summary>What a third party said of its incident.</summary>
/// <param name="At">When; UTC. Null: the page doesn't say.</param>
/// <param name="Words">What.</param>
public sealed record ProviderUpdate(DateTimeOffset? At, string Words);
