using IncidentBot.Catalogue;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Postmortem;

/// <summary>What the settings say of every draft: how it is put together, and of which services nothing can be asked.</summary>
/// <param name="catalogue">The services.</param>
/// <param name="options">The settings of postmortems.</param>
public sealed class DraftSettings(CatalogueOptions catalogue, PostmortemOptions options)
{
    /// <summary>The templates.</summary>
    internal DraftTemplates Templates => options.OwnTemplates ?? DraftTemplates.Usual;

    /// <summary>The affected services whose changes nothing is asked about.</summary>
    internal IReadOnlyList<string> UnaskedServices(Incident incident) => [.. incident.Services.Where(IsUnasked)];

    // Where no service is set, the round of asking says so itself.
    private bool IsUnasked(string service) =>
        catalogue.Services.Count > 0 && catalogue.Find(service) is null or { Repositories.Count: 0 };
}
