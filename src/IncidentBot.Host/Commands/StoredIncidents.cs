using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;

namespace IncidentBot.Host.Commands;

/// <summary>Finds the incident that a command of the command line is about.</summary>
internal static class StoredIncidents
{
    /// <summary>Reads a name such as <c>INC-7</c>.</summary>
    /// <exception cref="StopException">It is no such name.</exception>
    public static IncidentId Read(string? typed) => IncidentId.TryParse(typed, out var id)
        ? id
        : throw StopException.WrongInput($"\"{typed}\" isn't an incident; write it like INC-7.");

    /// <summary>Finds it.</summary>
    /// <param name="services">What reads the store.</param>
    /// <param name="id">Its number.</param>
    /// <param name="workspace">Its workspace; null: the store has one incident of that number.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StopException">There is none, or more than one.</exception>
    public static async Task<Incident> FindAsync(
        ServiceProvider services, IncidentId id, string? workspace, CancellationToken cancellationToken)
    {
        var everywhere = await services.GetRequiredService<IncidentStore>().FindEverywhereAsync(id, cancellationToken);
        var found = everywhere.Where(i => workspace is null || i.Workspace.Value == workspace).ToList();
        return found.Count switch
        {
            0 => throw StopException.NotDone(await AbsentAsync(services, id, cancellationToken)),
            1 => found[0],
            _ => throw StopException.NotDone(
                $"{id} exists in {found.Count} workspaces in this store ({string.Join(", ", found.Select(i => i.Workspace))}); "
                    + "choose one with --workspace."),
        };
    }

    private static async Task<string> AbsentAsync(ServiceProvider services, IncidentId id, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IncidentStore>();
        var newest = new List<IncidentId>();
        foreach (var workspace in await store.ListWorkspacesAsync(cancellationToken))
            newest.AddRange((await store.ListNewestAsync(workspace, most: 1, cancellationToken)).Select(incident => incident.Id));

        return newest.Count == 0
            ? $"There is no {id} in the store; it has no incidents."
            : $"There is no {id} in the store; the newest is {newest.MaxBy(one => one.Number)}.";
    }
}
