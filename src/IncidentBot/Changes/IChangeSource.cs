namespace IncidentBot.Changes;

/// <summary>Where changes come from: GitHub, or what the bot was told.</summary>
public interface IChangeSource
{
    /// <summary>Whether it can only be asked about services of the catalogue; true by default.</summary>
    bool NeedsCatalogue => true;

    /// <summary>
    /// The changes of these services in this window, newest first; a source that cannot be asked says so in a sentence instead of throwing.
    /// </summary>
    /// <param name="services">Services by their names in the catalogue; empty: all of them.</param>
    /// <param name="from">Start of the window; UTC.</param>
    /// <param name="to">End of the window; UTC.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    Task<ChangeAnswer> FindAsync(
        IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>
    /// The same within a time: what is known when it ends, and whether that is all. A source that never takes long need not care.
    /// </summary>
    /// <param name="services">Services by their names in the catalogue; empty: all of them.</param>
    /// <param name="from">Start of the window; UTC.</param>
    /// <param name="to">End of the window; UTC.</param>
    /// <param name="budget">How long the answer may take.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    Task<ChangeAnswer> FindAsync(
        IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, TimeSpan budget, CancellationToken cancellationToken) =>
        FindAsync(services, from, to, cancellationToken);
}

/// <summary>What a source of changes said.</summary>
/// <param name="Changes">Newest first.</param>
/// <param name="Problems">One sentence for each thing that could not be asked, with what to do; empty: all was well.</param>
public sealed record ChangeAnswer(IReadOnlyList<ServiceChange> Changes, IReadOnlyList<string> Problems)
{
    /// <summary>Whether the time was over before all was known; false by default.</summary>
    public bool IsPartial { get; init; }
}
