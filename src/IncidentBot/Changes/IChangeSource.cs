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

    /// <summary>The same for a question with all that belongs to it.</summary>
    Task<ChangeAnswer> FindAsync(ChangeQuestion question, CancellationToken cancellationToken) =>
        FindAsync(question.Services, question.From, question.To, question.Budget, cancellationToken);
}

/// <summary>What a source of changes is asked.</summary>
/// <param name="Services">Services by their names in the catalogue; empty: all of them.</param>
/// <param name="From">Start of the time that is asked about; UTC.</param>
/// <param name="To">Its end; UTC.</param>
/// <param name="Budget">How long the answer may take.</param>
public sealed record ChangeQuestion(IReadOnlyList<string> Services, DateTimeOffset From, DateTimeOffset To, TimeSpan Budget)
{
    /// <summary>
    /// When the incident began, where a person wants to look further back from there than usual: a source may look at less of what is that
    /// old, and says so. Null: everything of the time that is asked about is wanted. UTC.
    /// </summary>
    public DateTimeOffset? LooksBackFrom { get; init; }
}

/// <summary>What a source of changes said.</summary>
/// <param name="Changes">Newest first.</param>
/// <param name="Problems">One sentence for each thing that could not be asked, with what to do; empty: all was well.</param>
public sealed record ChangeAnswer(IReadOnlyList<ServiceChange> Changes, IReadOnlyList<string> Problems)
{
    /// <summary>Whether the time was over before all was known; false by default.</summary>
    public bool IsPartial { get; init; }

    /// <summary>
    /// Those of the problems that only say that the source has nothing to ask about a service, by the service: no problem where the bot is
    /// told of its changes. None by default.
    /// </summary>
    public IReadOnlyDictionary<string, string> NotAsked { get; init; } = NothingNotAsked;

    private static readonly IReadOnlyDictionary<string, string> NothingNotAsked = new Dictionary<string, string>(StringComparer.Ordinal);
}
