using IncidentBot.Catalogue;

namespace IncidentBot.Changes.Told;

/// <summary>The source of the changes that the bot was told of, also those of services that an affected one stands on directly.</summary>
internal sealed class SeenChanges(SeenChangeStore store, CatalogueOptions catalogue) : IChangeSource
{
    /// <inheritdoc/>
    public bool NeedsCatalogue => false;

    /// <inheritdoc/>
    public async Task<ChangeAnswer> FindAsync(
        IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var told = await store.ListAsync(SeenChangeRules.NamesOf(services, catalogue), from, to, cancellationToken);
        return new ChangeAnswer([.. told.Where(change => SeenChangeRules.Counts(catalogue, change))], []);
    }
}
