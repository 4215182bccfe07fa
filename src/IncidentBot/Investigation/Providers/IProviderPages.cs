namespace IncidentBot.Investigation.Providers;

/// <summary>Reads the status pages of the catalogue's third parties.</summary>
public interface IProviderPages
{
    /// <summary>
    /// What a third party's page says; a page that can't be read says so in a sentence instead of throwing. Whoever asks again within a
    /// minute gets the same answer.
    /// </summary>
    /// <param name="provider">Its name in the catalogue.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    Task<ProviderReading> ReadAsync(string provider, CancellationToken cancellationToken);
}

/// <summary>What asking a status page gave.</summary>
/// <param name="Provider">The third party's name in the catalogue.</param>
/// <param name="At">When it was asked; UTC.</param>
/// <param name="Page">What it says; null: it couldn't be read.</param>
/// <param name="Problem">Why it couldn't be read, in a sentence; null: it could.</param>
public sealed record ProviderReading(string Provider, DateTimeOffset At, ProviderPage? Page, string? Problem)
{
    /// <summary>How the third party does; unknown where the page couldn't be read.</summary>
    public ProviderState State => Page?.State ?? ProviderState.Unknown;

    /// <summary>The page for people; null: there is none.</summary>
    public Uri? Address { get; init; }
}
