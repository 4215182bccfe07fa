using System.Globalization;
using IncidentBot.Language;

namespace IncidentBot.Changes.Suspicion;

/// <summary>Notes changes that went live within minutes of each other before the impact, on one service or on related ones.</summary>
internal sealed class SeveralAtOnce
{
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(10);

    // Of a mass rollout nobody counts all, and each of ten thousand changes looks at a bounded number of others.
    private const int MostLookedAt = 50;

    private readonly ServiceMap map;
    private readonly List<SuspectChange> live;
    private readonly Dictionary<SuspectChange, int> places = new(ReferenceEqualityComparer.Instance);

    /// <summary>Puts what went live before the impact in order of time.</summary>
    public SeveralAtOnce(KnownIncident incident, IEnumerable<Candidate> candidates, ServiceMap map)
    {
        this.map = map;
        live =
        [
            .. candidates.Select(one => one.Change)
                .Where(change => change is { State: ChangeState.Success or ChangeState.Inactive, Service: not null }
                    && change.At <= incident.ImpactStart)
                .OrderBy(change => change.At).ThenBy(change => change.Service, StringComparer.Ordinal)
                .ThenBy(change => change.Ref, StringComparer.Ordinal),
        ];
        for (var i = 0; i < live.Count; i++)
            places[live[i]] = i;
    }

    /// <summary>The part; null: it went live alone.</summary>
    public SuspicionPart? Of(SuspectChange change, SuspicionOptions options)
    {
        if (!places.TryGetValue(change, out var at))
            return null;

        var name = map.Name(change.Service!);
        var near = Near(at, change.At).Select(other => (other.At, Name: map.Name(other.Service!)))
            .Where(other => Same(other.Name, name) || map.AreRelated(other.Name, name)).ToList();
        if (near.Count == 0)
            return null;

        var apart = near.Max(other => (other.At - change.At).Duration());
        var others = near.Count == 1 ? "1 other" : string.Create(CultureInfo.InvariantCulture, $"{near.Count} others");
        var where = near.TrueForAll(other => Same(other.Name, name)) ? "the same service" : "the same service or a related one";
        var when = apart == TimeSpan.Zero ? "at the same time as" : $"within {Durations.InWords(apart)} of";
        return new SuspicionPart("together", options.SeveralAtOnce, $"went live {when} {others} on {where}");
    }

    private IEnumerable<SuspectChange> Near(int at, DateTimeOffset moment)
    {
        for (var i = at - 1; i >= Math.Max(0, at - MostLookedAt) && moment - live[i].At <= Together; i--)
            yield return live[i];
        for (var i = at + 1; i < Math.Min(live.Count, at + MostLookedAt) && live[i].At - moment <= Together; i++)
            yield return live[i];
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
