using IncidentBot.Catalogue;
using IncidentBot.Changes.Told;

namespace IncidentBot.Changes;

/// <summary>Everything that can say what changed, asked as one.</summary>
internal sealed class ChangeSources(IEnumerable<IChangeSource> sources, SeenChangeStore told, CatalogueOptions catalogue)
{
    /// <summary>Says why nothing is asked, and what to configure.</summary>
    internal const string NoCatalogue =
        "I can't look up deploys because no service is configured. Set Catalogue:Services:NAME:Repositories, for example to "
            + "[\"owner/name\"].";

    /// <summary>Whether there is anything to ask about: a service is configured, or the bot was told of a change.</summary>
    public async Task<bool> HasAnyAsync(CancellationToken cancellationToken) =>
        catalogue.Services.Count > 0 || await told.HasAnyAsync(cancellationToken);

    /// <summary>
    /// Asks all of them at once: the same change counts once, as whoever came first among the registered ones has it, unless another says
    /// that it went on; the problems of each are told.
    /// </summary>
    public async Task<ChangeAnswer> AskAsync(
        IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, TimeSpan budget, CancellationToken cancellationToken)
    {
        if (!await HasAnyAsync(cancellationToken))
            return new ChangeAnswer([], [NoCatalogue]);

        var asked = sources.Where(source => catalogue.Services.Count > 0 || !source.NeedsCatalogue);
        return SeenChangeRules.Merge(
            await Task.WhenAll(asked.Select(source => source.FindAsync(services, from, to, budget, cancellationToken))));
    }
}
