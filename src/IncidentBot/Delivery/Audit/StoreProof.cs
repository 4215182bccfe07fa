using System.Globalization;
using IncidentBot.Chat;

namespace IncidentBot.Delivery.Audit;

/// <summary>Finds out whether the chains of a store follow each other without a gap.</summary>
internal static class StoreProof
{
    /// <summary>Where an incident is missing, or the order of the chains does not hold; empty: nowhere.</summary>
    /// <param name="verified">All incidents of the store.</param>
    /// <param name="places">The places of the chains, as the database has them.</param>
    public static IReadOnlyList<string> Problems(
        IReadOnlyList<(AuditedIncident Incident, AuditReport Report)> verified,
        IReadOnlyDictionary<AuditedIncident, long> places)
    {
        var known = verified.ToDictionary(one => one.Incident, one => one.Report);
        var begun = verified.Where(one => one.Report.Former is not null).OrderBy(one => one.Report.Former!.Place).ToList();
        var problems = begun.Select(one => Problem(one.Incident, one.Report.Former!, known)).OfType<string>().ToList();
        problems.AddRange(begun.GroupBy(one => one.Report.Former!.Place).Where(same => same.Count() > 1)
            .Select(
                same => string.Join(" and ", same.Select(one => Name(one.Incident))) + " have the same place among the store's incidents"));
        // The database's own list only finds the newest chain fast; the chains say themselves where they stand.
        problems.AddRange(begun.Where(one => !places.TryGetValue(one.Incident, out var place) || place != one.Report.Former!.Place)
            .Select(one => $"the place of {Name(one.Incident)} among the store's incidents was changed"));
        problems.AddRange(places.Keys.Where(one => known.GetValueOrDefault(one)?.Former is null)
            .Select(one => $"{Name(one)} has a place among the store's incidents, but its chain is missing"));
        problems.AddRange(verified.Where(one => one.Report.IsFromBefore).Select(one => TooNew(one.Incident, verified)).OfType<string>());
        problems.AddRange(WithoutKey(begun));
        return problems;
    }

    // Otherwise whoever has the database takes a chain away, and has the bot take the changed record for one of a former version.
    private static string? TooNew(
        AuditedIncident incident, IReadOnlyList<(AuditedIncident Incident, AuditReport Report)> verified)
    {
        var lower = verified.Where(one => one.Incident.Workspace == incident.Workspace && one.Incident.Incident < incident.Incident
            && one.Report is { HasBegun: true, IsFromBefore: false }).Select(one => one.Incident).FirstOrDefault();
        return lower is null
            ? null
            : $"{Name(incident)} is marked as from a former version, but {Name(lower)}, which began before it, is of this one";
    }

    // Nor may a chain be rebuilt without a key, to have the key begin in it once more.
    private static IEnumerable<string> WithoutKey(List<(AuditedIncident Incident, AuditReport Report)> begun)
    {
        var withKeys = begun.Where(one => one.Report.Key == KeyState.Checked).SkipWhile(one => !one.Report.BeganWithKey).ToList();
        return withKeys.Where(one => !one.Report.BeganWithKey && !one.Report.IsFromBefore)
            .Select(one => $"{Name(one.Incident)} began without a key, but {Name(withKeys[0].Incident)} before it began with one");
    }

    private static string? Problem(AuditedIncident incident, FormerChain former, Dictionary<AuditedIncident, AuditReport> known)
    {
        if (former is not { Workspace: { } workspace, Incident: { } number, Head: { } head })
            return former.Place == 1 ? null : $"{Name(incident)} does not name the incident before it";

        var before = new AuditedIncident(new WorkspaceId(workspace), number);
        if (!known.TryGetValue(before, out var report) || report.Hashes.Count == 0)
            return $"{Name(before)} is missing: {Name(incident)} began after it";
        if (!report.Hashes.Contains(head, StringComparer.Ordinal))
            return $"the chain of {Name(before)} was rebuilt or cut off: {Name(incident)} began after its head {head}";

        return report.Former?.Place == former.Place - 1 ? null : $"{Name(before)} does not stand just before {Name(incident)}";
    }

    private static string Name(AuditedIncident incident) => string.Create(CultureInfo.InvariantCulture, $"INC-{incident.Incident}");
}
