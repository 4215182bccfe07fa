using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;
using IncidentBot.Simulator.Wire;
using IncidentBot.Store;

namespace IncidentBot.Host.Demo;

/// <summary>Looks at the store and the addresses before local mode starts; changes nothing.</summary>
internal static class LocalModeCheck
{
    // The first tables of incidents came with this version of the schema.
    private const int FirstWithRecords = 2;

    /// <summary>Refuses to go on where local mode may not start.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="place">Where the local Slack would listen.</param>
    /// <param name="services">What reads the store.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="StopException">It may not start, or the store cannot be read.</exception>
    public static async Task RunAsync(
        BotSettings settings, LocalSlackPlace place, IServiceProvider services, CancellationToken cancellationToken)
    {
        var addresses = settings.Urls.Concat(place.Urls)
            .Concat(settings.Management.ReadUrls());
        var owner = await OwnerAsync(services, cancellationToken);
        if (LocalModeRules.Refusal(settings, addresses, owner) is { } refusal) throw StopException.WrongInput(refusal);
    }

    private static async Task<StoreOwner> OwnerAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = Starting.OpenStore(services);
        var file = database as SqliteDatabase;
        var name = file is null ? "the database on the SQL Server" : $"the database {file.Path}";
        try
        {
            var known = file is { Exists: false } || await IsNewAsync(services, cancellationToken)
                ? []
                : await services.GetRequiredService<IncidentStore>().ListWorkspacesAsync(cancellationToken);
            return new StoreOwner(
                name, known.Any(workspace => workspace.Value == DefaultApp.TeamId),
                [.. known.Select(workspace => workspace.Value).Where(workspace => workspace != DefaultApp.TeamId)]);
        }
        catch (StoreUnavailableException e)
        {
            throw StopException.NotDone(e.Message);
        }
    }

    private static async Task<bool> IsNewAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var migrations = services.GetRequiredService<Migrations>();
        return await migrations.IsEmptyAsync(cancellationToken) || await migrations.VersionAsync(cancellationToken) < FirstWithRecords;
    }
}
