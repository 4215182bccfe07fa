using IncidentBot.Catalogue;

namespace IncidentBot.Changes;

/// <summary>The source of the changes that the bot was told of.</summary>
internal sealed class SeenChanges(SeenChangeStore store, CatalogueOptions catalogue) : IChangeSource
{
    /// <inheritdoc/>
    public bool NeedsCatalogue => false;

    /// <inheritdoc/>
    public async Task<ChangeAnswer> FindAsync(
        IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var names = services.Select(service => SeenChangeRules.ServiceName(catalogue, service)).ToList();
        return new ChangeAnswer(await store.ListAsync(names, from, to, cancellationToken), []);
    }
}
