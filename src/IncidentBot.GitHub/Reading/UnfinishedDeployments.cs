using System.Collections.Concurrent;

namespace IncidentBot.GitHub.Reading;

/// <summary>
/// Remembers which deployments waited or were under way when last looked at, so that they are looked at again whatever their list says.
/// </summary>
internal sealed class UnfinishedDeployments
{
    private const int Most = 1000;

    private readonly ConcurrentDictionary<(string Repository, long Id), bool> known = [];

    public bool Has(string repository, long id) => known.ContainsKey((repository, id));

    public void Note(string repository, long id, bool isUnfinished)
    {
        if (!isUnfinished)
            known.TryRemove((repository, id), out _);
        else if (known.Count < Most)
            known[(repository, id)] = true;
    }
}
